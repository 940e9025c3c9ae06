"""Talking in a WeChat account: one text an answer, choices by number, events, pushes within the quotas."""

import threading
from typing import Any

import pytest
from clerk import call
from wechat_kit import asked_for, take

from assistant.messages import Inbound
from assistant.operations.hand_over import HandOvers
from assistant.rendering import en, zh

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("aes", [False, True])
async def test_ask_follow_up_and_pick_by_number(starting: Any, aes: bool) -> None:
    async with starting(aes=aes) as account:
        person = account.person()
        answer = await person.says("护照到期了要带什么")
        assert "照片" in answer and "回复1-" in answer
        number = next(line.split(".")[0] for line in answer.split("\n") if line.endswith(zh.FACET_TITLES["fee"]))
        assert "元" in await person.says(number)
        assert "号窗口" in await person.says("几楼")
        assert "bring" in await person.says("what do I bring to renew my passport?")


async def test_a_question_back_is_numbered_once_and_2_picks_the_second(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        question = await person.says("我要办护照")
        second = next(line.removeprefix("2. ") for line in question.split("\n") if line.startswith("2. "))
        assert question.count("2. ") == 1 and zh.NONE_OF_THESE in question
        assert second in await person.says("2")


async def test_two_aspects_are_answered_for_the_number_chosen(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        question = await person.says("护照多少钱，要多久")
        assert question.count("2. ") == 1 and "多少钱；要多久" in question
        number = next(line.split(".")[0] for line in question.split("\n") if line.endswith("普通护照到期换发"))
        answer = await person.says(number)
        assert "120元" in answer and "7个工作日" in answer


@pytest.mark.parametrize("text", ["2", "２", "第2个", "选2", " 2. "])
async def test_the_ways_to_name_a_number(starting: Any, text: str) -> None:
    async with starting() as account:
        person = account.person()
        answer = await person.says("护照到期了要带什么")
        offered = next(
            line for line in answer.split("\n") if line.startswith("2. ") and line[3:] in zh.FACET_TITLES.values()
        )
        facet = next(name for name, title in zh.FACET_TITLES.items() if title == offered[3:])
        told = await person.says(text)
        turn = account.stores.history.messages_after(account.conversation(person), 0)[-1].content
        assert turn["understanding"]["facet"] == facet and told != answer


async def test_a_number_that_was_not_offered_is_a_text(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        await person.says("护照到期了要带什么")
        assert await person.says("57") != ""
        stored = account.stores.history.messages_after(account.conversation(person), 0)
        assert [m.content["text"] for m in stored if m.sender == "citizen"][-1] == "57"


async def test_a_number_is_taken_and_called_with_a_link_to_its_page(starting: Any, api: Any) -> None:
    async with starting(public_url="https://home.example.gov.cn") as account:
        person, ledger = account.person(), account.stores.ledger
        issued = await person.says(asked_for(account, "resident_id_first_issue"))
        (ticket,) = ledger.active_of(account.conversation(person))
        assert ticket.number in issued
        assert f"https://home.example.gov.cn/t/{ticket.reference}" in issued
        assert ticket.number in await person.does("click", "ticket")
        window = call(account.stores, ticket)
        await account.tell()
        (called,) = api.sent(person.open_id)
        assert ticket.number in called and f"{window}号窗口" in called
        ledger.missed(window)
        await account.tell()
        assert "没等到您" in api.sent(person.open_id)[1]
        assert len(api.of("stable_token")) == 1, "the token is shared"


async def test_two_processes_share_the_token_over_a_restart(starting: Any, api: Any) -> None:
    for _ in range(2):
        async with starting() as account:
            person, ledger = account.person(), account.stores.ledger
            await person.says("你好")
            ticket = take(account.stores, account.conversation(person), "gas_activation")
            window = call(account.stores, ticket)
            await account.tell()
            assert len(api.sent(person.open_id)) == 1
            ledger.missed(window)
    assert len(api.of("stable_token")) == 1


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("subscribe", "您好"),
        ("image", zh.only_text()),
        ("voice", zh.only_text()),
        ("video", zh.only_text()),
        ("location", zh.only_text()),
        ("link", zh.only_text()),
        ("some new type", zh.only_text()),
        ("view", "success"),
        ("template sent", "success"),
        ("unsubscribe", "success"),
    ],
)
async def test_what_is_no_text(starting: Any, kind: str, says: str) -> None:
    async with starting() as account:
        assert says in await account.person().does(kind)


async def test_what_wechat_has_understood_of_a_voice_counts_as_text(starting: Any) -> None:
    async with starting() as account:
        assert "照片" in await account.person().does("spoken", "护照到期了要带什么")


@pytest.mark.parametrize(
    ("key", "says"), [("hours", "9:00"), ("person", "12345"), ("help", "187"), ("old key", "您好")]
)
async def test_the_menu(starting: Any, key: str, says: str) -> None:
    async with starting() as account:
        assert says in await account.person().does("click", key)


async def test_to_forget_deletes_the_talk(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        await person.says("护照到期了要带什么")
        conversation = account.conversation(person)
        assert await person.does("click", "forget") == zh.forgotten()
        assert account.stores.history.messages_after(conversation, 0) == []
        assert account.store.contact("wechat", person.open_id) is None


async def test_to_forget_drops_what_has_no_answer_yet_but_says_that_it_was_done(starting: Any, api: Any) -> None:
    """Also where WeChat was told that the answer comes later."""
    async with starting(wait=0.05) as account:
        person, go = account.person(), threading.Event()
        reception = account.channels.messengers[0]._service._reception
        forget, reception.intake._is_ready = reception.forget, lambda: False
        reception.forget = lambda *given: go.wait(30) and forget(*given)
        await reception.intake.accept("wechat", "x:1", person.open_id, {})
        assert await person.does("click", "forget") == "success"
        go.set()
        await account.settle()
        assert api.sent(person.open_id) == [zh.forgotten()]


@pytest.mark.parametrize("kind", ["subscribe by scan", "scan"])
async def test_a_scanned_code_continues_the_conversation(starting: Any, assistant: Any, kind: str) -> None:
    tablet = assistant.stores.tokens.issue().conversation
    await assistant.conversation.reply(Inbound(tablet, "市民卡丢了要带什么"))
    async with starting() as account:
        links = HandOvers(
            assistant.stores.settings.secret_key.get_secret_value(), account.store, assistant.stores.clock
        )
        account.channels.messengers[0]._service._reception._links = links
        person = account.person()
        told = await person.does(kind, links.code("conversation", tablet))
        assert zh.link_continued() in told and "市民卡" in told
        assert "市民卡" in await person.says("多少钱")
        assert zh.link_refused() in await account.person().does(kind, links.code("conversation", tablet)[:-1] + "x")


async def test_who_left_is_not_written_to(starting: Any, api: Any) -> None:
    async with starting() as account:
        person, ledger = account.person(), account.stores.ledger
        await person.says("你好")
        ticket = take(account.stores, account.conversation(person), "social_insurance_certificate")
        await person.does("unsubscribe")
        window = call(account.stores, ticket)
        await account.tell()
        assert api.sent(person.open_id) == []
        ledger.missed(window)


TEMPLATE = "TEMPLATE_ID character_string1=number thing2=place thing3=matter"


@pytest.mark.parametrize("template", [TEMPLATE, None])
async def test_beyond_the_quota_a_template_calls_or_the_letter_is_dead(
    starting: Any, api: Any, template: str | None
) -> None:
    async with starting(wechat_template=template) as account:
        person, ledger = account.person(), account.stores.ledger
        await person.says("你好")
        ticket = take(account.stores, account.conversation(person), "property_archives_inquiry")
        window = call(account.stores, ticket)
        await account.tell()
        for _ in range(5):
            ledger.recall(window)
            await account.tell()
        assert len(api.sent(person.open_id)) == 5
        if template:
            (sent,) = api.of("message/template/send")
            assert sent["data"]["character_string1"] == {"value": ticket.number}
            assert f"{window}" in sent["data"]["thing2"]["value"]
        else:
            assert [letter.channel for letter in account.store.dead_letters()] == ["wechat"]
        await person.says("谢谢")
        ledger.recall(window)
        await account.tell()
        assert len(api.sent(person.open_id)) == 6, "a message of the citizen opens the quota anew"
        ledger.missed(window)


@pytest.mark.parametrize(
    ("code", "state"), [(45015, "dead"), (45047, "dead"), (43004, "dropped"), (48001, "dead"), (40003, "dropped")]
)
async def test_what_wechat_s_refusals_mean(starting: Any, api: Any, code: int, state: str) -> None:
    async with starting() as account:
        person, ledger = account.person(), account.stores.ledger
        await person.says("你好")
        ticket = take(account.stores, account.conversation(person), "electricity_bill_payment")
        window = account.stores.catalog.transactions[ticket.transaction].windows[0]
        api.refusals["message/custom/send"] = [code]
        ledger.call_next(window, f"refusal {code}")
        await account.tell()
        assert account.store.counts() == {("wechat", state): 1}
        ledger.missed(window)


async def test_an_ended_token_is_fetched_anew_and_nothing_is_lost(starting: Any, api: Any) -> None:
    async with starting() as account:
        person, ledger = account.person(), account.stores.ledger
        await person.says("你好")
        ticket = take(account.stores, account.conversation(person), "vehicle_registration")
        window = account.stores.catalog.transactions[ticket.transaction].windows[0]
        api.refusals["message/custom/send"] = [40001]
        ledger.call_next(window, "ended token")
        await account.tell()
        assert len(api.sent(person.open_id)) == 2, "the refused one and its repetition"
        assert account.store.counts() == {("wechat", "sent"): 1}
        ledger.missed(window)


async def test_wechat_learns_no_conversation_and_the_conversation_no_address(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        await person.says(asked_for(account, "disability_certificate_first_issue"))
        conversation = account.conversation(person)
        assert conversation not in str(person.heard)
        kept = str(account.stores.history.messages_after(conversation, 0))
        assert person.open_id not in kept and person.open_id not in conversation
        (ticket,) = account.stores.ledger.active_of(conversation)
        assert person.open_id not in str(account.stores.history.load_tracker(conversation))
        account.stores.ledger.cancel(ticket.reference, "citizen")


async def test_english_speakers_get_english(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        assert "Reply 1-" in await person.says("my passport is about to expire")
        assert await person.does("image") == en.only_text()
