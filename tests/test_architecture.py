"""The rooms of the package import what docs/architecture.md lets them, and nothing heavy too early."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.expected import ROOT

PACKAGE = ROOT / "src" / "laming_graph"
NAME = PACKAGE.name
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = (
    "rdflib",
    "SPARQLWrapper",
    "pyshacl",
    "owlready2",
    "rich",
    "yaml",
    "pyoxigraph",
    "starlette",
    "uvicorn",
    "jinja2",
)


def read_table(page: str) -> dict[str, frozenset[str]]:
    """Room to the rooms it may import, as the page says."""
    lines = iter(page.splitlines())
    assert any(line.replace(" ", "") == "|room|owns|mayimport|" for line in lines), "no table of rooms"
    next(lines)
    rooms: dict[str, frozenset[str]] = {}
    for line in lines:
        if not line.startswith("|"):
            break
        room, owns, may = (cell.strip() for cell in line.strip("|").split("|"))
        (name,) = re.findall(r"^`([\w./]+)`$", room)
        assert owns
        assert name not in rooms
        assert may == "the standard library" or re.fullmatch(r"`[\w./]+`(, `[\w./]+`)*", may), may
        rooms[name] = frozenset(re.findall(r"`([\w./]+)`", may))
    return rooms


ROOMS = read_table((ROOT / "docs" / "architecture.md").read_text("utf-8"))


def room_of(module: str) -> str:
    """The room of a dotted module of ours: "ask/" or "cli.py"; "" for the package itself."""
    _, _, rest = module.partition(".")
    if not rest:
        return ""
    first = rest.split(".")[0]
    return f"{first}/" if (PACKAGE / first).is_dir() else f"{first}.py"


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join((NAME, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every module imported anywhere in a tree, in functions too; of ours, with the name taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import names its module whole"
            assert node.module is not None
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                inner = PACKAGE.parent / whole.replace(".", "/")
                is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                yield (whole if is_module else node.module), node


def tree_of(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text("utf-8"), str(path))


def test_every_room_stands_in_the_table_and_is_there() -> None:
    """The table names each folder and file of the package, and no other."""
    found = {room_of(module_of(path)) for path in MODULES} - {""}
    assert found == set(ROOMS)
    named = {room for allowed in ROOMS.values() for room in allowed}
    assert named <= set(ROOMS)


def test_no_two_rooms_import_each_other() -> None:
    """Read as arrows, the table has no circle."""
    order: list[str] = []
    while len(order) < len(ROOMS):
        free = [room for room in ROOMS if room not in order and ROOMS[room] <= {*order, room}]
        assert free, f"a circle among {sorted(set(ROOMS) - set(order))}"
        order += free


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_imports_are_those_of_the_table(path: Path) -> None:
    """A module imports its own room and those the table gives it, anywhere in its text."""
    room = room_of(module_of(path))
    allowed = {room, *ROOMS.get(room, ())} if room else {"ask/", "show/"}
    # The package itself holds the version, which everyone may import, opens a graph and draws it.
    ours = {name for name, _ in imports(tree_of(path)) if name.split(".")[0] == NAME}
    strangers = {name for name in ours if room_of(name) not in allowed | {""}}
    assert not strangers


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(module_of(p)) == "model/"], ids=module_of)
def test_the_model_needs_the_standard_library_only(path: Path) -> None:
    """The values can be read and tested with nothing installed."""
    outside = {name.split(".")[0] for name, _ in imports(tree_of(path))} - sys.stdlib_module_names
    assert outside <= {NAME}


WHERE = {
    "rdflib": ("ask/in_rdflib.py", "check/", "lint/read_sparql.py"),
    "SPARQLWrapper": ("ask/endpoint.py",),
    "pyshacl": ("check/",),
    "owlready2": ("check/consistency.py",),
    "reasonable": ("check/closure.py",),
    "jinja2": ("pages/templates.py",),
    "starlette": ("serve/",),
    "uvicorn": ("serve/",),
}
"""The only places where a heavy library may be imported."""


@pytest.mark.parametrize("library", WHERE)
def test_heavy_libraries_have_one_place(library: str) -> None:
    """A heavy library is imported where it is at home, and is imported there."""
    users = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for name, _ in imports(tree_of(path))
        if name.split(".")[0] == library
    }
    assert users
    assert {user for user in users if not user.startswith(WHERE[library])} == set()


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_what_is_shown_is_imported_in_functions(path: Path) -> None:
    """What only some commands need is imported inside the function that needs it."""
    tree = tree_of(path)
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for _, node in imports(function)
    }
    late = {"rich", "shtab"}
    early = [name for name, node in imports(tree) if name.split(".")[0] in late and node not in inside]
    assert not early


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_modules_are_short(path: Path) -> None:
    """Nobody has to read more than 300 lines at once."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


def loaded_after(statement: str) -> set[str]:
    """Top-level modules loaded by a statement in a fresh Python."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_starts_light() -> None:
    """Importing the command line loads none of the heavy libraries; asking loads no more than it needs."""
    assert loaded_after("import laming_graph.cli").isdisjoint(HEAVY)
    asking = loaded_after("import laming_graph.ask.graph")
    assert "pyoxigraph" in asking
    assert asking.isdisjoint({"rdflib", "SPARQLWrapper", "pyshacl", "owlready2", "rich", "yaml"})


def test_the_table_is_read_as_it_stands() -> None:
    """A stranger in a room, an import inside a function and a circle are found (so these tests can fail)."""
    page = "x\n| room | owns | may import |\n|---|---|---|\n| `a/` | one | `b.py`, `c/` |\n"
    page += "| `b.py` | two | the standard library |\n\n| `c/` | not in it | `a/` |\n"
    assert read_table(page) == {"a/": frozenset({"b.py", "c/"}), "b.py": frozenset()}
    text = (
        "import rdflib.term\ndef f():\n    from laming_graph.graph import build\n    from json import dumps\n"
    )
    assert [name for name, _ in imports(ast.parse(text))] == [
        "rdflib.term",
        "laming_graph.graph.build",
        "json",
    ]
    assert room_of("laming_graph.graph.build") == "graph/"
    assert room_of("laming_graph.cli") == "cli.py"
    assert room_of("laming_graph") == ""
