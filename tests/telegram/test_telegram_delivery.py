"""What must hold when Telegram is slow, refuses, repeats itself, or the process is killed."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from clerk import call
from telegram.error import NetworkError, TimedOut
from telegram_kit import asked_for, button, take, until

from assistant.rendering import zh
from assistant.tickets import Status
from connectors.delivery import courier

pytestmark = pytest.mark.asyncio
FORBIDDEN = (403, {"description": "Forbidden: bot was blocked by the user"})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed messages are tried again at once."""
    monkeypatch.setattr(courier, "FIRST_WAIT", 0.0)


async def test_each_update_three_times_in_any_order_has_one_effect_each(starting: Any, assistant: Any) -> None:
    async with starting() as bot:
        phone, ledger = bot.phone(), assistant.stores.ledger
        (offer,) = await phone.says("公积金租房提取要带什么")
        updates = [
            phone.update("text", text=asked_for(assistant, "housing_fund_rent_withdrawal")),
            phone.update("command", text="/help"),
            phone.update("button", data=button(offer, zh.FACET_TITLES["procedure"])["callback_data"]),
            phone.update("voice"),
        ]
        thrice = updates * 3
        random.Random(5).shuffle(thrice)
        before = len(bot.telegram.sent(phone.chat))
        await asyncio.gather(*(bot.take(update) for update in thrice))
        await bot.settle()
        assert len(bot.telegram.sent(phone.chat)) - before == len(updates)
        (ticket,) = ledger.active_of(phone.conversation)
        texts = [call.data["text"] for call in bot.telegram.sent(phone.chat)]
        assert sum(ticket.number in text for text in texts) == 1
        ledger.cancel(ticket.reference, "citizen")


