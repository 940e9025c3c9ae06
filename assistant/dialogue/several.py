"""Several matters in one message, with numbers asked for all: "换护照和办社保卡，一起取号"; and how that goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.nlu.labels import SMALLTALK
from assistant.rendering.offers import SEPARATOR, visit_groups
from catalog import Catalog

PLAN, TAKE = "visit", "visit_take"
Groups = tuple[tuple[str, ...], ...]
MOST_PARTS, MOST_CHARACTERS = 8, 200

_NUMBERS = re.compile(
    r"(?:请|麻烦)?(?:你|您)?(?:帮我|给我|替我)?(?:们)?(?:都|各|一起|一块儿?|一次性?|同时|一趟)*(?:都)?(?:取|拿|排|领|要|挂)"
    r"(?:一下|好)?(?:[一两二三四五六几2-6]个?|个)?(?:排队)?号(?:码)?(?:吧|呗|吗|行吗|可以吗)?"
    r"|(?:(?:can|could|will|would) you |please |i(?:'d| would) like to |i want to |let me |and )*"
    r"(?:get|take|give|draw|grab|book|have|want|need)(?: me| us)?"
    r"(?: (?:a|the|my|one|two|three|four|some|all|both|queue|queuing|each))* ?(?:numbers?|tickets?)\b"
    r"(?: (?:for|of) (?:both|all(?: of them)?|each(?: of them)?|them|those|these|all three)(?: (?:things|matters))?)?"
    r"(?: (?:together|at once|in one go|in one visit|please))*"
    r"|(?<!phone )(?<!telephone )(?<!\w)(?:queue )?(?:numbers|tickets) for(?=\s)"
)
_BREAK = re.compile(
    r"[，,、；;。.!！?？\n]+|以及|还有|还要|另外|顺便|顺带|然后|再办|再要|和|跟|与|加上"
    r"|\s+(?:and(?: also| then)?|plus|as well as|then)\s+"
)
_LEAD = re.compile(
    r"^(?:我们?|今天|明天|这次|想|要|需要|打算|得|来|去|一次|一趟|一起|同时|把|请|麻烦|帮我|给我|也|都)+(?=.{2})"
    r"|^(?:for|to|and|also|plus|i'd like to|i want to|i would like to|i have to|i need to|need to|want to)\s+"
)
_TAIL = re.compile(r"(?:的|都|也|一起|一块|吧|呢|了)+$|\s+(?:please|together|too|as well|for)$")
_CONFIRMED = re.compile(
    r"^(?:好的?|行|可以|对|是的?|嗯+|没问题)?[，,、\s]*(?:都|全|全部|一起|一次|这些号?|帮我|给我)*"
    r"(?:取(?:号)?|拿(?:号)?)(?:吧|了|好)?$"
    r"|^(?:yes|ok(?:ay)?|sure|fine)?[,\s]*(?:please )?(?:take|get) (?:them|both|all|these)(?: all)?(?: numbers)?"
    r"(?: please)?$"
)


def parts_of(folded: str) -> list[str]:
    """The matters of a message that asks for numbers for several; none for any other message."""
    if len(folded) > MOST_CHARACTERS or not _NUMBERS.search(folded):
        return []
    parts = [_stripped(part) for part in _BREAK.split(_NUMBERS.sub("，", folded)) if part]
    parts = [part for part in parts if len(part) >= 2]
    return parts if 2 <= len(parts) <= MOST_PARTS else []


def _stripped(part: str) -> str:
    text, before = part.strip(), ""
    while text != before:
        before = text
        text = _TAIL.sub("", _LEAD.sub("", text).strip()).strip()
    return text


def visit_of(heard: Iterable[Decided]) -> Decided | None:
    """One visit for the matters of a message's parts; None where they are not at least two different ones."""
    groups: list[tuple[str, ...]] = []
    unheard = False
    for decided in heard:
        group = _matters(decided)
        if group and not any(set(group) & set(other) for other in groups):
            groups.append(group)
        elif not group and decided.move not in SMALLTALK:
            unheard = True
    return planned(tuple(groups), unheard=unheard) if len(groups) > 1 else None


def _matters(decided: Decided) -> tuple[str, ...]:
    understanding = decided.understanding
    if understanding.transaction is not None:
        return (understanding.transaction,)
    if decided.move is None and understanding.journey is None and understanding.outcome in ("clarify", "ticket"):
        return tuple(candidate.id for candidate in understanding.candidates)
    return ()


def planned(groups: Groups, journey: str = "", *, kind: str = PLAN, unheard: bool = False) -> Decided:
    """The decision that plans a visit (or takes it); `move` carries the groups."""
    first = tuple(Candidate(i, 1.0 / len(group)) for group in groups for i in group)
    move = SEPARATOR.join((kind, visit_groups(groups), journey, *(["unheard"] if unheard else [])))
    return Decided(Understanding("ticket", None, (), first[:5], act="take_ticket", confidence=1.0), move=move)


def read(kind: str, rest: Sequence[str], catalog: Catalog) -> Decided | None:
    """The decision of a payload's parts; None where the catalog no longer has what they name."""
    if kind not in (PLAN, TAKE) or len(rest) not in (2, 3):
        return None
    groups, journey = groups_in(rest[0]), rest[1]
    if journey and journey not in catalog.journeys:
        return None
    known = bool(groups) and all(i in catalog.transactions for group in groups for i in group)
    clear = not unclear_in(groups)
    return planned(groups, journey, kind=kind) if known and (clear or kind == PLAN) else None


def groups_in(text: str) -> Groups:
    """The groups of a payload or a move."""
    return tuple(tuple(group.split(",")) for group in text.split("|") if group)


def is_open(pending_act: str | None) -> bool:
    """Whether a visit that was planned waits to be confirmed or made clear."""
    return pending_act is not None and pending_act.startswith(PLAN + SEPARATOR)


def is_visit(move: str | None) -> bool:
    """Whether a move plans or takes a visit."""
    return move is not None and move.split(SEPARATOR)[0] in (PLAN, TAKE)


def unclear_in(groups: Groups) -> tuple[str, ...]:
    """What the first matter that is not clear yet may be; () where all are clear."""
    return next((group for group in groups if len(group) > 1), ())


def confirmed(decided: Decided, folded: str) -> bool:
    """Whether a message says yes to the plan."""
    return decided.move == "affirm" or bool(_CONFIRMED.match(folded.strip().strip("。.!！~～ ")))


def made_clear(groups: Groups, chosen: str) -> Groups:
    """The groups with the first unclear one decided."""
    place = next(place for place, group in enumerate(groups) if len(group) > 1)
    return (*groups[:place], (chosen,), *groups[place + 1 :])
