"""Every command of the manual (PostgreSQL 15 to 18) in its forms, with the footprint of each: SQL -> rows in short."""

# Commands whose statements touch nothing that a schema consists of: why, and an example.
NO_FOOTPRINT = {
    "ABORT": ("ends a transaction", "abort"),
    "BEGIN": ("begins a transaction", "begin"),
    "CHECKPOINT": ("is about the server", "checkpoint"),
    "CLOSE": ("is about a cursor", "close c"),
    "COMMIT": ("ends a transaction", "commit"),
    "COMMIT PREPARED": ("ends a transaction", "commit prepared 'x'"),
    "DEALLOCATE": ("is about the session", "deallocate p"),
    "DISCARD": ("is about the session", "discard all"),
    "END": ("ends a transaction", "end"),
    "FETCH": ("is about a cursor", "fetch next from c"),
    "LISTEN": ("is about the session", "listen x"),
    "LOAD": ("loads a library into the session", "load 'x'"),
    "MOVE": ("is about a cursor", "move next in c"),
    "NOTIFY": ("sends a message", "notify x"),
    "PREPARE TRANSACTION": ("ends a transaction", "prepare transaction 'x'"),
    "RELEASE SAVEPOINT": ("is about a transaction", "release savepoint s"),
    "RESET": ("is about the session", "reset work_mem"),
    "ROLLBACK": ("ends a transaction", "rollback"),
    "ROLLBACK PREPARED": ("ends a transaction", "rollback prepared 'x'"),
    "ROLLBACK TO SAVEPOINT": ("is about a transaction", "rollback to savepoint s"),
    "SAVEPOINT": ("is about a transaction", "savepoint s"),
    "SET": ("is about the session; SET search_path counts for what follows", "set work_mem = '1MB'"),
    "SET CONSTRAINTS": ("is about a transaction", "set constraints all deferred"),
    "SET ROLE": ("is about the session", "set role bob"),
    "SET SESSION AUTHORIZATION": ("is about the session", "set session authorization bob"),
    "SET TRANSACTION": ("is about a transaction", "set transaction read only"),
    "SHOW": ("shows a setting", "show work_mem"),
    "START TRANSACTION": ("begins a transaction", "start transaction"),
    "UNLISTEN": ("is about the session", "unlisten x"),
}
# Forms without a row, and why.
NOTHING = {
    "create temp sequence q": "nobody else sees what is temporary",
    "create temporary table t (a int) on commit delete rows": "nobody else sees what is temporary",
    "reindex database": "the database it is run in, whatever its name",
}

