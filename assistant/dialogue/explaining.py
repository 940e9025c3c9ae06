"""A word of the office that a message asks the meaning of: "what is a hukou", "什么叫容缺", "what does 签注 mean"."""

from __future__ import annotations

import re

from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.nlu.normaliser import fold
from assistant.rendering.offers import SEPARATOR
from catalog import Catalog, Term

TERM = "term"
_ABOUT = r"(?P<word>[^?？。!！,，]{2,60}?)"
_LEAD = (
    r"^(?:请问|麻烦问一下|问一下|你好|您好|那么?|哦|不好意思|excuse me|sorry|hi|hello|and|so|but|ok(?:ay)?|please"
    r"|[\s,，.]){0,6}"
)
_ASKS = tuple(
    re.compile(_LEAD + pattern + r"[\s?？。.!！]*$")
    for pattern in (
        rf"(?:什么|啥)(?:是|叫做?|叫作|算)(?:一?个|一?种)?{_ABOUT}(?:呢|啊|呀)?",
        rf"{_ABOUT}(?:到底|究竟)?(?:是|指|指的是|算)(?:个|一种|一个)?(?:什么|啥)(?:意思|东西|证|卡|玩意儿?|概念|来的)?(?:呢|啊|呀)?",
        rf"{_ABOUT}(?:是)?(?:什么|啥|几个)意思(?:呢|啊|呀)?",
        rf"(?:解释|说明|讲讲|介绍)(?:一?下)?(?:什么是)?{_ABOUT}",
        rf"what(?:'s| is| are|s|’s)(?: meant by)? (?:an? |the |this |that |these |those )?{_ABOUT}",
        rf"what (?:do|does) (?:you mean by )?(?:an? |the )?{_ABOUT} mean(?: exactly| here)?",
        rf"what do you mean by (?:an? |the )?{_ABOUT}",
        r"(?:can you |could you |please )?(?:explain|define)(?: to me)?(?: what)?(?: is)? (?:an? |the )?"
        rf"{_ABOUT}(?: is| means?)?",
        rf"(?:the )?meaning of (?:an? |the )?{_ABOUT}",
        rf"i (?:don't|do not|dont) know what (?:an? |the )?{_ABOUT} (?:is|are|means?)",
    )
)
_QUOTES = re.compile(r"[\"'“”‘’「」《》()（）]")
_SPACES = re.compile(r"\s+")


def asked_of(text: str, catalog: Catalog) -> Term | None:
    """The term whose meaning a message asks, and nothing else; None for any other message."""
    folded = _SPACES.sub(" ", _QUOTES.sub("", fold(text))).strip()
    asked = {_plain(found["word"]) for asks in _ASKS if (found := asks.match(folded))}
    if not asked:
        return None
    return next(
        (term for term in catalog.terms.values() if any(_plain(word) in asked for _, word in term.spoken)), None
    )


def _plain(word: str) -> str:
    """A word as it is looked up: folded, in one, an English plural as the singular."""
    joined = _QUOTES.sub("", fold(word)).replace("-", " ").strip()
    return joined.removesuffix("s") if joined.isascii() else joined.replace(" ", "")


def explained(term: Term, decided: Decided) -> Decided:
    """The decision that explains a term; its matters can be picked."""
    candidates = tuple(Candidate(i, 1.0 / len(term.transactions)) for i in term.transactions)
    found = Understanding("clarify", None, (), candidates, confidence=1.0)
    return Decided(found, move=SEPARATOR.join((TERM, term.id)), ranking=decided.ranking)
