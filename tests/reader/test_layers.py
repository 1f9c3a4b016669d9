"""How the reader's modules may import one another, what a constant's name may mean, how long a function may be."""

import ast
from collections import defaultdict
from graphlib import TopologicalSorter

import pytest

# Each imports only from those before it.
PACKAGES = ["text", "footprint", "reading", "judging"]
# Within judging: what is in no line comes first, then the lines in their order.
FLOORS_OF_JUDGING = ["judging.rules", "judging.suggest", "judging.pair", "judging.against_many"]


@pytest.fixture(scope="module")
def modules(repository):
    """Return {module: what ast makes of it}; the names begin below pggit_ddl, whose own is empty."""
    root = repository / "plpython" / "pggit_ddl"
    found = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text(encoding="ascii"))
    return found


@pytest.fixture(scope="module")
def imports(repository, modules):
    """Return {module: modules that it imports, or its parts of it}."""
    root = repository / "plpython" / "pggit_ddl"
    found = {}
    for name, tree in modules.items():
        # From where one dot leads.
        package = name if (root / name.replace(".", "/") / "__init__.py").is_file() else name.rpartition(".")[0]
        found[name] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                parts = package.split(".") if package else []
                parts = parts[: len(parts) - node.level + 1] + (node.module.split(".") if node.module else [])
                base = ".".join(parts)
                below = {f"{base}.{alias.name}".lstrip(".") for alias in node.names}
                found[name] |= below & modules.keys() or {base}
    return found


def floor(name):
    """Where a module stands; it may import what stands below it, and what stands beside it in its package."""
    if not name:
        return len(PACKAGES), 0
    package = name.split(".")[0]
    within = [place for place, start in enumerate(FLOORS_OF_JUDGING, 1) if f"{name}.".startswith(f"{start}.")]
    return PACKAGES.index(package), within[0] if within else 0


def test_there_is_no_other_package_than_these(modules):
    assert {name.split(".")[0] for name in modules if name} == set(PACKAGES)
    assert len(modules) > 40


def test_no_module_imports_from_above(modules, imports):
    assert set().union(*imports.values()) <= modules.keys()
    assert sum(map(len, imports.values())) > 100
    upwards = [(name, each) for name, found in imports.items() for each in found if floor(each) > floor(name)]
    assert upwards == []


def test_no_modules_import_each_other_in_a_circle(imports):
    TopologicalSorter(imports).prepare()  # raises CycleError, with the circle


def test_a_constant_s_name_means_one_thing(modules):
    """Assigned at the top of one module only: others import it from there."""
    places = defaultdict(set)
    for name, tree in modules.items():
        for node in [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))]:
            for each in ast.walk(node):
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and each.id.isupper():
                    places[each.id].add(name)
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def functions(modules):
    """Yield (module, function) for each function and method."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield name, node


def lines(function):
    """How many lines a function has, its docstring and its decorators left out."""
    first = function.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if is_text else 0)


def parameters(function):
    """The names of a function's parameters; self, cls and what gathers any number of keywords left out."""
    found = function.args
    listed = *found.posonlyargs, *found.args, *found.kwonlyargs, found.vararg
    names = [each.arg for each in listed if each]
    return [name for place, name in enumerate(names) if place or name not in ("self", "cls")]


def test_a_function_has_at_most_45_lines(modules):
    found = {(name, function.name, function.lineno): lines(function) for name, function in functions(modules)}
    assert len(found) > 400
    assert {where: count for where, count in found.items() if count > 45} == {}


def test_a_function_has_at_most_6_parameters(modules):
    found = {(name, function.name, function.lineno): len(parameters(function)) for name, function in functions(modules)}
    assert {where: count for where, count in found.items() if count > 6} == {}
