"""Talking on Telegram: the same facts and choices as everywhere, in Telegram's form."""

import dataclasses
import html
import re
from typing import Any

import pytest
from clerk import call
from telegram_kit import asked_for

from assistant.rendering import en, zh

pytestmark = pytest.mark.asyncio


async def test_a_question_is_answered_with_choices_as_buttons(starting: Any) -> None:
    async with starting() as bot:
        (answer,) = await bot.phone().says("护照到期了要带什么")
        assert answer.data["parse_mode"] == "HTML"
        assert "<b>" in answer.data["text"] and "护照" in answer.data["text"]
        assert answer.keyboard[0]["text"] == zh.TAKE_NUMBER
        assert all(len(button["callback_data"].encode()) <= 64 for button in answer.keyboard)


async def test_a_button_asks_what_it_says_and_the_talk_goes_on(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (answer,) = await phone.says("my passport is about to expire")
        cost = next(button for button in answer.keyboard if button["text"] == en.FACET_TITLES["procedure"])
        (steps,) = await phone.taps(cost)
        assert "1. " in steps.data["text"] and "passport" in steps.data["text"]
        (fee,) = await phone.says("and how much is it?")
        assert re.search(r"\d+ yuan", fee.data["text"])


async def test_several_matters_are_asked_about_and_one_is_picked_by_number(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (question,) = await phone.says("我要办护照")
        assert question.keyboard[-1]["text"] == zh.NONE_OF_THESE
        (answer,) = await phone.says("1")
        assert html.escape(question.keyboard[0]["text"]) in answer.data["text"]


async def test_two_aspects_are_answered_for_the_button_tapped(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (question,) = await phone.says("护照多少钱，要多久")
        assert all(len(button["callback_data"].encode()) <= 64 for button in question.keyboard)
        (answer,) = await phone.taps(question.keyboard[0])
        assert "元" in answer.data["text"] and "工作日" in answer.data["text"]


async def test_where_a_window_is_comes_with_the_plan_of_the_floor(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        text, plan = await phone.says("换护照在几楼几号窗口")
        assert "号窗口" in text.data["text"]
        assert (plan.method, plan.files) == ("sendPhoto", ("photo",))
        _, again = await phone.says("换护照在几楼几号窗口")
        assert (again.data["photo"], again.files) == ("kept-by-telegram", ()), "it is uploaded once"


async def test_a_number_is_taken_watched_called_and_missed(starting: Any, assistant: Any) -> None:
    ledger = assistant.stores.ledger
    async with starting() as bot:
        phone = bot.phone()
        (taken,) = await phone.says(asked_for(assistant, "citizen_card_refund_closure"))
        ticket = ledger.latest_of(phone.conversation)
        assert ticket is not None and f"<b>{ticket.number}</b>" in taken.data["text"]
        (status,) = await phone.commands("/ticket")
        assert ticket.number in status.data["text"]

        window = call(assistant.stores, ticket)
        await bot.tell()
        called = bot.telegram.sent(phone.chat)[-1].data["text"]
        assert ticket.number in called and f"{window}号窗口" in called
        ledger.missed(window)
        await bot.tell()
        assert "没等到您" in bot.telegram.sent(phone.chat)[-1].data["text"]
        before = len(bot.telegram.calls)
        await bot.tell()
        assert len(bot.telegram.calls) == before, "each is told once"


async def test_telegram_learns_nothing_of_a_ticket_but_number_window_floor_and_matter(
    starting: Any, assistant: Any
) -> None:
    async with starting() as bot:
        phone = bot.phone()
        await phone.says(asked_for(assistant, "driver_license_first_issue"))
        ticket = assistant.stores.ledger.latest_of(phone.conversation)
        said = str([call.data for call in bot.telegram.calls])
        assert ticket.number in said
        assert ticket.reference not in said and phone.conversation not in said
        assistant.stores.ledger.cancel(ticket.reference, "citizen")


@pytest.mark.parametrize(
    ("command", "says"), [("/start", "Hello!"), ("/help", "187"), ("/start@citizen_home_bot", "Hello!")]
)
async def test_start_and_help_say_what_this_is_and_warn_of_the_foreign_service(
    starting: Any, command: str, says: str
) -> None:
    async with starting() as bot:
        (answer,) = await bot.phone().commands(command)
        assert says in answer.data["text"] and html.escape(en.privacy_abroad()) in answer.data["text"]


async def test_a_command_for_another_bot_is_left_alone(starting: Any) -> None:
    async with starting() as bot:
        assert await bot.phone().commands("/start@another_bot") == []


@pytest.mark.parametrize("order", ["/action_ticket", "／outcome_ticket"])
async def test_a_slash_gives_no_orders_to_the_engine(starting: Any, assistant: Any, order: str) -> None:
    async with starting() as bot:
        phone = bot.phone()
        assert len(await phone.says(order)) == 1
        assert assistant.stores.ledger.latest_of(phone.conversation) is None


async def test_the_language_is_chosen_and_kept(starting: Any) -> None:
    async with starting() as bot:
        phone = bot.phone()
        (question,) = await phone.commands("/language")
        assert [button["text"] for button in question.keyboard] == ["中文", "English"]
        (chosen,) = await phone.taps(question.keyboard[0])
        assert chosen.data["text"] == zh.language_chosen()
        (notice,) = await phone.does("photo")
        assert notice.data["text"] == zh.only_text(), "though the app is English"
        (back,) = await phone.commands("/language en")
        assert back.data["text"] == en.language_chosen()


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "contact"])
async def test_what_is_no_text_gets_a_kind_word(starting: Any, kind: str) -> None:
    async with starting() as bot:
        (answer,) = await bot.phone().does(kind)
        assert answer.data["text"] == (html.escape(en.only_text()) if kind == "photo" else zh.only_text())


async def test_a_caption_counts_as_text(starting: Any) -> None:
    async with starting() as bot:
        (answer,) = await bot.phone().does("photo", caption="what do I bring to renew my passport?")
        assert "bring" in answer.data["text"]


@pytest.mark.parametrize("kind", ["edited", "pinned", "channel", "group"])
async def test_what_is_not_for_us_is_passed_over(starting: Any, kind: str) -> None:
    async with starting() as bot:
        before = len(bot.telegram.calls)
        assert await bot.phone().does(kind) == []
        assert len(bot.telegram.calls) == before


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("text", {"chat": {"id": [{}], "type": "private"}}),
        ("text", {"chat": {"id": "\ud800", "type": "private"}}),
        ("edited", {"chat": {"id": {}, "type": "private"}}),
        ("text", {"text": 7}),
        ("button", {"data": "\ud800\x00"}),
        ("button", {"data": 7}),
        ("button", {"id": []}),
        ("command", {"text": "/start \x00"}),
    ],
)
async def test_an_update_whose_fields_are_of_other_kinds_is_passed_over(
    starting: Any, kind: str, changed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with starting() as bot:
        phone = bot.phone()
        await bot.take(phone.update(kind, **changed))
        await bot.settle()
        assert bot.telegram.sent(phone.chat) == [] and "unforeseen" not in caplog.text


@pytest.mark.parametrize(
    "addressed",
    [
        {"text": "@citizen_home_bot 护照到期了要带什么"},
        {
            "text": "护照到期了要带什么",
            "reply_to_message": {
                "message_id": 1,
                "date": 1795399200,
                "chat": {"id": -1001234567890, "type": "supergroup", "title": "三楼邻居"},
                "from": {"id": 123456, "is_bot": True, "first_name": "Citizen Home", "username": "citizen_home_bot"},
            },
        },
    ],
)
async def test_in_a_group_it_answers_when_addressed_and_keeps_members_apart(
    starting: Any, addressed: dict[str, Any]
) -> None:
    async with starting() as bot:
        one, other = bot.phone(), bot.phone()
        await one.does("group", **addressed)
        (answer,) = bot.telegram.sent(-1001234567890)
        assert "护照" in answer.data["text"]
        await other.does("group", text="@citizen_home_bot 多少钱")
        assert "元" not in bot.telegram.sent(-1001234567890)[-1].data["text"], "the neighbour's matter is not hers"


async def test_the_way_comes_as_a_place_on_the_map_once_the_center_has_coordinates(starting: Any, parts: Any) -> None:
    async with starting() as bot:
        assert len(await bot.phone().says("你们的地址在哪")) == 1, "no place is made up"
        center = parts.catalog.center.model_copy(update={"latitude": 30.25, "longitude": 120.21})
        parts.live = dataclasses.replace(parts.catalog, center=center)
        text, venue = await bot.phone().says("你们的地址在哪")
        assert "新业路311号" in text.data["text"]
        assert venue.method == "sendVenue"
        assert (str(venue.data["latitude"]), venue.data["address"]) == ("30.25", "新业路311号")
