"""The schema that people read is the one that the migrations make, on either store."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from assistant.storage.sql_files import load_migrations, load_queries, parameters_of, statements_of
from assistant.tickets.sqlite import SQL
from benchmarks.postgres_server import PostgresServer

DIALECTS = pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
PARTS = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity"
    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef",
    "constraints": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "functions": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " AND prokind <> 'a' ORDER BY 1",
    "aggregates": "SELECT aggfnoid::regprocedure::text, aggtransfn::text, aggtranstype::regtype::text FROM pg_aggregate"
    " JOIN pg_proc ON pg_proc.oid = aggfnoid WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    "types": "SELECT attrelid::regclass::text, attnum, attname, format_type(atttypid, atttypmod) FROM pg_attribute"
    " JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'c' AND relnamespace = 'public'::regnamespace"
    " ORDER BY 1, 2",
}


def migrated(dialect: str) -> list[str]:
    return [statement for migration in load_migrations(SQL, dialect) for statement in migration.statements]


def made_on_sqlite(statements: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
    """What stands in a database after the statements: tables with their columns, and indexes as they were asked for."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: connection.execute(f"PRAGMA table_xinfo({name})").fetchall() for name in tables}
        found = {name: sorted(column[1:] for column in columns) for name, columns in found.items()}
        indexes = connection.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'").fetchall()
        unique = [(t, row[2:]) for t in tables for row in connection.execute(f"PRAGMA index_list({t})")]
        return found | {"indexes": sorted(map(repr, indexes)), "unique": sorted(map(repr, unique))}


def made_on_postgres(statements: Iterable[str], url: str) -> dict[str, list[tuple[object, ...]]]:
    """The same of a PostgreSQL database."""
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
        return {part: connection.execute(sql.encode()).fetchall() for part, sql in PARTS.items()}


@DIALECTS
def test_the_schema_is_the_sum_of_its_migrations(dialect: str, postgres: PostgresServer) -> None:
    """And a column too many in it would show."""
    whole, steps = statements_of(SQL / dialect / "schema.sql"), migrated(dialect)
    more = "ALTER TABLE counter ADD COLUMN more integer"
    if dialect == "sqlite":
        assert made_on_sqlite(whole) == made_on_sqlite(steps) != made_on_sqlite([*steps, more])
    else:
        scripts = {"whole": whole, "steps": steps, "more": [*steps, more]}
        made = {name: made_on_postgres(script, postgres.create(f"schema_{name}")) for name, script in scripts.items()}
        assert made["whole"] == made["steps"] != made["more"]


def test_both_stores_have_the_same_columns(postgres: PostgresServer) -> None:
    """But for the tables that only one of them needs."""
    sqlite = {name: columns for name, columns in made_on_sqlite(migrated("sqlite")).items() if name[:6] != "sqlite"}
    rows = made_on_postgres(migrated("postgres"), postgres.create("columns"))["columns"]
    postgres_columns: dict[str, set[object]] = {}
    for table, column, *_ in rows:
        postgres_columns.setdefault(str(table), set()).add(column)
    del sqlite["indexes"], sqlite["unique"]
    own = {"series", "series_audit", "event_base"}
    assert set(postgres_columns) - own == set(sqlite)
    assert {table: {column[0] for column in columns} for table, columns in sqlite.items()} == {
        table: columns for table, columns in postgres_columns.items() if table not in own
    }


@DIALECTS
def test_migrations_are_numbered_without_gaps(dialect: str) -> None:
    """One, two, three."""
    migrations = load_migrations(SQL, dialect)
    assert [migration.number for migration in migrations] == list(range(1, len(migrations) + 1)) and migrations


def test_both_stores_answer_the_same_questions() -> None:
    """A query that only one has is one of locks and bookkeeping."""
    sqlite, postgres = load_queries(SQL, "sqlite"), load_queries(SQL, "postgres")
    own = {"add_series", "lock_series", "lock_citizen_and_series", "lock_called", "event_base", "give_number"}
    own |= {"standing", "views", "numbers_in_turn", "keep_ranges"}
    assert set(postgres) - set(sqlite) == own
    # PostgreSQL does these while it writes the next link, or the number.
    own = {"chain_end", "first_event", "first_forecast", "citizen_stands", "queue_stands", "next_number", "new_ticket"}
    assert set(sqlite) - set(postgres) == own


def test_a_functions_body_is_one_statement(tmp_path: Path) -> None:
    """Though there are statements in it."""
    script = tmp_path / "script.sql"
    script.write_text("CREATE FUNCTION f() RETURNS integer AS $$\nBEGIN\n    RETURN 1;\nEND\n$$;\nSELECT 2;\n")
    assert [statement.splitlines()[-1] for statement in statements_of(script)] == ["$$;", "SELECT 2;"]


def test_the_names_in_a_query_are_found_once() -> None:
    """A cast is none."""
    assert parameters_of("SELECT :day, x::text FROM t WHERE a = :a AND b = :day") == ("day", "a")


def test_a_query_that_stands_twice_or_unexplained_is_refused(tmp_path: Path) -> None:
    """Names are one list over both files."""
    (tmp_path / "sqlite").mkdir()
    (tmp_path / "a.sql").write_text("-- name: one\n-- Says one.\nSELECT 1;\n")
    assert set(load_queries(tmp_path, "sqlite")) == {"one"}
    (tmp_path / "sqlite" / "b.sql").write_text("-- name: one\n-- Again.\nSELECT 1;\n")
    with pytest.raises(ValueError, match="twice"):
        load_queries(tmp_path, "sqlite")
    (tmp_path / "sqlite" / "b.sql").write_text("-- name: two\nSELECT 1;\n")
    with pytest.raises(ValueError, match="comment"):
        load_queries(tmp_path, "sqlite")
