"""`citizen-home doctor` names each fault that is planted here, and is content with a deployment without one."""

import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pydantic import SecretStr

from assistant.databases import open_databases
from assistant.doctor import examine
from assistant.engine.models import activate
from assistant.engine.sources import model_path
from assistant.settings import Settings
from benchmarks.postgres_server import PostgresServer
from catalog import Catalog, CatalogError, Fault, load_catalog

STRONG = "uQm3Xv9LrT5bWc7ZkH1yPn4d"
House = Callable[..., Settings]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The catalog, read once: it takes longer than all examinations."""
    return load_catalog()


@pytest.fixture
def house(tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> House:
    """Settings of a healthy deployment with a model of the present sources, and what a test changes of them."""
    monkeypatch.setattr("assistant.doctor.examination.load_catalog", lambda: catalog)
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=None)
    model = model_path(settings.models_dir, catalog)
    model.parent.mkdir()
    model.write_bytes(b"a model")
    return lambda **changed: settings.model_copy(
        update={"public_url": "https://home.example.gov.cn", "staff_tokens": SecretStr(STRONG), **changed}
    )


def codes(settings: Settings, mark: str = "wrong", answer: str | None = None, **more: Any) -> set[str]:
    """The codes of what is found."""
    return {f.code for f in examine(lambda: settings, lambda _: answer, **more) if f.mark == mark}


def test_a_healthy_deployment_has_nothing_wrong(house: House) -> None:
    assert codes(house()) == set()
    assert codes(house(), "note") == {"sample_data"}


def test_every_finding_is_said_in_both_languages(house: House) -> None:
    found = list(examine(lambda: house(rate_limit="off", public_url="http://x.example"), lambda _: "no answer"))
    assert len(found) >= 5
    assert all(any("\u4e00" <= c <= "\u9fff" for c in f.zh) and f.en.isascii() and f.en != f.zh for f in found)


def test_no_model_and_a_stale_one(house: House, catalog: Catalog) -> None:
    model = model_path(house().models_dir, catalog)
    model.rename(model.with_name("citizen-home-0123456789abcdef.tar.gz"))
    assert codes(house()) == {"stale_model"}
    model.with_name("citizen-home-0123456789abcdef.tar.gz").unlink()
    assert codes(house()) == {"no_model"}


def test_a_model_that_was_changed_and_one_that_is_pinned(house: House, catalog: Catalog) -> None:
    model = model_path(house().models_dir, catalog)
    activate(model.parent, model.name)
    assert codes(house(), "note") == {"sample_data", "model_pinned"}
    model.write_bytes(b"another model")
    assert codes(house()) == {"model_changed"}


def test_a_folder_that_can_not_be_written(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert codes(house(data_dir=tmp_path / "file")) >= {"data_dir"}


def test_a_disk_that_is_nearly_full(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"total": 10**12, "free": 10**8}))
    assert codes(house()) == {"disk"}


def test_a_key_that_others_can_read(house: House, tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text("key")
    (tmp_path / "signing.key").chmod(stat.S_IRUSR | stat.S_IROTH)
    assert codes(house()) == {"signing_key"}


def test_a_public_address_that_leads_elsewhere_and_one_without_https(house: House) -> None:
    assert codes(house(), answer="ConnectError") == {"public_url"}
    assert codes(house(public_url="http://home.example.gov.cn")) == {"https"}
    assert codes(house(public_url="http://127.0.0.1:8000")) == set()


def test_a_webhook_without_a_secret(house: House) -> None:
    assert codes(house(telegram_token=SecretStr("1:x"))) == {"telegram_secret"}


def test_a_database_out_of_reach_and_a_file_that_is_none(house: House, tmp_path: Path) -> None:
    assert codes(house(database_url=SecretStr("postgresql://nobody@127.0.0.1:1/none"))) == {"database"}
    (tmp_path / "citizen_home.db").write_bytes(b"no database at all" * 300)
    assert codes(house()) == {"database"}


def test_an_unmigrated_database_and_one_whose_clock_differs(
    house: House, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = house(database_url=SecretStr(postgres.create("doctor")))
    assert codes(settings) == {"unmigrated"}
    databases = open_databases(settings, lambda: pytest.fail("no time is needed"))
    databases.migrate()
    databases.close()
    assert codes(settings) == set() and codes(settings, "note") == {"sample_data", "secret_key"}
    real = __import__("time").time()
    monkeypatch.setattr("assistant.doctor.machine.time.time", lambda: real + 4000)
    assert codes(settings) == {"clock"}


def test_clocks_that_can_not_be_right(house: House) -> None:
    from datetime import UTC, datetime

    assert codes(house(clock=datetime(2026, 11, 23, tzinfo=UTC))) == {"clock"}
    with time_machine.travel("2001-01-01", tick=False):
        assert codes(house()) == {"clock"}


@pytest.mark.parametrize("weak", ["clerk", "1234567890123456789012345", f"{STRONG},password"])
def test_a_staff_token_that_can_be_guessed(house: House, weak: str) -> None:
    assert codes(house(staff_tokens=SecretStr(weak))) == {"staff_token"}


def test_nobody_can_log_in(house: House) -> None:
    assert "staff" in codes(house(staff_tokens=None), "note")


def test_a_limit_that_is_off(house: House) -> None:
    assert codes(house(rate_limit="off")) == {"rate_limit"}


@pytest.mark.parametrize(("name", "value"), [("EMBED_ORIGINS", "*"), ("DATABASE_URL", "mysql://x"), ("CLOCK", "soon")])
def test_settings_that_can_not_be_meant(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CITIZEN_HOME_{name}", value)
    found = list(examine(lambda: Settings(_env_file=None), lambda _: None))
    assert [(f.code, f.mark) for f in found] == [(name.lower(), "wrong")]


def test_words_that_leave_the_machine(house: House) -> None:
    assert "rerank" not in codes(house(), "note")
    assert "rerank" in codes(house(rerank_url="https://models.example/v1", rerank_model="m"), "note")


def test_a_port_in_use(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert codes(house(), port=other.getsockname()[1]) == {"port"}


def test_a_broken_catalog(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError([Fault("center.yml", 3, "hours", "is no time")])

    monkeypatch.setattr("assistant.doctor.examination.load_catalog", broken)
    assert codes(house()) == {"catalog"}
