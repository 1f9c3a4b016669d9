-- Installs pggit into the database that psql is connected to, and upgrades an earlier installation of it:
--     psql -X -f install.sql        from the folder that holds this file
-- Everything happens in one transaction: a failing part leaves nothing behind.
\set ON_ERROR_STOP on
-- Without a line for every function that is made.
\set pggit_quiet :QUIET
\set QUIET on
\encoding UTF8

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL check_function_bodies = on;
SET LOCAL standard_conforming_strings = on;
SET LOCAL quote_all_identifiers = off;
-- The superuser who installs must not run what others may have put into public.
SET LOCAL search_path = pg_catalog, pg_temp;

\echo pggit: checking the server
\ir sql/install/preflight.sql
-- dist: skip
\ir sql/install/folder.sql
-- dist: end
\ir sql/install/version.sql
\ir sql/install/tables_in_use.sql

\echo pggit: roles and schemas
\ir sql/install/roles.sql
\ir sql/install/schemas.sql

-- One file per released version, with what it changed in tables that are there, as the README in that folder says.

\echo pggit: the DDL reader
\ir plpython/modules.sql
\ir plpython/load_reader.sql
\ir plpython/read_change.sql
\ir plpython/judge_changes.sql
\ir plpython/canonical_name.sql
\ir plpython/conflict_types.sql
\ir plpython/provable_statements.sql
\ir plpython/joined_changes.sql

SET LOCAL ROLE pggit_owner;
\ir sql/tables/reader_code.sql
RESET ROLE;
SELECT pggit_internal.conflict_types() AS conflict_types \gset

SET LOCAL ROLE pggit_owner;

\echo pggit: words and tables
\ir sql/vocabulary.sql
\ir sql/tables/tb_pggit_setting.sql
\ir sql/tables/tb_pggit_status.sql
\ir sql/tables/tb_pggit_transition.sql
\ir sql/tables/tb_pggit_conflict_rule.sql
\ir sql/tables/tb_pggit_resolution.sql
\ir sql/tables/tb_pggit_agent_binding.sql
\ir sql/tables/tb_pggit_detector.sql
\ir sql/tables/tb_pggit_suggester.sql
\ir sql/tables/tb_pggit_intent.sql
\ir sql/tables/branch_counter.sql
\ir sql/tables/idempotency_key.sql
\ir sql/tables/footprint.sql
\ir sql/tables/object_key.sql
\ir sql/tables/tb_pggit_conflict.sql
\ir sql/tables/pggit_conflict_report.sql
\ir sql/tables/tb_pggit_proof.sql
\ir sql/tables/pggit_proof.sql
\ir sql/tables/tb_pggit_intent_history.sql
\ir sql/tables/tb_pggit_conflict_history.sql
\ir sql/tables/tb_pggit_setting_history.sql
\ir sql/tables/tb_pggit_seal.sql
\ir sql/tables/sealed_chain.sql
\ir sql/tables/event_snapshot.sql
\ir sql/tables/event_generation.sql
\ir sql/tables/tb_pggit_event.sql
\ir sql/tables/tb_pggit_consumer.sql
\ir sql/tables/stopped_clock.sql

\echo pggit: values, settings and people
\ir sql/values/clock.sql
\ir sql/values/caller.sql
\ir sql/values/setting.sql
\ir sql/values/registration_settings.sql
\ir sql/values/shown.sql
\ir sql/values/shown_list.sql
\ir sql/values/is_readable.sql
\ir sql/values/refuse_encoding.sql
\ir sql/values/checked_text.sql
\ir sql/values/checked_choice.sql
\ir sql/values/text_array.sql
\ir sql/values/checked_intent_id.sql
\ir sql/people/certain_caller.sql
\ir sql/people/has_rights_of.sql
\ir sql/people/agents_of.sql
\ir sql/people/agents_of_caller.sql
\ir sql/people/acting_agents.sql
\ir sql/people/reading_agents.sql
\ir sql/people/belongs_to_agents.sql
\ir sql/people/check_agent.sql
\ir sql/people/checked_person.sql
\ir sql/people/checked_author.sql
\ir sql/people/find_intent_id.sql
\ir sql/people/known_intent_id.sql
\ir sql/people/readable_intent_id.sql
\ir sql/people/intent_before_plain_update.sql
\ir sql/people/conflict_before_plain_update.sql
\ir sql/people/pggit_bind_agent.sql
\ir sql/people/pggit_unbind_agent.sql
\ir sql/people/apply_row_security.sql
\ir sql/settings/setting_before_update.sql
\ir sql/settings/setting_after_update.sql
\ir sql/settings/pggit_set.sql

