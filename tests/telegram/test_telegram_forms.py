"""Telegram's limits: lengths as it counts them, HTML without holes, rows of buttons."""

import html
import re

import pytest
from hypothesis import given, settings, strategies as st

from assistant.messages import Choice, Reply
from assistant.operations.hand_over import ConversationIds
from catalog import Catalog
from connectors.delivery.model import Contact
from connectors.telegram import outbound

TO = Contact("telegram", "1", "conversation", "zh")


@settings(max_examples=200)
@given(st.text(st.sampled_from("护照ab 。.\n\n\U0001f600"), max_size=400), st.integers(2, 60))
def test_pieces_fit_and_nothing_but_blanks_is_lost(text: str, longest: int) -> None:
    pieces = outbound.split(text, longest)
    assert all(outbound.units(piece) <= longest for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


def test_long_texts_are_cut_between_paragraphs() -> None:
    paragraphs = [f"{n} " + "字" * 900 for n in range(12)]
    pieces = outbound.split("\n\n".join(paragraphs))
    assert len(pieces) == 3
    assert [paragraph for piece in pieces for paragraph in piece.split("\n\n")] == paragraphs


def test_emoji_count_twice() -> None:
    assert [outbound.units(text) for text in ("a", "护", "\U0001f600")] == [1, 1, 2]


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=8))
def test_no_tag_but_ours_gets_through(text: str, name: str) -> None:
    written = outbound.as_html(text, {"name": name})
    assert re.sub(r"</?b>", "", written).count("<") == 0
    assert html.unescape(re.sub(r"</?b>", "", written)) == text


def test_the_keyboard_stands_under_the_last_piece(catalog: Catalog) -> None:
    choices = (
        Choice("取号", "take_ticket:x"),
        Choice("要带什么", "answer:x:materials"),
        Choice("租赁住房提取公积金", "z"),
    )
    reply = Reply("card", "\n\n".join(["字" * 3000] * 2), "zh", choices, {"type": "ticket", "number": "A001"})
    first, last = outbound.pack(TO, reply, ConversationIds("key"), catalog.center)
    assert "keyboard" not in first.content
    assert [[button["text"] for button in row] for row in last.content["keyboard"]] == [
        ["取号", "要带什么"],
        ["租赁住房提取公积金"],
    ]
    assert [button.payload for button in last.buttons] == [choice.payload for choice in choices]


@pytest.mark.parametrize("payload", ["answer:" + "x" * 500 + ":materials", "护照" * 40])
def test_whatever_is_offered_fits_into_a_button(catalog: Catalog, payload: str) -> None:
    reply = Reply("choices", "?", "zh", (Choice("一", payload),))
    (packed,) = outbound.pack(TO, reply, ConversationIds("key"), catalog.center)
    assert len(packed.content["keyboard"][0][0]["data"].encode()) <= outbound.LONGEST_DATA
