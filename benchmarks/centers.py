"""Synthetic centers: catalogs like the installed one whose every record is another, with a place in its names."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from catalog import Catalog, Transaction
from catalog.model import Family, Journey, SharedAlias
from catalog.values import Record

_FIRST = (
    ("东", "Dong"), ("西", "Xi"), ("南", "Nan"), ("北", "Bei"), ("中", "Zhong"),
    ("上", "Shang"), ("下", "Xia"), ("前", "Qian"), ("后", "Hou"), ("大", "Da"),
)  # fmt: skip
_SECOND = (
    ("湖", "hu"), ("江", "jiang"), ("山", "shan"), ("桥", "qiao"), ("塘", "tang"),
    ("溪", "xi"), ("河", "he"), ("城", "cheng"), ("港", "gang"), ("州", "zhou"),
)  # fmt: skip
Words = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    """Where a center stands."""

    zh: str
    en: str

    def zh_of(self, words: str) -> str:
        """What people call a matter who say where: the place before it."""
        return f"{self.zh}{words}"

    def en_of(self, words: str) -> str:
        """The same in English: the place after it."""
        return f"{words} in {self.en}"


# A hundred of them, no two alike in either language.
PLACES = tuple(Place(f"{a}{b}", f"{first}{second}") for (a, first), (b, second) in product(_FIRST, _SECOND))


def _as_said(words: str) -> str:
    return words


def _again[R: Record](record: R, **changes: Any) -> R:
    """A record read anew, so that its longer texts are not shared with the one that it was made from."""
    written = type(record).model_validate({**record.model_dump(), **changes})
    return type(record).model_validate(json.loads(written.model_dump_json()))


def _bilingual(said: Record, zh: Words, en: Words) -> dict[str, Any]:
    """A name or aliases with each text changed."""
    changed = ((said.zh, zh), (said.en, en))  # type: ignore[attr-defined]
    zh_said, en_said = (change(own) if isinstance(own, str) else tuple(map(change, own)) for own, change in changed)
    return {"zh": zh_said, "en": en_said}


@dataclass(frozen=True)
class _Naming:
    """How a center's records are named: ids by ``own``, what people call them by ``zh`` and ``en``."""

    place: Place
    own: Words
    zh: Words
    en: Words

    def listed(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Ids that a record points to."""
        return tuple(map(self.own, ids))

    def pointing(self, parts: Sequence[Record]) -> list[dict[str, Any]]:
        """Parts of a record that name a transaction each."""
        written = [part.model_dump() for part in parts]
        return [{**part, "transaction": self.own(part["transaction"])} for part in written]

    def transaction(self, one: Transaction) -> Transaction:
        """The names of a transaction always say the place."""
        names = _bilingual(one.name, self.place.zh_of, self.place.en_of)
        aliases = _bilingual(one.aliases, self.zh, self.en)
        return _again(one, id=self.own(one.id), name=names, aliases=aliases, related=self.listed(one.related))

    def family(self, one: Family) -> Family:
        """A family of the center's transactions."""
        generic = {"generic_zh": tuple(map(self.zh, one.generic_zh)), "generic_en": tuple(map(self.en, one.generic_en))}
        return _again(one, id=self.own(one.id), **generic, answers=self.pointing(one.answers))

    def shared_alias(self, one: SharedAlias) -> SharedAlias:
        """An alias of several transactions of the center."""
        said = (self.zh if one.lang == "zh" else self.en)(one.alias)
        return _again(one, alias=said, family=self.own(one.family), transactions=self.listed(one.transactions))

    def journey(self, one: Journey) -> Journey:
        """A life event of the center."""
        names, aliases = (_bilingual(said, self.zh, self.en) for said in (one.name, one.aliases))
        return _again(one, id=self.own(one.id), name=names, aliases=aliases, steps=self.pointing(one.steps))

    def catalog(self, like: Catalog) -> Catalog:
        """All records anew."""
        return dataclasses.replace(
            like,
            departments={one.id: _again(one) for one in like.departments.values()},
            transactions={one.id: one for one in map(self.transaction, like.transactions.values())},
            families={one.id: one for one in map(self.family, like.families.values())},
            shared_aliases=tuple(map(self.shared_alias, like.shared_aliases)),
            journeys={one.id: one for one in map(self.journey, like.journeys.values())},
        )


def with_own_door(catalog: Catalog, place: Place) -> Catalog:
    """A center that citizens stand in: matters are numbered alike everywhere, and nobody there says the place."""
    return _Naming(place, _as_said, _as_said, _as_said).catalog(catalog)


def among_others(catalog: Catalog, place: Place) -> Catalog:
    """A center for one catalog of many: its own ids, and every name and alias of its says the place."""
    return _Naming(place, lambda one: f"{place.en.lower()}_{one}", place.zh_of, place.en_of).catalog(catalog)


def joined(catalogs: Sequence[Catalog]) -> Catalog:
    """One catalog of all records; the center, the departments and their windows are the first one's."""
    return dataclasses.replace(
        catalogs[0],
        transactions={key: one for catalog in catalogs for key, one in catalog.transactions.items()},
        families={key: one for catalog in catalogs for key, one in catalog.families.items()},
        shared_aliases=tuple(one for catalog in catalogs for one in catalog.shared_aliases),
        journeys={key: one for catalog in catalogs for key, one in catalog.journeys.items()},
    )
