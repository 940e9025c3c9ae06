"""Giving up a visit by chat: asked once with the numbers named, done at once, or one number only; in both languages."""

import asyncio
import secrets
from collections.abc import Iterator

import pytest

from assistant.bootstrap import Assistant
from assistant.dialogue import choices, giving_up
from assistant.messages import Inbound, Language, Reply
from assistant.nlu.normaliser import fold
from assistant.rendering import offers
from assistant.tickets import Status, Ticket
from catalog import load_catalog

TAKE = {
    "zh": "护照到期换发和市民卡充值，一起取号",
    "en": "Renew my expiring passport and top up my citizen card, take numbers for both",
}
ALL = {"zh": "都不要了", "en": "Cancel all of them"}
ONE = {"zh": "不要了", "en": "I don't want it any more"}
YES = {"zh": "是的", "en": "Yes"}
NO = {"zh": "算了", "en": "No"}


class Visitor:
    """A citizen who has taken two numbers for one visit in the chat."""

    def __init__(self, assistant: Assistant, language: Language) -> None:
        self.assistant, self.name, self.language = assistant, secrets.token_hex(8), language
        plan = self.says(TAKE[language])
        self.taps(plan, 0)
        self.numbers = [one.number for one in self.held()]
        assert len(self.numbers) == 2

    def says(self, text: str) -> Reply:
        """What is answered to a text."""
        return self._sent(Inbound(self.name, text, language=self.language))

    def taps(self, reply: Reply, place: int) -> Reply:
        """What is answered to a choice of a reply."""
        return self._sent(Inbound(self.name, payload=reply.choices[place].payload, language=self.language))

    def held(self) -> list[Ticket]:
        """The open numbers."""
        return self.assistant.stores.ledger.active_of(self.name)

    def _sent(self, message: Inbound) -> Reply:
        return asyncio.run(self.assistant.conversation.reply(message)).replies[0]


@pytest.fixture(params=["zh", "en"])
def visitor(request: pytest.FixtureRequest, assistant: Assistant) -> Iterator[Visitor]:
    """With two numbers; without any afterwards, so that the queues stay short for the other tests."""
    visitor = Visitor(assistant, request.param)
    yield visitor
    for ticket in visitor.held():
        if ticket.status is Status.WAITING:
            assistant.stores.ledger.cancel(ticket.reference, "staff")


def test_all_are_given_up_after_one_question_that_names_them(visitor: Visitor) -> None:
    """Nothing is given up before the yes; then everything is, in one go."""
    asked = visitor.says(ALL[visitor.language])
    assert all(number in asked.text for number in visitor.numbers) and len(visitor.held()) == 2
    done = visitor.says(YES[visitor.language])
    assert visitor.held() == [] and all(number in done.text for number in visitor.numbers)
    cancelled = [e for e in visitor.assistant.stores.ledger.events_after(visitor.name, 0) if e.kind == "cancelled"]
    assert len(cancelled) == 2 and len({event.at for event in cancelled}) == 1


def test_a_no_keeps_all(visitor: Visitor) -> None:
    """And the question is closed: a later yes gives nothing up."""
    visitor.says(ALL[visitor.language])
    kept = visitor.says(NO[visitor.language])
    assert all(number in kept.text for number in visitor.numbers)
    visitor.says(YES[visitor.language])
    assert len(visitor.held()) == 2


def test_one_of_them_stays_possible(visitor: Visitor) -> None:
    """Who gives "it" up is asked which; each one, all and none are offered, and one is given up by its number."""
    asked = visitor.says(ONE[visitor.language])
    assert len(visitor.held()) == 2 and len(asked.choices) == 4
    first, second = visitor.numbers
    assert [number in choice.title for number, choice in zip(visitor.numbers, asked.choices, strict=False)] == [
        True
    ] * 2
    visitor.says(second.lower())
    assert [one.number for one in visitor.held()] == [first]
    visitor.says(ONE[visitor.language])  # a single one needs no question
    assert visitor.held() == []


def test_the_choices_do_what_they_say(visitor: Visitor) -> None:
    """None, one and all by tapping; a choice tapped again does no harm."""
    asked = visitor.says(ONE[visitor.language])
    visitor.taps(asked, 3)
    assert len(visitor.held()) == 2
    visitor.taps(asked, 0)
    assert [one.number for one in visitor.held()] == visitor.numbers[1:]
    done = visitor.taps(asked, 2)
    assert visitor.held() == [] and visitor.numbers[0] not in done.text
    assert visitor.taps(asked, 2).kind == "text"


def test_another_question_is_answered_and_gives_nothing_up(visitor: Visitor) -> None:
    """What is asked in between is no answer; nor is a yes that comes after it."""
    visitor.says(ALL[visitor.language])
    answer = visitor.says({"zh": "身份证丢了怎么补办", "en": "How do I replace a lost ID card?"}[visitor.language])
    assert answer.kind != "choices" or not any("give_up" in choice.payload for choice in answer.choices)
    visitor.says(YES[visitor.language])
    assert len(visitor.held()) == 2


@pytest.mark.parametrize(
    "text",
    [
        *(
            "都不要了",
            "全部取消",
            "这些号都退了吧",
            "取消所有的号",
            "统统不办了",
            "算了，都不要了",
            "cancel all of them",
        ),
        *("Cancel everything please", "please cancel all my tickets", "cancel the whole visit"),
        "I don't need them any more",
    ],
)
def test_what_gives_up_everything(text: str) -> None:
    """In few words, as people say it."""
    assert giving_up.move_of(fold(text)) == giving_up.ALL


@pytest.mark.parametrize(
    "text",
    ["不要了", "都要", "材料都不要原件吗", "全部材料", "can all of them be cancelled by my wife", "all of them", ""],
)
def test_what_does_not(text: str) -> None:
    """Anything longer, or about anything else."""
    assert giving_up.move_of(fold(text)) is None


@pytest.mark.parametrize(
    "payload", ["give_up_now:", "give_up_now:A1", "give_up_now:A001,x", "keep_numbers:a001", "give_up_now"]
)
def test_a_payload_that_names_no_numbers_asks_for_nothing(payload: str) -> None:
    """Nor does one of a matter that is not there."""
    catalog = load_catalog()
    assert choices.read(payload, catalog) is None and choices.read("cancel_ticket:nothing", catalog) is None
    given = choices.read(offers.give_up_all("t", ("A001", "BC012")).payload, catalog)
    assert given is not None and (given.understanding.act, given.move) == ("cancel_ticket", "give_up_now:A001,BC012")
