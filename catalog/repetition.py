"""Sentences that several records share word for word: what is copied where it should be written for the matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.checks import texts
from catalog.model import Catalog, Language, Transaction

# Names of papers and sources are what they are; a short phrase ("when others act for you") is no copied sentence.
_OFFICIAL = {"name", "source"}
LONG: Mapping[Language, int] = {"zh": 12, "en": 40}


@dataclass(frozen=True)
class Repetition:
    """A sentence, and the transactions that say it, of more than one department where ``unrelated``."""

    text: str
    transactions: tuple[str, ...]
    unrelated: bool


@dataclass(frozen=True)
class Share:
    """How many of the sentences of all records stand in more than one of them."""

    sentences: int
    repeated: int
    unrelated: int

    @property
    def percent(self) -> float:
        """The share of sentences that another record says as well, in percent."""
        return 100 * self.repeated / self.sentences if self.sentences else 0.0


def sentences_of(record: Transaction, language: Language) -> Iterator[str]:
    """The texts of a record that are long enough to be a sentence, each field by itself, names and sources left out."""
    for place, text in texts(record):
        said = text.in_(language)
        if place[-1] not in _OFFICIAL and len(said) >= LONG[language]:
            yield said


def repetitions(catalog: Catalog, language: Language) -> list[Repetition]:
    """Every sentence that more than one record says, most widespread first."""
    owners: dict[str, list[str]] = defaultdict(list)
    for record in catalog.transactions.values():
        for said in dict.fromkeys(sentences_of(record, language)):
            owners[said].append(record.id)
    found = [
        Repetition(text, tuple(ids), len({catalog.transactions[i].department for i in ids}) > 1)
        for text, ids in owners.items()
        if len(ids) > 1
    ]
    return sorted(found, key=lambda repetition: (-len(repetition.transactions), repetition.text))


def share(catalog: Catalog, language: Language) -> Share:
    """The share of sentences that are not a record's own."""
    said = [set(sentences_of(record, language)) for record in catalog.transactions.values()]
    shared = repetitions(catalog, language)
    return Share(
        sentences=sum(map(len, said)),
        repeated=sum(len(repetition.transactions) for repetition in shared),
        unrelated=sum(len(repetition.transactions) for repetition in shared if repetition.unrelated),
    )