async def test_a_repetition_after_a_restart_does_nothing(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        update = phone.update("text", text="护照到期了")
        assert len(await phone.brings(update)) == 1
    async with starting() as bot:
        phone.bot = bot
        assert await phone.brings(update) == []


async def test_a_crash_between_the_answer_and_its_keeping_answers_the_same_once(
    starting: Any, assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting() as bot:
        phone = bot.phone()
        update = phone.update("text", text=asked_for(assistant, "no_criminal_record_certificate"))
        post = bot.store.post
        monkeypatch.setattr(bot.store, "post", lambda *given: _killed(*given) or post(*given))
        with pytest.raises(Killed):
            await bot.take(update)
        (ticket,) = assistant.stores.ledger.active_of(assistant.stores.ids.of("telegram", str(phone.chat)))
    async with starting() as bot:
        phone.bot = bot
        (answer,) = await phone.brings(update)
        assert ticket.number in answer.data["text"] and "取好了" in answer.data["text"]
        assert assistant.stores.ledger.active_of(phone.conversation) == [ticket]
        assistant.stores.ledger.cancel(ticket.reference, "citizen")


class Killed(BaseException):
    """The process is gone."""


def _killed(_: Any, received: Any = None, *__: Any) -> None:
    if received is not None:
        raise Killed


async def test_answers_of_a_chat_keep_their_order_through_an_outage(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        outage = [TimedOut(), NetworkError("no route"), (502, {"description": "Bad Gateway"})]
        bot.telegram.refusals["sendMessage"] = outage
        questions = ["护照到期了要带什么", "多少钱", "几楼", "谢谢"]
        for question in questions:
            await bot.take(phone.update("text", text=question))
        await bot.settle()
        texts = [call.data["text"] for call in bot.telegram.sent(phone.chat) if call.method == "sendMessage"]
        assert len(texts) == len(questions)
        assert [sign in text for sign, text in zip(["照片", "元", "号窗口", "不客气"], texts, strict=True)] == [
            True
        ] * 4


@pytest.mark.parametrize("number", ["11010519491231002X", "138-0013-8000"])
async def test_a_personal_number_is_kept_nowhere_and_never_said_back(
    starting: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, number: str
) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (answer,) = await phone.says(f"我的号码是{number}，护照到期了要带什么")
        await phone.does("contact")
        await phone.does("voice", caption=number)
        digits = number.replace("-", "")
        assert digits not in answer.data["text"].replace("-", "")
        kept = [
            *contents(tmp_path),
            str(bot.reception.parts.history.messages_after(phone.conversation, 0)),
            caplog.text,
        ]
        assert any("护照到期了要带什么" in content for content in kept), "what is kept can be found"
        for content in kept:
            assert number not in content and digits not in content and "13800138000" not in content


def contents(folder: Path) -> list[str]:
    """What stands in the files of a folder."""
    return [path.read_bytes().decode("utf-8", "ignore") for path in folder.rglob("*") if path.is_file()]


async def test_what_was_not_sent_goes_out_after_a_restart(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        bot.telegram.refusals["sendMessage"] = [TimedOut()] * 100
        await bot.take(phone.update("text", text="护照到期了"))
        await until(lambda: len(bot.telegram.refusals["sendMessage"]) <= 97)
    async with starting() as bot:
        bot.courier._news.set()
        await bot.settle()
        assert len(bot.telegram.sent(phone.chat)) == 1


async def test_to_wait_is_obeyed_and_counts_as_no_failure(starting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with starting() as bot:
        phone = bot.phone()
        monkeypatch.setattr(courier, "ATTEMPTS", 1)
        monkeypatch.setattr(courier.random, "random", lambda: 0.0)
        too_many = (429, {"description": "Too Many Requests", "parameters": {"retry_after": 1}})
        bot.telegram.refusals["sendMessage"] = [too_many]
        assert len(await phone.says("护照到期了")) == 1


async def test_whoever_blocks_the_bot_is_written_to_no_more_until_they_come_back(starting: Any, assistant: Any) -> None:
    async with starting() as bot:
        phone, ledger = bot.phone(), assistant.stores.ledger
        await phone.says("你好")
        ticket = take(assistant.stores, phone.conversation, "water_bill_payment")
        bot.telegram.refusals["sendMessage"] = [FORBIDDEN]
        assert await phone.says("谢谢") == []
        window = call(assistant.stores, ticket)
        await bot.tell()
        assert bot.store.counts()["telegram", "dropped"] == 1
        before = len(bot.telegram.calls)
        await bot.tell()
        assert len(bot.telegram.calls) == before
        await phone.says("我回来了")
        assert ledger.recall(window).status is Status.CALLED
        await bot.tell()
        assert ticket.number in bot.telegram.sent(phone.chat)[-1].data["text"]
        ledger.missed(window)


async def test_the_notice_of_being_blocked_counts_too(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        await phone.says("你好")
        await phone.does("blocked")
        assert not bot.store.contact("telegram", str(phone.chat)).reachable


async def test_what_telegram_will_never_take_becomes_a_dead_letter_and_the_rest_goes_on(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        bot.telegram.refusals["sendMessage"] = [(400, {"description": "Bad Request: message is too long"})]
        assert await phone.says("护照到期了") == []
        assert len(await phone.says("谢谢")) == 1
        (letter,) = bot.store.dead_letters()
        assert (letter.channel, "too long" in letter.error) == ("telegram", True)


async def test_an_old_button_is_answered_kindly(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        for data in ("c:never-offered", "x", "c:" + "9" * 62, "l:fr"):
            (answer,) = await phone.does("button", data=data)
            assert answer.data["text"] == zh.old_button()


async def test_a_button_works_after_a_restart_and_not_for_a_stranger(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (offer,) = await phone.says("护照到期了要带什么")
    async with starting() as bot:
        phone.bot = bot
        (answer,) = await phone.taps(button(offer, zh.FACET_TITLES["procedure"]))
        assert "护照" in answer.data["text"]
        (refused,) = await bot.phone().taps(button(offer, zh.FACET_TITLES["procedure"]))
        assert refused.data["text"] == zh.old_button()


async def test_to_forget_deletes_the_talk_and_the_address(starting: Any, assistant: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (offer,) = await phone.says("护照到期了要带什么")
        conversation = phone.conversation
        (answer,) = await phone.commands("/forget")
        assert answer.data["text"] == zh.forgotten()
        assert assistant.stores.history.messages_after(conversation, 0) == []
        assert bot.store.contact("telegram", str(phone.chat)) is None
        (old,) = await phone.taps(button(offer, zh.FACET_TITLES["procedure"]))
        assert old.data["text"] == zh.old_button()


async def test_to_forget_keeps_the_promise_of_a_number(starting: Any, assistant: Any) -> None:
    async with starting() as bot:
        phone, ledger = bot.phone(), assistant.stores.ledger
        await phone.says("你好")
        ticket = take(assistant.stores, phone.conversation, "gas_bill_payment")
        (answer,) = await phone.commands("/forget")
        assert answer.data["text"] == zh.forgotten_but_numbers()
        window = call(assistant.stores, ticket)
        await bot.tell()
        assert ticket.number in bot.telegram.sent(phone.chat)[-1].data["text"]
        ledger.missed(window)


async def test_one_who_floods_is_told_once_a_minute(starting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with starting() as bot:
        phone = bot.phone()
        monkeypatch.setattr(bot.reception.parts.limiter, "allows", lambda *_: False)
        monkeypatch.setattr("connectors.telegram.service.time.time", lambda: 6000.0)
        (answer,) = await phone.says("一")
        assert answer.data["text"] == zh.PROBLEMS["too_many"]
        assert await phone.says("二") == [] and await phone.says("三") == []


async def test_a_fault_of_ours_is_apologised_for_in_both_languages(
    starting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting() as bot:
        monkeypatch.setattr(bot.reception, "says", None)
        (answer,) = await bot.phone().says("护照")
        assert "出了" in answer.data["text"] and "went wrong" in answer.data["text"]
