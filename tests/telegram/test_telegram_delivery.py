"""What must hold when Telegram is slow, refuses, repeats itself, or the process is killed."""

import asyncio
import random
import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from clerk import call
from telegram import Update
from telegram.error import NetworkError, TimedOut
from telegram_kit import asked_for, button, take, until

from assistant.operations.sealing import Sealer
from assistant.rendering import zh
from assistant.tickets import Status
from connectors.delivery import courier, intake

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # telegram.ext imports apscheduler
    from connectors.telegram.inbound import read

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


async def test_what_was_acknowledged_and_not_answered_is_taken_up_after_a_restart(
    starting: Any, assistant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies after the number was given and before its answer was kept; nobody brings the update again."""
    monkeypatch.setattr(intake, "LEASE", timedelta(seconds=0.2))
    async with starting() as bot:
        phone, dying, loop = bot.phone(), asyncio.Event(), asyncio.get_running_loop()
        post = bot.store.post
        monkeypatch.setattr(bot.store, "post", lambda *given: _dies(loop, dying, *given) or post(*given))
        await bot.take(phone.update("text", text=asked_for(assistant, "no_criminal_record_certificate")))
        await dying.wait()
        assert not bot.telegram.sent(phone.chat)
        (ticket,) = assistant.stores.ledger.active_of(assistant.stores.ids.of("telegram", str(phone.chat)))
    async with starting() as bot:
        await bot.settle()
        (answer,) = bot.telegram.sent(phone.chat)
        assert ticket.number in answer.data["text"] and "取好了" in answer.data["text"]
        assert assistant.stores.ledger.active_of(assistant.stores.ids.of("telegram", str(phone.chat))) == [ticket]
        assistant.stores.ledger.cancel(ticket.reference, "citizen")


class Killed(Exception):
    """The process is gone."""


def _dies(loop: asyncio.AbstractEventLoop, dying: asyncio.Event, _: Any, received: Any = None, *__: Any) -> None:
    if received is not None:
        loop.call_soon_threadsafe(dying.set)
        raise Killed


async def test_an_update_is_acknowledged_while_the_engine_stands_still(starting: Any) -> None:
    async with starting() as bot:
        phone, answering = bot.phone(), bot.reception.parts.conversation
        bot.reception.parts.conversation = None  # still starting
        for text in ("护照到期了要带什么", "多少钱"):
            await bot.take(phone.update("text", text=text))
        await asyncio.sleep(0.2)
        assert bot.store.arrivals_waiting()["telegram"][0] == 2 and not bot.telegram.sent(phone.chat)
        bot.reception.parts.conversation = answering
        await bot.settle()
        first, second = (sent.data["text"] for sent in bot.telegram.sent(phone.chat))
        assert "照片" in first and "元" in second, "in the order in which they came"


@pytest.mark.parametrize("trouble", ["too old", "another key", "always fails"])
async def test_what_can_t_be_acted_upon_any_more_is_asked_for_again(
    starting: Any, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with starting() as bot:
        phone, inside = bot.phone(), bot.reception.intake
        if trouble == "too old":
            monkeypatch.setattr(intake, "LATEST", timedelta(seconds=-1))
        elif trouble == "another key":
            monkeypatch.setattr(inside, "_sealer", Sealer(b"a key that was replaced"))
            update = phone.update("text", text="护照到期了")
            told = read(Update.de_json(update, bot.channel._bot), bot.channel._bot)
            arrival = inside.arrival("telegram", told.update_id, told.address, {"text": "护照到期了"})
            monkeypatch.undo()
            await bot.store.keep_arrival(arrival)
        else:
            monkeypatch.setattr(intake, "TRIES", 0)
        sent = await phone.says("护照到期了") if trouble != "another key" else await phone.waits()
        assert [call.data["text"] for call in sent] == [zh.came_too_late()]


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
