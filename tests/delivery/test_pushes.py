"""What is told of a number in a messenger: each event in both languages, and nothing that is no longer so."""

import pytest
from clerk import call

from assistant.bootstrap import Assistant
from assistant.messages import Language
from assistant.tickets import EventKind
from connectors.delivery.pushes import push_of
from connectors.gateway import services_of

MATTER = "gas_leak_repair"


@pytest.mark.parametrize(
    ("language", "missed", "again"), [("zh", "没等到您", "重新排上"), ("en", "called", "in the line again")]
)
def test_a_missed_number_that_waits_again_is_told_so(
    assistant: Assistant, language: Language, missed: str, again: str
) -> None:
    """Also that it was missed, until it waits again: then that is overtaken."""
    stores = assistant.stores
    parts, who = services_of(stores), f"somebody who reads {language}"
    ticket = stores.ledger.issue(who, MATTER).ticket
    stores.ledger.check_in(ticket.reference)
    window = call(stores, ticket)
    stores.ledger.missed(window)
    told = stores.ledger.events_after(who, 0)
    reply = push_of(parts, told[-1], language)
    assert told[-1].kind is EventKind.MISSED and reply is not None and missed in reply.text
    stores.ledger.rejoin(ticket.reference)
    before, after = stores.ledger.events_after(who, 0)[-2:]
    reply = push_of(parts, after, language)
    assert after.kind is EventKind.REQUEUED and reply is not None
    assert again in reply.text and ticket.number in reply.text and reply.choices == ()
    assert push_of(parts, before, language) is None
    stores.ledger.cancel(ticket.reference, "citizen")
