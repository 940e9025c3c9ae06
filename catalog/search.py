"""Looks transactions up by what people type: words of either language, near-misses, pinyin and pinyin initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import opencc
from rapidfuzz import fuzz, process

from catalog.model import Catalog, Journey, Transaction
from catalog.pinyin import dictionary_kept, initials, pinyin

LIKE_A_JOURNEY = 86.0
# A near-miss of Latin letters; less than that is chance. Of three letters nothing is near.
_LIKE_ZH, _LIKE_LATIN, _SHORTEST = 60.0, 72.0, 4
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Hit:
    """A transaction found, with a score from 0 to 100 and the name or alias that matched."""

    transaction: Transaction
    score: float
    matched: str


def _by_words(wanted: str, term: str) -> float:
    """How well each word typed is met by one of the term's: "elec bill" is the electricity's, not any other bill."""
    words, known = wanted.split(), term.split()
    best = [max(100.0 if one.startswith(word) else fuzz.ratio(word, one) for one in known) for word in words]
    return sum(best) / len(best)


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _folded(query: str) -> str:
    wanted = query.strip().casefold()
    return str(_simplifier().convert(wanted)) if _HAN.search(wanted) else wanted


def _pinyin(text: str) -> tuple[str, str]:
    return "".join(pinyin(text)).lower(), "".join(initials(text)).lower()


def spelled(names: Iterable[tuple[str, str]]) -> list[str]:
    """Every way in which names are typed, from pairs of language and name: themselves, pinyin, pinyin initials."""
    with dictionary_kept():
        return [way for language, name in names for way in ((name, *_pinyin(name)) if language == "zh" else (name,))]


class CatalogSearch:
    """An index over names and aliases of a catalog; built once, safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._terms: list[str] = []
        self._owners: list[str] = []
        self._shown: list[str] = []
        with dictionary_kept():
            self._read(catalog)

    def _read(self, catalog: Catalog) -> None:
        for transaction in catalog.transactions.values():
            for written in (transaction.name.zh, *transaction.aliases.zh):
                self._add(written, transaction.id, written)
                full, initials = _pinyin(written)
                self._add(full, transaction.id, written)
                self._add(initials, transaction.id, written)
            for written in (transaction.name.en, *transaction.aliases.en):
                self._add(written, transaction.id, written)
            self._add(transaction.id.replace("_", " "), transaction.id, transaction.name.en)

    def _add(self, term: str, owner: str, shown: str) -> None:
        self._terms.append(term.casefold())
        self._owners.append(owner)
        self._shown.append(shown)

    def find(self, query: str, *, department: str | None = None, limit: int = 20) -> list[Hit]:
        """The best ``limit`` transactions for ``query``; all of them, in catalog order, when the query is blank."""
        wanted = _folded(query)
        if not wanted:
            rows = [Hit(t, 100.0, t.name.zh) for t in self._catalog.transactions.values()]
        else:
            rows = self._ranked(wanted)
        if department is not None:
            rows = [hit for hit in rows if hit.transaction.department == department]
        return rows[:limit]

    def find_journeys(self, query: str) -> list[Journey]:
        """Life events whose name or alias holds the query, is held by it or resembles it; none for a blank query."""
        wanted = _folded(query)
        if not wanted:
            return []
        scorer = fuzz.partial_ratio if _HAN.search(wanted) else fuzz.WRatio
        likely: dict[str, float] = {}
        for journey in self._catalog.journeys.values():
            score = max(scorer(wanted, term.casefold()) for _, _, term in journey.terms)
            if score >= LIKE_A_JOURNEY:
                likely[journey.id] = score
        return [self._catalog.journeys[j] for j in sorted(likely, key=lambda j: -likely[j])]

    def _ranked(self, wanted: str) -> list[Hit]:
        best: dict[str, Hit] = {}
        han, few = _HAN.search(wanted) is not None, len(wanted) < _SHORTEST
        scorer = fuzz.partial_ratio if han or few else fuzz.WRatio
        least = _LIKE_ZH if han else 100.0 if few else _LIKE_LATIN
        for term, score, position in process.extract(wanted, self._terms, scorer=scorer, score_cutoff=least, limit=400):
            if not han and len(term) < min(len(wanted), _SHORTEST):
                continue  # initials of something else that happen to stand in a longer word
            # A query that stands whole inside a term beats a fuzzy likeness; a whole term beats a part of one.
            bonus = 30.0 if wanted == term else 15.0 if term.startswith(wanted) else 10.0 if wanted in term else 0.0
            owner = self._owners[position]
            if len(term) < len(wanted) and term not in wanted:
                bonus -= 20.0
            total = (score if han else (score + _by_words(wanted, term)) / 2) * 0.7 + bonus
            if owner not in best or total > best[owner].score:
                best[owner] = Hit(self._catalog.transactions[owner], total, self._shown[position])
        return sorted(best.values(), key=lambda hit: -hit.score)
