"""Whole turns in process: the conversation's own door, one message at a time, as a channel calls it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from assistant.conversation import Conversation
from assistant.messages import Inbound, Turn, Understanding
from benchmarks.metrics import Figure, percentile, spread
from benchmarks.questions import Question

REPEATS = 5
WARM_UP = 10
Parse = Callable[[str], Future[Understanding]]


@dataclass(frozen=True)
class Timed:
    """One answered question and the milliseconds that it took."""

    question: Question
    turn: Turn
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether the question's own transaction was answered."""
        understood = self.turn.understanding
        return understood.outcome == "answer" and understood.transaction == self.question.transaction


async def ask(
    conversation: Conversation, questions: Sequence[Question], *, running: bool, repeats: int = REPEATS
) -> list[Timed]:
    """Asks all questions in order so many times, all in one conversation or each in a new one."""
    timed, name = [], secrets.token_urlsafe(16)
    for question in [*questions] * repeats:
        inbound = Inbound(name if running else secrets.token_urlsafe(16), question.text)
        begun = time.perf_counter()
        turn = await conversation.reply(inbound)
        timed.append(Timed(question, turn, (time.perf_counter() - begun) * 1000))
    return timed


def measure_turns(
    conversation: Conversation, questions: Sequence[Question], repeats: int = REPEATS, warm_up: int = WARM_UP
) -> list[Figure]:
    """Figures of whole turns, and how many of the questions were answered rightly when asked by themselves."""

    async def both() -> tuple[list[Timed], list[Timed], float]:
        await ask(conversation, questions[:warm_up], running=False, repeats=1)
        begun = time.process_time()  # of all threads: the engine's is among them
        new = await ask(conversation, questions, running=False, repeats=repeats)
        running = await ask(conversation, questions, running=True, repeats=repeats)
        return new, running, (time.process_time() - begun) * 1000 / (len(new) + len(running))

    new, running, processor = asyncio.run(both())
    alone = [one.milliseconds for one in new]
    together = [one.milliseconds for one in running]
    late = together[-max(len(together) // 10, 1) :]
    size = f"{len(alone)} messages"
    return [
        *spread(alone, (("turn_new_p50", 0.5), ("turn_new_p95", 0.95)), size),
        *spread(together, (("turn_running_p50", 0.5), ("turn_running_p95", 0.95)), f"one conversation of {size}"),
        Figure("turn_late_p50", percentile(late, 0.5), f"the last {len(late)} of {size} of one conversation"),
        Figure("turn_processor", processor, "all threads; hardly swayed by other work on the machine"),
        Figure(
            "fixed_right",
            100 * sum(one.right for one in new) / len(new),
            f"{len(questions)} questions; no acceptance test, it only shows that what was timed were real answers",
        ),
    ]


def measure_parsing(parse: Parse, questions: Sequence[Question], repeats: int = REPEATS) -> list[Figure]:
    """Figures of understanding alone, without conversation, store or reply."""
    times = []
    for question in [*questions] * repeats:
        begun = time.perf_counter()
        parse(question.text).result()
        times.append((time.perf_counter() - begun) * 1000)
    return spread(times, (("parse_p50", 0.5), ("parse_p95", 0.95)), f"{len(times)} messages")
