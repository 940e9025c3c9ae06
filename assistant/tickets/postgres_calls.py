"""Numbers that the server gives by a call of its own: judged and written there, under locks that no way is held for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from psycopg import Connection

from assistant.storage.postgres import SESSION, NamedQueries
from assistant.tickets.at_once_calls import Given, NumberAsked, Promise, QueueAsked
from assistant.tickets.audit import stamp
from assistant.tickets.desk_rows import Value
from assistant.tickets.model import Crowd
from assistant.tickets.standing import Lookback, View
from assistant.tickets.standing_rows import to_views

# One ticket of several that are given together did this before their commit, and nothing of any was done.
NOT_TOGETHER = (
    psycopg.IntegrityError,
    psycopg.DataError,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected,
)
TOGETHER = "500ms"  # for each lock of a call for several citizens, which holds others meanwhile
LIST = json.JSONEncoder(ensure_ascii=False, check_circular=False)
NUL = "\\u0000"  # as JSON has it
NO_DAY = Lookback(date.min, date.min, 0, date.min)


class PostgresCalls:
    """Calls of the server's functions; each is a transaction by itself."""

    def __init__(self, connection: Connection[Any], queries: NamedQueries) -> None:
        self._connection = connection
        self._queries = queries

    def prepare(self) -> None:
        """Has the call planned, by giving nobody a number."""
        self._given([], [], NO_DAY, datetime.min.replace(tzinfo=UTC))

    def views(self, queues: Sequence[str], back: Lookback) -> Mapping[str, View]:
        """What queues look like now; others may change it."""
        span: dict[str, Any] = {"day": back.day.isoformat(), "since": back.since.isoformat(), "cases": back.cases}
        row = self._queries.run(self._connection, "views", {"queues": list(queues), **span}).fetchone()
        return to_views(row["seen"] if row else None)

    def give(
        self, numbers: Sequence[NumberAsked], queues: Sequence[QueueAsked], back: Lookback, at: datetime
    ) -> tuple[Mapping[int, Given], Mapping[str, View]]:
        """Gives the next numbers, by place; left out are those whose own transaction has to judge."""
        try:
            row = self._given(numbers, queues, back, at)
        except NOT_TOGETHER:  # the server has taken all back: each is tried alone, and only one of them fails again
            if len(numbers) == 1:
                raise
            return {}, {}
        columns = (row[name] or () for name in ("places", "numbers", "tickets", "presents", "absents"))
        given = {
            place: Given(no, ticket, Crowd(present, absent))
            for place, no, ticket, present, absent in zip(*columns, strict=True)
        }
        return given, to_views(row["seen"])

    def promise(self, ranges: Sequence[Promise], at: datetime) -> None:
        """Writes the ranges of tickets that still stand where they were given."""
        values = {
            "tickets": _array(one.ticket for one in ranges),
            "aheads": _array(one.place.ahead for one in ranges),
            "lows": _array(one.place.low for one in ranges),
            "highs": _array(one.place.high for one in ranges),
            "at": stamp(at),
        }
        self._queries.run(self._connection, "keep_ranges", values)

    def _given(
        self, numbers: Sequence[NumberAsked], queues: Sequence[QueueAsked], back: Lookback, at: datetime
    ) -> Mapping[str, Any]:
        values = {
            "asked": _listed([_row(place, number) for place, number in enumerate(numbers)]),
            "queues": _listed([_queue_row(queue) for queue in queues]),
            "day": back.day.isoformat(),
            "at": stamp(at),
            "missed_since": back.missed_since.isoformat(),
            "since": back.since.isoformat(),
            "cases": back.cases,
            "patience": TOGETHER if len(numbers) > 1 else SESSION["lock_timeout"],
        }
        row: Mapping[str, Any] | None = self._queries.run(self._connection, "numbers_in_turn", values).fetchone()
        assert row is not None  # a call always answers
        return row


def _row(place: int, number: NumberAsked) -> dict[str, Value]:
    """A request as the server's type has it."""
    asked = number.asked
    return {
        "place": place,
        "queue": asked.queue,
        "reference": number.reference,
        "citizen": asked.citizen,
        "transaction_id": number.transaction,
        "language": number.language,
        "scope": asked.scope,
        "key": asked.key,
        "remote": int(number.remote),
        "ready": json.dumps(number.ready) if number.ready is not None else None,
        "actor": number.actor,
        "tail": number.after_numbers,
        "most_kept": number.most_kept,
        "most_given_up": number.most_given_up,
        "most_missed": number.most_missed,
    }


def _queue_row(queue: QueueAsked) -> dict[str, Value]:
    return {
        "queue": queue.queue,
        "prefix": queue.prefix,
        "longest": queue.longest,
        "day_limit": queue.day_limit,
        "remote_limit": queue.remote_limit,
        "head": queue.before_seq,
        "middle": queue.before_number,
        "told": queue.told,
        "seen_seq": queue.seen.links,
        "seen_no": queue.seen.tally.given,
        "seen_remote": queue.seen.tally.remote,
        "seen_present": queue.seen.own.present,
        "seen_absent": queue.seen.own.absent,
    }


def _listed(rows: Sequence[Mapping[str, Value]]) -> str:
    """Rows as a JSON list, without the one sign that PostgreSQL can't hold."""
    text = LIST.encode(rows)
    if NUL in text:
        text = LIST.encode([{name: _clean(value) for name, value in row.items()} for row in rows])
    return text


def _array(numbers: Iterable[int]) -> str:
    """Numbers as the server reads an array; psycopg takes ten times as long over a list."""
    return f"{{{','.join(map(str, numbers))}}}"


def _clean(value: Value) -> Value:
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value
