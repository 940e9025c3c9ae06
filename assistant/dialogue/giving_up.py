"""Giving up numbers, by chat: the one that is meant, or all after one question that names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.desk import InformationDesk
from assistant.dialogue.several import confirmed
from assistant.dialogue.visiting import VisitReply
from assistant.messages import Candidate, Language, Reply, Understanding
from assistant.nlu.decision import Context, Decided
from assistant.rendering import giving_up as said
from assistant.rendering.offers import GIVE_UP_NOW, KEEP_NUMBERS, SEPARATOR
from assistant.rendering.renderer import Renderer
from assistant.tickets import Status, Ticket, WrongState
from catalog import Catalog

ONE, ALL, WHICH = "give_up_one", "give_up_all", "give_up_which"
_NUMBER = re.compile(r"[A-Z]{1,2}[0-9]{3,6}")
_ALL = re.compile(
    r"(?:算了)?[,，]?(?:我|这些|这几个|那些|几个|号|的)*(?:都|全都|全部都?|通通|统统|一个都|一个也)(?:给我|帮我|把它们)?"
    r"(?:不要|不取|不办|不排|退|退掉|退了|取消|取消掉|作废)(?:号|队|掉)?(?:了|吧|啦)*"
    r"|(?:请|帮我|给我)?(?:取消|退掉|退)(?:我的|这次的)?(?:所有|全部|这些|整个|这一趟|这趟)(?:的)?(?:号|号码|预约|行程)*(?:了|吧)?"
    r"|(?:please |can you |could you |i want to |i'd like to |just )*(?:cancel|drop|give up|delete|return)(?: all)?"
    r"(?: of)? ?(?:them all|them|all|everything|all three|all two|both|my numbers|the numbers|these numbers|my tickets"
    r"|the tickets|these tickets|(?:the|my) (?:whole |entire )?visit)(?: of (?:them|those|these))?(?: please)?"
    r"|i (?:don't|don’t|dont|do not) (?:want|need) (?:any of them|any of these|them)(?: any ?more)?"
)
_KEEPS = re.compile(
    r"(?:不|不用|不退|不要退|先不退|别退|算了|留着|都留着|先留着)(?:了|吧)?"
    r"|no|nope|no,? (?:thanks|keep them)|keep (?:them|all)"
)


def move_of(folded: str) -> str | None:
    """`ALL` for a message that gives up every number its sender holds; None for any other message."""
    return ALL if _ALL.fullmatch(_plain(folded)) else None


def _plain(folded: str) -> str:
    return folded.strip().strip("。.!！~～?？ ")


def given_up(move: str | None, matter: str | None = None) -> Decided:
    """The decision that gives up numbers; `move` says which."""
    candidates = (Candidate(matter, 1.0),) if matter else ()
    return Decided(Understanding("ticket", matter, (), candidates, act="cancel_ticket", confidence=1.0), move=move)


def read(kind: str, rest: Sequence[str], catalog: Catalog) -> Decided | None:
    """The decision of a payload's parts; None where it names no numbers, or no matter of the catalog."""
    if kind == "cancel_ticket":
        return given_up(ONE, rest[0]) if len(rest) == 1 and rest[0] in catalog.transactions else None
    if kind not in (GIVE_UP_NOW, KEEP_NUMBERS) or len(rest) != 1 or not numbers_in(rest[0]):
        return None
    return given_up(SEPARATOR.join((kind, rest[0])))


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a payload or an open question; () where something else stands among them."""
    numbers = tuple(text.split(","))
    return numbers if all(_NUMBER.fullmatch(number) for number in numbers) else ()


def is_open(pending_act: str | None) -> bool:
    """Whether it was asked which numbers are given up."""
    return pending_act is not None and pending_act.split(SEPARATOR)[0] in (GIVE_UP_NOW, WHICH)


def answered(decided: Decided, folded: str, context: Context, picked: str | None) -> Decided | None:
    """What the answer to that question asks for; None for a message about anything else. `picked`: a matter offered."""
    kind, written = (context.pending_act or "").split(SEPARATOR)
    plain, numbers = _plain(folded), numbers_in(written)
    if decided.move == "deny" or _KEEPS.fullmatch(plain):
        return given_up(SEPARATOR.join((KEEP_NUMBERS, written)))
    if _ALL.fullmatch(plain) or (kind == GIVE_UP_NOW and confirmed(decided, folded)):
        return given_up(SEPARATOR.join((GIVE_UP_NOW, written)))
    named = [number for number in _NUMBER.findall(plain.upper()) if number in numbers]
    if len(named) == 1 and len(context.pending) == len(numbers):
        picked = context.pending[numbers.index(named[0])]
    return given_up(ONE, picked) if picked else None


class GivingUp:
    """Gives numbers up on the ledger and says what happened. Its methods raise LedgerUnavailable."""

    def __init__(self, desk: InformationDesk, renderer: Renderer) -> None:
        self._desk, self._renderer = desk, renderer

    def reply(self, understanding: Understanding, citizen: str, language: Language, move: str | None) -> VisitReply:
        """One step: a number given up, the question which ones, or its answer carried out."""
        active = self._desk.ledger.active_of(citizen)
        kind, _, written = (move or "").partition(SEPARATOR)
        if kind == ONE and not any(_is_of(one, understanding.transaction) for one in active):
            kind = ""  # the matter named is none of theirs
        if kind in (GIVE_UP_NOW, KEEP_NUMBERS):
            chosen = [one for one in active if one.number in numbers_in(written)]
            return self._all_of(chosen, citizen, language) if kind == GIVE_UP_NOW else self._kept(active, language)
        waiting = [one for one in active if one.status is Status.WAITING]
        if kind == ALL and len(waiting) > 1:
            return self._asked(waiting, language, all_of_them=True)
        meant = _meant(active, understanding.transaction)
        linked = [one for one in waiting if meant and meant.visit and one.visit == meant.visit]
        if not kind and len(linked) > 1:
            return self._asked(linked, language, all_of_them=False)
        if meant is None:
            return VisitReply((self._renderer.said("ticket_none", language),))
        return self._one(meant, citizen, language)

    def _one(self, ticket: Ticket, citizen: str, language: Language) -> VisitReply:
        try:
            ticket, name = self._desk.ledger.cancel(ticket.reference, "citizen"), "ticket_cancelled"
        except WrongState:
            name = "ticket_not_cancellable"
        return self._told((self._renderer.ticket(name, self._desk.ticket(ticket), language),), citizen)

    def _asked(self, tickets: Sequence[Ticket], language: Language, *, all_of_them: bool) -> VisitReply:
        facts = [self._desk.ticket(one) for one in tickets]
        numbers = ",".join(one.number for one in tickets)
        ask = said.all_of_them if all_of_them else said.which
        open_act = SEPARATOR.join((GIVE_UP_NOW if all_of_them else WHICH, numbers))
        pending = tuple(one.transaction for one in tickets)
        return VisitReply((ask(facts, language),), pending, open_act, tickets[-1].reference)

    def _all_of(self, tickets: Sequence[Ticket], citizen: str, language: Language) -> VisitReply:
        if not tickets:  # given up before, or called and served since
            return VisitReply((self._renderer.said("ticket_none", language),))
        after = self._desk.ledger.cancel_all([one.reference for one in tickets], "citizen")
        gone = [self._desk.ticket(one) for one in after if one.status is Status.CANCELLED]
        left = [self._desk.ticket(one) for one in after if one.status is not Status.CANCELLED]
        return self._told((said.given_up(gone, left, language),), citizen)

    def _kept(self, active: Sequence[Ticket], language: Language) -> VisitReply:
        if not active:
            return VisitReply((self._renderer.said("ticket_none", language),))
        facts = [self._desk.ticket(one) for one in active]
        return VisitReply((said.kept(facts, language),), reference=active[-1].reference)

    def _told(self, replies: tuple[Reply, ...], citizen: str) -> VisitReply:
        # What is still held stays what "I'm here" or "give it up" are about.
        rest = self._desk.ledger.active_of(citizen)
        return VisitReply(replies, reference=rest[-1].reference if rest else None)


def _meant(active: Sequence[Ticket], matter: str | None) -> Ticket | None:
    """The open ticket of the matter named, else the newest open one."""
    matching = [one for one in active if _is_of(one, matter)] or active
    return matching[-1] if matching else None


def _is_of(ticket: Ticket, matter: str | None) -> bool:
    return matter is not None and matter in (ticket.transaction, *ticket.also)
