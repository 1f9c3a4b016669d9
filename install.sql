-- Installs pggit into the database that psql is connected to, and upgrades an earlier installation of it:
--     psql -X -f install.sql        from the folder that holds this file
-- Everything happens in one transaction: a failing part leaves nothing behind.
\set ON_ERROR_STOP on
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
\ir sql/install/tables_in_use.sql

\echo pggit: roles and schemas
\ir sql/install/roles.sql
\ir sql/install/schemas.sql

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

\echo pggit: tables
\ir sql/schema/001_ledger.sql
\ir sql/schema/010_setting.sql
\ir sql/schema/020_status.sql
\ir sql/schema/030_intent.sql
\ir sql/schema/040_conflict.sql
\ir sql/schema/050_history.sql
\ir sql/schema/060_footprint.sql
\ir sql/schema/070_proof.sql
\ir sql/schema/080_catalog.sql
\ir sql/schema/081_footprint_order.sql
\ir sql/schema/090_chains.sql
\ir sql/schema/100_agent_binding.sql
\ir sql/schema/110_idempotency.sql
\ir sql/schema/111_object_key_slot.sql
\ir sql/schema/120_events.sql
\ir sql/schema/121_leases.sql
\ir sql/schema/130_extensions.sql
\ir sql/schema/131_custom_statuses.sql
\ir sql/schema/132_event_generation.sql
\ir sql/schema/133_reader_code.sql
\ir sql/schema/140_revisions.sql
\ir sql/schema/141_resolutions.sql
\ir sql/schema/150_lookups.sql
\ir sql/schema/151_conflict_records.sql
\ir sql/schema/152_reader_parts.sql
\ir sql/schema/153_conflict_history_key.sql
\ir sql/install/reader_code.sql

\echo pggit: what time it is, and what a conflict shows of its sides
\ir sql/leases/clock.sql
\ir sql/access/intent_card.sql

\echo pggit: names and values
\ir sql/names/caller.sql
\ir sql/names/setting.sql
\ir sql/names/registration_settings.sql
\ir sql/names/shown.sql
\ir sql/names/is_readable.sql
\ir sql/names/refuse_encoding.sql
\ir sql/names/checked_text.sql
\ir sql/names/checked_choice.sql
\ir sql/names/text_array.sql
\ir sql/names/checked_intent_id.sql
\ir sql/names/find_intent_id.sql
\ir sql/names/known_intent_id.sql
\ir sql/names/checked_status.sql

\echo pggit: who acts and who reads
\ir sql/roles/known_caller.sql
\ir sql/roles/has_rights_of.sql
\ir sql/roles/agents_of.sql
\ir sql/roles/acting_agents.sql
\ir sql/roles/reading_agents.sql
\ir sql/roles/concerns_agents.sql
\ir sql/roles/check_agent.sql
\ir sql/roles/checked_person.sql
\ir sql/roles/checked_author.sql
\ir sql/roles/readable_intent_id.sql
\ir sql/roles/intent_before_plain_update.sql
\ir sql/roles/conflict_before_plain_update.sql
\ir sql/roles/apply_row_security.sql
\ir sql/roles/setting_after_update.sql
\ir sql/roles/switch_setting.sql
\ir sql/roles/pggit_bind_agent.sql
\ir sql/roles/pggit_unbind_agent.sql
\ir sql/roles/pggit_set_binding.sql
\ir sql/roles/pggit_set_row_security.sql

\echo pggit: branches
\ir sql/branches/branch_slug.sql
\ir sql/branches/is_branch_name.sql
\ir sql/branches/next_branch.sql
\ir sql/branches/pggit_allocate_branch.sql

\echo pggit: reading declared DDL
\ir sql/reader/declared_table.sql
\ir sql/reader/footprint_rows.sql
\ir sql/reader/footprint_of.sql
\ir sql/reader/read_declared.sql
\ir sql/reader/pggit_footprint.sql

\echo pggit: what the catalog knows about it
\ir sql/catalog/shown_name.sql
\ir sql/catalog/name_parts.sql
\ir sql/catalog/routine_args.sql
\ir sql/catalog/catalog_object.sql
\ir sql/catalog/declared_relations.sql
\ir sql/catalog/declared_objects.sql
\ir sql/catalog/dependents.sql
\ir sql/catalog/catalog_rows.sql
\ir sql/catalog/inherited_rows.sql
\ir sql/catalog/twin_rows.sql
\ir sql/catalog/needed_rows.sql
\ir sql/catalog/known_footprint.sql
\ir sql/catalog/gives_up.sql
\ir sql/catalog/numbered_names.sql
\ir sql/catalog/open_questions.sql
\ir sql/catalog/with_catalog.sql

