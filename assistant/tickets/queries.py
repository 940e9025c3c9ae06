"""Named SQL queries and numbered migrations, read from the .sql files beside this module."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SQL = Path(__file__).parent / "sql"
NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    statements: tuple[str, ...]


def load_queries(dialect: str) -> Mapping[str, str]:
    """The queries of a store by name; ValueError when a name stands twice or a query has no comment."""
    queries: dict[str, str] = {}
    for file in sorted((SQL / dialect).glob("*.sql")):
        _, *parts = NAME.split(file.read_text(encoding="utf-8"))
        for name, body in zip(parts[::2], parts[1::2], strict=True):
            if name in queries or not body.strip().startswith("--"):
                raise ValueError(f"{file.name}: query {name} stands twice or has no comment")
            queries[name] = body.strip()
    return queries


def load_migrations(dialect: str) -> tuple[Migration, ...]:
    """The migrations of a store in order; ValueError unless they are numbered 1, 2, 3 and so on."""
    found = []
    for place, file in enumerate(sorted((SQL / dialect / "migrations").glob("*.sql")), start=1):
        number, name = file.stem.split("_", 1)
        if int(number) != place:
            raise ValueError(f"{file.name}: migration {place} is missing or doubled")
        found.append(Migration(place, name, tuple(_statements(file.read_text(encoding="utf-8")))))
    return tuple(found)


def _statements(script: str) -> Iterator[str]:
    # sqlite3's executescript commits by itself, so a migration would not be one transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError(f"a migration ends inside a statement: {statement.strip()[:40]}")
