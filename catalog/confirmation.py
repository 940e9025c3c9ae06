"""What a real center must confirm before opening day: facts that no published source gives."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks import texts
from catalog.model import Bilingual, Catalog
from catalog.spreadsheet.cells import ranges

_THE_WINDOW_DECIDES = "以窗口为准"


def to_confirm(catalog: Catalog) -> Iterator[tuple[str, Bilingual]]:
    """Each fact to confirm, with its place: sample data of center and departments, and what is left to the window."""
    hours = catalog.center.tickets
    opening = f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
    yield "center.yml tickets", Bilingual(zh=f"开放时间：{opening}", en=f"opening hours: {opening}")
    start = f"{hours.numbers_from:%H:%M}"
    yield (
        "center.yml tickets.numbers_from",
        Bilingual(zh=f"远程取号从{start}开始", en=f"remote numbers from {start} on"),
    )
    for department in catalog.departments.values():
        place = f"departments.yml {department.id}"
        own, weekend = ranges(department.windows), ranges(department.weekend_windows)
        yield f"{place} windows", Bilingual(zh=f"窗口号：{own}", en=f"windows: {own}")
        yield f"{place} weekend_windows", Bilingual(zh=f"周末窗口：{weekend}", en=f"weekend windows: {weekend}")
        yield f"{place} hours", department.hours
    for record in catalog.transactions.values():
        block = catalog.departments[record.department].windows
        if record.windows != block:
            own = ranges(record.windows)
            yield f"{record.id} windows", Bilingual(zh=f"窗口号：{own}", en=f"windows: {own}")
        for place_of_text, text in texts(record):
            if _THE_WINDOW_DECIDES in text.zh:
                yield f"{record.id} {'.'.join(map(str, place_of_text))}", text
