"""One thing that was found, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "note", "wrong"]


@dataclass(frozen=True)
class Finding:
    """``wrong``: the service can't work so, or not safely; ``note``: somebody should decide; ``code`` names it."""

    code: str
    mark: Mark
    en: str
    zh: str

    def __str__(self) -> str:
        return f"{self.mark:5} {self.code}: {self.en} / {self.zh}"
