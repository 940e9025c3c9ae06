"""What `citizen-home channels check` says: what is set, what is missing, what was tried and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "off", "note", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One sentence about a channel; ``wrong`` means that it can't work as it is set."""

    channel: str
    mark: Mark
    text: str

    def __str__(self) -> str:
        return f"{self.channel:9} {self.mark:5}  {self.text}"


def reached_under(channel: str, public_url: str | None, *, plain_is_fine: bool) -> list[Finding]:
    """What is to be said of the address under which a messenger reaches us."""
    if public_url is None:
        return []
    if not public_url.startswith("https://") and not plain_is_fine:
        return [Finding(channel, "wrong", f"CITIZEN_HOME_PUBLIC_URL is {public_url}: the messenger calls https only")]
    return [Finding(channel, "ok", f"is reached under {public_url} (the reverse proxy has to pass its path on)")]
