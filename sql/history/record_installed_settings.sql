-- The history of what a team can set begins with what the installation brings. A change that is not in it, because the
-- triggers were disabled for example, is recorded here.
WITH last_known AS (
    SELECT DISTINCT ON (h.table_name, h.row_key)
        h.table_name,
        h.row_key,
        h.new_row
    FROM public.tb_pggit_setting_history AS h
    ORDER BY h.table_name ASC, h.row_key ASC, h.chain_no DESC
)

INSERT INTO public.tb_pggit_setting_history (table_name, row_key, event, old_row, new_row, db_role)
SELECT
    coalesce(r.table_name, l.table_name) AS table_name,
    coalesce(r.row_key, l.row_key) AS row_key,
    CASE WHEN r.content IS NULL THEN 'removed' ELSE 'installed' END AS event,
    l.new_row AS old_row,
    r.content AS new_row,
    session_user AS db_role
FROM pggit_internal.setting_rows() AS r
FULL JOIN last_known AS l ON l.table_name = r.table_name AND l.row_key = r.row_key
WHERE r.content IS DISTINCT FROM l.new_row
ORDER BY table_name, row_key;
