"""The short form of benchmarks/restore_drill.py: a store that was made large is copied, lost and brought back whole."""

import os
import shutil
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.backup import make, restore
from assistant.databases import open_databases
from assistant.messages import Choice, Reply, Turn, Understanding
from assistant.settings import Settings
from benchmarks.city_store import OF_TICKETS, counts, grow, live
from benchmarks.postgres_server import PostgresServer
from benchmarks.ticket_worker import build_ledger, clock

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_a_grown_store_comes_back_whole(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """All rows are there again, the trails of all days are whole, and numbers go on."""

    def settings(name: str) -> Settings:
        server: PostgresServer | None = request.getfixturevalue("postgres") if store == "postgres" else None
        url = SecretStr(server.create(f"drill_{name}")) if server else None
        return Settings(_env_file=None, data_dir=tmp_path / name, database_url=url)

    programs = Path(str(find_spec("pgserver").origin)).parent / "pginstall" / "bin"  # type: ignore[union-attr]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    lived, new = settings("lived"), settings("new")
    live(lived, 6)
    databases = open_databases(lived, clock)
    offered = Reply("choices", "照片", "zh", (Choice("a", "A"),))
    databases.history.record("talk", "m1", "护照", Turn("zh", Understanding("answered"), (offered,)))
    databases.close()
    grow(lived, 4, 2)
    before = counts(lived)
    assert before["ticket"] == 6 * 5 and before["message"] == 2 * 3 and all(before[name] for name in OF_TICKETS)
    copy = make(lived, tmp_path / "copies", AT)
    shutil.rmtree(lived.data_dir, ignore_errors=True)
    restore(new, copy)
    assert counts(new) == before
    databases = open_databases(new, clock)
    ledger = build_ledger(databases.tickets, 1)
    assert ledger.verify_audit() == []
    assert ledger.issue("somebody", "q0").ticket.no == 3
    assert ledger.verify_audit() == []
    databases.close()
