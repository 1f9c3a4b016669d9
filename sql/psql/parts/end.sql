-- For those who run a command with \i in a session that goes on.
SELECT set_config('search_path', :'outer_search_path', false) AS inner_search_path \gset
\pset tuples_only off
\pset border 1
