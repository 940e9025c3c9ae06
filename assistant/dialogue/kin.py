"""Which other member of the open matter's families a message names, by the words that tell the members apart."""

from __future__ import annotations

import re

from catalog import Catalog

# Words of an answer that choose nothing by themselves.
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        "a an and another any at been by do for from get go going have her his home i if in into is it its just me my"
        " no not of off on one only or other our out own s someone the their to up want with you your 的 了",
    )
)
_PIECES = re.compile(r"[,，、;；()（）]|或")
_WORD = re.compile(r"[a-z]+")
# So much of a word must agree for its forms: "expired" and "expiring", "renting" and "rent".
_STEM = 4


def kin_of(catalog: Catalog, current: str) -> tuple[str, ...]:
    """The other members of the families of a transaction, each once."""
    members = [i for family in catalog.families_of(current) for i in family.members if i != current]
    return tuple(dict.fromkeys(members))


def said_among(catalog: Catalog, ids: tuple[str, ...], folded: str, *, said: str = "") -> str | None:
    """The one of ``ids`` whose words in a family's answers a folded text has; None where none or several have them.

    ``said``: the few words that name it, where they are known; they may be shorter than the answer ("车" for "车辆").
    """
    scores = dict.fromkeys(ids, 0.0)
    for family in catalog.families_of(*ids):
        for answer in family.answers:
            if answer.transaction in scores:
                found = max(_han(answer.zh, folded, said), _latin(answer.en.lower(), folded))
                scores[answer.transaction] = max(scores[answer.transaction], found)
    best = max(scores.values(), default=0.0)
    named = [i for i, score in scores.items() if score == best]
    return named[0] if best > 0 and len(named) == 1 else None


def _han(answer: str, folded: str, said: str) -> float:
    pieces = [piece.strip() for piece in _PIECES.split(answer.lower())]
    within = max((len(piece) for piece in pieces if len(piece) >= 2 and piece in folded), default=0)
    if not any("\u3400" <= c <= "\u9fff" for c in said) or not any(said in piece for piece in pieces):
        return float(within)
    leads = any(piece.startswith(said) for piece in pieces)
    return max(float(within), len(said) + (0.5 if leads else 0.0))


def _latin(answer: str, folded: str) -> float:
    words = {word for word in _WORD.findall(folded) if word not in _EMPTY}
    return float(sum(any(_same(word, own) for own in words) for word in set(_WORD.findall(answer)) - _EMPTY))


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _STEM and one[:_STEM] == other[:_STEM])