\echo pggit: events
\ir sql/events/system_identifier.sql
\ir sql/events/current_generation.sql
\ir sql/events/event_generation.sql
\ir sql/events/announcement.sql
\ir sql/events/add_event.sql
\ir sql/events/history_after_insert.sql
\ir sql/events/conflict_history_after_insert.sql
\ir sql/events/in_snapshot.sql
\ir sql/events/held_consumer.sql
\ir sql/events/pggit_read_events.sql
\ir sql/events/pggit_drop_consumer.sql
\ir sql/events/pggit_prune_events.sql

\echo pggit: history
\ir sql/history/link_hash.sql
\ir sql/history/intent_content.sql
\ir sql/history/intent_history_body.sql
\ir sql/history/chain_intent_history.sql
\ir sql/history/conflict_content.sql
\ir sql/history/conflict_history_body.sql
\ir sql/history/chain_conflict_history.sql
\ir sql/history/setting_history_body.sql
\ir sql/history/chain_setting_history.sql
\ir sql/schema/190_chained.sql
\ir sql/history/setting_key.sql
\ir sql/history/setting_rows.sql
\ir sql/history/record_setting_change.sql
\ir sql/history/chain_rows.sql
\ir sql/history/chain_subjects.sql
\ir sql/history/seal_hash.sql
\ir sql/history/pggit_seal_history.sql
\ir sql/history/history_problems.sql
\ir sql/history/pggit_verify_history.sql
\ir sql/history/refuse_change.sql
\ir sql/history/record_transition.sql

\echo pggit: leases
\ir sql/leases/lease_end.sql
\ir sql/leases/with_expiry.sql
\ir sql/leases/expired_ids.sql
\ir sql/leases/pggit_heartbeat.sql
\ir sql/leases/pggit_expire_intents.sql

\echo pggit: conflicts
\ir sql/conflicts/seed_conflict_rules.sql
\ir sql/conflicts/severities.sql
\ir sql/conflicts/slot_key.sql
\ir sql/conflicts/lock_object_keys.sql
\ir sql/conflicts/is_needed_key.sql
\ir sql/conflicts/drop_unneeded_keys.sql
\ir sql/conflicts/take_footprint.sql
\ir sql/conflicts/release_footprint.sql
\ir sql/conflicts/hold_intents.sql
\ir sql/conflicts/candidate_ids.sql
\ir sql/conflicts/candidate_sides.sql
\ir sql/conflicts/judge_sides.sql
\ir sql/conflicts/conflicting_intents.sql

\echo pggit: detectors and suggesters
\ir sql/extensions/extension_problem.sql
\ir sql/extensions/refuse_extension.sql
\ir sql/extensions/checked_extension.sql
\ir sql/extensions/checked_extension_name.sql
\ir sql/extensions/pggit_add_detector.sql
\ir sql/extensions/pggit_remove_detector.sql
\ir sql/extensions/pggit_add_suggester.sql
\ir sql/extensions/pggit_remove_suggester.sql
\ir sql/extensions/pggit_add_conflict_type.sql
\ir sql/extensions/pggit_remove_conflict_type.sql
\ir sql/extensions/common_keys.sql
\ir sql/extensions/active_others.sql
\ir sql/extensions/checked_report.sql
\ir sql/extensions/merged_reports.sql
\ir sql/extensions/worst_reports.sql
\ir sql/extensions/failure.sql
\ir sql/extensions/announce_failures.sql
\ir sql/extensions/suggest.sql
\ir sql/extensions/detect.sql

