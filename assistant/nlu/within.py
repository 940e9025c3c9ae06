"""What a message means once its topic is named, and how likely matters are among themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Shares below this are taken for it: a logarithm needs something.
_NONE = 1e-5


@dataclass(frozen=True)
class Within:
    """What a message means given its topic: for each matter in question its share among all transactions (0 to 1), and
    its gain, the logarithm of that share over the one that the bare name of the topic gives it.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    gains: Mapping[str, float] = field(default_factory=dict)

    def share(self, transaction: str | None) -> float:
        """The share of a transaction; 0 where it is not in question."""
        return self.shares.get(transaction or "", 0.0)

    def gain(self, transaction: str | None) -> float:
        """The gain of a transaction; that of a share that vanished where it is not in question."""
        return self.gains.get(transaction or "", log_of(0.0))

    def whole(self) -> float:
        """What all that is in question has together."""
        return sum(self.shares.values())


def log_of(share: float) -> float:
    """The logarithm of a share that may be nothing."""
    return math.log(share + _NONE)


def among(shares: Mapping[str, float], ids: Iterable[str]) -> dict[str, float]:
    """The shares of ``ids``, so that they sum to 1; nothing is left where none has any."""
    own = {i: shares.get(i, 0.0) for i in ids}
    whole = sum(own.values()) or 1.0
    return {i: share / whole for i, share in own.items()}
