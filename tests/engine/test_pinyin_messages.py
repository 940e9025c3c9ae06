"""Pinyin in conversation: understood as Chinese, answered in the right language, kept as it was typed."""

import asyncio
import secrets

import pytest

from assistant.bootstrap import Assistant
from assistant.messages import Inbound, Language, Turn
from assistant.nlu.heard import Heard


@pytest.fixture
def talk(assistant: Assistant) -> str:
    """A conversation of its own."""
    return secrets.token_hex(8)


def says(assistant: Assistant, talk: str, text: str, language: Language | None = None) -> Turn:
    """The assistant's turn."""
    return asyncio.run(assistant.conversation.reply(Inbound(talk, text, language=language)))


@pytest.mark.parametrize(
    ("text", "transaction"),
    [
        ("wo de hu zhao kuai dao qi le, zen me huan xin de", "passport_renewal"),
        ("wodehuzhaokuaidaoqile,zenmehuanxinde", "passport_renewal"),
        ("shì mín kǎ diū le yào bǔ bàn yī zhāng", "citizen_card_replacement_lost"),
        ("zu fang ti qu zhu fang gong ji jin", "housing_fund_rent_withdrawal"),
        ("jia shi zheng qi man huan zheng", "driver_license_renewal"),
        ("jia si zen qi man huan zen", "driver_license_renewal"),
        ("zu fang ti qu 公积金", "housing_fund_rent_withdrawal"),
    ],
)
def test_a_message_in_pinyin_is_understood_and_answered_in_chinese(
    assistant: Assistant, talk: str, text: str, transaction: str
) -> None:
    turn = says(assistant, talk, text, "en")
    assert (turn.language, turn.understanding.transaction) == ("zh", transaction)


def test_a_sentence_in_pinyin_is_answered_in_chinese_after_a_hello(assistant: Assistant, talk: str) -> None:
    assert says(assistant, talk, "hello").language == "en"
    assert says(assistant, talk, "wo yao huan hu zhao").language == "zh"


def test_a_term_in_pinyin_stays_in_the_language_of_the_talk(assistant: Assistant, talk: str) -> None:
    assert says(assistant, talk, "I want to renew my passport").language == "en"
    assert says(assistant, talk, "jia shi zheng").language == "en"
    other = secrets.token_hex(8)
    assert says(assistant, other, "我要换护照").language == "zh"
    assert says(assistant, other, "jia shi zheng").language == "zh"


def test_names_in_an_english_sentence_leave_it_english(assistant: Assistant, talk: str) -> None:
    turn = says(assistant, talk, "I am Zhang Wei from Binjiang, how do I renew my passport in Hangzhou?", "zh")
    assert (turn.language, turn.understanding.transaction) == ("en", "passport_renewal")


def test_a_choice_in_pinyin_is_a_choice(assistant: Assistant, talk: str) -> None:
    asked = says(assistant, talk, "护照")
    assert asked.understanding.outcome == "clarify"
    second = asked.understanding.candidates[1].id
    assert says(assistant, talk, "di er ge").understanding.transaction == second


def test_what_was_typed_is_kept(assistant: Assistant, talk: str) -> None:
    says(assistant, talk, "wo yao huan hu zhao")
    kept = assistant.stores.history.messages_after(talk, 0)
    assert kept[0].content["text"] == "wo yao huan hu zhao"


def test_a_reader_that_fails_leaves_the_message_as_it_was_typed(
    assistant: Assistant, talk: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And the log does not say what was typed."""

    def fails(_: str) -> Heard:
        raise IndexError("hu zhao")

    monkeypatch.setattr(assistant.conversation, "_hears", fails)
    turn = says(assistant, talk, "how do I renew my passport")
    assert turn.understanding.transaction == "passport_renewal"
    assert "IndexError" in caplog.text and "hu zhao" not in caplog.text
