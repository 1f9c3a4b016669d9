"""What must hold in a registry at every moment that others can see: each query gives the rows that break the rule.

    invariants.broken(connection)   {rule: [row as text, ...]} of the rules that do not hold
"""

RULES = {
    "an active intent has a footprint": """
        SELECT i.id FROM tb_pggit_intent AS i JOIN tb_pggit_status AS s USING (status)
        WHERE s.is_active AND NOT EXISTS (SELECT FROM pggit_internal.footprint AS f WHERE f.intent_id = i.id)""",
    "a final intent has none": """
        SELECT i.id FROM tb_pggit_intent AS i JOIN tb_pggit_status AS s USING (status)
        WHERE NOT s.is_active AND EXISTS (SELECT FROM pggit_internal.footprint AS f WHERE f.intent_id = i.id)""",
    "a footprint's keys have their rows": """
        SELECT f.intent_id, f.key, f.slot FROM pggit_internal.footprint AS f
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.object_key AS k
            WHERE k.key = CASE WHEN f.object_kind = 'schema'
                THEN f.key || '/' || lpad(coalesce(f.slot, 0)::text, 2, '0') ELSE f.key END)""",
    "the history of an intent is a chain from its registration to its status": """
        SELECT i.id, i.status, h.chain FROM tb_pggit_intent AS i
        LEFT JOIN LATERAL (
            SELECT array_agg(c.new_status ORDER BY c.id) AS chain,
                   bool_and(c.old_status IS NOT DISTINCT FROM c.previous) AS linked
            FROM (SELECT h.id, h.old_status, h.new_status::text, lag(h.new_status) OVER (ORDER BY h.id) AS previous
                  FROM tb_pggit_intent_history AS h WHERE h.intent_id = i.id) AS c) AS h ON true
        WHERE (h.linked AND h.chain[1] = 'registered' AND h.chain[cardinality(h.chain)] = i.status) IS NOT TRUE""",
    "conflicts_with are the other sides of the open conflicts": """
        SELECT i.id, i.conflicts_with FROM tb_pggit_intent AS i
        WHERE i.conflicts_with IS DISTINCT FROM (
            SELECT coalesce(jsonb_agg(DISTINCT c.intent_b), '[]') FROM tb_pggit_conflict AS c
            WHERE c.intent_a = i.id AND c.closed_at IS NULL)""",
    "who is conflicted has an open conflict": """
        SELECT i.id FROM tb_pggit_intent AS i WHERE i.status = 'conflicted' AND i.conflicts_with = '[]'""",
    "what is not recorded waits for something as severe that is": """
        SELECT i.id, i.unrecorded_errors, i.unrecorded_warnings
        FROM tb_pggit_intent AS i JOIN tb_pggit_status AS s USING (status)
        WHERE i.unrecorded_errors + i.unrecorded_warnings > 0 AND (NOT s.is_active OR NOT EXISTS (
            SELECT FROM tb_pggit_conflict AS c WHERE c.intent_a = i.id AND c.closed_at IS NULL
                AND (c.severity = 'error' OR i.unrecorded_errors = 0)))""",
    "no conflict is open that the end of a side has settled": """
        SELECT c.id, i.id, i.status FROM tb_pggit_conflict AS c
        JOIN tb_pggit_intent AS i ON i.id IN (c.intent_a, c.intent_b) JOIN tb_pggit_status AS s USING (status)
        WHERE c.closed_at IS NULL
            AND (s.settles = 'all' OR (s.settles = 'ordered_after_it' AND c.apply_first = i.id))""",
    "a conflict was found, and closed if it is closed, on record": """
        SELECT c.id FROM tb_pggit_conflict AS c
        LEFT JOIN LATERAL (
            SELECT (array_agg(h.event ORDER BY h.id))[1] AS first,
                   (array_agg(h.event ORDER BY h.id DESC) FILTER (WHERE h.event NOT IN ('noted', 'proved')))[1] AS last
            FROM tb_pggit_conflict_history AS h WHERE h.conflict_id = c.id) AS h ON true
        WHERE (h.first = 'found' AND (h.last IN ('reviewed', 'fell_away')) = (c.closed_at IS NOT NULL)) IS NOT TRUE""",
    "a branch and an id are given once": """
        SELECT min(i.id), i.branch_name FROM tb_pggit_intent AS i GROUP BY i.branch_name HAVING count(*) > 1""",
    "two intents conflict once per type while it is open": """
        SELECT least(c.intent_a, c.intent_b), greatest(c.intent_a, c.intent_b), c.conflict_type
        FROM tb_pggit_conflict AS c WHERE c.closed_at IS NULL GROUP BY 1, 2, 3 HAVING count(*) > 1""",
    "an idempotency key belongs to one intent, which has it": """
        SELECT k.intent_id, i.id FROM pggit_internal.idempotency_key AS k
        FULL JOIN (SELECT * FROM tb_pggit_intent WHERE idempotency_key IS NOT NULL) AS i
            ON (i.id, i.agent_id, i.idempotency_key) = (k.intent_id, k.agent_id, k.idempotency_key)
        WHERE k.intent_id IS NULL OR i.id IS NULL""",
}


def broken(connection):
    """Return the rules that do not hold, each with some of the rows that break it."""
    found = {}
    for rule, query in RULES.items():
        rows = connection.execute(f"SELECT r::text AS r FROM ({query}) AS r LIMIT 10").fetchall()
        if rows:
            found[rule] = [row["r"] if isinstance(row, dict) else row[0] for row in rows]
    return found
