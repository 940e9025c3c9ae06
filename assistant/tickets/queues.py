"""Queues of the hall: one for each group of windows that serves the same matters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which read as 1 and 0


class DepartmentLike(Protocol):
    """What the queues need to know of a department."""

    @property
    def id(self) -> str: ...
    @property
    def floor(self) -> str: ...
    @property
    def windows(self) -> tuple[int, ...]: ...
    @property
    def weekend_windows(self) -> tuple[int, ...]: ...


class TransactionLike(Protocol):
    """What the queues need to know of a transaction; `kind` is "immediate" or "committed"."""

    @property
    def id(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def floor(self) -> str: ...
    @property
    def windows(self) -> tuple[int, ...]: ...
    @property
    def weekend(self) -> bool: ...
    @property
    def kind(self) -> str: ...


class CatalogLike(Protocol):
    """The part of the catalog on which the queues depend; both mappings are in catalog order."""

    @property
    def departments(self) -> Mapping[str, DepartmentLike]: ...
    @property
    def transactions(self) -> Mapping[str, TransactionLike]: ...


@dataclass(frozen=True, slots=True)
class Queue:
    """A number series and the windows that call it."""

    id: str
    prefix: str
    department: str
    floor: str
    windows: tuple[int, ...]
    weekend_windows: tuple[int, ...]
    immediate_share: float = 1.0  # of its matters, those settled on the spot: tells a first case's length

    def number(self, no: int) -> str:
        """What the ticket shows: prefix and at least three digits."""
        return f"{self.prefix}{no:03d}"


@dataclass(frozen=True, slots=True)
class Queues:
    """All queues of a center, found by their id, a transaction's id or a window's number."""

    by_id: Mapping[str, Queue]
    by_transaction: Mapping[str, Queue]
    by_window: Mapping[int, Queue]


def build_queues(catalog: CatalogLike) -> Queues:
    """The queues of a catalog; ValueError when windows overlap, letters run out or a department is missing."""
    if len(catalog.departments) > len(LETTERS):
        raise ValueError(f"more than {len(LETTERS)} departments: no letter left for a queue's prefix")
    groups = _window_groups(catalog.transactions.values())
    if strangers := {department for department, _ in groups} - set(catalog.departments):
        raise ValueError(f"transactions of unknown departments: {sorted(strangers)}")
    by_id: dict[str, Queue] = {}
    by_transaction: dict[str, Queue] = {}
    for letter, department in zip(LETTERS, catalog.departments.values(), strict=False):
        mine = sorted(windows for owner, windows in groups if owner == department.id)
        if len(mine) > len(LETTERS):
            raise ValueError(f"{department.id}: no letter left for a queue's prefix")
        for place, windows in enumerate(mine):
            members = groups[department.id, windows]
            queue = _queue(letter + (LETTERS[place] if place else ""), department, windows, members)
            by_id[queue.id] = queue
            by_transaction.update((member.id, queue) for member in members)
    return Queues(by_id, by_transaction, _by_window(by_id.values()))


def changed_queues(before: Queues, after: Queues) -> list[Queue]:
    """The queues of ``before`` that are gone in ``after``, or have other windows or letters or lost a matter there."""

    def _matters(queues: Queues, queue: str) -> set[str]:
        return {matter for matter, own in queues.by_transaction.items() if own.id == queue}

    def _stays(queue: Queue) -> bool:
        new = after.by_id.get(queue.id)
        same = new is not None and (new.prefix, new.windows) == (queue.prefix, queue.windows)
        return same and _matters(before, queue.id) <= _matters(after, queue.id)

    return [queue for queue in before.by_id.values() if not _stays(queue)]


def _window_groups(transactions: Iterable[TransactionLike]) -> dict[tuple[str, tuple[int, ...]], list[TransactionLike]]:
    groups: dict[tuple[str, tuple[int, ...]], list[TransactionLike]] = {}
    for transaction in transactions:
        if not transaction.windows:
            raise ValueError(f"{transaction.id}: no windows")
        groups.setdefault((transaction.department, tuple(sorted(transaction.windows))), []).append(transaction)
    return groups


def _queue(prefix: str, department: DepartmentLike, windows: tuple[int, ...], members: list[TransactionLike]) -> Queue:
    open_at_weekends = set(department.weekend_windows) if any(member.weekend for member in members) else set()
    return Queue(
        id=f"{department.id}_{windows[0]}",
        prefix=prefix,
        department=department.id,
        floor=members[0].floor,
        windows=windows,
        weekend_windows=tuple(window for window in windows if window in open_at_weekends),
        immediate_share=sum(member.kind == "immediate" for member in members) / len(members),
    )


def _by_window(queues: Iterable[Queue]) -> dict[int, Queue]:
    by_window: dict[int, Queue] = {}
    for queue in queues:
        for window in queue.windows:
            # A clerk says "next" at a window: two queues there would leave open whom that calls.
            if other := by_window.get(window):
                raise ValueError(f"window {window} belongs to {other.id} and {queue.id}")
            by_window[window] = queue
    return by_window
