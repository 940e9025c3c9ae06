"""Five seconds and three tries: however WeChat repeats itself, the citizen reads one answer."""

import asyncio
import contextlib
import json
import sqlite3
import threading
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from wechat_kit import asked_for

from assistant.messages import Inbound, Turn
from assistant.rendering.renderer import words
from connectors.delivery.line import AT_ONCE
from connectors.delivery.model import Button, Draft, Packed
from connectors.delivery.numbered import MENU
from connectors.delivery.store import DeliveryUnavailable
from connectors.wechat.inbound import Heard

pytestmark = pytest.mark.asyncio


def broken_store(*_: Any) -> bool:
    """A store whose disk is full, or gone."""
    raise DeliveryUnavailable


class Stalled:
    """A conversation that waits until it is let go, then answers as ever."""

    def __init__(self, conversation: Any) -> None:
        self._conversation = conversation
        self.go, self.asked = asyncio.Event(), 0

    async def reply(self, inbound: Inbound) -> Turn:
        self.asked += 1
        await self.go.wait()
        turn: Turn = await self._conversation.reply(inbound)
        return turn


async def test_a_stalled_engine_gives_success_and_one_later_message(starting: Any, api: Any) -> None:
    async with starting(wait=0.1) as account:
        stalled = account.services.conversation = Stalled(account.services.conversation)
        person = account.person()
        post = person.post(person.xml("text", "护照到期了要带什么"))
        answers = [await person.reads(await person.delivers(post)) for _ in range(3)]
        assert answers == ["success"] * 3 and stalled.asked == 1
        stalled.go.set()
        await asyncio.sleep(0.05)
        assert await person.reads(await person.delivers(post)) == "success", "the push has begun"
        await account.settle()
        for _ in range(1500):  # a busy machine's engine takes its time
            if api.sent(person.open_id):
                break
            await asyncio.sleep(0.02)
        (text,) = api.sent(person.open_id)
        assert "照片" in text
        assert await person.reads(await person.delivers(post)) == "success", "and after it"
        assert len(api.sent(person.open_id)) == 1
        account.channels.messengers[0]._service._wait = 4.0
        assert "元" in await person.says("多少钱"), "the talk goes on"


async def test_two_deliveries_at_once_of_one_slow_message(starting: Any, api: Any) -> None:
    async with starting(wait=0.3) as account:
        stalled = account.services.conversation = Stalled(account.services.conversation)
        person = account.person()
        post = person.post(person.xml("text", asked_for(account, "dog_license")))
        first = asyncio.create_task(person.delivers(post))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(person.delivers(post))
        assert await person.reads(await first) == "success"
        stalled.go.set()
        assert await person.reads(await second) == "success", "in time for the second, but the first was let go"
        for _ in range(200):
            if api.sent(person.open_id):
                break
            await asyncio.sleep(0.02)
        assert len(api.sent(person.open_id)) == 1
        (ticket,) = account.stores.ledger.active_of(account.conversation(person))
        assert ticket.number in api.sent(person.open_id)[0]
        account.stores.ledger.cancel(ticket.reference, "citizen")


async def test_a_repetition_of_a_quick_answer_gets_the_same_and_does_nothing(starting: Any, api: Any) -> None:
    async with starting() as account:
        person = account.person()
        post = person.post(person.xml("text", asked_for(account, "unemployment_registration")))
        texts = {await person.reads(await person.delivers(post)) for _ in range(3)}
        assert len(texts) == 1
        (ticket,) = account.stores.ledger.active_of(account.conversation(person))
        assert ticket.number in texts.pop() and api.calls == []
    async with starting() as account:
        again = person.__class__(account.http, person.open_id)
        assert ticket.number in await again.reads(await again.delivers(post)), "after a restart too"
        account.stores.ledger.cancel(ticket.reference, "citizen")