\echo pggit: statuses and transitions
\ir sql/statuses/checked_status.sql
\ir sql/statuses/reachable_statuses.sql
\ir sql/statuses/lock_status_graph.sql
\ir sql/statuses/check_status_graph.sql
\ir sql/statuses/pggit_add_status.sql
\ir sql/statuses/pggit_remove_status.sql
\ir sql/statuses/pggit_add_transition.sql
\ir sql/statuses/pggit_remove_transition.sql
\ir sql/statuses/pggit_status_graph.sql

\echo pggit: branches, and reading declared DDL
\ir sql/branches/branch_slug.sql
\ir sql/branches/is_branch_name.sql
\ir sql/branches/next_branch.sql
\ir sql/branches/pggit_allocate_branch.sql
\ir sql/footprint/footprint_rows.sql
\ir sql/footprint/footprint_of.sql
\ir sql/footprint/read_declared.sql
\ir sql/footprint/pggit_footprint.sql
\ir sql/catalog/shown_name.sql
\ir sql/catalog/name_parts.sql
\ir sql/catalog/routine_args.sql
\ir sql/catalog/catalog_object.sql
\ir sql/catalog/declared_relations.sql
\ir sql/catalog/declared_objects.sql
\ir sql/catalog/catalog_rows.sql
\ir sql/catalog/inherited_rows.sql
\ir sql/catalog/needed_rows.sql
\ir sql/catalog/known_footprint.sql
\ir sql/catalog/numbered_names.sql
\ir sql/catalog/with_catalog.sql

\echo pggit: history and events
\ir sql/history/link_hash.sql
\ir sql/history/intent_content.sql
\ir sql/history/intent_history_body.sql
\ir sql/history/chain_intent_history.sql
\ir sql/history/conflict_content.sql
\ir sql/history/conflict_history_body.sql
\ir sql/history/chain_conflict_history.sql
\ir sql/history/setting_history_body.sql
\ir sql/history/chain_setting_history.sql
\ir sql/history/setting_key.sql
\ir sql/history/setting_rows.sql
\ir sql/history/record_setting_change.sql
\ir sql/history/chain_links.sql
\ir sql/history/seal_hash.sql
\ir sql/history/pggit_seal_history.sql
\ir sql/history/reference_seal.sql
\ir sql/history/chain_problems.sql
\ir sql/history/subject_problems.sql
\ir sql/history/pggit_verify_history.sql
\ir sql/history/refuse_change.sql
\ir sql/history/record_transition.sql
\ir sql/events/system_identifier.sql
\ir sql/events/current_generation.sql
\ir sql/events/event_generation.sql
\ir sql/events/announcement.sql
\ir sql/events/add_event.sql
\ir sql/events/history_after_insert.sql
\ir sql/events/conflict_history_after_insert.sql
\ir sql/events/is_after_snapshot.sql
\ir sql/events/locked_consumer.sql
\ir sql/events/pggit_read_events.sql
\ir sql/events/pggit_drop_consumer.sql
\ir sql/events/pggit_prune_events.sql

\echo pggit: leases
\ir sql/leases/intent_card.sql
\ir sql/leases/lease_end.sql
\ir sql/leases/with_expiry.sql
\ir sql/leases/pggit_heartbeat.sql

