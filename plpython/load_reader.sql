-- The reader lives in the database, so that it is dumped, restored and replicated with it and needs no file on the server.
-- Its sources are a function's body, its compiled code is beside them in a table. Both are made here, from the modules
-- that have just arrived.
DO LANGUAGE plpython3u $load$
import binascii, hashlib, json, marshal, re, sys, zlib
import _sre


def text(lines):
    """PL/Python indents what stands between these quotes too."""
    return lines.replace('\n\t', '\n')


def packed(octets):
    return binascii.b2a_base64(zlib.compress(octets, 9), newline=False).decode()


modules = {row['name']: row['source'] + '\n' for row in plpy.execute('SELECT m.name, m.source FROM pg_temp.pggit_module AS m')}
digest = hashlib.sha256(repr(sorted(modules.items())).encode()).hexdigest()[:16]
package = 'pggit_ddl_' + digest

finder = text('''
import sys
from _frozen_importlib import ModuleSpec


class Modules:
    """Finds the modules of package {package} in what load_reader() has brought, or brings."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == '{package}':
            return ModuleSpec(name, cls, is_package=True)
        if name.startswith('{package}.'):
            return ModuleSpec(name, cls)
        return None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = '__init__' if module.__name__ == '{package}' else module.__name__.rpartition('.')[2]
        if name not in CODES:
            bring('judging')
        exec(CODES[name], module.__dict__)
        if name == 'regexes':
            module.READY = REGEXES


sys.meta_path.append(Modules)
import {package}
''').replace('{package}', package)

# Compiled code saves most of a session's first call, and compiled regular expressions half of the rest.
codes = {name: compile(source, 'pggit_ddl/%s.py' % name, 'exec') for name, source in modules.items()}
parts = {}
regexes, compile_regex, compile_code, worked_out = {}, re.compile, _sre.compile, []


def recorded_code(pattern, flags, code, groups, *names):
    # Some of the numbers are of classes of the compiler's own.
    worked_out.append((pattern, int(flags), list(map(int, code)), groups, *names))
    return compile_code(pattern, flags, code, groups, *names)


def recorded_regex(pattern):
    found = compile_regex(pattern)
    if worked_out:
        regexes[pattern] = worked_out.pop()
    return found


re.purge()
re.compile, _sre.compile = recorded_regex, recorded_code
try:
    exec(finder, {'CODES': codes, 'REGEXES': {}})
    for part in ('reading', 'judging'):
        loaded = [name for name in codes if package + '.' + name in sys.modules or name == '__init__']
        parts[part] = zlib.compress(marshal.dumps(({name: codes.pop(name) for name in loaded}, dict(regexes))), 9)
        regexes.clear()
        sys.modules[package].judging
finally:
    re.compile, _sre.compile = compile_regex, compile_code

sources = json.dumps(modules).encode()

# Both kinds of compiled code belong to the very Python that made them; another one, after an upgrade of the server or a
# restore elsewhere, begins with the sources, as does a copy of the schema alone. Neither is in this body, where it would be
# parsed as Python, and so neither is taken unless it is what was installed: this function is a superuser's, they are not.
body = text('''
import sys
import zlib

sha256 = plpy.prepare('SELECT encode(sha256($1), $$hex$$) AS digest', ['bytea'])


def installed(query, digest):
    for row in plpy.execute(query):
        if sha256.execute([row['octets']])[0]['digest'] == digest:
            return zlib.decompress(row['octets'])


def bring(part):
    compiled = None
    if (sys.implementation.cache_tag, sys.hexversion) == (%r, %r):
        compiled = installed("SELECT c.octets FROM pggit_internal.reader_code AS c WHERE c.part = '%%s'" %% part, DIGESTS[part])
    if compiled:
        import marshal
        codes, regexes = marshal.loads(compiled)
        CODES.update(codes)
        REGEXES.update(regexes)
        return
    import json
    sources = installed("SELECT decode(pggit_internal.reader_sources(), 'base64') AS octets", '%s')
    if not sources:
        plpy.error('the DDL reader is not the one that was installed', sqlstate='XX001',
                   detail='pggit_internal.reader_sources() gives other sources than install.sql left there.',
                   hint='Run install.sql again.')
    CODES.update((name, compile(source, 'pggit_ddl/%%s.py' %% name, 'exec')) for name, source in json.loads(sources).items())


DIGESTS, CODES, REGEXES = %r, {}, {}
bring('reading')
%s
GD['%s'] = sys.modules['%s']
''') % (sys.implementation.cache_tag, sys.hexversion, hashlib.sha256(zlib.compress(sources, 9)).hexdigest(),
        {part: hashlib.sha256(octets).hexdigest() for part, octets in parts.items()}, finder, package, package)

plpy.execute('CREATE TEMPORARY TABLE pggit_compiled (part text PRIMARY KEY, octets bytea NOT NULL) ON COMMIT DROP')
plpy.execute('GRANT SELECT ON pg_temp.pggit_compiled TO pggit_owner')
insert = plpy.prepare('INSERT INTO pg_temp.pggit_compiled (part, octets) VALUES ($1, $2)', ['text', 'bytea'])
for part in parts.items():
    plpy.execute(insert, list(part))
plpy.execute('CREATE OR REPLACE FUNCTION pggit_internal.reader_sources() RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE '
             'SET search_path = pg_catalog, pg_temp AS '
             + plpy.quote_literal("BEGIN RETURN '%s'; END" % packed(sources)))
plpy.execute('CREATE OR REPLACE FUNCTION pggit_internal.load_reader() RETURNS void '
             'LANGUAGE plpython3u VOLATILE PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp '
             'AS ' + plpy.quote_literal(body))

# What each PL/Python function begins with. The digest makes sessions that were open during an upgrade load the new reader.
plpy.execute("CREATE OR REPLACE FUNCTION pg_temp.pggit_shell(p_code text) RETURNS text LANGUAGE sql IMMUTABLE "
             "RETURN " + plpy.quote_literal(text('''
pggit_ddl = GD.get('%s')
if pggit_ddl is None:
    plpy.execute('SELECT pggit_internal.load_reader()')
    pggit_ddl = GD['%s']
''') % (package, package)) + " || p_code")
$load$;
COMMENT ON FUNCTION pggit_internal.load_reader() IS
'Loads the DDL reader (package pggit_ddl) into the session''s PL/Python interpreter. '
'Takes the compiled code from reader_code, or the sources from reader_sources(), and neither if it is not what was '
'installed (XX001).';
COMMENT ON FUNCTION pggit_internal.reader_sources() IS
'The sources of package pggit_ddl by module, as JSON, compressed: '
'for a Python other than the one that compiled it for load_reader().';
ALTER FUNCTION pggit_internal.reader_sources() OWNER TO pggit_owner;
