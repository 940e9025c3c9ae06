"""A talk that goes back to what was spoken of before, and an act on the number that was taken, whatever came after."""

import asyncio
import secrets
from collections.abc import Sequence

import pytest

from assistant.bootstrap import Assistant
from assistant.messages import Inbound, Understanding


def understood(assistant: Assistant, said: Sequence[str]) -> list[Understanding]:
    """What each message of one talk was understood as."""
    name = secrets.token_hex(8)

    async def talk() -> list[Understanding]:
        return [(await assistant.conversation.reply(Inbound(name, text))).understanding for text in said]

    return asyncio.run(talk())


@pytest.mark.parametrize(
    ("said", "matter", "facet"),
    [
        (["护照到期了要换新的", "市民卡丢了要补一张", "护照那本多少钱"], "passport_renewal", "fee"),
        (["我家狗要办证", "小区门口有人乱倒垃圾想举报", "狗证这个几天能拿到"], "dog_license", "duration"),
        (
            [
                "I want to add my wife's name to our deed",
                "and how do I release my parents' mortgage",
                "back to my wife's name: what does it cost",
            ],
            "home_spouse_name_change",
            "fee",
        ),
        (
            ["swap my German driving licence for a Chinese one", "register my dog", "the licence again: which window"],
            "foreign_driver_license_conversion",
            "location",
        ),
    ],
)  # fmt: skip
def test_an_earlier_matter_is_gone_back_to(assistant: Assistant, said: list[str], matter: str, facet: str) -> None:
    found = understood(assistant, said)[-1]
    assert (found.outcome, found.transaction, found.facets[0]) == ("answer", matter, facet)


def test_the_aspect_is_kept_where_only_the_person_is_another(assistant: Assistant) -> None:
    said = ["my passport runs out soon", "my daughter never had a passport, she is four", "what does hers cost"]
    found = understood(assistant, [*said, "and mine?"])[-1]
    assert (found.outcome, found.transaction, found.facets[0]) == ("answer", "passport_renewal", "fee")


def test_the_matter_stays_open_over_what_opens_none(assistant: Assistant) -> None:
    """An act on a number leaves the matter that the talk is about, however many turns ago it was named."""
    said = ["护照到期了要换新的", "帮我取个号", "市民卡丢了要补一张", "你们有厕所吗", "谢谢", "取消我的号", "要带什么"]
    found = understood(assistant, said)[-1]
    assert (found.outcome, found.transaction, found.facets[0]) == (
        "answer",
        "citizen_card_replacement_lost",
        "materials",
    )


@pytest.mark.parametrize("gives_up", ["cancel it", "取消吧", "算了，号退掉"])
def test_a_number_is_given_up_though_the_talk_went_on(assistant: Assistant, gives_up: str) -> None:
    said = ["护照到期了要换新的", "帮我取个号", "市民卡丢了要补一张", "多少钱", gives_up]
    _, took, *_, gave, goes_on = understood(assistant, [*said, "要带什么"])
    assert (took.act, took.transaction) == ("take_ticket", "passport_renewal")
    assert (gave.act, gave.transaction) == ("cancel_ticket", "passport_renewal")
    assert (goes_on.outcome, goes_on.transaction) == ("answer", "citizen_card_replacement_lost")


def test_of_two_numbers_the_one_spoken_of_is_given_up(assistant: Assistant) -> None:
    """Cancelled numbers are void: the newest is not meant where the talk is about the other one."""
    name = secrets.token_hex(8)
    for said in ("我家狗要办证", "帮我取个号", "护照到期了要换新的", "帮我取个号", "回到狗证，多少钱", "cancel it"):
        found = asyncio.run(assistant.conversation.reply(Inbound(name, said))).understanding
    assert (found.act, found.transaction) == ("cancel_ticket", "dog_license")
    assert [one.transaction for one in assistant.stores.ledger.active_of(name)] == ["passport_renewal"]


def test_a_number_is_taken_for_what_was_spoken_of_before(assistant: Assistant) -> None:
    said = ["护照到期了要换新的", "市民卡丢了要补一张", "多少钱", "给护照那个取个号"]
    found = understood(assistant, said)[-1]
    assert (found.act, found.transaction) == ("take_ticket", "passport_renewal")


@pytest.mark.parametrize(
    ("said", "matters"),
    [
        (["护照到期了要换新的", "我儿子的市民卡怎么办，他七岁"], {"citizen_card_child_issue"}),
        (["公积金租房提取要啥", "我妈的养老金怎么领"], {"retirement_pension_claim", "resident_pension_claim"}),
        (["护照到期了要换新的", "还要带其他材料吗"], {"passport_renewal"}),
        (["我儿子办护照，他七岁", "护照到期了要换新的", "tell me the fee"], {"passport_renewal"}),
    ],
)
def test_what_is_named_is_meant(assistant: Assistant, said: list[str], matters: set[str]) -> None:
    """A short question that names another thing leaves the open matter; one that names none stays with it."""
    found = understood(assistant, said)[-1]
    assert ({found.transaction} if found.transaction else {one.id for one in found.candidates}) & matters
