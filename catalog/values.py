"""What the catalog's records are made of: texts in both languages, ids, floors, window numbers."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Language = Literal["zh", "en"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Floor = Literal["1F", "2F", "B1"]


def parse_windows(written: object) -> object:
    """``"7-10"``, ``"5"`` or ``"1-3,6"`` as window numbers in order; ``"none"`` as no window. Raises ValueError."""
    if not isinstance(written, str | int):
        return written
    text = str(written).strip()
    if text == "none":
        return ()
    numbers: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part.strip())
        if match is None:
            raise ValueError(f'windows are written like "7-10" or "5", not {text!r}')
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"the window range {part.strip()} runs backwards")
        numbers.extend(range(first, last + 1))
    return tuple(numbers)


Windows = Annotated[tuple[int, ...], BeforeValidator(parse_windows)]


class Record(BaseModel):
    """Base of all records: frozen, and a field that is not of the model is a fault, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Record):
    """The same fact in plain Chinese and plain English."""

    zh: Text
    en: Text

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


class Aliases(Record):
    """What people call a transaction, by language."""

    zh: tuple[Text, ...]
    en: tuple[Text, ...]
