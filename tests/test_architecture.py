"""Rules of the whole house: who may import whom, what may be read from where, sizes and documents."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("assistant", "catalog", "connectors", "benchmarks")
NOT_OURS = {"peers", "node_modules"}
FILES = sorted(
    path for room in (*OURS, "tests") for path in (ROOT / room).rglob("*.py") if NOT_OURS.isdisjoint(path.parts)
)
PUBLIC = [path for path in FILES if path.relative_to(ROOT).parts[0] in ("assistant", "catalog", "connectors")]
LINES, FUNCTION_LINES = 300, 40

# What each room may import of ours; the longest name that fits a module counts. A room may always import itself.
ROOMS: dict[str, set[str]] = {
    "catalog": set(),
    "assistant.messages": set(),
    "assistant.clock": set(),
    "assistant.settings": set(),
    "assistant.storage": set(),
    "assistant.signals": {"assistant.storage"},
    "assistant.tickets": {"assistant.storage", "catalog"},
    "assistant.staff": {"assistant.storage"},
    "assistant.retention": {"assistant.storage"},
    "assistant.simulation": {"assistant.storage", "assistant.tickets", "catalog"},
    "assistant.history": {"assistant.messages", "assistant.storage"},
    "assistant.operations": {"assistant.messages", "assistant.nlu.normaliser"},
    "assistant.nlu": {"assistant.messages", "catalog"},
    "assistant.rendering": {"assistant.messages", "catalog"},
    "assistant.dialogue": {
        "assistant.messages", "assistant.nlu", "assistant.rendering", "assistant.tickets", "catalog",
    },
    "assistant.engine": {
        "assistant.messages", "assistant.settings", "assistant.history", "assistant.nlu", "assistant.dialogue",
        "catalog",
    },
    "assistant.conversation": {
        "assistant.messages", "assistant.history", "assistant.operations", "assistant.nlu", "assistant.rendering",
        "assistant.dialogue", "catalog",
    },
    "connectors": {
        "assistant.messages", "assistant.conversation", "assistant.tickets", "assistant.history",
        "assistant.operations", "assistant.rendering", "assistant.retention", "assistant.signals", "assistant.staff",
        "catalog",
    },
    "connectors.api.state": {
        "assistant.conversation", "assistant.dialogue.desk", "assistant.history", "assistant.operations",
        "assistant.retention", "assistant.staff", "assistant.tickets", "catalog", "connectors",
    },
    "connectors.delivery.sqlite": {"assistant.storage", "connectors"},
    "connectors.delivery.postgres": {"assistant.storage", "connectors"},
}  # fmt: skip
# These join the others, or are started by a person: they may import every room.
JOINING = (
    "assistant.bootstrap",
    "assistant.databases",
    "assistant.center",
    "assistant.fan_out",
    "assistant.backup",
    "assistant.doctor",
    "assistant.upkeep",
    "assistant.worker",
    "assistant.supervisor",
    "assistant.messengers",
    "assistant.machines",
    "assistant.cli",
    "assistant.commands",
    "assistant.terminal",
    "assistant.evaluation",
    "benchmarks",
)
RASA_ROOMS = ("assistant.engine", "assistant.dialogue.actions", "assistant.nlu")
# The command line hands `rasa …` on.
RASA_ALSO = {("assistant.cli", "rasa.__main__")}
# Functions that are nothing but data: one record written field by field.
DATA_ONLY = {("connectors/api/records.py", "transaction_document")}

# What breaks a rule today; an entry that no longer does has to go.
UPWARD: set[tuple[str, str]] = set()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


@cache
def modules() -> frozenset[str]:
    return frozenset(module(path) for path in FILES)


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, also for types only."""
    known = modules()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module(path) if path.name == "__init__.py" else module(path).rpartition(".")[0]
            parts = package.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module or "") if part)
            names = [f"{source}.{alias.name}" for alias in node.names]
            yield from (name if name in known else source for name in names)


def room_of(name: str) -> str:
    return max((room for room in ROOMS if within(name, room)), key=len, default="")


@cache
def own_imports(path: Path) -> list[tuple[str, str]]:
    """Importer and imported, both of ours."""
    return [(module(path), name) for name in imports(path) if name.split(".")[0] in OURS]


def is_allowed(importer: str, imported: str) -> bool:
    room = room_of(importer)
    return within(imported, room) or any(within(imported, other) for other in ROOMS[room])


def test_there_is_something_to_check() -> None:
    """A moved folder or an empty list would pass every rule below."""
    assert all(any(within(module(path), room) for path in PUBLIC) for room in ROOMS)
    assert all(any(within(module(path), room) for path in FILES) for room in JOINING)
    assert len(PUBLIC) > 60 and len(FILES) > len(PUBLIC)
    assert sum(len(own_imports(path)) for path in PUBLIC) > 100


def test_every_module_has_a_room() -> None:
    homeless = [
        module(path)
        for path in PUBLIC
        if not room_of(module(path)) and not any(within(module(path), room) for room in JOINING)
    ]
    assert homeless == ["assistant"], "say in ROOMS what a new room may import"


def test_imports_go_one_way() -> None:
    pairs = {pair for path in PUBLIC for pair in own_imports(path) if room_of(module(path))}
    assert len(pairs) > 80
    assert {pair for pair in pairs if not is_allowed(*pair)} <= UPWARD


