"""The transactions that a message may mean, best first."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import overload

from assistant.messages import Candidate


class Ranking(Sequence[Candidate]):
    """
    Candidates by probability, best first; equally likely ones in the order of ``shares``.

    All transactions stand in it, and most are never looked at: a candidate is made when it is asked for.
    """

    def __init__(self, shares: Mapping[str, float], among: Container[str]) -> None:
        """``shares``: probabilities of labels; ``among``: which of them are ranked."""
        self._shares = shares
        self._ids = sorted([label for label in shares if label in among], key=shares.__getitem__, reverse=True)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Candidate, ...]: ...
    def __getitem__(self, place: int | slice) -> Candidate | tuple[Candidate, ...]:
        if isinstance(place, slice):
            return tuple(map(self._candidate, self._ids[place]))
        return self._candidate(self._ids[place])

    def __iter__(self) -> Iterator[Candidate]:
        return map(self._candidate, self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    @property
    def total(self) -> float:
        """The sum of the probabilities."""
        return sum(map(self._shares.__getitem__, self._ids))

    def of(self, ids: Container[str]) -> list[Candidate]:
        """The candidates that are among ``ids``."""
        return [self._candidate(label) for label in self._ids if label in ids]

    def alone(self) -> Ranking:
        """The same with probabilities that sum to 1."""
        whole = self.total
        return Ranking({label: self._shares[label] / whole for label in self._ids}, self._ids)

    def _candidate(self, label: str) -> Candidate:
        return Candidate(label, self._shares[label])
