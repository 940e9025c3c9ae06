"""Two aspects asked in one message: "what do I bring, and how much is it". Each part is read by itself, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.nlu.evidence import Evidence
from assistant.nlu.normaliser import fold
from assistant.nlu.scope import AMBIGUOUS_KIND, MATTER

MOST_PARTS, MOST_CHARACTERS = 5, 200
# How likely a part's aspect must be, and from which margin of the second likeliest aspect the parts are read at all;
# both chosen on joined training lines (docs/decisions/0028-language-models.md).
CLAIMED, LIKELY = 0.8, -0.8
# A part that is so surely a matter makes clear what the whole message is about.
_CLEAR = 0.85
_JOINT = re.compile(
    r"[，,、；;。！？!?\n]+|(?<=\w)\. |以及|还有|另外|顺便问?|并且|同时"
    r"|(?<=[\u4e00-\u9fff])和(?=[几多要在哪什怎能可费电])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"
    r"|\s+(?:and(?: also| then)?|plus|also|as well as|&)\s+"
)

_ASKS = re.compile(
    r"[?？吗么嘛呢几多哪啥谁怎咋]|什么|何时|如何|能不能|可不可以|要不要|是不是|是否"
    r"|\b(?:what|which|where|when|who|whom|how|can|could|may|must|do|does|is|are|will|should)\b"
)


def parts_of(text: str) -> list[str]:
    """The parts of a message that may each ask an aspect, folded; none where there are not two to five."""
    if len(text) > MOST_CHARACTERS:
        return []
    parts = [part.strip() for part in _JOINT.split(fold(text))]
    parts = [part for part in parts if len(part) >= 2]
    return parts if 2 <= len(parts) <= MOST_PARTS else []


def asks(part: str) -> bool:
    """Whether a folded part has the form of a question."""
    return _ASKS.search(part) is not None


def may_ask_two(evidence: Evidence) -> bool:
    """Whether what was found about a whole message leaves room for a second aspect."""
    margins = sorted(margin for facet, margin in evidence.facet.items() if facet != "overview")
    return evidence.linked is None and len(margins) > 1 and margins[-2] > LIKELY


def asked_in(texts: Iterable[str], parts: Iterable[Evidence]) -> tuple[str, ...]:
    """
    The aspects that parts plainly ask, each once, in the order asked; a part that only names one ("我要收钱", "on
    Sunday") stands behind those that ask.
    """
    found = []
    read = zip(texts, parts, strict=True)
    for _, part in sorted(read, key=lambda each: not asks(each[0])):
        facet = part.cued or max(part.facet_share, key=lambda name: part.facet_share[name], default="overview")
        if facet != "overview" and (part.cued or part.facet_share[facet] >= CLAIMED):
            found.append(facet)
    return tuple(dict.fromkeys(found))


def made_clear(whole: Evidence, parts: Sequence[Evidence]) -> Evidence:
    """
    What was found about a message, no longer as unclear where a part by itself plainly names the matter that the whole
    most likely means: two aspects asked in a row sound vague, whatever they are asked of.
    """
    best = _likeliest(whole)
    if best is None or not any(part.kind.get(MATTER, 0.0) >= _CLEAR and _likeliest(part) == best for part in parts):
        return whole
    return as_if_clear(whole)


def may_be_made_clear(whole: Evidence) -> bool:
    """Whether some part could make clear what the whole message is about."""
    return _likeliest(whole) is not None


def as_if_clear(whole: Evidence) -> Evidence:
    """What was found about a message, no longer as unclear."""
    kind = dict(whole.kind)
    kind[MATTER] = kind.get(MATTER, 0.0) + kind.pop(AMBIGUOUS_KIND, 0.0)
    return replace(whole, kind=kind)


def _likeliest(evidence: Evidence) -> str | None:
    share = {transaction: evidence.matter.get(transaction, 0.0) for transaction in evidence.transactions}
    best = max(share, key=lambda transaction: share[transaction], default=None)
    return best if best is not None and share[best] > 0.5 else None
