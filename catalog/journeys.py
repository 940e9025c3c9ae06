"""Life events (CPSV-AP LifeEvent): several transactions of several departments, in the order in which to do them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from catalog.values import Aliases, Bilingual, Id, Language, Record

if TYPE_CHECKING:
    from catalog.model import Catalog, Material

# Whose paper it is, where that is the person who comes anyway: it does not make another paper of it.
_OWN_ZH = re.compile(r"^(?:申请人|申领人|持卡人|本人|您)(?:本人)?的?|\s")
_OWN_EN = re.compile(r"^(?:your|the applicant's|applicant's|the|a|an)\s+|\s+of the applicant$|[\s,]+")


class JourneyStep(Record):
    """One transaction of a life event: why it comes here, by when, and who needs it at all."""

    transaction: Id
    why: Bilingual
    when: Bilingual | None = None
    condition: Bilingual | None = None


class Journey(Record):
    """A life event as people name it, with its transactions in the order in which they are best done."""

    id: Id
    name: Bilingual
    aliases: Aliases
    intro: Bilingual
    steps: tuple[JourneyStep, ...] = Field(min_length=2)
    checked_on: dt.date

    @property
    def terms(self) -> tuple[tuple[tuple[str | int, ...], Language, str], ...]:
        """What people call it: the place in the record, the language, the term."""
        said: list[tuple[tuple[str | int, ...], Language, str]] = [
            (("name", "zh"), "zh", self.name.zh),
            (("name", "en"), "en", self.name.en),
        ]
        said += [(("aliases", "zh", position), "zh", alias) for position, alias in enumerate(self.aliases.zh)]
        said += [(("aliases", "en", position), "en", alias) for position, alias in enumerate(self.aliases.en)]
        return tuple(said)

    @property
    def transactions(self) -> tuple[str, ...]:
        """Ids of the transactions in order."""
        return tuple(step.transaction for step in self.steps)


@dataclass(frozen=True)
class BringItem:
    """A paper to bring once: its name, the photocopies of all steps together, and the steps (from 1) that want it.

    ``required``: one of these steps wants it of everybody; ``sure``: and that step is everybody's.
    """

    name: Bilingual
    original: bool
    copies: int
    required: bool
    sure: bool
    steps: tuple[int, ...]


@dataclass(frozen=True)
class FloorVisit:
    """The steps (from 1) that are done on one floor, in order."""

    floor: str
    steps: tuple[int, ...]


def bring_once(catalog: Catalog, journey: Journey) -> tuple[BringItem, ...]:
    """The materials of all steps, each named once: what everybody needs first, what depends on the case last."""
    found: list[list[tuple[JourneyStep, int, Material]]] = []
    place: dict[str, int] = {}
    for number, step in enumerate(journey.steps, start=1):
        for material in catalog.transactions[step.transaction].materials:
            keys = tuple(_keys(material.name))
            at = next((place[key] for key in keys if key in place), len(found))
            if at == len(found):
                found.append([])
            place.update(dict.fromkeys(keys, at))
            found[at].append((step, number, material))
    items = [_item(uses) for uses in found]
    return tuple(sorted(items, key=lambda item: (not item.sure, not item.required)))


def _item(uses: list[tuple[JourneyStep, int, Material]]) -> BringItem:
    needed = [step for step, _, material in uses if material.need != "conditional"]
    return BringItem(
        name=uses[0][2].name,
        original=any(material.original for _, _, material in uses),
        copies=sum(material.copies for _, _, material in uses),
        required=bool(needed),
        sure=any(step.condition is None for step in needed),
        steps=tuple(dict.fromkeys(number for _, number, _ in uses)),
    )


def _keys(name: Bilingual) -> Iterator[str]:
    """What a paper is known by: its name in each language, whoever's it is and however long the name is written."""
    yield "zh " + _OWN_ZH.sub("", name.zh).replace("居民身份证", "身份证")
    yield "en " + _OWN_EN.sub("", name.en.casefold()).replace("residentidcard", "idcard")


def floors(catalog: Catalog, journey: Journey) -> tuple[FloorVisit, ...]:
    """The order over the floors: each floor once, beginning where the first step is, its steps in order."""
    visits: dict[str, list[int]] = {}
    for number, step in enumerate(journey.steps, start=1):
        visits.setdefault(catalog.transactions[step.transaction].floor, []).append(number)
    return tuple(FloorVisit(floor, tuple(numbers)) for floor, numbers in visits.items())
