"""A field's value as the content of a cell, and back; what does not fit is said in plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from catalog.spreadsheet.columns import Column

Content = str | int | float | Decimal | dt.date | None
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class CellFault(ValueError):
    """What stands in a cell can't be what its column holds."""


def ranges(windows: Iterable[int], to: str = "-") -> str:
    """Window numbers as ranges, such as ``7-10,12``; ``none`` where there is none."""
    runs: list[list[int]] = []
    for number in windows:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}{to}{b}" for a, b in runs) or "none"


def written(column: Column, value: object) -> Content:
    """The value of a record's field as a cell shows it; None for an empty cell."""
    if value is None:
        return None
    if column.kind == "lines" and isinstance(value, tuple | list):
        return "\n".join(map(str, value)) or None
    if column.kind == "windows" and isinstance(value, tuple | list):
        return ranges(value, "~")
    if column.choices:
        return column.choices[value]
    if isinstance(value, str | int | Decimal | dt.date):
        return value
    raise TypeError(f"{column.path} holds a {type(value).__name__}")


def read(column: Column, content: object) -> object:
    """The value of a field as the YAML files hold it; None for an empty cell. Raises CellFault."""
    if isinstance(content, str):
        content = content.replace("\r\n", "\n").strip()
    if content is None or content == "":
        return [] if column.kind == "lines" else None
    if column.kind == "date":
        return _date(content)
    if column.kind == "money":
        return _amount(content)
    if column.kind == "whole":
        amount = _amount(content)
        if amount != int(amount):
            raise CellFault(f"must be a whole number, not {amount}")
        return int(amount)
    if column.choices:
        return _choice(column, content)
    text = _text(content)
    if column.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if column.kind == "windows":
        return "none" if text == "无" else re.sub(r"\s*[~～–—至到-]\s*", "-", re.sub(r"[，、;；]", ",", text))
    return text


def _text(content: object) -> str:
    if isinstance(content, dt.date | dt.time):
        raise CellFault("the spreadsheet program made a date or a time of this: set the cell to text, write it anew")
    if isinstance(content, bool):
        raise CellFault("must be text, not a truth value")
    if isinstance(content, float) and content.is_integer():
        return str(int(content))
    return str(content)


def _amount(content: object) -> Decimal:
    if isinstance(content, bool | dt.date | dt.time):
        raise CellFault("must be a number")
    try:
        amount = Decimal(str(content).replace(",", "").removesuffix("元").strip())
    except InvalidOperation:
        raise CellFault(f"must be a number, not {str(content)!r}") from None
    if not amount.is_finite():
        raise CellFault(f"must be a number, not {str(content)!r}")
    return amount


def _date(content: object) -> dt.date:
    if isinstance(content, dt.datetime):
        return content.date()
    if isinstance(content, dt.date):
        return content
    match = _DATE.fullmatch(str(content))
    try:
        if match is None:
            raise ValueError
        return dt.date(*map(int, match.groups()))
    except ValueError:
        raise CellFault(f"must be a day such as 2026-11-22, not {str(content)!r}") from None


def _choice(column: Column, content: object) -> object:
    if isinstance(content, bool) and True in column.choices:
        return content
    wanted = str(content).strip().casefold()
    yes_no = {"true": "yes", "false": "no"} if True in column.choices else {}
    wanted = yes_no.get(wanted, wanted)
    for value, label in column.choices.items():
        if wanted in (label.casefold(), *label.casefold().split()):
            return value
    allowed = " / ".join(column.choices.values())
    raise CellFault(f"must be one of {allowed}, not {str(content)!r}")
