"""With none set everything works, embedded; what is set is checked, and nothing else reads the environment."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant import settings as module
from assistant.settings import ROOT, Settings, get_settings

PREFIX = "CITIZEN_HOME_"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nothing is set, and a folder without .env."""
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_with_none_set_everything_is_embedded() -> None:
    settings = Settings()
    assert settings.data_dir == ROOT / "var"
    assert settings.tickets_file == ROOT / "var" / "citizen_home.db"
    assert settings.conversations_file == ROOT / "var" / "citizen_home-conversations.db"
    assert settings.models_dir == ROOT / "var" / "models"
    assert settings.staff == () and settings.secret_key is None and settings.clock is None
    assert (settings.rate_limit, settings.session_hours) == ("on", 24)
    assert (ROOT / "pyproject.toml").is_file()


@pytest.mark.parametrize(
    ("name", "written", "field", "value"),
    [
        ("DATA_DIR", "/srv/home", "data_dir", Path("/srv/home")),
        ("DATABASE_URL", "sqlite:////srv/t.db", "tickets_file", Path("/srv/t.db")),
        ("DATABASE_URL", "sqlite:////srv/t.db", "conversations_file", Path("/srv/t-conversations.db")),
        ("DATABASE_URL", "sqlite:////srv/t.db", "postgres_url", None),
        ("DATABASE_URL", "postgresql://home:word@db/home", "postgres_url", "postgresql://home:word@db/home"),
        ("DATABASE_URL", "postgres://db/home", "postgres_url", "postgres://db/home"),
        ("DATABASE_URL", "postgres://db/home", "tickets_file", ROOT / "var" / "citizen_home.db"),
        ("STAFF_TOKENS", "one", "staff", ("one",)),
        ("STAFF_TOKENS", " one , two ,, ", "staff", ("one", "two")),
        ("STAFF_TOKENS", "", "staff", ()),
        ("EMBED_ORIGINS", "", "embedding", ()),
        (
            "EMBED_ORIGINS",
            "https://A.example, http://10.0.0.7:80",
            "embedding",
            ("https://a.example", "http://10.0.0.7:80"),
        ),
        ("SESSION_HOURS", "2", "session_hours", 2),
        ("RATE_LIMIT", "off", "rate_limit", "off"),
        ("CLOCK", "2026-11-23T10:00:00+08:00", "clock", datetime.fromisoformat("2026-11-23T10:00:00+08:00")),
        ("ANSWER_SECONDS", "2.5", "answer_seconds", 2.5),
        ("DATABASE_URL", "sqlite:////srv/t.db", "delivery_file", Path("/srv/t-delivery.db")),
        ("PUBLIC_URL", "https://home.example.gov.cn/", "public_url", "https://home.example.gov.cn"),
        ("TELEGRAM_API", "http://127.0.0.1:8081", "telegram_api", "http://127.0.0.1:8081"),
        ("RERANK_SECONDS", "0.5", "rerank_seconds", 0.5),
    ],
)
def test_what_is_set_counts(
    name: str, written: str, field: str, value: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(PREFIX + name, written)
    assert getattr(Settings(), field) == value
    monkeypatch.delenv(PREFIX + name)
    (tmp_path / ".env").write_text(f'{PREFIX}{name}="{written}"\nOTHER=1\n', encoding="utf-8")
    assert getattr(Settings(), field) == value, "the file .env is read too"


def test_the_environment_beats_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{PREFIX}SESSION_HOURS=3\n", encoding="utf-8")
    monkeypatch.setenv(f"{PREFIX}SESSION_HOURS", "5")
    assert Settings().session_hours == 5


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("CLOCK", "2026-11-23T10:00:00", "with its zone"),
        ("CLOCK", "soon", "valid datetime"),
        ("DATABASE_URL", "mysql://host/db", "postgresql://"),
        ("DATABASE_URL", "/srv/t.db", "sqlite:///"),
        ("EMBED_ORIGINS", "https://a.example/page", "without a path"),
        ("EMBED_ORIGINS", "https://a.example/", "without a path"),
        ("EMBED_ORIGINS", "https://a.example, *", "without a path"),
        ("EMBED_ORIGINS", "https://*.example", "without a path"),
        ("EMBED_ORIGINS", "a.example", "without a path"),
        ("EMBED_ORIGINS", "null", "without a path"),
        ("EMBED_ORIGINS", "https://a.example; script-src *", "without a path"),
        ("RATE_LIMIT", "sometimes", "pattern"),
        ("SESSION_HOURS", "0", "greater than or equal to 1"),
        ("SESSION_HOURS", "10000", "less than or equal"),
        ("ANSWER_SECONDS", "0", "greater than 0"),
        ("PUBLIC_URL", "home.example.gov.cn", "whole address"),
        ("WECHAT_AES_KEY", "a" * 42, "43 letters"),
        ("WECHAT_TEMPLATE", "ID", "its fields"),
        ("WECHAT_TEMPLATE", "ID thing1=name", "its fields"),
        ("WECHAT_WAIT", "0", "greater than 0"),
        ("WECHAT_WAIT", "5", "less than 5"),
        ("PUBLIC_URL", "ftp://home.example.gov.cn", "whole address"),
        ("TELEGRAM_SECRET", "short", "16 to 256"),
        ("TELEGRAM_SECRET", "a blank is not allowed", "16 to 256"),
        ("RERANK_URL", "127.0.0.1:11434/v1", "whole address"),
        ("RERANK_URL", "http://127.0.0.1:11434/v1", "name the model"),
        ("RERANK_SECONDS", "2.5", "less than or equal"),
    ],
)
def test_what_can_t_be_meant_is_refused(name: str, written: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, written)
    with pytest.raises(ValidationError, match=says):
        Settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}SECRET_KEY", "the signing key")
    monkeypatch.setenv(f"{PREFIX}STAFF_TOKENS", "the clerk's token")
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "postgresql://home:pass-word@db/home")
    monkeypatch.setenv(f"{PREFIX}TELEGRAM_TOKEN", "1:the-bot-of-the-clerk")
    monkeypatch.setenv(f"{PREFIX}TELEGRAM_SECRET", "signing-a-webhook")
    monkeypatch.setenv(f"{PREFIX}WECHAT_SECRET", "signing clerk")
    monkeypatch.setenv(f"{PREFIX}WECHAT_TOKEN", "signing clerk")
    monkeypatch.setenv(f"{PREFIX}TWILIO_TOKEN", "signing clerk")
    monkeypatch.setenv(f"{PREFIX}RERANK_KEY", "signing clerk")
    settings = Settings()
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "signing" not in shown and "clerk" not in shown and "pass-word" not in shown
    assert settings.secret_key is not None
    assert settings.secret_key.get_secret_value() == "the signing key"


def test_the_clock_keeps_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}CLOCK", "2026-11-23T10:00:00+08:00")
    clock = Settings().clock
    assert clock is not None and clock.utcoffset() == timedelta(hours=8)


def test_the_process_reads_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    get_settings.cache_clear()
    try:
        first = get_settings()
        monkeypatch.setenv(f"{PREFIX}SESSION_HOURS", "7")
        assert get_settings() is first and first.session_hours == 24
    finally:
        get_settings.cache_clear()


def test_every_setting_says_what_it_is_for() -> None:
    assert module.Settings.model_fields
    assert [name for name, field in module.Settings.model_fields.items() if not field.description] == []
