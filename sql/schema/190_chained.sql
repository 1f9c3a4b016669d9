SELECT pggit_internal.apply_part('190_chained') AS pending \gset
\if :pending
-- Rows from before there were chains get theirs, in the order of their ids. What came before cannot be vouched for:
-- the chain covers them as they are now. Checks that wait for the commit would be in the way of altering the tables.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE public.tb_pggit_intent_history DISABLE TRIGGER USER;
ALTER TABLE public.tb_pggit_conflict_history DISABLE TRIGGER USER;

UPDATE public.tb_pggit_intent_history AS h
SET chain_no = n.chain_no, content_hash = n.content_hash
FROM (
    SELECT
        o.id,
        o.place AS chain_no,
        CASE WHEN o.place = 1 THEN pggit_internal.intent_content(i) END AS content_hash
    FROM (
        SELECT
            r.id,
            r.intent_id,
            row_number() OVER (PARTITION BY r.intent_id ORDER BY r.id) AS place
        FROM public.tb_pggit_intent_history AS r
    ) AS o
    INNER JOIN public.tb_pggit_intent AS i ON i.id = o.intent_id
) AS n
WHERE n.id = h.id;

UPDATE public.tb_pggit_conflict_history AS h
SET chain_no = n.chain_no, content_hash = n.content_hash
FROM (
    SELECT
        o.id,
        o.place AS chain_no,
        CASE WHEN o.place = o.places THEN pggit_internal.conflict_content(c) END AS content_hash
    FROM (
        SELECT
            r.id,
            r.conflict_id,
            row_number() OVER (PARTITION BY r.conflict_id ORDER BY r.id) AS place,
            count(*) OVER (PARTITION BY r.conflict_id) AS places
        FROM public.tb_pggit_conflict_history AS r
    ) AS o
    INNER JOIN public.tb_pggit_conflict AS c ON c.id = o.conflict_id
) AS n
WHERE n.id = h.id;

WITH RECURSIVE linked AS (
    SELECT h.id, h.intent_id, h.chain_no, NULL::bytea AS previous_hash,
           pggit_internal.link_hash(h.chain_no, NULL, pggit_internal.intent_history_body(h)) AS row_hash
    FROM public.tb_pggit_intent_history AS h WHERE h.chain_no = 1
    UNION ALL
    SELECT h.id, h.intent_id, h.chain_no, l.row_hash,
           pggit_internal.link_hash(h.chain_no, l.row_hash, pggit_internal.intent_history_body(h))
    FROM linked AS l
    INNER JOIN public.tb_pggit_intent_history AS h ON h.intent_id = l.intent_id AND h.chain_no = l.chain_no + 1
)
UPDATE public.tb_pggit_intent_history AS h
SET previous_hash = l.previous_hash, row_hash = l.row_hash
FROM linked AS l WHERE l.id = h.id;

WITH RECURSIVE linked AS (
    SELECT h.id, h.conflict_id, h.chain_no, NULL::bytea AS previous_hash,
           pggit_internal.link_hash(h.chain_no, NULL, pggit_internal.conflict_history_body(h)) AS row_hash
    FROM public.tb_pggit_conflict_history AS h WHERE h.chain_no = 1
    UNION ALL
    SELECT h.id, h.conflict_id, h.chain_no, l.row_hash,
           pggit_internal.link_hash(h.chain_no, l.row_hash, pggit_internal.conflict_history_body(h))
    FROM linked AS l
    INNER JOIN public.tb_pggit_conflict_history AS h ON h.conflict_id = l.conflict_id AND h.chain_no = l.chain_no + 1
)
UPDATE public.tb_pggit_conflict_history AS h
SET previous_hash = l.previous_hash, row_hash = l.row_hash
FROM linked AS l WHERE l.id = h.id;

ALTER TABLE public.tb_pggit_intent_history ENABLE TRIGGER USER;
ALTER TABLE public.tb_pggit_conflict_history ENABLE TRIGGER USER;
ALTER TABLE public.tb_pggit_intent_history ALTER COLUMN chain_no SET NOT NULL, ALTER COLUMN row_hash SET NOT NULL;
ALTER TABLE public.tb_pggit_conflict_history ALTER COLUMN chain_no SET NOT NULL, ALTER COLUMN row_hash SET NOT NULL;
SET CONSTRAINTS ALL DEFERRED;
\endif
