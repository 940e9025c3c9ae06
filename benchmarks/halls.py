"""What a message costs in one center and among a hundred: the assistant's own way, asked in alternation."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.bootstrap import Stores
from assistant.center import hours_of, ledger_rules
from assistant.conversation import Conversation
from assistant.engine.engine import Engine
from assistant.messages import Inbound, Understanding
from assistant.nlu.linker import TermIndex, TransactionLinker
from assistant.settings import Settings
from assistant.tickets import build_queues
from benchmarks.bench import running
from benchmarks.metrics import percentile
from benchmarks.questions import Question, alternating
from catalog import Catalog

NAMES = 66  # as many as there are questions


@dataclass(frozen=True)
class Hall:
    """A catalog with what is built over it, and the names that are asked of it."""

    catalog: Catalog
    terms: TermIndex
    names: tuple[Question, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Hall:
        """Over a catalog; names from all its length."""
        return cls(catalog, TermIndex(catalog), tuple(named(catalog)))


def named(catalog: Catalog) -> Iterator[Question]:
    """Records by their names, the languages in turn; of every two of a language one has lost a letter."""
    records = list(catalog.transactions.values())
    for number in range(NAMES):
        record = records[number * (len(records) - 1) // (NAMES - 1)]
        name = record.name.zh if number % 2 else record.name.en
        text = name if number % 4 < 2 else name[: len(name) // 2] + name[len(name) // 2 + 1 :]
        yield Question("zh" if number % 2 else "en", text, record.id)


@dataclass
class Spent:
    """Milliseconds by message: of the clock, and of the processor in all threads, which other work hardly sways."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Takes the time of the block."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.processor.append((time.process_time() - processor) * 1000)

    @property
    def cells(self) -> str:
        """Cells of the table: the clock's median and 95th percentile, the processor's median."""
        medians = (percentile(self.clock, 0.5), percentile(self.clock, 0.95), percentile(self.processor, 0.5))
        return " | ".join(f"{value:.2f}" for value in medians)

    def times(self, one: Spent) -> float:
        """How many times the processor's time of ``one`` the median message takes."""
        return percentile(self.processor, 0.5) / percentile(one.processor, 0.5)


@dataclass
class Measured:
    """What understanding alone and whole turns took, and what was answered."""

    parse: Spent = field(default_factory=Spent)
    turn: Spent = field(default_factory=Spent)
    right: int = 0
    answers: list[tuple[Any, ...]] = field(default_factory=list)

    def times(self, one: Measured) -> tuple[float, float]:
        """How many times as long as in ``one`` a parse and a turn take."""
        return self.parse.times(one.parse), self.turn.times(one.turn)

    def row(self, name: str, one: Measured) -> str:
        """A row of the table: times, their ratios to ``one``, and what was answered."""
        parse, turn = self.times(one)
        times = f"{self.parse.cells} | {parse:.2f} | {self.turn.cells} | {turn:.2f}"
        return f"| {name} | {times} | {100 * self.right / len(self.answers):.1f} % |"

    def as_in(self, one: Measured) -> float:
        """The share of messages that were answered as in ``one``."""
        same = sum(mine == other for mine, other in zip(self.answers, one.answers, strict=True))
        return same / len(self.answers)


def essence(understood: Understanding) -> tuple[Any, ...]:
    """What an answer depends on."""
    candidates = tuple(candidate.id for candidate in understood.candidates)
    return (understood.outcome, understood.transaction, understood.facets, candidates, understood.topic, understood.act)


@dataclass(frozen=True)
class Growing:
    """The assistant in this process, whose catalog and terms can be exchanged between two messages."""

    stores: Stores
    engine: Engine
    conversation: Conversation
    linker: TransactionLinker

    def follow(self, catalog: Catalog) -> None:
        """The ledger takes the queues of all records."""
        rules = ledger_rules(catalog.center.tickets.rules)
        self.stores.ledger.follow(build_queues(catalog), hours_of(catalog), *rules)

    def enter(self, hall: Hall) -> None:
        """The next message is said in this hall."""
        self.stores.live.replace(hall.catalog)
        self.linker._index = hall.terms

    async def _ask(self, question: Question, hall: Hall, found: Measured) -> None:
        self.enter(hall)
        with found.parse.one():
            await asyncio.wrap_future(self.engine.parse(question.text))
        with found.turn.one():
            turn = await self.conversation.reply(Inbound(secrets.token_urlsafe(16), question.text))
        found.right += turn.understanding.transaction == question.transaction
        found.answers.append(essence(turn.understanding))

    async def measure(
        self, settings: Mapping[str, Sequence[Hall]], rounds: int, questions: Sequence[Question] | None = None
    ) -> dict[tuple[str, str], Measured]:
        """
        Asks every setting ``questions`` (the fixed ones) and names of its own, so many times over and once before.

        The keys are what is asked and the setting.
        Each message is said in all settings before the next one, so that other work on the machine troubles all alike.
        """
        questions = questions or alternating()
        found = {(asked, name): Measured() for asked in ("questions", "names") for name in settings}
        for round_ in range(-1, rounds):
            for number, question in enumerate(questions):
                for name, halls in settings.items():
                    hall = halls[(round_ * len(questions) + number) * 37 % len(halls)]
                    warm = round_ < 0
                    kept = (Measured(), Measured()) if warm else (found["questions", name], found["names", name])
                    await self._ask(question, hall, kept[0])
                    await self._ask(hall.names[number % NAMES], hall, kept[1])
        return found


def linker_of(engine: Engine) -> TransactionLinker:
    """The graph's linker. Raises LookupError where the model has none."""
    nodes = engine._processor().graph_runner._instantiated_nodes.values()
    for component in (node._component for node in nodes):
        if isinstance(component, TransactionLinker):
            return component
    raise LookupError("the model's graph has no linker")


@contextmanager
def growing(settings: Settings, model: Path, folder: Path) -> Iterator[Growing]:
    """The assistant over stores of its own, on a Monday at ten."""
    with running(settings, model, folder) as (stores, engine, conversation):
        yield Growing(stores, engine, conversation, linker_of(engine))
