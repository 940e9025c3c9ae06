"""Which matter of earlier in the talk a message goes back to: by what was said of it and for whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.dialogue import references
from assistant.dialogue.persons import agree, persons_in
from assistant.nlu.decision import Context
from assistant.nlu.normaliser import fold
from assistant.nlu.within import log_of
from catalog import Catalog

_MOST = 4  # matters of before that a message may go back to
# What their words and their probability count beside the person.
_WORDS, _SHARE = 10.0, 0.3
# "The deed again", "那张卡", "the first one": of something spoken of before, whichever.
_POINTS = re.compile(
    r"(?:那|\U00020BB6)(?:个|件|张|本|台|套|块|份|辆|项|条|只|把|边|笔)|这(?:件|张|本|台|套)"
    r"|\b(?:that|the) (?!new )(?:\w+ ){0,2}one\b|\bthat\b"
)
_AGAIN = re.compile(
    r"先说|先讲|^(?:那|哦|好|嗯|[\s,，])*(?:接着|还是(?:那|说|回|问|办|要|我))|返(?:转)?头|说回|讲回|再说|再讲|再问"
    r"|\bagain\b|\bas for\b|\bright,|\bok(?:ay)?,? the\b"
)
_EMPTY = frozenset("的了我你他她是要那个这吗呢吧啊呀哦嗯有没不就也都还可以能在到去来办给拿什么怎多少一下上几问说请帮")
_EMPTY_EN = frozenset(
    re.findall(
        r"\S+",
        "the and for you can how what where that this with from have has had her his she they are was were will would"
        " need want does did not but our get got any about which when who whom why its it's i'm there here just then"
        " take bring give one please number queue ticket",
    )
)
_LATIN = re.compile(r"[a-z]{3,}")
_STEM = 5
# What is asked of any matter, though the names of some hold it too.
_OF_ASPECTS = frozenset(
    re.findall(
        r"\S+",
        "收费 费用 多少 电话 窗口 时间 地址 材料 手续 证明 办理 办证 申请 下来 网上 手机 自己 本人 几天 上办"
        " cost fee fees charg price long much phone numbe docum paper bring windo floor open"
        " hours time onlin apply servi offic cente certi",
    )
)


@dataclass(frozen=True)
class Former:
    """The matter of before that a message is likeliest to go back to.

    ``words``: the share of the message's words that belong to it and not to the open one; ``person``: see `agree`.
    """

    transaction: str
    words: float
    person: float


@dataclass(frozen=True)
class Recalled:
    """What a message has of the talk so far: of the open matter, of the one it may go back to (None: there is none).

    ``of_sibling``, ``of_stranger``: the shares of its words that stand in their names and are not of the open one.
    """

    words: float = 0.0
    of_sibling: float = 0.0
    of_stranger: float = 0.0
    person: float = 0.0
    points: bool = False
    again: bool = False
    former: Former | None = None


def recalled(
    catalog: Catalog, context: Context, shares: Mapping[str, float], text: str, sibling: str | None = None
) -> Recalled:
    """What a message has of the open matter, of the likeliest of before, of a sibling, of the likeliest other."""
    current, folded = context.transaction, fold(text)
    if current is None:
        return Recalled()
    own, persons = _words(folded), persons_in(folded)
    present = _known(catalog, context, current)
    known = {i: _known(catalog, context, i) for i in context.former[:_MOST] if i != current}
    options = [
        Former(i, _share(own, words - present), agree(persons, persons_in(fold(context.said.get(i, "")))))
        for i, words in known.items()
    ]
    # Of several that fit as well, the one spoken of last.
    former = max(
        options,
        key=lambda one: _WORDS * one.words + one.person + _SHARE * log_of(shares.get(one.transaction, 0.0)),
        default=None,
    )
    others = [i for i in shares if i not in (current, sibling)]
    stranger = max(others, key=lambda i: shares[i], default=None)
    own_kin, own_stranger = (_named(catalog, i) if i else frozenset[str]() for i in (sibling, stranger))
    return Recalled(
        of_sibling=_share(own, own_kin - present),
        of_stranger=_share(own, own_stranger - present - own_kin),
        words=_share(own, present - (known[former.transaction] if former else frozenset())),
        person=agree(persons, persons_in(fold(context.said.get(current, "")))),
        points=_POINTS.search(folded) is not None,
        again=references.goes_back(folded) or _AGAIN.search(folded) is not None,
        former=former,
    )


def recalls(catalog: Catalog, context: Context, text: str) -> bool:
    """Whether a message says a word of the name of the open matter or of one of before, or that it goes back to one."""
    folded = fold(text)
    if references.goes_back(folded) or _AGAIN.search(folded) is not None:
        return True
    said = {word for word in _words(folded) if len(word) > 1} - _OF_ASPECTS
    return any(said & _named(catalog, i) for i in (context.transaction, *context.former[:_MOST]) if i is not None)


def _known(catalog: Catalog, context: Context, transaction: str) -> frozenset[str]:
    """The words of a matter's names, and of what was said when it was asked about."""
    return _named(catalog, transaction) | _words(fold(context.said.get(transaction, "")))


def _named(catalog: Catalog, transaction: str) -> frozenset[str]:
    """The words of a matter's names."""
    record = catalog.transactions[transaction]
    return _of_names(" ".join((record.name.zh, record.name.en, *record.aliases.zh, *record.aliases.en)))


@lru_cache(maxsize=512)
def _of_names(names: str) -> frozenset[str]:
    return _words(fold(names))


def _words(folded: str) -> frozenset[str]:
    """Characters and pairs of Chinese, stems of English, without those that say nothing."""
    han = [c if "\u3400" <= c <= "\u9fff" and c not in _EMPTY else " " for c in folded]
    single = {c for c in han if c != " "}
    pairs = {a + b for a, b in pairwise(han) if a != " " != b}
    return frozenset(single | pairs | {word[:_STEM] for word in _LATIN.findall(folded) if word not in _EMPTY_EN})


def _share(own: frozenset[str], of_matter: frozenset[str]) -> float:
    return len(own & of_matter) / len(own) if own else 0.0
