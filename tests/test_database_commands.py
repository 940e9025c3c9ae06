"""`citizen-home db` on either store, and what a server says that finds its database in trouble."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.databases import Databases, SchemaError, explained, open_databases
from assistant.settings import Settings
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer

COMMAND = Path(sys.executable).with_name("citizen-home")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `citizen-home db …` on a database."""

    def _run(*arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
        own = {"CITIZEN_HOME_DATA_DIR": str(tmp_path), "COLUMNS": "300"}
        own |= {"CITIZEN_HOME_DATABASE_URL": url} if url else {}
        command = [str(COMMAND), "db", *arguments]
        return subprocess.run(command, env=inherited | own, cwd=tmp_path, capture_output=True, text=True, check=False)

    return _run


def settings_of(folder: Path, url: str | None) -> Settings:
    return Settings(_env_file=None, data_dir=folder, database_url=url)


def opened(folder: Path, url: str | None = None) -> Databases:
    from datetime import UTC, datetime

    return open_databases(settings_of(folder, url), lambda: datetime.now(UTC))


def test_migrating_on_postgres(run: Run, postgres: PostgresServer, tmp_path: Path) -> None:
    """What is lacking is said, then taken, then up to date."""
    url = postgres.create("commands")
    before = run("status", url=url)
    assert before.returncode == 1
    assert before.stdout.count("lacks") == 4 and "commands" in before.stdout
    migrated = run("migrate", url=url)
    assert migrated.returncode == 0 and "migrations taken" in migrated.stdout, migrated.stderr
    after = opened(tmp_path, url)
    after.prepare()
    after.close()


def test_the_embedded_store_has_the_same_commands(run: Run, tmp_path: Path) -> None:
    """A file that a server has opened lacks nothing."""
    before = opened(tmp_path)
    before.prepare()
    before.close()
    after = run("status")
    assert after.returncode == 0 and "citizen_home.db" in after.stdout and after.stdout.count("up to date") == 4


def test_a_server_that_is_not_there_is_said_in_a_sentence(run: Run) -> None:
    """With the reason, without a traceback, without the password."""
    failed = run("status", url="postgresql://home:pass-word@127.0.0.1:1/home")
    assert failed.returncode == 1
    assert "Connection refused" in failed.stderr and "127.0.0.1" in failed.stderr
    assert "Traceback" not in failed.stderr and "pass-word" not in failed.stdout + failed.stderr


def test_a_shared_database_is_never_migrated_by_a_server(postgres: PostgresServer, tmp_path: Path) -> None:
    """Older processes may still serve from it: the operator says when."""
    databases = opened(tmp_path, postgres.create("unmigrated"))
    with pytest.raises(SchemaError, match="citizen-home db migrate") as error:
        databases.prepare()
    assert explained(error.value) == str(error.value)
    assert databases.migrate() >= 2
    databases.prepare()
    databases.close()


def test_a_database_of_a_newer_version_is_refused(postgres: PostgresServer, tmp_path: Path) -> None:
    """A program of yesterday must not write into it."""
    url = postgres.create("newer")
    databases = opened(tmp_path, url)
    databases.migrate()
    with PostgresDatabase(url).connect() as connection:
        connection.execute("INSERT INTO migration (part, number, name) VALUES ('conversations', 99, 'tomorrow')")
    with pytest.raises(SchemaError, match="newer"):
        databases.prepare()
    databases.close()


def test_files_are_migrated_by_whoever_opens_them(tmp_path: Path) -> None:
    """Nobody else serves from them with another version."""
    databases = opened(tmp_path / "new")
    assert databases.pending() != {"tickets": 0, "conversations": 0, "staff": 0, "upkeep": 0}
    databases.prepare()
    assert databases.pending() == {"tickets": 0, "conversations": 0, "staff": 0, "upkeep": 0}
    databases.close()


def test_other_errors_are_not_explained_away() -> None:
    """A mistake of ours keeps its traceback."""
    assert explained(ValueError("x")) is None
