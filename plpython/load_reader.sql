-- The reader lives in the bodies of two functions, so that it is dumped, restored and replicated with the database and
-- needs no file on the server. The bodies are made here, from the modules that have just arrived.
DO LANGUAGE plpython3u $load$
import binascii, hashlib, json, marshal, re, sys, types, zlib
import _sre


def text(lines):
    """PL/Python indents what stands between these quotes too."""
    return lines.replace('\n\t', '\n')


modules = {row['name']: row['source'] + '\n' for row in plpy.execute('SELECT m.name, m.source FROM pg_temp.pggit_module AS m')}
digest = hashlib.sha256(repr(sorted(modules.items())).encode()).hexdigest()[:16]
package = 'pggit_ddl_' + digest

finder = text('''
import re, sys, _sre
from importlib.machinery import ModuleSpec


class Modules:
    """Finds the modules of package {package} in what load_reader() has brought."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == '{package}':
            return ModuleSpec(name, cls, is_package=True)
        if name.startswith('{package}.') and name.rpartition('.')[2] in CODES:
            return ModuleSpec(name, cls)
        return None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = '__init__' if module.__name__ == '{package}' else module.__name__.rpartition('.')[2]
        exec(CODES[name], module.__dict__)


def regex(pattern, flags=0):
    """What re.compile returns, from what it had worked out when the reader was installed."""
    ready = REGEXES.get((pattern, int(flags)))
    return _sre.compile(*ready) if ready else compile_regex(pattern, flags)


compile_regex = re.compile
re.compile = regex
sys.meta_path.insert(0, Modules)
try:
    import {package}
finally:
    sys.meta_path.remove(Modules)
    re.compile = compile_regex
''').replace('{package}', package)

# Compiled code saves most of a session's first call, and compiled regular expressions half of the rest.
codes = {name: compile(source, 'pggit_ddl/%s.py' % name, 'exec') for name, source in modules.items()}
regexes, compile_regex, compile_code, worked_out = {}, re.compile, _sre.compile, []


def recorded_code(pattern, flags, code, groups, *names):
    # Some of the numbers are of classes of the compiler's own.
    worked_out.append((pattern, int(flags), list(map(int, code)), groups, *names))
    return compile_code(pattern, flags, code, groups, *names)


def recorded_regex(pattern, flags=0):
    found = compile_regex(pattern, flags)
    if worked_out:
        regexes[pattern, int(flags)] = worked_out.pop()
    return found


re.purge()
re.compile, _sre.compile = recorded_regex, recorded_code
try:
    exec(finder, {'CODES': codes, 'REGEXES': {}})
finally:
    re.compile, _sre.compile = compile_regex, compile_code


def packed(octets):
    return binascii.b2a_base64(zlib.compress(octets, 9), newline=False).decode()



# Both kinds of compiled code belong to the very Python that made them; another one, after an upgrade of the server or a
# restore elsewhere, begins with the sources.
body = text('''
import sys

if (sys.implementation.cache_tag, sys.hexversion) == (%r, %r):
    import binascii, marshal, zlib
    CODES, REGEXES = marshal.loads(zlib.decompress(binascii.a2b_base64('%s')))
else:
    import binascii, json, zlib
    sources = plpy.execute('SELECT pggit_internal.reader_sources() AS packed')[0]['packed']
    sources = json.loads(zlib.decompress(binascii.a2b_base64(sources)))
    CODES = {name: compile(source, 'pggit_ddl/%%s.py' %% name, 'exec') for name, source in sources.items()}
    REGEXES = {}
%s
GD['%s'] = sys.modules['%s']
''') % (sys.implementation.cache_tag, sys.hexversion, packed(marshal.dumps((codes, regexes))), finder, package, package)

plpy.execute('CREATE OR REPLACE FUNCTION pggit_internal.reader_sources() RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE '
             'SET search_path = pg_catalog, pg_temp AS '
             + plpy.quote_literal("BEGIN RETURN '%s'; END" % packed(json.dumps(modules).encode())))
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
'Loads the DDL reader (package pggit_ddl) into the session''s PL/Python interpreter. The package, compiled, is in this function''s body.';
COMMENT ON FUNCTION pggit_internal.reader_sources() IS
'The sources of package pggit_ddl by module, as JSON, compressed: for a Python other than the one that compiled it for load_reader().';
REVOKE ALL ON FUNCTION pggit_internal.load_reader() FROM PUBLIC;
REVOKE ALL ON FUNCTION pggit_internal.reader_sources() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.load_reader() TO pggit_owner;
ALTER FUNCTION pggit_internal.reader_sources() OWNER TO pggit_owner;
