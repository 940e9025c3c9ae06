"""
The contract with FQM: always against what a running one answered, and against a running one whose address is given.

FQM_URL and FQM_TOKEN name an FQM that is empty but for an office 1 with a task 1. FQM_RECORD=1 keeps its answers anew.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC
from typing import Any

import httpx
import pytest

from connectors.queue_systems.fqm import FQM
from connectors.queue_systems.protocol import PeerOrder, PeerRefused, PeerState, PeerTicket, PeerUnsure

from .recording import REPLIES, Recorder, Replay

URL, TOKEN = os.environ.get("FQM_URL", ""), os.environ.get("FQM_TOKEN", "")
ORDER = PeerOrder("1", "1", "A001 AAAAAAAA")


def walk(fqm: FQM) -> None:
    """All that the bridge asks of it, with what it does wrong along the way."""
    assert [one.name for one in fqm.services() if one.id == "1"] == ["Residence permit"]
    first = fqm.create(ORDER)
    assert first.state is PeerState.WAITING and first.marker == ORDER.marker and first.number.isdecimal()
    assert first.at is not None and first.at.tzinfo is UTC
    second = fqm.create(PeerOrder("1", "1", "A002 王小明 BBBBBB"))
    third = fqm.create(PeerOrder("1", "1", "A003 CCCCCCCC"))
    assert second.marker == "A002 王小明 BBBBBB" and int(second.number) == int(first.number) + 1
    twice = fqm.create(ORDER)  # it keeps no key: a second number
    assert twice.ref != first.ref
    fqm.cancel(twice)
    fqm.cancel(twice)  # again does no harm
    assert fqm.status(twice).state is PeerState.CANCELLED
    mine = {first.ref, second.ref, third.ref}
    assert [one.ref for one in fqm.open_tickets("1") if one.ref in mine] == [first.ref, second.ref, third.ref]
    called = fqm.call_next("1", "1", [third.marker])  # who asked first, though the machine's number is the last
    assert called is not None and called.ref == third.ref and called.state is PeerState.CALLED
    assert fqm.status(third).state is PeerState.CALLED
    fqm.cancel(third)  # called already: it stays
    assert fqm.status(third).state is PeerState.CALLED
    following = fqm.call_next("1", "1")
    assert following is not None and following.ref == first.ref
    fqm.cancel(second)
    with pytest.raises(PeerRefused) as refused:
        fqm.create(PeerOrder("99", None, "A004 DDDDDDDD"))
    assert refused.value.code == 404


def test_the_contract_holds_over_what_a_running_fqm_answered() -> None:
    """Every call in its order, to the end."""
    replay = Replay()
    fqm = FQM("http://fqm.test", "token", transport=replay)
    walk(fqm)
    assert fqm.call_next("1", "1") is None and replay.left == []


@pytest.mark.skipif(not URL, reason="FQM_URL and FQM_TOKEN name no running FQM; what one answered is tested above")
def test_the_contract_holds_over_a_running_fqm() -> None:
    """The same walk, really."""
    recorder = Recorder()
    fqm = FQM(URL, TOKEN, transport=recorder)
    walk(fqm)
    fqm.call_next("1", "1")
    fqm.close()
    if os.environ.get("FQM_RECORD"):
        REPLIES.write_text(json.dumps(recorder.kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


RECORD: dict[str, Any] = {
    **{"id": 2, "number": "101", "name": ORDER.marker, "p": False, "status": "Waiting", "office_id": 1, "task_id": 1},
    "timestamp": "2026-11-22T17:48:54.194696",
}
TICKET = PeerTicket("2", "101", PeerState.WAITING, ORDER.marker, "1")


def over(answer: Callable[[httpx.Request], httpx.Response]) -> FQM:
    """An FQM that answers so."""
    return FQM("http://fqm.test", "token", transport=httpx.MockTransport(answer))


def test_an_id_that_was_given_to_another_is_not_touched() -> None:
    """After a reset its ids begin anew: who holds ours now keeps the number."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(200, json=RECORD | {"name": "somebody else"})

    fqm = over(answer)
    assert fqm.status(TICKET).state is PeerState.CANCELLED
    fqm.cancel(TICKET)
    assert set(asked) == {"GET"}


def test_one_that_was_pulled_meanwhile_is_not_pulled_again() -> None:
    """Pulling succeeds twice there, so the record is looked at just before."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path.endswith("/tickets/"):
            return httpx.Response(200, json=[RECORD])
        return httpx.Response(200, json=RECORD | {"p": True, "status": "Processed"})

    assert over(answer).call_next("1", "1") is None
    assert not any("pull" in path for path in asked)


def test_lists_are_read_to_their_end() -> None:
    """Thirty records a chunk; the plain list, because `processed=false` is read as true."""
    asked: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        first = 30 * (int(request.url.params["chunk"]) - 1)
        rows = [RECORD | {"id": n + 1, "number": str(100 + n)} for n in range(first, min(first + 30, 65))]
        return httpx.Response(200, json=rows)

    assert len(over(answer).open_tickets("1")) == 65
    assert asked == [{"chunk": "1"}, {"chunk": "2"}, {"chunk": "3"}]


@pytest.mark.parametrize("ref", ["0", "-1", ""])
def test_no_address_can_mean_all_tickets(ref: str) -> None:
    """DELETE /tickets/ deletes them all."""
    fqm = over(lambda request: pytest.fail("nothing may be asked"))
    with pytest.raises(ValueError, match=r"positive|invalid literal"):
        fqm.cancel(PeerTicket(ref, "101", PeerState.WAITING, "x", "1"))


@pytest.mark.parametrize("broken", [{}, [], {"id": 1}, RECORD | {"timestamp": "soon"}, "x"])
def test_an_answer_of_another_form_is_no_confirmation(broken: object) -> None:
    """It may have been done or not."""
    with pytest.raises(PeerUnsure):
        over(lambda _: httpx.Response(200, json=broken)).create(ORDER)