MANUAL = {
    "ALTER AGGREGATE": [
        ("alter aggregate total(int) rename to sum_up",
         "rename aggregate total(integer); create aggregate sum_up(integer)"),
        ("alter aggregate total(*) owner to bob", "alter aggregate total(*) (owner)"),
        ("alter aggregate total(int order by text) set schema s",
         "rename aggregate total(integer,text); create aggregate s.total(integer,text); use schema s by member"),
    ],
    "ALTER COLLATION": [
        ("alter collation c refresh version", "alter collation c (definition)"),
        ("alter collation c rename to d", "rename collation c; create collation d"),
        ("alter collation c owner to bob", "alter collation c (owner)"),
        ("alter collation c set schema s", "rename collation c; create collation s.c; use schema s by member"),
    ],
    "ALTER CONVERSION": [
        ("alter conversion c rename to d", "rename conversion c; create conversion d"),
        ("alter conversion c owner to bob", "alter conversion c (owner)"),
        ("alter conversion c set schema s", "rename conversion c; create conversion s.c; use schema s by member"),
    ],
    "ALTER DATABASE": [
        ("alter database d with allow_connections true connection limit 5 is_template false",
         "alter database d (definition)"),
        ("alter database d rename to e", "rename database d; create database e"),
        ("alter database d owner to bob", "alter database d (owner)"),
        ("alter database d set tablespace fast", "alter database d (definition)"),
        ("alter database d refresh collation version", "alter database d (definition)"),
        ("alter database d set work_mem to '1MB'", "alter database d (definition)"),
        ("alter database d set work_mem from current", "alter database d (definition)"),
        ("alter database d reset work_mem", "alter database d (definition)"),
        ("alter database d reset all", "alter database d (definition)"),
    ],
    "ALTER DEFAULT PRIVILEGES": [
        ("alter default privileges for role bob in schema s grant select on tables to alice",
         "alter schema s (default privileges); use role bob by privileges"),
        ("alter default privileges revoke execute on functions from public cascade",
         "alter schema public (default privileges everywhere)"),
        ("alter default privileges in schema s, public grant usage on sequences to alice with grant option",
         "alter schema s (default privileges); alter schema public (default privileges)"),
        ("alter default privileges grant usage on types to alice",
         "alter schema public (default privileges everywhere)"),
        ("alter default privileges grant usage on schemas to alice",
         "alter schema public (default privileges everywhere)"),
        ("alter default privileges grant select, update on large objects to alice",
         "alter schema public (default privileges everywhere)"),
    ],
    "ALTER DOMAIN": [
        ("alter domain d set default 1", "alter domain d (default)"),
        ("alter domain d drop default", "alter domain d (default)"),
        ("alter domain d set not null", "alter domain d (not null)"),
        ("alter domain d drop not null", "alter domain d (not null)"),
        ("alter domain d add constraint k check (value > 0) not valid",
         "alter domain d (constraints); create constraint d.k"),
        ("alter domain d add constraint k not null", "alter domain d (constraints); create constraint d.k"),
        ("alter domain d drop constraint if exists k cascade", "alter domain d (constraints); drop constraint d.k"),
        ("alter domain d rename constraint k to l",
         "alter domain d (constraints); rename constraint d.k; create constraint d.l"),
        ("alter domain d validate constraint k", "alter domain d (constraints); alter constraint d.k (validated)"),
        ("alter domain d owner to bob", "alter domain d (owner)"),
        ("alter domain d rename to e", "rename domain d; create domain e"),
        ("alter domain d set schema s", "rename domain d; create domain s.d; use schema s by member"),
    ],
    "ALTER EVENT TRIGGER": [
        ("alter event trigger g disable", "alter event trigger g (definition)"),
        ("alter event trigger g enable replica", "alter event trigger g (definition)"),
        ("alter event trigger g owner to bob", "alter event trigger g (owner)"),
        ("alter event trigger g rename to h", "rename event trigger g; create event trigger h"),
    ],
    "ALTER EXTENSION": [
        ("alter extension x update to '2.0'", "alter extension x (version)"),
        ("alter extension x set schema s", "alter extension x (schema); use schema s by member"),
        ("alter extension x add aggregate total(int)",
         "alter extension x (members); use aggregate total(integer) by expression"),
        ("alter extension x add cast (int as mood)",
         "alter extension x (members); use cast (integer as mood) by expression"),
        ("alter extension x drop table t", "alter extension x (members); use table t by expression"),
        ("alter extension x add operator + (int, mood)",
         "alter extension x (members); use operator +(integer,mood) by expression"),
        ("alter extension x drop operator class o using btree",
         "alter extension x (members); use operator class o using btree by expression"),
        ("alter extension x drop function f(int)",
         "alter extension x (members); use function f(integer) by expression"),
        ("alter extension x add text search parser p",
         "alter extension x (members); use text search parser p by expression"),
        ("alter extension x add transform for mood language plpython3u",
         "alter extension x (members); use transform for mood language plpython3u by expression"),
        ("alter extension x drop procedural language l",
         "alter extension x (members); use language l by expression"),
    ],
    "ALTER FOREIGN DATA WRAPPER": [
        ("alter foreign data wrapper w handler h no validator options (add a '1', drop b)",
         "use function h by expression; alter foreign data wrapper w (definition)"),
        ("alter foreign data wrapper w owner to bob", "alter foreign data wrapper w (owner)"),
        ("alter foreign data wrapper w rename to v",
         "rename foreign data wrapper w; create foreign data wrapper v"),
    ],
    "ALTER FOREIGN TABLE": [
        ("alter foreign table if exists t add column a int options (x '1') not null, alter b type text, alter b "
         "options (set x '2')",
         "alter foreign table t (columns); create column t.a; alter column t.b (type); alter column t.b (options)"),
        ("alter foreign table t rename a to b",
         "alter foreign table t (columns); rename column t.a; create column t.b"),
        ("alter foreign table t rename to u", "rename foreign table t; create foreign table u"),
        ("alter foreign table t set schema s",
         "rename foreign table t; create foreign table s.t; use schema s by member"),
        ("alter foreign table t options (drop x), inherit p",
         "alter foreign table t (options); alter foreign table t (inherit); use table p by inherit"),
    ],
    "ALTER FUNCTION": [
        ("alter function f(int) called on null input stable not leakproof security definer parallel safe cost 5 "
         "rows 10 support g",
         "alter function f(integer) (strict); alter function f(integer) (volatility); alter function f(integer) "
         "(leakproof); alter function f(integer) (security); alter function f(integer) (parallel); alter function "
         "f(integer) (cost); alter function f(integer) (rows); use function g by expression; alter function "
         "f(integer) (support)"),
        ("alter function f(a int, out b text) strict restrict", "alter function f(integer) (strict)"),
        ("alter function f(int) set work_mem to '1MB'", "alter function f(integer) (parameters)"),
        ("alter function f(int) reset all", "alter function f(integer) (parameters)"),
        ("alter function f rename to g", "rename function f; create function g"),
        ("alter function f(int) owner to bob", "alter function f(integer) (owner)"),
        ("alter function f(int) set schema s",
         "rename function f(integer); create function s.f(integer); use schema s by member"),
        ("alter function f(int) no depends on extension x", "alter function f(integer) (extension)"),
    ],
    "ALTER GROUP": [
        ("alter group g add user a, b", "alter role g (definition)"),
        ("alter group g drop user a", "alter role g (definition)"),
        ("alter group g rename to h", "rename role g; create role h"),
    ],
    "ALTER INDEX": [
        ("alter index if exists i rename to j", "rename index i; create index j"),
        ("alter index i set tablespace fast", "alter index i (tablespace)"),
        ("alter index i attach partition j", "alter index i (partitions); use table j by partition"),
        ("alter index i no depends on extension x", "alter index i (extension)"),
        ("alter index i set (fillfactor = 70)", "alter index i (option fillfactor)"),
        ("alter index i reset (fillfactor)", "alter index i (option fillfactor)"),
        ("alter index i alter column 1 set statistics 100",
         "alter index i (columns); alter column i.1 (statistics)"),
        ("alter index all in tablespace slow owned by bob set tablespace fast nowait",
         "use tablespace slow by expression; use tablespace fast by expression"),
    ],
    "ALTER LANGUAGE": [
        ("alter procedural language l rename to m", "rename language l; create language m"),
        ("alter language l owner to bob", "alter language l (owner)"),
    ],
    "ALTER LARGE OBJECT": [
        ("alter large object 42 owner to bob", "alter large object 42 (owner)"),
    ],
    "ALTER MATERIALIZED VIEW": [
        ("alter materialized view m alter a set statistics 5, cluster on i, set without cluster, set access "
         "method heap, set tablespace fast, set (fillfactor = 70), reset (fillfactor), owner to bob",
         "alter materialized view m (columns); alter column m.a (statistics); use index i by choice; use "
         "constraint m.i by choice; alter materialized view m (clustered); alter materialized view m "
         "(clustered); alter materialized view m (access method); alter materialized view m (tablespace); alter "
         "materialized view m (option fillfactor); alter materialized view m (option fillfactor); alter "
         "materialized view m (owner)"),
        ("alter materialized view m depends on extension x", "alter materialized view m (extension)"),
        ("alter materialized view m rename column a to b",
         "alter materialized view m (columns); rename column m.a; create column m.b"),
        ("alter materialized view m rename to n", "rename materialized view m; create materialized view n"),
        ("alter materialized view m set schema s",
         "rename materialized view m; create materialized view s.m; use schema s by member"),
        ("alter materialized view all in tablespace slow set tablespace fast",
         "use tablespace slow by expression; use tablespace fast by expression"),
    ],
    "ALTER OPERATOR": [
        ("alter operator + (int, mood) owner to bob", "alter operator +(integer,mood) (owner)"),
        ("alter operator + (none, mood) set schema s",
         "rename operator +(none,mood); create operator s.+(none,mood); use schema s by member"),
        ("alter operator s.= (mood, mood) set (restrict = eqsel, join = none, commutator = =, merges)",
         "alter operator s.=(mood,mood) (definition); use schema s by member"),
    ],
    "ALTER OPERATOR CLASS": [
        ("alter operator class o using btree rename to p",
         "rename operator class o using btree; create operator class p using btree"),
        ("alter operator class o using btree owner to bob", "alter operator class o using btree (owner)"),
        ("alter operator class o using btree set schema s",
         "rename operator class o using btree; create operator class s.o using btree; use schema s by member"),
    ],
    "ALTER OPERATOR FAMILY": [
        ("alter operator family o using btree add operator 1 < (int4, int2), function 1 btint42cmp(int4, int2)",
         "alter operator family o using btree (definition)"),
        ("alter operator family o using btree drop operator 1 (int4, int2)",
         "alter operator family o using btree (definition)"),
        ("alter operator family o using btree rename to p",
         "rename operator family o using btree; create operator family p using btree"),
        ("alter operator family o using btree owner to bob", "alter operator family o using btree (owner)"),
        ("alter operator family o using btree set schema s",
         "rename operator family o using btree; create operator family s.o using btree; use schema s by member"),
    ],
    "ALTER POLICY": [
        ("alter policy p on t rename to q", "rename policy t.p; create policy t.q"),
        ("alter policy p on t to bob, current_user using (a > 0) with check (b > 0)",
         "use column t.a by policy; use column t.b by policy; alter policy t.p (to); alter policy t.p (using); "
         "alter policy t.p (check)"),
    ],
    "ALTER PROCEDURE": [
        ("alter procedure p(int) security invoker set search_path from current",
         "alter procedure p(integer) (security); alter procedure p(integer) (parameters)"),
        ("alter procedure p(int) rename to q", "rename procedure p(integer); create procedure q(integer)"),
        ("alter procedure p(int) owner to bob", "alter procedure p(integer) (owner)"),
        ("alter procedure p(int) set schema s",
         "rename procedure p(integer); create procedure s.p(integer); use schema s by member"),
        ("alter procedure p(int) depends on extension x", "alter procedure p(integer) (extension)"),
    ],
    "ALTER PUBLICATION": [
        ("alter publication p add table t (a, b) where (a > 0), tables in schema s",
         "use table t by publication; use column t.a by publication; use column t.b by publication; use schema s "
         "by publication; alter publication p (objects)"),
        ("alter publication p set table only t, u",
         "use table t by publication; use table u by publication; alter publication p (objects)"),
        ("alter publication p drop tables in schema s, current_schema",
         "use schema s by publication; alter publication p (objects)"),
        ("alter publication p set (publish = 'insert')", "alter publication p (definition)"),
        ("alter publication p owner to bob", "alter publication p (owner)"),
        ("alter publication p rename to q", "rename publication p; create publication q"),
    ],
    "ALTER ROLE": [
        ("alter role r with login connection limit 5 valid until 'infinity'", "alter role r (definition)"),
        ("alter role r rename to q", "rename role r; create role q"),
        ("alter role r in database d set work_mem to '1MB'", "alter role r (definition)"),
        ("alter role all reset all", "alter role all (definition)"),
        ("alter role current_user set work_mem from current", "alter role current_user (definition)"),
    ],
    "ALTER ROUTINE": [
        ("alter routine f(int) immutable", "alter routine f(integer) (volatility)"),
        ("alter routine f(int) rename to g", "rename routine f(integer); create routine g(integer)"),
        ("alter routine f(int) owner to bob", "alter routine f(integer) (owner)"),
        ("alter routine f(int) set schema s",
         "rename routine f(integer); create routine s.f(integer); use schema s by member"),
        ("alter routine f(int) depends on extension x", "alter routine f(integer) (extension)"),
    ],
    "ALTER RULE": [
        ("alter rule r on t rename to q", "rename rule t.r; create rule t.q"),
    ],
    "ALTER SCHEMA": [
        ("alter schema s rename to r", "rename schema s; create schema r"),
        ("alter schema s owner to bob", "alter schema s (owner)"),
    ],
    "ALTER SEQUENCE": [
        ("alter sequence if exists q as bigint increment by 2 no minvalue maxvalue 100 start with 1 restart with "
         "5 cache 10 no cycle owned by t.a",
         "alter sequence q (type); alter sequence q (increment); alter sequence q (minvalue); alter sequence q "
         "(maxvalue); alter sequence q (start); alter sequence q (restart); alter sequence q (cache); alter "
         "sequence q (cycle); use column t.a by default; alter sequence q (owned by)"),
        ("alter sequence q owned by none", "alter sequence q (owned by)"),
        ("alter sequence q set logged", "alter sequence q (logged)"),
        ("alter sequence q owner to bob", "alter sequence q (owner)"),
        ("alter sequence q rename to p", "rename sequence q; create sequence p"),
        ("alter sequence q set schema s", "rename sequence q; create sequence s.q; use schema s by member"),
    ],
    "ALTER SERVER": [
        ("alter server v version '2' options (set host 'x')", "alter server v (definition)"),
        ("alter server v owner to bob", "alter server v (owner)"),
        ("alter server v rename to w", "rename server v; create server w"),
    ],
    "ALTER STATISTICS": [
        ("alter statistics x owner to bob", "alter statistics x (owner)"),
        ("alter statistics x rename to y", "rename statistics x; create statistics y"),
        ("alter statistics x set schema s", "rename statistics x; create statistics s.x; use schema s by member"),
        ("alter statistics if exists x set statistics 100", "alter statistics x (definition)"),
    ],
    "ALTER SUBSCRIPTION": [
        ("alter subscription u connection 'dbname=x'", "alter subscription u (definition)"),
        ("alter subscription u set publication p, q with (refresh = false)", "alter subscription u (definition)"),
        ("alter subscription u add publication p", "alter subscription u (definition)"),
        ("alter subscription u drop publication p", "alter subscription u (definition)"),
        ("alter subscription u refresh publication", "alter subscription u (definition)"),
        ("alter subscription u enable", "alter subscription u (definition)"),
        ("alter subscription u disable", "alter subscription u (definition)"),
        ("alter subscription u set (slot_name = none)", "alter subscription u (definition)"),
        ("alter subscription u skip (lsn = none)", "alter subscription u (definition)"),
        ("alter subscription u owner to bob", "alter subscription u (owner)"),
        ("alter subscription u rename to v", "rename subscription u; create subscription v"),
    ],
    "ALTER SYSTEM": [
        ("alter system set work_mem to '1MB'", "alter parameter work_mem (set)"),
        ("alter system reset work_mem", "alter parameter work_mem (reset)"),
        ("alter system reset all", "alter parameter all (reset)"),
    ],
    "ALTER TABLE": [
        ('alter table if exists only t add column if not exists a int collate "C" not null, drop column if exists '
         'b restrict',
         "alter table t (columns); create column t.a; drop column t.b"),
        ('alter table t alter column a set data type text collate "C" using b::text',
         "alter table t (columns); use column t.b by expression; alter column t.a (type)"),
        ("alter table t alter a set default 1, alter b drop default, alter c set not null, alter d drop not null",
         "alter table t (columns); alter column t.a (default); alter column t.b (default); alter column t.c (not "
         "null); alter column t.d (not null)"),
        ("alter table t alter a set expression as (b * 2), alter c drop expression if exists",
         "alter table t (columns); alter column t.a (generated); use column t.b by generated; alter column t.c "
         "(generated)"),
        ("alter table t alter a add generated always as identity (start 5), alter b set generated by default set "
         "start 7 restart with 9, alter c drop identity if exists",
         "alter table t (columns); alter column t.a (identity); create sequence t_a_seq; alter column t.b "
         "(identity); alter column t.c (identity)"),
        ("alter table t alter a set statistics default, alter a set (n_distinct = 5), alter a reset (n_distinct), "
         "alter a set storage default, alter a set compression lz4",
         "alter table t (columns); alter column t.a (statistics); alter column t.a (option n_distinct); alter "
         "column t.a (option n_distinct); alter column t.a (storage); alter column t.a (compression)"),
        ("alter table t add constraint k check (a > 0) no inherit not valid, add unique nulls not distinct (a) "
         "include (b) with (fillfactor = 70) using index tablespace fast deferrable initially deferred",
         "alter table t (constraints); create constraint t.k; use column t.a by check; create constraint "
         "t.t_a_key; create index t_a_key; use column t.a by unique; use column t.b by unique"),
        ("alter table t add constraint k not null a no inherit, add constraint l not null b not valid",
         "alter table t (constraints); create constraint t.k; use column t.a by not null; create constraint t.l; "
         "use column t.b by not null"),
        ("alter table t add constraint k check (a > 0) not enforced, add foreign key (b) references u not enforced",
         "alter table t (constraints); create constraint t.k; use column t.a by check; create constraint "
         "t.t_b_fkey; use column t.b by foreign key; use table u by foreign key"),
        ("alter table t add primary key (id, valid_at without overlaps), add unique (a, period_at without "
         "overlaps)",
         "alter table t (constraints); create constraint t.t_pkey; create index t_pkey; use column t.id by "
         "primary key; use column t.valid_at by primary key; create constraint t.t_a_period_at_key; create index "
         "t_a_period_at_key; use column t.a by unique; use column t.period_at by unique"),
        ("alter table t add foreign key (id, period valid_at) references u (id, period valid_at)",
         "alter table t (constraints); create constraint t.t_id_valid_at_fkey; use column t.id by foreign key; "
         "use column t.valid_at by foreign key; use table u by foreign key; use column u.id by foreign key; use "
         "column u.valid_at by foreign key"),
        ("alter table t add foreign key (a, b) references u match full on delete set null (a) on update cascade",
         "alter table t (constraints); create constraint t.t_a_b_fkey; use column t.a by foreign key; use column "
         "t.b by foreign key; use table u by foreign key"),
        ('alter table t add exclude using gist (a with &&, (b + 1) collate "C" int4_ops with =) where (c > 0)',
         "alter table t (constraints); create constraint t.t_a_expr_excl; create index t_a_expr_excl; use column "
         "t.a by exclude; use column t.b by exclude; use column t.c by exclude"),
        ("alter table t add constraint k unique using index i",
         "alter table t (constraints); create constraint t.k; use index i by unique; rename index i; create index "
         "k"),
        ("alter table t alter constraint k not deferrable initially immediate",
         "alter table t (constraints); alter constraint t.k (options)"),
        ("alter table t alter constraint k not enforced",
         "alter table t (constraints); alter constraint t.k (options)"),
        ("alter table t alter constraint k inherit, alter constraint l no inherit",
         "alter table t (constraints); alter constraint t.k (options); alter constraint t.l (options)"),
        ("alter table t validate constraint k, drop constraint if exists l cascade",
         "alter table t (constraints); alter constraint t.k (validated); drop constraint t.l; use index l by of "
         "constraint"),
        ("alter table t disable trigger g, enable trigger user, enable replica trigger h, enable always trigger i",
         "alter table t (triggers); alter trigger t.g (enabled); alter table t (enabled); alter trigger t.h "
         "(enabled); alter trigger t.i (enabled)"),
        ("alter table t disable rule r, enable rule r, enable replica rule r, enable always rule r",
         "alter table t (rules); alter rule t.r (enabled); alter rule t.r (enabled); alter rule t.r (enabled); "
         "alter rule t.r (enabled)"),
        ("alter table t enable row level security, force row level security, no force row level security, disable "
         "row level security",
         "alter table t (rls); alter table t (forced rls); alter table t (forced rls); alter table t (rls)"),
        ("alter table t cluster on i, set without cluster, set without oids",
         "use index i by choice; use constraint t.i by choice; alter table t (clustered); alter table t "
         "(clustered); alter table t (oids)"),
        ("alter table t set access method default, set tablespace fast, set unlogged",
         "alter table t (access method); alter table t (tablespace); alter table t (logged)"),
        ("alter table t set (fillfactor = 70, toast.autovacuum_enabled = false), reset (fillfactor)",
         "alter table t (option fillfactor); alter table t (option toast.autovacuum_enabled); alter table t "
         "(option fillfactor)"),
        ("alter table t inherit p, no inherit q, of y, not of",
         "alter table t (inherit); use table p by inherit; alter table t (inherit); use table q by inherit; alter "
         "table t (type); use type y by column type; alter table t (type)"),
        ("alter table t owner to current_role, replica identity using index i",
         "alter table t (owner); use index i by choice; use constraint t.i by choice; alter table t "
         "(replica identity)"),
        ("alter table t replica identity nothing", "alter table t (replica identity)"),
        ("alter table t rename a to b", "alter table t (columns); rename column t.a; create column t.b"),
        ("alter table t rename constraint k to l",
         "alter table t (constraints); rename constraint t.k; create constraint t.l; use index k by of constraint"),
        ("alter table if exists t rename to u", "rename table t; create table u"),
        ("alter table t set schema s", "rename table t; create table s.t; use schema s by member"),
        ("alter table all in tablespace slow owned by bob, alice set tablespace fast nowait",
         "use tablespace slow by expression; use tablespace fast by expression"),
        ("alter table t attach partition p for values from (minvalue, 1) to (5, maxvalue)",
         "alter table t (partitions); use table p by partition"),
        ("alter table t attach partition p default", "alter table t (partitions); use table p by partition"),
        ("alter table t detach partition p concurrently", "alter table t (partitions); use table p by partition"),
        ("alter table t detach partition p finalize", "alter table t (partitions); use table p by partition"),
    ],
    "ALTER TABLESPACE": [
        ("alter tablespace fast rename to slow", "rename tablespace fast; create tablespace slow"),
        ("alter tablespace fast owner to bob", "alter tablespace fast (owner)"),
        ("alter tablespace fast set (random_page_cost = 1)", "alter tablespace fast (definition)"),
        ("alter tablespace fast reset (random_page_cost)", "alter tablespace fast (definition)"),
    ],
    "ALTER TEXT SEARCH CONFIGURATION": [
        ("alter text search configuration c add mapping for word with d, e",
         "alter text search configuration c (definition)"),
        ("alter text search configuration c alter mapping for word with d",
         "alter text search configuration c (definition)"),
        ("alter text search configuration c alter mapping replace d with e",
         "alter text search configuration c (definition)"),
        ("alter text search configuration c drop mapping if exists for word",
         "alter text search configuration c (definition)"),
        ("alter text search configuration c rename to b",
         "rename text search configuration c; create text search configuration b"),
        ("alter text search configuration c owner to bob", "alter text search configuration c (owner)"),
        ("alter text search configuration c set schema s",
         "rename text search configuration c; create text search configuration s.c; use schema s by member"),
    ],
    "ALTER TEXT SEARCH DICTIONARY": [
        ("alter text search dictionary d (stopwords = x)", "alter text search dictionary d (definition)"),
        ("alter text search dictionary d rename to e",
         "rename text search dictionary d; create text search dictionary e"),
        ("alter text search dictionary d owner to bob", "alter text search dictionary d (owner)"),
        ("alter text search dictionary d set schema s",
         "rename text search dictionary d; create text search dictionary s.d; use schema s by member"),
    ],
    "ALTER TEXT SEARCH PARSER": [
        ("alter text search parser p rename to q", "rename text search parser p; create text search parser q"),
        ("alter text search parser p set schema s",
         "rename text search parser p; create text search parser s.p; use schema s by member"),
    ],
    "ALTER TEXT SEARCH TEMPLATE": [
        ("alter text search template m rename to n",
         "rename text search template m; create text search template n"),
        ("alter text search template m set schema s",
         "rename text search template m; create text search template s.m; use schema s by member"),
    ],
    "ALTER TRIGGER": [
        ("alter trigger g on t rename to h", "rename trigger t.g; create trigger t.h"),
        ("alter trigger g on t no depends on extension x", "alter trigger t.g (extension)"),
    ],
    "ALTER TYPE": [
        ("alter type y owner to bob", "alter type y (owner)"),
        ("alter type y rename to z", "rename type y; create type z"),
        ("alter type y set schema s", "rename type y; create type s.y; use schema s by member"),
        ("alter type y rename attribute a to b cascade",
         "alter type y (attributes); rename attribute y.a; create attribute y.b"),
        ('alter type y add attribute a int collate "C" cascade, drop attribute if exists b restrict, alter '
         'attribute c set data type text',
         "alter type y (attributes); create attribute y.a; drop attribute y.b; alter attribute y.c (type)"),
        ("alter type y add value if not exists 'x' before 'y'", "alter type y (values); create enum value y.x"),
        ("alter type y rename value 'a' to 'b'",
         "alter type y (values); rename enum value y.a; create enum value y.b"),
        ("alter type y set (send = f, storage = extended)", "alter type y (options); use function f by expression"),
    ],
    "ALTER USER": [
        ("alter user u with password 'x'", "alter role u (definition)"),
        ("alter user u rename to v", "rename role u; create role v"),
        ("alter user u in database d reset work_mem", "alter role u (definition)"),
    ],
    "ALTER USER MAPPING": [
        ("alter user mapping for public server v options (set user 'x')",
         "alter user mapping for public server v (definition)"),
    ],
    "ALTER VIEW": [
        ("alter view if exists v alter column a set default 1",
         "alter view v (columns); alter column v.a (default)"),
        ("alter view v alter a drop default", "alter view v (columns); alter column v.a (default)"),
        ("alter view v owner to bob", "alter view v (owner)"),
        ("alter view v rename column a to b", "alter view v (columns); rename column v.a; create column v.b"),
        ("alter view v rename to w", "rename view v; create view w"),
        ("alter view v set schema s", "rename view v; create view s.v; use schema s by member"),
        ("alter view v set (security_invoker = true)", "alter view v (option security_invoker)"),
        ("alter view v reset (check_option)", "alter view v (option check_option)"),
    ],
    "CLUSTER": [
        ("cluster (verbose) t using i", "alter table t (rewritten)"),
        ("cluster t", "alter table t (rewritten)"),
        ("cluster i on t", "alter table t (rewritten)"),
    ],
    "COMMENT": [
        ("comment on access method m is 'x'", "alter access method m (comment)"),
        ("comment on aggregate total(*) is 'x'", "alter aggregate total(*) (comment)"),
        ("comment on cast (int as mood) is 'x'", "alter cast (integer as mood) (comment)"),
        ("comment on collation c is 'x'", "alter collation c (comment)"),
        ("comment on column s.t.a is null", "alter column s.t.a (comment); use schema s by member"),
        ("comment on constraint k on t is 'x'", "alter constraint t.k (comment)"),
        ("comment on constraint k on domain d is 'x'", "alter constraint d.k (comment)"),
        ("comment on conversion c is 'x'", "alter conversion c (comment)"),
        ("comment on database d is 'x'", "alter database d (comment)"),
        ("comment on domain d is 'x'", "alter domain d (comment)"),
        ("comment on extension e is 'x'", "alter extension e (comment)"),
        ("comment on event trigger g is 'x'", "alter event trigger g (comment)"),
        ("comment on foreign data wrapper w is 'x'", "alter foreign data wrapper w (comment)"),
        ("comment on foreign table t is 'x'", "alter foreign table t (comment)"),
        ("comment on function f(int) is 'x'", "alter function f(integer) (comment)"),
        ("comment on index i is 'x'", "alter index i (comment)"),
        ("comment on large object 42 is 'x'", "alter large object 42 (comment)"),
        ("comment on materialized view m is 'x'", "alter materialized view m (comment)"),
        ("comment on operator + (int, int) is 'x'", "alter operator +(integer,integer) (comment)"),
        ("comment on operator class o using btree is 'x'", "alter operator class o using btree (comment)"),
        ("comment on operator family o using btree is 'x'", "alter operator family o using btree (comment)"),
        ("comment on policy p on t is 'x'", "alter policy t.p (comment)"),
        ("comment on procedural language l is 'x'", "alter language l (comment)"),
        ("comment on procedure p() is 'x'", "alter procedure p() (comment)"),
        ("comment on publication p is 'x'", "alter publication p (comment)"),
        ("comment on role r is 'x'", "alter role r (comment)"),
        ("comment on routine r is 'x'", "alter routine r (comment)"),
        ("comment on rule r on t is 'x'", "alter rule t.r (comment)"),
        ("comment on schema s is 'x'", "alter schema s (comment)"),
        ("comment on sequence q is 'x'", "alter sequence q (comment)"),
        ("comment on server v is 'x'", "alter server v (comment)"),
        ("comment on statistics x is 'x'", "alter statistics x (comment)"),
        ("comment on subscription u is 'x'", "alter subscription u (comment)"),
        ("comment on table t is 'x'", "alter table t (comment)"),
        ("comment on tablespace fast is 'x'", "alter tablespace fast (comment)"),
        ("comment on text search configuration c is 'x'", "alter text search configuration c (comment)"),
        ("comment on text search dictionary d is 'x'", "alter text search dictionary d (comment)"),
        ("comment on text search parser p is 'x'", "alter text search parser p (comment)"),
        ("comment on text search template m is 'x'", "alter text search template m (comment)"),
        ("comment on transform for mood language l is 'x'", "alter transform for mood language l (comment)"),
        ("comment on trigger g on t is 'x'", "alter trigger t.g (comment)"),
        ("comment on type y is 'x'", "alter type y (comment)"),
        ("comment on view v is 'x'", "alter view v (comment)"),
    ],
    "CREATE ACCESS METHOD": [
        ("create access method m type index handler h", "create access method m; use function h by trigger"),
    ],
    "CREATE AGGREGATE": [
        ("create or replace aggregate total(int) (sfunc = f, stype = mood, finalfunc = g, initcond = '0', "
         "combinefunc = h, sortop = <)",
         "create aggregate total(integer); use function f by expression; use type mood by column type; use "
         "function g by expression; use function h by expression"),
        ("create aggregate total(int order by text) (sfunc = f, stype = internal, hypothetical)",
         "create aggregate total(integer,text); use function f by expression"),
        ("create aggregate total (basetype = int, sfunc = f, stype = int)",
         "create aggregate total(*); use function f by expression"),
    ],
    "CREATE CAST": [
        ("create cast (int as mood) with function f(int) as assignment",
         "create cast (integer as mood); use type mood by column type; use function f(integer) by expression"),
        ("create cast (mood as text) without function as implicit",
         "create cast (mood as text); use type mood by column type"),
        ("create cast (mood as text) with inout", "create cast (mood as text); use type mood by column type"),
    ],
    "CREATE COLLATION": [
        ("create collation if not exists c (locale = 'de_DE', provider = icu, deterministic = false)",
         "create collation c"),
        ("create collation c from d", "create collation c; use collation d by expression"),
    ],
    "CREATE CONVERSION": [
        ("create default conversion c for 'UTF8' to 'LATIN1' from f",
         "create conversion c; use function f by expression"),
    ],
    "CREATE DATABASE": [
        ("create database d with owner = bob template template0 encoding 'UTF8' locale_provider icu",
         "create database d"),
    ],
    "CREATE DOMAIN": [
        ("create domain d as text collate \"C\" default 'x' constraint k check (value <> '') not null",
         "create domain d; create constraint d.k*"),
        ("create domain d mood constraint k not null",
         "create domain d; use type mood by column type; create constraint d.k*"),
    ],
    "CREATE EVENT TRIGGER": [
        ("create event trigger g on ddl_command_end when tag in ('CREATE TABLE') execute function f()",
         "create event trigger g; use function f by trigger"),
    ],
    "CREATE EXTENSION": [
        ("create extension if not exists x with schema s version '1' cascade",
         "create extension x; use schema s by member"),
    ],
    "CREATE FOREIGN DATA WRAPPER": [
        ("create foreign data wrapper w handler h validator v options (debug 'true')",
         "create foreign data wrapper w; use function h by trigger; use function v by trigger"),
    ],
    "CREATE FOREIGN TABLE": [
        ("create foreign table if not exists t (a int options (x '1') collate \"C\" not null, check (a > 0)) "
         "inherits (p) server v options (y '2')",
         "create foreign table t; create column t.a*; create constraint t.t_a_check*; use table p by inherit; use "
         "server v by expression"),
        ("create foreign table t partition of p (a with options not null) for values in (1) server v",
         "create foreign table t; use table p by partition; create column t.a*; use server v by expression"),
        ("create foreign table t (like u including defaults) server v",
         "create foreign table t; use table u by like; use server v by expression"),
    ],
    "CREATE FUNCTION": [
        ("create or replace function f(in a int default 1, out b text, variadic c mood[]) returns record language "
         "plpgsql as 'begin end'",
         "create function f(integer,mood[]); use type mood by column type"),
        ("create function f() returns table (a int, b mood) language sql begin atomic select x, y from t; end",
         "create function f(); use table t by view; use column t.x by view; use column t.y by view; use type mood "
         "by column type"),
        ("create function f(a int) returns int return a + g(a)",
         "create function f(integer); use function g by expression"),
        ("create function f() returns setof t language c immutable strict leakproof security definer parallel "
         "safe cost 5 rows 10 support h set work_mem = '1MB' as 'lib', 'sym'",
         "create function f(); use function h by expression; use type t by column type"),
        ("create function f(a t.a%type) returns trigger transform for type mood language plpython3u window as "
         "'pass'",
         "create function f(t.a%type); use table t by signature type; use column t.a by signature type; use "
         "language plpython3u by expression"),
    ],
    "CREATE GROUP": [
        ("create group g with user a, b", "create role g"),
    ],
    "CREATE INDEX": [
        ('create unique index concurrently if not exists i on only t using btree (a collate "C" text_ops (x = 1) '
         'desc nulls last, (b + 1), lower(c)) include (d) nulls not distinct with (fillfactor = 70) tablespace '
         'fast where e > 0',
         "create index i; use table t by index; use tablespace fast by expression; use column t.a by index; use "
         "column t.b by index; use column t.c by index; use column t.e by index; use column t.d by index"),
        ("create index on t (a)", "create index t_a_idx; use table t by index; use column t.a by index"),
    ],
    "CREATE LANGUAGE": [
        ("create or replace trusted procedural language l handler h inline i validator v",
         "create language l; use function h by trigger; use function i by trigger; use function v by trigger"),
        ("create language l", "create language l"),
    ],
    "CREATE MATERIALIZED VIEW": [
        ("create materialized view if not exists m (a, b) using heap with (fillfactor = 70) tablespace fast as "
         "select x, y from t with no data",
         "create materialized view m; use table t by materialized view; use column t.x by materialized view; use "
         "column t.y by materialized view"),
    ],
    "CREATE OPERATOR": [
        ("create operator s.+ (function = f, leftarg = int, rightarg = mood, commutator = +, negator = -, "
         "restrict = g, join = h, hashes, merges)",
         "create operator s.+(integer,mood); use schema s by member; use function f by expression; use type mood "
         "by column type; use function g by expression; use function h by expression"),
    ],
    "CREATE OPERATOR CLASS": [
        ("create operator class o default for type mood using btree family g as operator 1 <, function 1 f(mood, "
         "mood), storage int",
         "create operator class o using btree; use type mood by column type; use operator family g using btree by "
         "expression; use function f by expression"),
    ],
    "CREATE OPERATOR FAMILY": [
        ("create operator family o using btree", "create operator family o using btree"),
    ],
    "CREATE POLICY": [
        ("create policy p on t as restrictive for update to bob, public using (a > 0) with check (exists (select "
         "1 from u where u.b = t.c))",
         "create policy t.p; use table t by policy; use column t.a by policy; use table u by policy; use column "
         "u.b by policy; use column t.c by policy"),
    ],
    "CREATE PROCEDURE": [
        ("create or replace procedure p(inout a int) language sql security definer as 'delete from t'",
         "create procedure p(integer); use table t by function body"),
        ("create procedure p() begin atomic insert into t (a) values (1); end",
         "create procedure p(); use table t by view; use column t.a by view"),
    ],
    "CREATE PUBLICATION": [
        ("create publication p for table t (a, b) where (c > 0), only u, tables in schema s, r with "
         "(publish_via_partition_root = true)",
         "create publication p; use table t by publication; use column t.a by publication; use column t.b by "
         "publication; use column t.c by publication; use table u by publication; use schema s by publication; "
         "use schema r by publication"),
        ("create publication p for all tables", "create publication p"),
        ("create publication p", "create publication p"),
    ],
    "CREATE ROLE": [
        ("create role r with login createdb in role a, b role c admin d sysid 5", "create role r"),
    ],
    "CREATE RULE": [
        ("create or replace rule r as on update to t where old.a <> new.a do instead (update u set b = new.a "
         "where c = old.c; notify x)",
         "create rule t.r; use table t by rule; use column t.a by rule; use table u by rule; use column u.b by "
         "rule; use column u.c by rule; use column t.c by rule"),
        ('create rule "_RETURN" as on select to t do instead select a from u',
         'create rule t."_RETURN"; use table t by rule; use table u by rule; use column u.a by rule'),
        ("create rule r as on delete to t do also nothing", "create rule t.r; use table t by rule"),
    ],
    "CREATE SCHEMA": [
        ("create schema if not exists authorization bob", "create schema bob"),
        ("create schema s authorization bob create table t (a int references u) create view v as select a from t "
         "create index i on t (a) create sequence q create trigger g before insert on t execute function f() "
         "grant select on t to bob",
         "create schema s; create table s.t; use schema s by member*; create column s.t.a*; create constraint "
         "s.t.t_a_fkey*; use table u by foreign key; create view s.v; use table s.t by view*; use column s.t.a by "
         "view*; create index s.i; use table s.t by index*; use column s.t.a by index*; create sequence s.q; "
         "create trigger s.t.g*; use table s.t by trigger*; use function f by trigger; alter table s.t "
         "(privileges)*"),
    ],
    "CREATE SEQUENCE": [
        ("create unlogged sequence if not exists q as smallint increment by 2 minvalue 1 no maxvalue start 1 "
         "cache 5 cycle owned by t.a",
         "create sequence q; use column t.a by default"),
        ("create temp sequence q", ""),
    ],
    "CREATE SERVER": [
        ("create server if not exists v type 'x' version '1' foreign data wrapper w options (host 'h')",
         "create server v; use foreign data wrapper w by expression"),
    ],
    "CREATE STATISTICS": [
        ("create statistics if not exists x (ndistinct, mcv) on a, lower(b), (c + 1) from t",
         "create statistics x; use table t by statistics; use column t.a by statistics; use column t.b by "
         "statistics; use column t.c by statistics"),
        ("create statistics on a, b from t",
         "create statistics t_a_b_stat; use table t by statistics; use column t.a by statistics; use column t.b "
         "by statistics"),
    ],
    "CREATE SUBSCRIPTION": [
        ("create subscription u connection 'dbname=x' publication p, q with (connect = false)",
         "create subscription u"),
    ],
    "CREATE TABLE": [
        ('create table if not exists t (a text storage main compression lz4 collate "C" not null no inherit, b '
         'int null, c int check (c > 0) no inherit, d int default f(), e int generated always as (c * 2) stored, '
         'f int generated always as (c * 2) virtual, g int generated by default as identity (start 5), h int '
         'unique nulls not distinct, i int references u (x) match simple on delete restrict on update set default '
         'deferrable initially deferred, like v including all excluding indexes, primary key (a)) inherits (p, q) '
         'with (fillfactor = 70) tablespace fast',
         "create table t; create column t.a*; create column t.b*; create column t.c*; create constraint "
         "t.t_c_check*; create column t.d*; use function f by default; create column t.e*; use column t.c by "
         "generated*; create column t.f*; use column t.c by generated*; create column t.g*; create sequence "
         "t_g_seq; create column t.h*; create constraint t.t_h_key*; create index t_h_key; create column t.i*; "
         "create constraint t.t_i_fkey*; use table u by foreign key; use column u.x by foreign key; use table v "
         "by like; create constraint t.t_pkey*; create index t_pkey; use table p by inherit; use table q by "
         "inherit; use tablespace fast by expression"),
        ('create unlogged table t (a int) partition by range (a int4_ops, (b + 1) collate "C") using heap without '
         'oids',
         "create table t; create column t.a*"),
        ("create temporary table t (a int) on commit delete rows", ""),
        ("create table t of y (a with options default 1, primary key (a))",
         "create table t; use type y by column type; create column t.a*; create constraint t.t_pkey*; create "
         "index t_pkey"),
        ("create table t partition of p (a default 1, constraint k check (a > 0)) for values with (modulus 4, "
         "remainder 0) partition by list (b)",
         "create table t; use table p by partition; create column t.a*; create constraint t.k*"),
        ("create table t (a int constraint k not null no inherit, b int constraint l references u not enforced, c "
         "int constraint m check (c > 0) enforced, constraint n not null b)",
         "create table t; create column t.a*; create constraint t.k*; create column t.b*; create constraint t.l*; "
         "use table u by foreign key; create column t.c*; create constraint t.m*; create constraint t.n*"),
        ("create table t (id int, valid_at daterange, constraint k primary key (id, valid_at without overlaps), "
         "foreign key (id, period valid_at) references u (id, period valid_at))",
         "create table t; create column t.id*; create column t.valid_at*; create constraint t.k*; create index k; "
         "create constraint t.t_id_valid_at_fkey*; use table u by foreign key; use column u.id by foreign key; "
         "use column u.valid_at by foreign key"),
        ("create table t (a int, exclude using gist (a with =) include (b) where (a > 0) deferrable, unique (a) "
         "include (b) using index tablespace fast)",
         "create table t; create column t.a*; create constraint t.t_a_excl*; create index t_a_excl; create "
         "constraint t.t_a_key*; create index t_a_key"),
    ],
    "CREATE TABLE AS": [
        ("create unlogged table if not exists t (a, b) using heap with (fillfactor = 70) tablespace fast as "
         "select x, y from u with no data",
         "create table t; use tablespace fast by expression; use table u by expression; use column u.x by "
         "expression; use column u.y by expression"),
        ("create table t as execute p(1)", "create table t"),
        ("create table t as table u", "create table t; use table u by expression; use table u by all columns"),
        ("create table t as values (1)", "create table t"),
        ("create temp table t on commit drop as select a from u",
         "use table u by expression; use column u.a by expression"),
    ],
    "CREATE TABLESPACE": [
        ("create tablespace fast owner bob location '/x' with (random_page_cost = 1)", "create tablespace fast"),
    ],
    "CREATE TEXT SEARCH CONFIGURATION": [
        ("create text search configuration c (parser = p)",
         "create text search configuration c; use text search parser p by expression"),
        ("create text search configuration c (copy = s.d)",
         "create text search configuration c; use text search configuration s.d by expression; use schema s by "
         "member"),
    ],
    "CREATE TEXT SEARCH DICTIONARY": [
        ("create text search dictionary d (template = m, stopwords = x)",
         "create text search dictionary d; use text search template m by expression"),
    ],
    "CREATE TEXT SEARCH PARSER": [
        ("create text search parser p (start = f, gettoken = g, end = h, lextypes = i)",
         "create text search parser p; use function f by expression; use function g by expression; use function h "
         "by expression; use function i by expression"),
    ],
    "CREATE TEXT SEARCH TEMPLATE": [
        ("create text search template m (init = f, lexize = g)",
         "create text search template m; use function f by expression; use function g by expression"),
    ],
    "CREATE TRANSFORM": [
        ("create or replace transform for mood language l (from sql with function f(internal), to sql with "
         "function g(internal))",
         "create transform for mood language l; use language l by expression; use type mood by column type; use "
         "function f(internal) by expression; use function g(internal) by expression"),
    ],
    "CREATE TRIGGER": [
        ("create constraint trigger g after insert or update of a, b or delete on t from u deferrable initially "
         "deferred for each row when (new.c > 0) execute function f('x', 1)",
         "create trigger t.g; use table t by trigger; use column t.a by trigger; use column t.b by trigger; use "
         "table u by trigger; use column t.c by trigger; use function f by trigger"),
        ("create trigger g instead of update on v referencing old table as o new table as n for each statement "
         "execute procedure f()",
         "create trigger v.g; use table v by trigger; use function f by trigger"),
        ("create trigger g before truncate on t execute function f()",
         "create trigger t.g; use table t by trigger; use function f by trigger"),
    ],
    "CREATE TYPE": [
        ('create type y as (a int collate "C", b mood)',
         "create type y; create attribute y.a*; create attribute y.b*; use type mood by column type"),
        ("create type y as enum ('a', 'b')", "create type y; create enum value y.a*; create enum value y.b*"),
        ("create type y as enum ()", "create type y"),
        ("create type y as range (subtype = mood, subtype_diff = f)",
         "create type y; use type mood by column type; use function f by expression"),
        ("create type y (input = f, output = g, like = mood)",
         "create type y; use function f by expression; use function g by expression; use type mood by column type"),
        ("create type y", "create type y"),
    ],
    "CREATE USER": [
        ("create user u with password 'x' valid until '2030-01-01'", "create role u"),
    ],
    "CREATE USER MAPPING": [
        ("create user mapping if not exists for bob server v options (user 'x')",
         "create user mapping for bob server v"),
    ],
    "CREATE VIEW": [
        ("create or replace temp recursive view v (a) with (security_barrier) as select a from t",
         "use table t by view; use column t.a by view"),
        ("create or replace view v (a) with (check_option = local) as select b from t with cascaded check option",
         "create view v; use table t by view; use column t.b by view"),
        ("create recursive view v (n) as select a from t union all select n + 1 from v",
         "create view v; use table t by view; use column t.a by view"),
    ],
    "DO": [
        ("do language plpgsql $$ begin create table t (a int); end $$", "create table t; create column t.a*"),
    ],
    "DROP ACCESS METHOD": [
        ("drop access method if exists m cascade", "drop access method m"),
    ],
    "DROP AGGREGATE": [
        ("drop aggregate if exists total(int), total(*), total(int order by text) cascade",
         "drop aggregate total(integer); drop aggregate total(*); drop aggregate total(integer,text)"),
    ],
    "DROP CAST": [
        ("drop cast if exists (int as mood) cascade", "drop cast (integer as mood)"),
    ],
    "DROP COLLATION": [
        ("drop collation if exists c cascade", "drop collation c"),
    ],
    "DROP CONVERSION": [
        ("drop conversion if exists c restrict", "drop conversion c"),
    ],
    "DROP DATABASE": [
        ("drop database if exists d with (force)", "drop database d"),
    ],
    "DROP DOMAIN": [
        ("drop domain if exists d, s.e cascade", "drop domain d; drop domain s.e; use schema s by member"),
    ],
    "DROP EVENT TRIGGER": [
        ("drop event trigger if exists g cascade", "drop event trigger g"),
    ],
    "DROP EXTENSION": [
        ("drop extension if exists x, y cascade", "drop extension x; drop extension y"),
    ],
    "DROP FOREIGN DATA WRAPPER": [
        ("drop foreign data wrapper if exists w cascade", "drop foreign data wrapper w"),
    ],
    "DROP FOREIGN TABLE": [
        ("drop foreign table if exists t, u cascade", "drop foreign table t; drop foreign table u"),
    ],
    "DROP FUNCTION": [
        ("drop function if exists f(int, out text), g cascade", "drop function f(integer); drop function g"),
    ],
    "DROP GROUP": [
        ("drop group if exists g", "drop role g"),
    ],
    "DROP INDEX": [
        ("drop index concurrently if exists i, s.j cascade",
         "drop index i; drop index s.j; use schema s by member"),
    ],
    "DROP LANGUAGE": [
        ("drop procedural language if exists l cascade", "drop language l"),
    ],
    "DROP MATERIALIZED VIEW": [
        ("drop materialized view if exists m, n cascade", "drop materialized view m; drop materialized view n"),
    ],
    "DROP OPERATOR": [
        ("drop operator if exists + (int, mood), s.- (none, int) cascade",
         "drop operator +(integer,mood); drop operator s.-(none,integer); use schema s by member"),
    ],
    "DROP OPERATOR CLASS": [
        ("drop operator class if exists o using btree cascade", "drop operator class o using btree"),
    ],
    "DROP OPERATOR FAMILY": [
        ("drop operator family if exists o using btree cascade", "drop operator family o using btree"),
    ],
    "DROP OWNED": [
        ("drop owned by bob, current_user cascade",
         "alter role bob (owned objects); alter role current_user (owned objects)"),
    ],
    "DROP POLICY": [
        ("drop policy if exists p on t cascade", "drop policy t.p"),
    ],
    "DROP PROCEDURE": [
        ("drop procedure if exists p(int), q cascade", "drop procedure p(integer); drop procedure q"),
    ],
    "DROP PUBLICATION": [
        ("drop publication if exists p, q cascade", "drop publication p; drop publication q"),
    ],
    "DROP ROLE": [
        ("drop role if exists r, q", "drop role r; drop role q"),
    ],
    "DROP ROUTINE": [
        ("drop routine if exists f(int), g cascade", "drop routine f(integer); drop routine g"),
    ],
    "DROP RULE": [
        ("drop rule if exists r on t cascade", "drop rule t.r"),
    ],
    "DROP SCHEMA": [
        ("drop schema if exists s, r cascade", "drop schema s; drop schema r"),
    ],
    "DROP SEQUENCE": [
        ("drop sequence if exists q cascade", "drop sequence q"),
    ],
    "DROP SERVER": [
        ("drop server if exists v, w cascade", "drop server v; drop server w"),
    ],
    "DROP STATISTICS": [
        ("drop statistics if exists x, s.y cascade",
         "drop statistics x; drop statistics s.y; use schema s by member"),
    ],
    "DROP SUBSCRIPTION": [
        ("drop subscription if exists u cascade", "drop subscription u"),
    ],
    "DROP TABLE": [
        ("drop table if exists t, s.u cascade", "drop table t; drop table s.u; use schema s by member"),
    ],
    "DROP TABLESPACE": [
        ("drop tablespace if exists fast", "drop tablespace fast"),
    ],
    "DROP TEXT SEARCH CONFIGURATION": [
        ("drop text search configuration if exists c cascade", "drop text search configuration c"),
    ],
    "DROP TEXT SEARCH DICTIONARY": [
        ("drop text search dictionary if exists d cascade", "drop text search dictionary d"),
    ],
    "DROP TEXT SEARCH PARSER": [
        ("drop text search parser if exists p cascade", "drop text search parser p"),
    ],
    "DROP TEXT SEARCH TEMPLATE": [
        ("drop text search template if exists m cascade", "drop text search template m"),
    ],
    "DROP TRANSFORM": [
        ("drop transform if exists for mood language l cascade", "drop transform for mood language l"),
    ],
    "DROP TRIGGER": [
        ("drop trigger if exists g on s.t cascade", "drop trigger s.t.g"),
    ],
    "DROP TYPE": [
        ("drop type if exists y, s.z cascade", "drop type y; drop type s.z; use schema s by member"),
    ],
    "DROP USER": [
        ("drop user if exists u", "drop role u"),
    ],
    "DROP USER MAPPING": [
        ("drop user mapping if exists for bob server v", "drop user mapping for bob server v"),
    ],
    "DROP VIEW": [
        ("drop view if exists v, w cascade", "drop view v; drop view w"),
    ],
    "GRANT": [
        ("grant select, insert (a, b), references (c) on table t, u to bob, public with grant option granted by "
         "alice",
         "alter table t (privileges); use column t.a by privileges; use column t.b by privileges; use column t.c "
         "by privileges; alter table u (privileges); use column u.a by privileges; use column u.b by privileges; "
         "use column u.c by privileges"),
        ("grant all privileges on all tables in schema s to bob", "alter schema s (privileges)"),
        ("grant usage on sequence q to bob", "alter sequence q (privileges)"),
        ("grant all on all sequences in schema s, r to bob",
         "alter schema s (privileges); alter schema r (privileges)"),
        ("grant create, connect on database d to bob", "alter database d (privileges)"),
        ("grant usage on domain d to bob", "alter domain d (privileges)"),
        ("grant usage on foreign data wrapper w to bob", "alter foreign data wrapper w (privileges)"),
        ("grant usage on foreign server v to bob", "alter server v (privileges)"),
        ("grant execute on function f(int), g to bob",
         "alter function f(integer) (privileges); alter function g (privileges)"),
        ("grant execute on procedure p(int) to bob", "alter procedure p(integer) (privileges)"),
        ("grant execute on routine f to bob", "alter routine f (privileges)"),
        ("grant execute on all functions in schema s to bob", "alter schema s (privileges)"),
        ("grant usage on language l to bob", "alter language l (privileges)"),
        ("grant select on large object 42 to bob", "alter large object 42 (privileges)"),
        ("grant set, alter system on parameter work_mem to bob", "alter parameter work_mem (privileges)"),
        ("grant create on schema s to bob", "alter schema s (privileges)"),
        ("grant create on tablespace fast to bob", "alter tablespace fast (privileges)"),
        ("grant usage on type y to bob", "alter type y (privileges)"),
        ("grant a, b to bob, alice with admin option, inherit false, set true granted by current_user",
         "alter role a (privileges); alter role b (privileges)"),
    ],
    "IMPORT FOREIGN SCHEMA": [
        ("import foreign schema r limit to (a, b) from server v into s options (x '1')",
         "use server v by expression; use schema s by member; create foreign table s.a; create foreign table s.b"),
        ("import foreign schema r except (a) from server v into s",
         "use server v by expression; use schema s by member"),
    ],
    "REASSIGN OWNED": [
        ("reassign owned by a, session_user to bob",
         "alter role a (owned objects); alter role session_user (owned objects)"),
    ],
    "REFRESH MATERIALIZED VIEW": [
        ("refresh materialized view concurrently m with data", "alter materialized view m (data)"),
        ("refresh materialized view m with no data", "alter materialized view m (data)"),
    ],
    "REINDEX": [
        ("reindex (verbose) index concurrently i", "alter index i (rebuilt)"),
        ("reindex table t", "alter table t (rebuilt)"),
        ("reindex schema s", "alter schema s (rebuilt)"),
        ("reindex database", ""),
        ("reindex system d", "alter database d (rebuilt)"),
    ],
    "REVOKE": [
        ("revoke grant option for select (a), update on t from bob granted by alice cascade",
         "alter table t (privileges); use column t.a by privileges"),
        ("revoke all privileges on all routines in schema s from bob restrict", "alter schema s (privileges)"),
        ("revoke usage on type y from public", "alter type y (privileges)"),
        ("revoke admin option for a from bob cascade", "alter role a (privileges)"),
        ("revoke inherit option for a, b from bob", "alter role a (privileges); alter role b (privileges)"),
    ],
    "SECURITY LABEL": [
        ("security label for p on table t is 'x'", "alter table t (security label)"),
        ("security label on column t.a is null", "alter column t.a (security label)"),
        ("security label on function f(int) is 'x'", "alter function f(integer) (security label)"),
        ("security label on role r is 'x'", "alter role r (security label)"),
    ],
    "SELECT INTO": [
        ("select a, b into unlogged t from u where c > 0",
         "create table t; use table u by expression; use column u.a by expression; use column u.b by expression; "
         "use column u.c by expression"),
    ],
    "TRUNCATE": [
        ("truncate table only t, u * restart identity cascade", "alter table t (data); alter table u (data)"),
    ],
    "ANALYZE": [
        ("analyze (verbose, skip_locked) t (a, b), u",
         "use table t by query; use column t.a by query; use column t.b by query; use table u by query"),
    ],
    "CALL": [
        ("call p(1, g(2))", "use function p by query; use function g by query"),
    ],
    "COPY": [
        ("copy t (a, b) from '/x' with (format csv) where c > 0",
         "use table t by query; use column t.a by query; use column t.b by query"),
        ("copy (select a from t) to stdout", "use table t by query; use column t.a by query"),
    ],
    "DECLARE": [
        ("declare c binary scroll cursor with hold for select a from t",
         "use table t by query; use column t.a by query"),
    ],
    "DELETE": [
        ("with q as (select 1 as n) delete from only t as x using u where x.a = u.b returning x.c",
         "use table t by query; use table u by query; use column t.a by query; use column u.b by query; use "
         "column t.c by query"),
    ],
    "EXECUTE": [
        ("execute p(f(1))", "use function f by query"),
    ],
    "EXPLAIN": [
        ("explain (analyze, format json) select a from t", "use table t by query; use column t.a by query"),
    ],
    "INSERT": [
        ("insert into t as x (a, b) overriding user value select c, d from u on conflict (a) where e > 0 do "
         "update set f = excluded.g where x.h > 0 returning i",
         "use table t by query; use table u by query; use column t.a by query; use column t.b by query; use "
         "column u.c by query; use column u.d by query; use column t.f by query; use column t.e by query; use "
         "column t.h by query; use column t.i by query"),
        ("insert into t default values on conflict on constraint k do nothing", "use table t by query"),
    ],
    "LOCK": [
        ("lock table only t, u * in share mode nowait", "use table t by query; use table u by query"),
    ],
    "MERGE": [
        ("with q as (select 1 as n) merge into only t as x using (select a, b from u) y on x.c = y.a when matched "
         "and x.d > 0 then update set e = y.b, (f, g) = (1, 2) when not matched by source then delete when not "
         "matched by target then insert (h) overriding user value values (y.a) when not matched then do nothing "
         "returning merge_action(), x.i",
         "use table t by query; use table u by query; use column u.a by query; use column u.b by query; use "
         "column t.e by query; use column t.f by query; use column t.g by query; use column t.h by query; use "
         "column t.c by query; use column t.d by query; use column t.i by query"),
    ],
    "PREPARE": [
        ("prepare p (int, text) as update t set a = $1", "use table t by query; use column t.a by query"),
    ],
    "SELECT": [
        ("select distinct on (a) b as n, * from only t as x tablesample system (10) join lateral (select c from u "
         "where u.d = x.e) y on true where x.f > 0 group by grouping sets ((x.g), rollup (x.h)) having count(*) > "
         "1 window w as (partition by x.i order by x.j) union all select 1, 2 order by n nulls first limit 5 "
         "offset 2 for update of x skip locked",
         "use table t by query; use table u by query; use column u.c by query; use column u.d by query; use "
         "column t.e by query; use column t.f by query; use column t.g by query; use column t.h by query; use "
         "column t.i by query; use column t.j by query"),
        ("table t", "use table t by query"),
    ],
    "UPDATE": [
        ("update only t as x set a = default, (b, c) = (select d, e from u), f = y.g from v as y where x.h = y.i "
         "returning x.j, old.k, new.l",
         "use table t by query; use table u by query; use table v by query; use column t.a by query; use column "
         "t.b by query; use column t.c by query; use column u.d by query; use column u.e by query; use column t.f "
         "by query; use column v.g by query; use column t.h by query; use column v.i by query; use column t.j by "
         "query"),
    ],
    "VALUES": [
        ("values (1, f(2)), (3, g(4))", "use function f by query; use function g by query"),
    ],
    "VACUUM": [
        ("vacuum (full, analyze) t (a), u", "use table t by query; use column t.a by query; use table u by query"),
    ],
}
