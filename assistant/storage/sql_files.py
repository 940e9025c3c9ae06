"""Named SQL queries and numbered migrations, read from .sql files: those of both dialects, and those of one alone."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
PARAMETER = re.compile(r"(?<![:\w]):(\w+)")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    statements: tuple[str, ...]


def load_queries(folder: Path, dialect: str) -> Mapping[str, str]:
    """
    The queries in ``folder`` (for every dialect) and in its part for ``dialect``, by name; parameters are ``:name``.

    ValueError when a name stands twice or a query has no comment.
    """
    queries: dict[str, str] = {}
    for file in sorted([*folder.glob("*.sql"), *(folder / dialect).glob("*.sql")]):
        if file.stem == "schema":
            continue
        _, *parts = NAME.split(file.read_text(encoding="utf-8"))
        for name, body in zip(parts[::2], parts[1::2], strict=True):
            if name in queries or not body.strip().startswith("--"):
                raise ValueError(f"{file.name}: query {name} stands twice or has no comment")
            queries[name] = body.strip()
    return queries


def percent_parameters(query: str) -> str:
    """The query with its parameters as psycopg writes them: ``%(name)s``."""
    return PARAMETER.sub(r"%(\1)s", query.replace("%", "%%"))


def parameters_of(query: str) -> tuple[str, ...]:
    """The names of the query's parameters, each once."""
    return tuple(dict.fromkeys(PARAMETER.findall(query)))


def load_migrations(folder: Path, dialect: str) -> tuple[Migration, ...]:
    """The migrations of a dialect in order; ValueError unless they are numbered 1, 2, 3 and so on."""
    found = []
    for place, file in enumerate(sorted((folder / dialect / "migrations").glob("*.sql")), start=1):
        number, name = file.stem.split("_", 1)
        if int(number) != place:
            raise ValueError(f"{file.name}: migration {place} is missing or doubled")
        found.append(Migration(place, name, statements_of(file)))
    return tuple(found)


def statements_of(file: Path) -> tuple[str, ...]:
    """The statements of a script one by one; ValueError when it ends inside one."""
    return tuple(_statements(file.read_text(encoding="utf-8")))


def _statements(script: str) -> Iterator[str]:
    # sqlite3's executescript commits by itself, so a migration would not be one transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement) and statement.count("$$") % 2 == 0:  # a function's body ends with it
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError(f"a script ends inside a statement: {statement.strip()[:40]}")
