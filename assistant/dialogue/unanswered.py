"""A short question for an aspect ("and how much is it?") right after something the center has no answer to."""

from __future__ import annotations

import re

from assistant.dialogue import references
from assistant.dialogue.foreigners import FOREIGNER
from assistant.dialogue.recalling import recalls
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP
from assistant.nlu.normaliser import fold
from catalog import Catalog

REFUSED_AGAIN = "refused_again"
_MOST = 40
# What wants something done or known of a service; a remark, a joke asked for or an insult leaves nothing to go on with.
_WANTS = re.compile(
    r"办|辦|证|證|卡|申请|登记|怎么(?!样|了)|咋|哪|能不能|可以|[能要]?不?能.{1,12}吗|想|要|多少钱|材料|预约|挂号|报名|缴|交|退|寄|买|租|领"
    r"|\b(?:can|could|may|do|must|should|where|how) i\b|\bhow (?:do|can|to|much|long)\b|\bwhere\b"
    r"|\b(?:want|need|like) to\b|\b(?:apply|register|renew|get|book|buy|pay|replace|issue|permit|licen[cs]e|certificate"
    r"|passport|visa|card|form|tax)\b"
)
_CHAT = re.compile(r"笑话|天气|唱|聊|故事|\b(?:joke|weather|sing|story|chat)\b")


def wants_a_service(text: str) -> bool:
    """Whether a text asks for something of an office, rather than chats."""
    folded = fold(text)
    return _WANTS.search(folded) is not None and _CHAT.search(folded) is None


def can_go_on(move: str | None, text: str) -> bool:
    """Whether a short question can be about what was refused; ``move`` and ``text`` are the refused message's."""
    if move is None:
        return wants_a_service(text)
    return move == REFUSED_AGAIN or move.startswith(FOREIGNER)


def only_goes_on(decided: Decided, evidence: Evidence, facets: tuple[str, ...], text: str) -> bool:
    """Whether a short message asks an aspect of what was just talked of, and names nothing."""
    folded = fold(text)
    if not evidence.names_an_aspect or facets[0] in ("overview", "hours") or len(folded) > _MOST:
        return False
    if references.goes_back(folded) or evidence.linked is not None or evidence.asked_act is not None:
        return False
    unclear = decided.move is None and decided.understanding.outcome in ("clarify", "not_covered")
    return decided.move == FOLLOWUP or (unclear and evidence.best_margin <= min(0.0, evidence.open_margin))


def of_what_was_refused(
    decided: Decided, evidence: Evidence, facets: tuple[str, ...], context: Context, catalog: Catalog, text: str
) -> Decided | None:
    """The decision on a message that is still about what was refused; None for any other."""
    goes_on = context.refused and only_goes_on(decided, evidence, facets, text)
    return refused_again(decided, facets, context) if goes_on and not recalls(catalog, context, text) else None


def refused_again(decided: Decided, facets: tuple[str, ...], context: Context) -> Decided:
    """Not covered once more; what is still open is offered with the aspect asked, for whoever means that."""
    known = context.pending or ((context.transaction,) if context.transaction else ())
    candidates = tuple(Candidate(i, 1.0 / len(known)) for i in known[:5])
    sure = decided.understanding.confidence
    again = Understanding("not_covered", facets=facets, candidates=candidates, confidence=sure)
    return Decided(again, move=REFUSED_AGAIN, ranking=decided.ranking)
