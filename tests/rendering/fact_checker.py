"""
Compares a rendered answer with its record, by rules of its own: nothing here calls the rendering.

Every number of the text must be one that the asked facet's fields hold, exactly as often, and none may be wanting.
"""

import re
from collections import Counter
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from assistant.messages import Language
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.renderer import BARE
from catalog import Bilingual, Center

_DIGITS = re.compile(r"\d+")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def numbers(text: str) -> Counter[str]:
    """The runs of digits in a text."""
    return Counter(_DIGITS.findall(text))


class Expectation:
    """What an answer about one facet has to hold: texts word for word, and numbers."""

    def __init__(self, facts: AnswerFacts, center: Center, facet: str, language: Language) -> None:
        self._facts, self._center, self._language = facts, center, language
        self.texts: list[str] = []
        self.numbers: Counter[str] = Counter()
        self._say(facts.transaction.name)
        getattr(self, f"_{facet}")()
        if facet not in BARE:
            self._say(facts.transaction.note)
        self._count(facts.transaction.checked_on.isoformat())

    def _say(self, *texts: Bilingual | None) -> None:
        for text in texts:
            if text is not None:
                said = text.in_(self._language)
                self.texts.append(said)
                self.numbers += numbers(said)

    def _count(self, *said: object) -> None:
        for text in said:
            self.numbers += numbers(str(text))

    def _list(self, length: int) -> None:
        self._count(*range(1, length + 1))

    def _exact(self, *texts: str) -> None:
        self.texts.extend(texts)
        self._count(*texts)

    def _windows(self, windows: tuple[int, ...]) -> None:
        runs = groupby(enumerate(sorted(windows)), lambda pair: pair[1] - pair[0])
        ends = [[window for _, window in run] for _, run in runs]
        self._exact(", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in ends))

    def _place(self) -> None:
        self._exact(self._facts.transaction.floor)
        self._windows(self._facts.transaction.windows)
        self._moment()

    def _moment(self) -> None:
        """The day and hour of the next opening; nothing while the windows are open."""
        if self._facts.open_now or self._facts.next_open is None:
            return
        local = self._facts.next_open.astimezone(ZoneInfo("Asia/Shanghai"))
        english = f"{_MONTHS[local.month - 1]} {local.day}"
        self._exact(f"{local.month}月{local.day}日" if self._language == "zh" else english)
        self._exact(f"{local.hour:02}:{local.minute:02}")

    def _overview(self) -> None:
        self._say(self._facts.transaction.summary)
        self._materials()
        self._place()
        self._phone()
        self._fee()
        self._duration()

    def _materials(self) -> None:
        materials = self._facts.transaction.materials
        self._list(len(materials))
        for material in materials:
            self._say(material.name, material.condition, material.note)
            self._count(material.copies or "")

    def _location(self) -> None:
        self._say(self._facts.department.name)
        self._place()

    def _phone(self) -> None:
        chosen = self._facts.transaction.phones or self._facts.department.phones
        self._exact(*chosen)

    def _fee(self) -> None:
        fee = self._facts.transaction.fee
        self._price(fee.periods[-1] if fee.periods else fee)  # every period of the real records began long ago
        self._say(fee.note)

    def _price(self, cost: Any) -> None:
        if cost.text is not None:
            self._exact(cost.text.in_(self._language).rstrip("。."))
        elif cost.amount:
            amount = str(cost.amount)
            self._exact(amount.rstrip("0").rstrip(".") if "." in amount else amount)

    def _duration(self) -> None:
        duration = self._facts.transaction.duration
        if not duration.immediate:
            days = (duration.promised_days, duration.statutory_days)
            self._count(*(number for number in days if number is not None))
        self._say(duration.note)

    def _procedure(self) -> None:
        steps = self._facts.transaction.steps
        self._count(len(steps))
        self._list(len(steps))
        self._say(*steps)

    def _hours(self) -> None:
        own, opening = self._facts.transaction.hours, self._center.tickets
        if own is not None:
            self._exact(own.in_(self._language).rstrip("。."))
        if own is None:
            self._exact("-".join(f"{time.hour}:{time.minute:02}" for time in (opening.opens, opening.closes)))
        record, department = self._facts.transaction, self._facts.department
        open_then = set(record.windows) & set(department.weekend_windows) if record.weekend else set()
        if open_then:
            self._windows(tuple(open_then))
        self._moment()
        self._say(department.note)

    def _eligibility(self) -> None:
        self._say(self._facts.transaction.eligibility)

    def _online(self) -> None:
        self._say(self._facts.transaction.online_guide)

    def _proxy(self) -> None:
        self._say(self._facts.transaction.proxy.text)

    def differences(self, text: str) -> list[str]:
        """What an answer holds that its record does not, and the other way round."""
        said = numbers(text)
        found = [f"{number} stands in no field" for number in said - self.numbers]
        found += [f"{number} is wanting" for number in self.numbers - said]
        return found + [f"not said: {wanted}" for wanted in self.texts if wanted not in text]