\echo pggit: detectors and suggesters of the team
\ir sql/extensions/extension_problem.sql
\ir sql/extensions/refuse_extension.sql
\ir sql/extensions/checked_extension.sql
\ir sql/extensions/checked_extension_name.sql
\ir sql/extensions/refuse_extension_name.sql
\ir sql/extensions/pggit_add_detector.sql
\ir sql/extensions/pggit_remove_detector.sql
\ir sql/extensions/pggit_add_suggester.sql
\ir sql/extensions/pggit_remove_suggester.sql
\ir sql/extensions/pggit_add_conflict_type.sql
\ir sql/extensions/pggit_remove_conflict_type.sql
\ir sql/extensions/checked_report.sql
\ir sql/extensions/failure.sql
\ir sql/extensions/v_pggit_extension.sql

\echo pggit: detecting conflicts
\ir sql/detect/slot_key.sql
\ir sql/detect/lock_object_keys.sql
\ir sql/detect/drop_unneeded_keys.sql
\ir sql/detect/remove_footprint.sql
\ir sql/detect/release_footprint.sql
\ir sql/detect/hold_intents.sql
\ir sql/detect/candidate_ids.sql
\ir sql/detect/candidate_sides.sql
\ir sql/detect/judge_sides.sql
\ir sql/detect/conflicting_intents.sql
\ir sql/detect/common_keys.sql
\ir sql/detect/active_others.sql
\ir sql/detect/merged_reports.sql
\ir sql/detect/worst_reports.sql
\ir sql/detect/suggest.sql
\ir sql/detect/detect.sql
\ir sql/detect/intent_side.sql
\ir sql/detect/stored_footprint.sql
\ir sql/detect/pggit_detect_conflicts.sql
\ir sql/detect/pggit_compare_intents.sql

\echo pggit: conflicts on record
\ir sql/conflicts/others_on_record.sql
\ir sql/conflicts/declaration_number.sql
\ir sql/conflicts/unrecorded.sql
\ir sql/conflicts/lock_other_sides.sql
\ir sql/conflicts/insert_conflicts.sql
\ir sql/conflicts/record_more.sql
\ir sql/conflicts/refresh_intent.sql
\ir sql/conflicts/conflict_before_write.sql
\ir sql/conflicts/amendment_note.sql
\ir sql/conflicts/conflict_after_insert.sql
\ir sql/conflicts/conflict_after_update.sql
\ir sql/conflicts/known_conflict.sql
\ir sql/conflicts/pggit_get_conflicts.sql
\ir sql/conflicts/pggit_list_conflicts.sql
\ir sql/conflicts/pggit_unrecorded_conflicts.sql
\ir sql/conflicts/pggit_resolve_conflict.sql

\echo pggit: declaring: validate, read, queue, detect, write, announce
\ir sql/declare/validated_intent.sql
\ir sql/declare/announce_analysis.sql
\ir sql/declare/read_intent.sql
\ir sql/declare/prepare_intent.sql
\ir sql/declare/changeable_intent.sql
\ir sql/declare/lock_change.sql
\ir sql/declare/find_conflicts.sql
\ir sql/declare/announce_conflicts.sql
\ir sql/declare/write_declaration.sql
\ir sql/declare/pggit_register_intent.sql
\ir sql/declare/intent_before_insert.sql
\ir sql/declare/pggit_check_conflicts.sql
\ir sql/declare/named_tables.sql
\ir sql/declare/write_revision.sql
\ir sql/declare/find_amended_conflicts.sql
\ir sql/declare/judge_again.sql
\ir sql/declare/pggit_amend_intent.sql
\ir sql/declare/replace_intents.sql
\ir sql/declare/pggit_merge_intents.sql
\ir sql/declare/pggit_supersede_intent.sql

