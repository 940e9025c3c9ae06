"""Members of the staff, their roles and their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.storage.named_store import StoreUnavailable as StaffUnavailable


class Role(StrEnum):
    """What somebody does here; a member may have several."""

    WINDOW = "window"  # calls and serves at windows
    DESK = "desk"  # helps in the hall: numbers for those who come, priority, check-in
    EDITOR = "editor"  # looks after the catalog
    OPERATOR = "operator"  # looks after the installation: who may do what, what is kept how long


class StaffRefused(ValueError):
    """What was asked of the roll can't be done."""


class NameTaken(StaffRefused):
    """Somebody of that name is on the roll."""


class UnknownMember(StaffRefused):
    """Nobody of that name is on the roll."""


@dataclass(frozen=True)
class Member:
    """Somebody with roles; ``windows`` are those that the member may work at, None where it is any."""

    name: str
    roles: frozenset[Role]
    windows: frozenset[int] | None = None

    def works_at(self, window: int) -> bool:
        """Whether the member may work at a window of this number."""
        return self.windows is None or window in self.windows


@dataclass(frozen=True)
class Token:
    """What may be told of a token: its id, whose it is, its times (aware); never the token."""

    id: str
    member: str
    created_at: datetime
    ends_at: datetime | None


__all__ = ["Member", "NameTaken", "Role", "StaffRefused", "StaffUnavailable", "Token", "UnknownMember"]