def test_nothing_imports_upward_any_more() -> None:
    pairs = {pair for path in PUBLIC for pair in own_imports(path) if room_of(module(path))}
    assert [pair for pair in pairs if not is_allowed(*pair)] == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("catalog.search", "assistant.messages"),
        ("assistant.messages", "catalog"),
        ("assistant.tickets.ledger", "assistant.dialogue.desk"),
        ("assistant.nlu.heads", "assistant.engine"),
        ("assistant.rendering.zh", "assistant.tickets"),
        ("assistant.dialogue.desk", "assistant.engine.agent"),
        ("assistant.engine.agent", "connectors.gateway"),
        ("connectors.gateway", "assistant.engine"),
        ("connectors.api.talking", "assistant.dialogue.desk"),
        ("connectors.api.state", "assistant.dialogue.choices"),
        ("connectors.telegram.inbound", "assistant.nlu.language"),
        ("assistant.conversation", "assistant.bootstrap"),
    ],
)
def test_the_rule_refuses(importer: str, imported: str) -> None:
    assert not is_allowed(importer, imported)


def test_only_the_state_of_the_api_reaches_the_desk_and_takes_nothing_else_from_there() -> None:
    rooms = ("assistant.dialogue", "assistant.engine", "assistant.nlu")
    connectors = [path for path in PUBLIC if within(module(path), "connectors")]
    reaching = {shown(p): n for p in connectors for n in imports(p) if any(within(n, room) for room in rooms)}
    assert reaching == {"connectors/api/state.py": "assistant.dialogue.desk"}
    taken = [
        alias.name
        for node in nodes(ROOT / "connectors/api/state.py")
        if isinstance(node, ast.ImportFrom) and node.module == "assistant.dialogue.desk"
        for alias in node.names
    ]
    assert taken == ["InformationDesk"]


def test_rasa_is_imported_where_it_may_be() -> None:
    pairs = {(module(path), name) for path in PUBLIC for name in imports(path) if name.split(".")[0] == "rasa"}
    inside = {pair for pair in pairs if any(within(pair[0], room) for room in RASA_ROOMS)}
    assert {room for room in RASA_ROOMS for importer, _ in inside if within(importer, room)} == set(RASA_ROOMS)
    assert pairs - inside == RASA_ALSO


def reads_of_the_environment(whole: Iterable[ast.AST]) -> list[int]:
    """Lines in which a value of the environment is read; setting one for a library is no reading."""
    found = []
    for node in whole:
        read = (
            ast.unparse(node) if isinstance(node, ast.Attribute) and node.attr in ("getenv", "get", "environb") else ""
        )
        taken = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node.value)
        if taken == "os.environ" or read in ("os.getenv", "os.environ.get", "os.environb"):
            found.append(node.lineno)
    return found


def test_only_the_settings_read_the_environment() -> None:
    reading = {shown(path): lines for path in PUBLIC if (lines := reads_of_the_environment(nodes(path)))}
    assert reading == {}
    planted = "a = os.environ['A']\nos.environ['B'] = 'b'\nc = os.getenv('C')\nd = os.environ.get('D')"
    assert reads_of_the_environment(ast.walk(ast.parse(planted))) == [1, 3, 4]


def test_files_stay_short() -> None:
    long = {shown(p) for p in FILES if len(p.read_text(encoding="utf-8").splitlines()) > LINES}
    assert long == set()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (n for n in nodes(path) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def long_functions() -> set[tuple[str, str]]:
    lengths = [(shown(path), n.name, (n.end_lineno or 0) - n.lineno + 1) for path in FILES for n in functions(path)]
    assert len(lengths) > 500
    return {(file, name) for file, name, length in lengths if length > FUNCTION_LINES}


def test_functions_stay_short() -> None:
    assert long_functions() <= DATA_ONLY


def test_what_is_excepted_as_data_is_data() -> None:
    """Such a function asks nothing and repeats nothing: its statements only name values and give one back."""
    excepted = [node for path in FILES for node in functions(path) if (shown(path), node.name) in DATA_ONLY]
    assert excepted
    for node in excepted:
        assert all(isinstance(part, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) for part in node.body), (
            node.name
        )


def is_said_by_its_name(node: ast.stmt) -> bool:
    """Whether it is a protocol's bare property: a name and a type with no body."""
    return isinstance(node, ast.FunctionDef) and ast.unparse(node.body[-1]) == "..." and bool(node.decorator_list)


def undocumented(path: Path) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring; an empty package marker says nothing."""
    whole = tree(path)
    if whole.body and not ast.get_docstring(whole):
        yield shown(path)
    bodies: list[tuple[str, list[ast.stmt]]] = [("", whole.body)]
    while bodies:
        outer, body = bodies.pop()
        for node in body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node) and not is_said_by_its_name(node):
                yield f"{shown(path)}: {outer}{node.name}"
            if isinstance(node, ast.ClassDef):
                bodies.append((f"{node.name}.", node.body))


def test_everything_public_is_documented() -> None:
    assert [name for path in PUBLIC for name in undocumented(path)] == []
    named = sum(isinstance(n, ast.ClassDef | ast.FunctionDef) for path in PUBLIC for n in nodes(path))
    assert named > 300


def test_no_drawers() -> None:
    assert {path.stem for path in FILES} & {"utils", "util", "helpers", "helper", "common", "manager", "misc"} == set()
