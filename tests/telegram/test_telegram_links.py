"""Deep links: a conversation goes on in another place, a ticket is followed; signed, once, ten minutes."""

from datetime import timedelta
from typing import Any

import pytest
from clerk import call
from telegram_kit import button, take

from assistant.messages import Inbound
from assistant.operations import hand_over
from assistant.rendering import en, zh

pytestmark = pytest.mark.asyncio


async def test_a_conversation_goes_on_on_telegram_with_its_context(starting: Any, assistant: Any) -> None:
    tablet = assistant.stores.tokens.issue().conversation
    await assistant.conversation.reply(Inbound(tablet, "护照到期了要带什么"))
    async with starting() as bot:
        phone = bot.phone()
        welcome, last = await phone.commands(f"/start {bot.links.code('conversation', tablet)}")
        assert welcome.data["text"] == en.link_continued()
        assert "护照" in last.data["text"]
        assert phone.conversation == tablet
        (fee,) = await phone.says("多少钱")
        assert "护照" in fee.data["text"] and "元" in fee.data["text"]
        (steps,) = await phone.taps(button(last, zh.FACET_TITLES["procedure"]))
        assert "护照" in steps.data["text"], "what was offered there can be chosen here"


async def test_a_number_taken_there_is_called_here(starting: Any, assistant: Any) -> None:
    stores = assistant.stores
    tablet = stores.tokens.issue().conversation
    ticket = take(stores, tablet, "disability_living_allowance")
    async with starting() as bot:
        phone = bot.phone()
        await phone.commands(f"/start {bot.links.code('conversation', tablet)}")
        window = call(stores, ticket)
        await bot.tell()
        assert ticket.number in bot.telegram.sent(phone.chat)[-1].data["text"]
    stores.ledger.missed(window)


async def test_a_ticket_is_followed_by_its_link_and_the_own_talk_stays(starting: Any, assistant: Any) -> None:
    stores = assistant.stores
    ticket = take(stores, "a walk-in's conversation", "electricity_new_installation")
    async with starting() as bot:
        phone = bot.phone()
        await phone.says("你好")
        own = phone.conversation
        (told,) = await phone.commands(f"/start {bot.links.code('ticket', ticket.reference)}")
        assert ticket.number in told.data["text"] and phone.conversation == own
        window = call(stores, ticket)
        await bot.tell()
        assert ticket.number in bot.telegram.sent(phone.chat)[-1].data["text"]
    stores.ledger.missed(window)


async def test_a_link_serves_one_person_only(starting: Any, assistant: Any) -> None:
    tablet = assistant.stores.tokens.issue().conversation
    async with starting() as bot:
        code, first, second = bot.links.code("conversation", tablet), bot.phone(), bot.phone()
        await first.commands(f"/start {code}")
        (refused,) = await second.commands(f"/start {code}")
        assert refused.data["text"] == en.link_refused()
        assert second.conversation != tablet
        again = await first.commands(f"/start {code}")
        assert again[0].data["text"] == en.link_continued(), "a second tap of the same person does no harm"


async def test_own_numbers_are_still_told_of_after_a_hand_over(starting: Any, assistant: Any) -> None:
    stores = assistant.stores
    async with starting() as bot:
        phone = bot.phone()
        await phone.says("你好")
        ticket = take(stores, phone.conversation, "broadband_installation")
        other = stores.tokens.issue().conversation
        await phone.commands(f"/start {bot.links.code('conversation', other)}")
        window = call(stores, ticket)
        await bot.tell()
        assert ticket.number in bot.telegram.sent(phone.chat)[-1].data["text"]
        stores.ledger.missed(window)


@pytest.mark.parametrize("spoil", ["x", "", "c" * 56, "护照", "-" * 64])
async def test_a_forged_link_is_refused_in_words(starting: Any, spoil: str) -> None:
    async with starting() as bot:
        phone = bot.phone()
        await phone.says("你好")
        good = bot.links.code("conversation", "x" * 22)
        for code in filter(None, (spoil, good + spoil, good[:-1], good.swapcase())):
            if code != good:
                (refused,) = await phone.commands(f"/start {code}")
                assert refused.data["text"] == zh.link_refused()


async def test_a_link_ends_after_ten_minutes_and_fits_telegram(starting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with starting() as bot:
        monkeypatch.setattr(hand_over, "LIFE", timedelta(minutes=-1))
        code = bot.links.code("conversation", bot.reception.ids.of("telegram", "1"))
        assert len(code) <= 64 and code.replace("_", "").replace("-", "").isalnum() and code.isascii()
        (refused,) = await bot.phone().commands(f"/start {code}")
        assert refused.data["text"] == en.link_refused()