\echo pggit: conflicts on record
\ir sql/conflicts/turn.sql
\ir sql/conflicts/unrecorded.sql
\ir sql/conflicts/held_reports.sql
\ir sql/conflicts/insert_conflicts.sql
\ir sql/conflicts/record_more.sql
\ir sql/conflicts/refresh_intent.sql
\ir sql/conflicts/shown_objects.sql
\ir sql/conflicts/suggested_calls.sql
\ir sql/conflicts/conflict_before_write.sql
\ir sql/conflicts/conflict_after_insert.sql
\ir sql/conflicts/conflict_after_update.sql
\ir sql/conflicts/pggit_detect_conflicts.sql
\ir sql/conflicts/intent_side.sql
\ir sql/conflicts/pggit_compare_intents.sql
\ir sql/conflicts/pggit_check_conflicts.sql
\ir sql/conflicts/known_conflict.sql
\ir sql/conflicts/pggit_get_conflicts.sql
\ir sql/conflicts/pggit_list_conflicts.sql
\ir sql/conflicts/pggit_unrecorded_conflicts.sql
\ir sql/conflicts/checked_first.sql
\ir sql/conflicts/pggit_resolve_conflict.sql

\echo pggit: registry
\ir sql/registry/new_intent_id.sql
\ir sql/registry/announce_analysis.sql
\ir sql/registry/with_analysis.sql
\ir sql/registry/announce_conflicts.sql
\ir sql/registry/claim_idempotency_key.sql
\ir sql/registry/declare_intent.sql
\ir sql/registry/intent_before_insert.sql
\ir sql/registry/pggit_register_intent.sql
\ir sql/registry/pggit_get_intent.sql
\ir sql/registry/pggit_list_intents.sql
\ir sql/registry/pggit_intent_status.sql

\echo pggit: lifecycle
\ir sql/statuses/reachable_statuses.sql
\ir sql/statuses/check_status_graph.sql
\ir sql/statuses/pggit_add_status.sql
\ir sql/statuses/pggit_remove_status.sql
\ir sql/statuses/pggit_add_transition.sql
\ir sql/statuses/pggit_remove_transition.sql
\ir sql/statuses/pggit_status_graph.sql
\ir sql/statuses/check_transition_maker.sql
\ir sql/statuses/check_mover.sql
\ir sql/lifecycle/check_transition.sql
\ir sql/lifecycle/intent_before_update.sql
\ir sql/lifecycle/intents_it_frees.sql
\ir sql/lifecycle/intent_after_update.sql
\ir sql/lifecycle/move_intent.sql
\ir sql/statuses/pggit_move_intent.sql
\ir sql/lifecycle/pggit_mark_in_progress.sql
\ir sql/lifecycle/pggit_mark_completed.sql
\ir sql/lifecycle/pggit_mark_merged.sql
\ir sql/lifecycle/pggit_mark_abandoned.sql

\echo pggit: revisions
\ir sql/revisions/changeable_intent.sql
\ir sql/revisions/named_tables.sql
\ir sql/revisions/kept_footprint.sql
\ir sql/revisions/concerned_ids.sql
\ir sql/revisions/hold_change.sql
\ir sql/revisions/status_without_approval.sql
\ir sql/revisions/amendment_note.sql
\ir sql/revisions/changed_names.sql
\ir sql/revisions/with_other_views.sql
\ir sql/revisions/judge_again.sql
\ir sql/revisions/pggit_amend_intent.sql
\ir sql/revisions/replace_intents.sql
\ir sql/revisions/pggit_merge_intents.sql
\ir sql/revisions/pggit_supersede_intent.sql

\echo pggit: the schema as lines
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

\echo pggit: proof by execution
\ir sql/proof/proof_lock_timeout.sql
\ir sql/proof/unproven_reason.sql
\ir sql/proof/lines_only_in.sql
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

\echo pggit: triggers, views and rights
\ir sql/access/triggers.sql
\ir sql/history/record_installed_settings.sql
\ir sql/access/v_pggit_intent.sql
\ir sql/access/v_pggit_open_conflict.sql
\ir sql/access/v_pggit_revision.sql
\ir sql/access/v_pggit_timeline.sql
\ir sql/access/v_pggit_proof.sql
\ir sql/access/v_pggit_error_code.sql
\ir sql/extensions/v_pggit_extension.sql
\ir sql/access/grants.sql
\ir sql/access/policies.sql

RESET ROLE;

\echo pggit: the prover, whose functions belong to pggit_prover
\ir sql/proof/run_statements.sql
\ir sql/proof/run_order.sql
\ir sql/proof/run_both_orders.sql
\ir sql/proof/run_sequence.sql

\echo pggit: the runner, whose functions belong to pggit_runner
\ir sql/extensions/call_detector.sql
\ir sql/extensions/call_suggester.sql

\ir sql/install/retired.sql
\ir sql/install/finish.sql

COMMIT;
\echo pggit: installed