async def test_two_at_once_of_a_quick_message_are_one_piece_of_work(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        post = person.post(person.xml("text", "市民卡丢了"))
        answers = await asyncio.gather(*(person.delivers(post) for _ in range(3)))
        assert len({await person.reads(answer) for answer in answers}) == 1
        assert len(account.stores.history.messages_after(account.conversation(person), 0)) == 2


async def test_a_repeated_pick_picks_once(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        await person.says("护照到期了要带什么")
        post = person.post(person.xml("text", "2"))
        first = await person.reads(await person.delivers(post))
        assert await person.reads(await person.delivers(post)) == first


async def test_a_repeated_number_is_no_new_message_once_the_choices_are_others(starting: Any) -> None:
    """It chose from three; by now one is offered, so the same number would be but a word."""
    async with starting() as account:
        person = account.person()
        await person.says("护照到期了要带什么")
        contact = account.store.contact("wechat", person.open_id)
        offered: list[str] = json.loads(account.store.button(contact.conversation, MENU).payload)
        post = person.post(person.xml("text", str(len(offered))))
        first = await person.reads(await person.delivers(post))
        account.store.offer(contact, [Button(MENU, json.dumps(offered[:1]), "")])
        assert len(offered) > 1 and await person.reads(await person.delivers(post)) == first
        assert len(account.stores.history.messages_after(contact.conversation, 0)) == 4


async def test_whoever_is_forgotten_is_not_met_anew_by_the_repetition(starting: Any) -> None:
    """Also where it was but a number, which nothing is left to choose from."""
    async with starting() as account:
        person = account.person()
        await person.says("忘记我")
        conversation = account.conversation(person)
        post = person.post(person.xml("text", "1"))
        farewell = await person.reads(await person.delivers(post))
        assert farewell == await person.reads(await person.delivers(post)) != "success"
        assert account.store.contact("wechat", person.open_id) is None
        assert account.stores.history.messages_after(conversation, 0) == []


@pytest.mark.parametrize("kind", ["text", "click"])
@pytest.mark.parametrize("by", ["delivery", "intake"])
async def test_a_wish_to_be_forgotten_that_was_not_answered_is_no_new_beginning(
    starting: Any, monkeypatch: Any, api: Any, kind: str, by: str
) -> None:
    """The store failed between the two: it is carried out, and its sender has still to read of it."""
    async with starting() as account:
        person = account.person()
        await person.says("忘记我")
        conversation = account.conversation(person)
        post = person.post(person.xml(kind, "1" if kind == "text" else "forget"))
        with monkeypatch.context() as failing:
            failing.setattr(account.store, "hand_in", broken_store)
            assert (await person.delivers(post)).status_code == 503
        assert account.store.contact("wechat", person.open_id) is None and account.store.arrivals_waiting()
        if by == "delivery":
            assert await person.reads(await person.delivers(post)) == words("zh").forgotten()
        else:
            account.store.hold_arrivals(range(100), timedelta())
            await account.settle()
            assert api.sent(person.open_id) == [words("zh").forgotten()]
            assert await person.reads(await person.delivers(post)) == "success"
        assert account.store.contact("wechat", person.open_id) is None and not account.store.arrivals_waiting()
        assert account.stores.history.messages_after(conversation, 0) == []


async def test_what_is_kept_of_a_farewell_names_nobody_and_goes_once_it_is_of_no_use(
    starting: Any, tmp_path: Path
) -> None:
    async with starting() as account:
        person = account.person()
        await person.says("市民卡丢了")
        conversation = account.conversation(person)
        assert await person.does("click", "forget") == words("zh").forgotten()
        with contextlib.closing(sqlite3.connect(tmp_path / "delivery.db")) as link:
            farewells = "SELECT name, expires_at FROM shared WHERE name LIKE 'wechat-farewell:%'"
            ((name, until),) = link.execute(farewells).fetchall()
            assert conversation not in name and person.open_id not in name
            until = datetime.fromisoformat(until)
            assert timedelta() < until - account.store._clock() <= timedelta(minutes=5)
            account.store._clock = lambda: until
            account.store.sweep()
            assert link.execute(farewells).fetchall() == []


async def test_a_repeated_farewell_does_not_end_a_new_beginning(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        gone, here = (person.post(person.xml(kind)) for kind in ("unsubscribe", "subscribe"))
        for post, follows in ((gone, False), (here, True), (gone, True)):
            await person.delivers(post)
            known = account.store.contact("wechat", person.open_id)
            assert bool(known and known.reachable) is follows


@pytest.mark.parametrize("kind", ["subscribe", "click", "unsubscribe", "scan"])
async def test_repeated_events_do_no_harm(starting: Any, kind: str) -> None:
    async with starting() as account:
        person = account.person()
        post = person.post(person.xml(kind, "ticket"))
        texts = {await person.reads(await person.delivers(post)) for _ in range(3)}
        assert len(texts) == 1


async def test_a_promised_answer_survives_an_outage_of_wechat_s_api(starting: Any, api: Any) -> None:
    async with starting(wait=0.05) as account:
        stalled = account.services.conversation = Stalled(account.services.conversation)
        person = account.person()
        api.refusals["message/custom/send"] = [-1]
        assert await person.says("市民卡丢了要带什么") == "success"
        stalled.go.set()
        for _ in range(400):
            if account.store.counts().get(("wechat", "sent")):
                break
            await asyncio.sleep(0.02)
        assert len(api.sent(person.open_id)) == 2, "refused once, then taken"


async def test_as_many_calls_of_a_silent_api_as_there_may_be_keep_nobody_from_an_answer(
    starting: Any, monkeypatch: Any
) -> None:
    """What is sent later waits in threads of its own; the store's are free for who writes meanwhile."""
    async with starting() as account:
        go, begun = threading.Event(), []
        silent = account.channels.messengers[0]._api
        monkeypatch.setattr(silent, "send_text", lambda *given: begun.append(given) or go.wait(60))
        people = [account.person() for _ in range(2 * AT_ONCE)]
        for person in people:
            await person.does("subscribe")
            known = account.store.contact("wechat", person.open_id)
            account.store.post([Draft(f"slow:{person.open_id}", known, Packed({"text": "later"}))])
        account.channels._courier._news.set()
        while len(begun) < AT_ONCE:  # noqa: ASYNC110 - in other threads
            await asyncio.sleep(0.01)
        assert await account.person().says("市民卡丢了要带什么") != "success"
        assert account.store.counts() == {("wechat", "waiting"): len(people)}
        go.set()
        await account.settle()


async def test_whoever_unfollows_while_the_store_is_slow_stays_gone(starting: Any, monkeypatch: Any) -> None:
    """Nothing is promised: WeChat brings the event again."""
    async with starting() as account:
        person, go, seen = account.person(), threading.Event(), account.store.seen
        await person.does("subscribe")
        account.channels.messengers[0]._service._wait = 0.05
        monkeypatch.setattr(account.store, "seen", lambda *given: go.wait(30) and seen(*given))
        post = person.post(person.xml("unsubscribe"))
        assert (await person.delivers(post)).status_code == 503
        assert account.store.arrivals_waiting() == {}
        go.set()
        while account.store.contact("wechat", person.open_id).reachable:  # noqa: ASYNC110 - it stands in a database
            await asyncio.sleep(0.005)
        assert await person.reads(await person.delivers(post)) == "success"
        assert account.store.arrivals_waiting() == {} == account.store.counts()


@pytest.mark.parametrize(("kind", "reachable"), [("left", False), ("nothing", True)])
async def test_what_wants_no_answer_gets_none_when_taken_up(starting: Any, kind: Any, reachable: bool) -> None:
    async with starting() as account:
        person = account.person()
        await person.does("subscribe")
        heard = Heard("event:1:x:menu", person.open_id, kind, "menu", is_event=True)
        await account.channels._intake.accept("wechat", "x:1", person.open_id, asdict(heard))
        await account.settle()
        assert account.store.contact("wechat", person.open_id).reachable is reachable
        assert account.store.counts() == {} and account.store.seen("wechat", "x:1")