\echo pggit: lifecycle
\ir sql/lifecycle/check_transition_maker.sql
\ir sql/lifecycle/check_transition.sql
\ir sql/lifecycle/intent_before_update.sql
\ir sql/lifecycle/intents_freed_by.sql
\ir sql/lifecycle/intent_after_update.sql
\ir sql/lifecycle/move_intent.sql
\ir sql/lifecycle/pggit_move_intent.sql
\ir sql/lifecycle/pggit_mark_in_progress.sql
\ir sql/lifecycle/pggit_mark_completed.sql
\ir sql/lifecycle/pggit_mark_merged.sql
\ir sql/lifecycle/pggit_mark_abandoned.sql
\ir sql/lifecycle/pggit_expire_intents.sql

\echo pggit: views and lists
\ir sql/views/pggit_get_intent.sql
\ir sql/views/pggit_list_intents.sql
\ir sql/views/pggit_intent_status.sql
\ir sql/views/v_pggit_intent.sql
\ir sql/views/v_pggit_open_conflict.sql
\ir sql/views/v_pggit_revision.sql
\ir sql/views/v_pggit_timeline.sql
\ir sql/views/v_pggit_error_code.sql
\ir sql/views/pggit_version.sql

\echo pggit: the schema as lines, and proofs by execution
\ir sql/proof/extension_member.sql
\ir sql/proof/user_schema.sql
\ir sql/proof/user_relation.sql
\ir sql/proof/user_routine.sql
\ir sql/proof/user_type.sql
\ir sql/proof/sorted_options.sql
\ir sql/proof/lines_of_database.sql
\ir sql/proof/lines_of_relations.sql
\ir sql/proof/lines_of_columns.sql
\ir sql/proof/lines_of_constraints.sql
\ir sql/proof/lines_of_indexes.sql
\ir sql/proof/lines_of_triggers.sql
\ir sql/proof/lines_of_sequences.sql
\ir sql/proof/lines_of_statistics.sql
\ir sql/proof/lines_of_routines.sql
\ir sql/proof/lines_of_types.sql
\ir sql/proof/lines_of_operators.sql
\ir sql/proof/lines_of_text.sql
\ir sql/proof/lines_of_foreign.sql
\ir sql/proof/lines_of_publications.sql
\ir sql/proof/lines_of_privileges.sql
\ir sql/proof/lines_of_comments.sql
\ir sql/proof/schema_lines.sql
\ir sql/proof/object_identity.sql
\ir sql/proof/touched_objects.sql
\ir sql/proof/pggit_schema_lines.sql
\ir sql/proof/pggit_schema_fingerprint.sql
\ir sql/proof/proof_lock_timeout.sql
\ir sql/proof/unproven_reason.sql
\ir sql/proof/proof_outcome.sql
\ir sql/proof/proof_obstacle.sql
\ir sql/proof/declared_changes.sql
\ir sql/proof/pggit_prove.sql
\ir sql/proof/prove_pair.sql
\ir sql/proof/revisions_of.sql
\ir sql/proof/keep_proof.sql
\ir sql/proof/add_missed_conflict.sql
\ir sql/proof/pggit_verify_conflict.sql
\ir sql/proof/pggit_verify_intent.sql
\ir sql/proof/pggit_verify_set.sql
\ir sql/proof/v_pggit_proof.sql

\echo pggit: triggers and policies
\ir sql/triggers.sql
\ir sql/history/record_installed_settings.sql
\ir sql/people/policies.sql

RESET ROLE;

-- These belong to pggit_prover and pggit_runner, whose rights they run with.
\ir sql/proof/run_statements.sql
\ir sql/proof/run_order.sql
\ir sql/proof/run_both_orders.sql
\ir sql/proof/run_sequence.sql
\ir sql/extensions/call_detector.sql
\ir sql/extensions/call_suggester.sql

\echo pggit: plans and rights
\ir sql/install/leftovers.sql
\ir sql/plans.sql
\ir sql/rights.sql
\ir sql/install/finish.sql

COMMIT;
\set QUIET :pggit_quiet
\echo pggit: installed
