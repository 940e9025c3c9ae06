"""
Stores as large as a city's after a month, made of a few hundred real tickets and talks that are repeated day by day.

The originals go through the real ledger and the real conversation; their copies get days, references and ids of their
own in the database itself, and the copied audit trails are chained anew, so that `tickets verify` can check them.
"""

from __future__ import annotations

import asyncio
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.bootstrap import start_assistant
from assistant.databases import open_databases
from assistant.messages import Inbound
from assistant.settings import Settings
from assistant.storage.postgres import PostgresDatabase
from assistant.tickets import TicketStore
from assistant.tickets.audit import GENESIS, AuditEntry, chain_hash
from benchmarks.ticket_worker import QUEUES, build_ledger, clock

TABLES = ("counter", "ticket", "call", "event", "act", "forecast", "audit", "message", "choice", "tracker")
OF_TICKETS = ("counter", "ticket", "call", "event", "act", "forecast")
OF_TALKS = ("message", "choice", "tracker")
NAMES = frozenset({"reference", "citizen", "conversation", "visit", "message_id", "key", "request_key"})
QUESTIONS = ("护照快到期了", "要带什么", "how much is it", "给我取个号")
Run = Callable[[str], list[tuple[Any, ...]]]


def live(settings: Settings, tickets: int) -> None:
    """The originals: so many numbers, called and served."""
    databases = open_databases(settings, clock)
    databases.migrate()
    ledger = build_ledger(databases.tickets, 1)
    for place in range(tickets):
        queue, window = f"q{place % QUEUES}", place % QUEUES * 1000
        ledger.issue(f"citizen{place}", queue, key=str(place))
        ledger.call_next(window, str(place))
        ledger.start(window)
        ledger.served(window)
    databases.close()


def speak(settings: Settings, model: Path, talks: int) -> None:
    """The originals: so many conversations of four questions."""
    assistant = start_assistant(settings, model)

    async def talk() -> None:
        for place in range(talks):
            for text in QUESTIONS:
                inbound = Inbound(f"talk{place}", text, None, str(uuid.uuid4()), None, "api")
                await assistant.conversation.reply(inbound)

    asyncio.run(talk())
    assistant.close()


def grow(settings: Settings, copies: int, talks: int) -> None:
    """Repeats the tickets on so many days before, and the talks so many times."""
    on_postgres = settings.postgres_url is not None
    databases = open_databases(settings, clock)
    with databases.tickets.read() as tx:
        trail = tx.audit_rows()
    chained = list(again(trail, copies))
    for file, tables, times in ((False, OF_TICKETS, copies), (True, OF_TALKS, talks)):
        with statements(settings, of_talks=file) as run:
            spans = {table: span(run, table) for table in ("ticket", "call", "event", "act", "forecast", "message")
                     if table in tables}  # fmt: skip
            for table in tables if times else ():
                run(copied(table, columns(run, table, on_postgres), spans, times, on_postgres))
                if on_postgres and table in spans and table != "event":  # whose ids are made otherwise
                    run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    chain(settings, databases.tickets, chained)
    databases.close()


def again(trail: list[AuditEntry], copies: int) -> Iterator[AuditEntry]:
    """The trail of the copied days, each queue's as the continuation of its own chain."""
    by_queue: dict[str, list[AuditEntry]] = {}
    for entry in trail:
        by_queue.setdefault(entry.queue, []).append(entry)
    for entries in by_queue.values():
        seq, previous = entries[-1].seq, entries[-1].hash or GENESIS
        for copy in range(1, copies + 1):
            for entry in entries:
                seq += 1
                day = (date.fromisoformat(entry.day) - timedelta(days=copy)).isoformat()
                moved = replace(entry, seq=seq, day=day)
                previous = chain_hash(previous, moved)
                yield replace(moved, hash=previous)


def chain(settings: Settings, store: TicketStore, entries: list[AuditEntry]) -> None:
    """Writes the chained trail."""
    names = tuple(AuditEntry.__dataclass_fields__)
    rows = [tuple(getattr(entry, name) for name in names) for entry in entries]
    listed = ", ".join(f'"{name}"' for name in names)
    if settings.postgres_url is None:
        with closing(sqlite3.connect(settings.tickets_file)) as file, file:
            file.executemany(f"INSERT INTO audit ({listed}) VALUES ({', '.join('?' * len(names))})", rows)
        return
    with PostgresDatabase(settings.postgres_url).connect() as connection:
        connection.execute(b"SET statement_timeout = 0")
        with connection.cursor() as cursor, cursor.copy(f"COPY audit ({listed}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
        connection.execute(
            b"UPDATE series_audit SET seq = last.seq, hash = last.hash FROM audit AS last WHERE last.queue = "
            b"series_audit.queue AND last.seq = (SELECT max(seq) FROM audit WHERE queue = series_audit.queue)"
        )


def copied(table: str, names: list[str], spans: dict[str, int], times: int, on_postgres: bool) -> str:
    """The statement that repeats a table's rows."""
    told = {name: expression(table, name, spans, on_postgres) for name in names}
    listed = ", ".join(f'"{name}"' for name in names)
    ids = " OVERRIDING SYSTEM VALUE" if on_postgres and "id" in names else ""
    numbers = f"generate_series(1, {times}) AS copies(k)" if on_postgres else "copies"
    counted = f"WITH RECURSIVE copies(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < {times}) "
    with_ = "" if on_postgres else counted
    return f"{with_}INSERT INTO {table} ({listed}){ids} SELECT {', '.join(told.values())} FROM {table} AS t, {numbers}"


def expression(table: str, name: str, spans: dict[str, int], on_postgres: bool) -> str:
    """What a column of a copy holds."""
    if name == "id":
        return f"t.id + k * {spans[table]}"
    if name == "ticket_id":
        return f"t.ticket_id + k * {spans['ticket']}"
    if name == "day":
        return "t.day - k" if on_postgres else "date(t.day, '-' || k || ' days')"
    return f"t.\"{name}\" || '-' || k" if name in NAMES else f't."{name}"'


def span(run: Run, table: str) -> int:
    """How far the ids of two copies lie apart."""
    ((low, high),) = run(f"SELECT min(id), max(id) FROM {table}")
    return int(high or 0) - int(low or 0) + 1


def columns(run: Run, table: str, on_postgres: bool) -> list[str]:
    """A table's columns."""
    if on_postgres:
        asked = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
        return [str(name) for (name,) in run(f"{asked} AND table_schema = 'public' ORDER BY ordinal_position")]
    return [str(row[1]) for row in run(f"PRAGMA table_info({table})")]


def counts(settings: Settings) -> dict[str, int]:
    """How many rows stand in each table, in the tables' own order."""
    found = {}
    for table in TABLES:
        with statements(settings, of_talks=table in OF_TALKS) as run:
            ((found[table],),) = run(f"SELECT count(*) FROM {table}")
    return found


@contextmanager
def statements(settings: Settings, *, of_talks: bool) -> Iterator[Run]:
    """Runs statements on the database of the tickets, or of the talks."""
    if settings.postgres_url is None:
        file = settings.conversations_file if of_talks else settings.tickets_file
        with closing(sqlite3.connect(file)) as opened, opened:
            yield lambda sql: opened.execute(sql).fetchall()
        return
    with PostgresDatabase(settings.postgres_url).connect() as connection:
        connection.execute(b"SET statement_timeout = 0")

        def run(sql: str) -> list[tuple[Any, ...]]:
            done = connection.execute(sql.encode())
            return [tuple(row.values()) for row in done] if done.description else []

        yield run
