-- The reader lives in the body of one function, so that it is dumped, restored and replicated with the database and
-- needs no file on the server. The body is made here, from the modules that have just arrived.
DO LANGUAGE plpython3u $load$
import hashlib, importlib.util, marshal


def text(lines):
    """PL/Python indents what stands between these quotes too."""
    return lines.replace('\n\t', '\n')


modules = [(row['name'], row['source'] + '\n') for row in plpy.execute(
    'SELECT m.name, m.source FROM pg_temp.pggit_module AS m ORDER BY m.name')]
digest = hashlib.sha256(repr(modules).encode()).hexdigest()[:16]
package = 'pggit_ddl_' + digest

# Compiled code saves most of a session's first call; another Python (after an upgrade of the server) falls back to the source.
compiled = {name: marshal.dumps(compile(source, 'pggit_ddl/%s.py' % name, 'exec')) for name, source in modules}

body = text('''
import importlib.util, marshal, sys
from importlib.machinery import ModuleSpec

SOURCES = {sources!r}
MAGIC = {magic!r}
CODES = {codes!r}


class Modules:
    """Finds the modules of package {package} in this function's body."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == '{package}':
            return ModuleSpec(name, cls, is_package=True)
        if name.startswith('{package}.') and name.rpartition('.')[2] in SOURCES:
            return ModuleSpec(name, cls)
        return None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = '__init__' if module.__name__ == '{package}' else module.__name__.rpartition('.')[2]
        if MAGIC == importlib.util.MAGIC_NUMBER:
            code = marshal.loads(CODES[name])
        else:
            code = compile(SOURCES[name], 'pggit_ddl/%s.py' % name, 'exec')
        exec(code, module.__dict__)


sys.meta_path.insert(0, Modules)
try:
    import {package}
finally:
    sys.meta_path.remove(Modules)
GD['{package}'] = {package}
''').format(sources=dict(modules), magic=importlib.util.MAGIC_NUMBER, codes=compiled, package=package)

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
'Loads the DDL reader (package pggit_ddl) into the session''s PL/Python interpreter. The package is in this function''s body.';
REVOKE ALL ON FUNCTION pggit_internal.load_reader() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pggit_internal.load_reader() TO pggit_owner;
