""" "Forget me" and "show what you hold": understood in clear sentences, done by a button, and nothing is left over."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from echo import Echo

from assistant.bootstrap import Stores, open_stores
from assistant.conversation import Conversation, InputRefused
from assistant.dialogue.own_data import OwnData, payload, said
from assistant.messages import FORGET_NOW, Inbound, Turn
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FORGET = ["忘记我", "请删除我的数据", "删除我的聊天记录。", "把我的聊天记录删掉", "忘了我吧", "我要删除我的个人信息"]
FORGET += [
    "forget me",
    "Please forget me.",
    "delete my data",
    "Can you delete my conversation?",
    "Erase all my messages",
]
SHOW = [
    "你们保存了我什么信息？",
    "你存了我的哪些数据",
    "你记录了我什么",
    "查看你保存的我的数据",
    "系统里保存了哪些我的信息",
]
SHOW += ["What do you know about me?", "what data do you hold about me", "Show me what you hold", "export my data"]
NEITHER = ["删除我的户口", "我的社保记录", "查询个人信息", "我的身份证信息变更", "删除", "取消我的号", "forget it", ""]
NEITHER += ["delete my business registration", "what do you need from me", "show me my ticket", "I forgot my password"]
NUMBER = "housing_fund_rent_withdrawal"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    """Stores on a Monday at ten."""
    opened = open_stores(
        Settings(
            _env_file=None,
            data_dir=tmp_path,
            database_url=None,
            clock=datetime.fromisoformat("2026-11-23T10:00:00+08:00"),
        )
    )
    yield opened
    opened.close()


@pytest.fixture
def conversation(stores: Stores) -> Conversation:
    """A conversation over an engine that echoes."""
    own = OwnData(stores.ledger, 30, 40)
    return Conversation(Echo(), stores.history, stores.live, own=own)


def hears(conversation: Conversation, text: str | None = None, tapped: str | None = None, who: str = "a") -> Turn:
    """One message and its turn."""
    return asyncio.run(conversation.reply(Inbound(who, text, tapped)))


@pytest.mark.parametrize(("texts", "wish"), [(FORGET, "forget"), (SHOW, "show"), (NEITHER, None)])
def test_clear_sentences_are_understood_and_others_left_alone(texts: list[str], wish: str | None) -> None:
    assert {text: said(text) for text in texts} == dict.fromkeys(texts, wish)


def test_no_question_about_a_matter_is_taken_for_a_wish() -> None:
    """Of all training questions but those that ask to start over, none."""
    lines = [
        re.sub(r"^\s*- ", "", line)
        for file in (ROOT / "nlu_data").rglob("*.yml")
        if file.name != "moves.yml"
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) > 10_000
    assert [line for line in lines if said(line)] == []


@pytest.mark.parametrize(("ask", "asked"), [("请删除我的数据", "要删除"), ("delete my data", "Shall I delete")])
def test_forgetting_is_asked_back_done_by_a_button_and_leaves_nothing(
    conversation: Conversation, stores: Stores, ask: str, asked: str
) -> None:
    """Messages and choices are gone, the request itself too; again does no harm; the number stays and is named."""
    hears(conversation, "三叔公的护照")
    number = stores.ledger.issue("a", NUMBER, None, "zh", "api").ticket
    (question,) = hears(conversation, ask).replies
    assert asked in question.text and number.number in question.text
    assert [choice.payload for choice in question.choices] == [FORGET_NOW, payload("keep")]
    assert payload("forget_now") == FORGET_NOW
    assert len(stores.history.messages_after("a", 0)) == 4, "nothing is deleted before the answer"
    for _ in range(2):
        (done,) = hears(conversation, tapped=FORGET_NOW).replies
        assert "号" in done.text or "Numbers" in done.text
        assert stores.history.messages_after("a", 0) == []
        assert stores.history.choice_title("a", FORGET_NOW) is None
    assert stores.ledger.by_reference(number.reference).status == "waiting"


def test_keeping_keeps_and_a_choice_never_offered_is_refused(conversation: Conversation, stores: Stores) -> None:
    with pytest.raises(InputRefused):
        hears(conversation, tapped=payload("keep"))
    hears(conversation, "忘记我")
    hears(conversation, tapped=payload("keep"))
    assert len(stores.history.messages_after("a", 0)) == 4


def test_what_is_held_is_shown_as_it_is_stored_and_of_nobody_else(conversation: Conversation, stores: Stores) -> None:
    """The masked words, the numbers, and for how long; a stranger sees an empty list."""
    hears(conversation, "我的手机是13800138000，护照到期")
    ticket = stores.ledger.issue("a", NUMBER, None, "zh", "api").ticket
    for ask, days in (
        ("你们保存了我什么信息", ("30天", "40天")),
        ("what do you know about me", ("30 days", "40 days")),
    ):
        (shown,) = hears(conversation, ask).replies
        assert "护照到期" in shown.text and "13800138000" not in shown.text and ticket.number in shown.text
        assert all(part in shown.text for part in days) and "2026-11-23" in shown.text
        (other,) = hears(conversation, ask, who=f"b{ask}").replies
        assert "护照" not in other.text and ticket.number not in other.text
