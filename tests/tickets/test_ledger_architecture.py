"""Rules of the room: who imports whom, sizes, public names, documents."""

import ast
from pathlib import Path

import pytest

from assistant import tickets
from assistant.tickets import ACTIVE, EDGES, TRANSITIONS, Edge, Status

ROOM = Path(tickets.__file__).parent
ROOT = ROOM.parents[1]
FILES = sorted([*ROOM.rglob("*.py"), *(ROOT / "benchmarks").glob("ticket*.py"), *Path(__file__).parent.glob("*.py")])
BANNED = {"utils", "helpers", "common", "manager"}


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_there_is_something_to_check() -> None:
    """An empty list would pass every rule below."""
    assert len(FILES) > 20 and sum(ROOM in file.parents for file in FILES) >= 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_and_functions_stay_small(file: Path) -> None:
    """300 lines a file, 40 a function, a docstring for each module, no drawers."""
    tree = tree_of(file)
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(tree) or not tree.body
    assert file.stem not in BANNED
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{file.name}: {node.name}"


@pytest.mark.parametrize("file", sorted(ROOM.glob("*.py")), ids=lambda file: file.name)
def test_the_ledger_imports_only_the_standard_library_and_itself(file: Path) -> None:
    """It must run without Rasa, the catalog or a web server; of PostgreSQL it knows the driver."""
    allowed = {
        "assistant",
        "collections",
        "contextlib",
        "contextvars",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "hashlib",
        "inspect",
        "itertools",
        "json",
        "logging",
        "math",
        "os",
        "pathlib",
        "psycopg",
        "re",
        "secrets",
        "sqlite3",
        "statistics",
        "threading",
        "typing",
        "weakref",
        "zoneinfo",
    }
    for node in ast.walk(tree_of(file)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] in allowed and (
                not name.startswith("assistant") or name.split(".")[1] in ("tickets", "storage")
            )


@pytest.mark.parametrize("file", sorted(ROOM.glob("*.py")), ids=lambda file: file.name)
def test_public_things_are_documented(file: Path) -> None:
    """Every public class and function, except the bare properties of a protocol."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            bare = isinstance(node, ast.FunctionDef) and node.decorator_list and isinstance(node.body[0], ast.Expr)
            assert bare or ast.get_docstring(node), node.name


def test_all_names_are_there_and_sorted() -> None:
    """`__all__` names what the package gives, once."""
    assert len(set(tickets.__all__)) == len(tickets.__all__)
    assert all(hasattr(tickets, name) for name in tickets.__all__)


def test_every_status_has_its_ways() -> None:
    """Open statuses lead on, closed ones nowhere, but a missed ticket may wait again."""
    assert set(TRANSITIONS) == set(Status)
    assert {status for status, ways in TRANSITIONS.items() if ways} == {*ACTIVE, Status.MISSED}
    assert TRANSITIONS[Status.MISSED] == {Status.WAITING}


def test_every_edge_is_named_once() -> None:
    """What has no edge of its own is taking a press back, which restores what was."""
    assert set(EDGES) == set(Edge) - {Edge.UNDONE}
    assert all(begins <= set(Status) for begins, _ in EDGES.values())
