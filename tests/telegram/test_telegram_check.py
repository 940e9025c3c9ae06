"""`citizen-home channels check` says in words what is set, what is missing and what Telegram answered."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram_kit import TOKEN, FakeTelegram

from connectors.telegram import checking
from connectors.telegram.bot import TelegramSettings, bot_of


def findings(
    monkeypatch: pytest.MonkeyPatch, settings: TelegramSettings | None, telegram: FakeTelegram | None = None
) -> list[tuple[str, str]]:
    fake = telegram or FakeTelegram()
    monkeypatch.setattr(checking, "bot_of", lambda given: bot_of(given, (fake, fake)))
    return [(finding.mark, finding.text) for finding in asyncio.run(checking.check(settings))]


def test_what_is_not_used_is_said_and_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    ((mark, text),) = findings(monkeypatch, None)
    assert mark == "off" and "CITIZEN_HOME_TELEGRAM_TOKEN" in text


def test_a_good_token_is_tried_and_the_bot_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = findings(monkeypatch, TelegramSettings(TOKEN))
    assert ("ok", "the token is good: the bot is @citizen_home_bot") in found
    assert "wrong" not in [mark for mark, _ in found]
    assert "abroad" in found[-1][1]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (TelegramSettings("no token"), "form of a token"),
        (TelegramSettings(TOKEN, public_url="https://home.example"), "CITIZEN_HOME_TELEGRAM_SECRET is missing"),
        (TelegramSettings(TOKEN, public_url="http://home.example", secret="s" * 16), "https only"),
    ],
)
def test_what_can_t_work_is_said(monkeypatch: pytest.MonkeyPatch, settings: TelegramSettings, says: str) -> None:
    assert any(mark == "wrong" and says in text for mark, text in findings(monkeypatch, settings))


@pytest.mark.parametrize(("status", "says"), [(401, "refused"), (502, "not reached")])
def test_what_telegram_says_is_told(monkeypatch: pytest.MonkeyPatch, status: int, says: str) -> None:
    telegram = FakeTelegram()
    telegram.refusals["getMe"] = [(status, {"description": "no"})]
    assert any(
        mark == "wrong" and says in text for mark, text in findings(monkeypatch, TelegramSettings(TOKEN), telegram)
    )


def test_the_command_says_it_and_its_code_too(command: Callable[..., Any]) -> None:
    wrong = command("channels", "check", CITIZEN_HOME_TELEGRAM_TOKEN="x")
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert "form of a token" in wrong.stdout and "CITIZEN_HOME_WECHAT_APP_ID" in wrong.stdout
