"""
How varied the training questions are: near-duplicates within an intent, and frames shared between transactions.

A near-duplicate says what an earlier line of its intent says, but for a tenth of the letters at most (rapidfuzz's
ratio of 90 and more, capitals and punctuation aside). A frame is a line with its telling words taken out: words that
few intents use become gaps. Where four words and more, at least half of the line, are left, and another transaction
has the same frame, the line was filled in rather than thought of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from assistant.nlu.importer import read_questions
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import words_of

NEAR = 90
USED_BY_MANY = 0.08  # a word of more than this share of the transactions tells none of them apart
FIXED_WORDS, FIXED_SHARE = 4, 0.5
GOAL_QUESTIONS, GOAL_NEAR, GOAL_FRAMES = 170, 0.01, 0.02
GAP = "…"
_WORD = re.compile(r"\w")
_NO_WORD = re.compile(r"[\W_]+")
Frame = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A training question and what it stands for."""

    text: str
    intent: str
    file: str = ""


@dataclass(frozen=True)
class Repeated:
    """A line that says again what another said: as good as the same, or in the same frame."""

    line: Line
    other: Line
    why: str


@dataclass(frozen=True)
class Variety:
    """Lines by intent, and the lines that repeat another one."""

    counts: dict[str, int]
    near: tuple[Repeated, ...]
    framed: tuple[Repeated, ...]

    @property
    def lines(self) -> int:
        """All lines that were read."""
        return sum(self.counts.values())


def read_lines(root: Path) -> list[Line]:
    """The questions that people wrote: those made from the catalog are left out."""
    files = [path for path in sorted(root.rglob("*.yml")) if "generated" not in path.parts]
    return [Line(text, intent, file.name) for file in files for text, intent, _ in read_questions(file)]


def near_duplicates(lines: Iterable[Line]) -> list[Repeated]:
    """Lines that are nearly an earlier one of their intent."""
    by_intent: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_intent[line.intent].append(line)
    found: list[Repeated] = []
    for own in by_intent.values():
        bare = [_NO_WORD.sub(" ", fold(line.text)).strip() for line in own]
        close = process.cdist(bare, bare, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
        for later, earlier in zip(*np.nonzero(np.tril(close, -1)), strict=True):
            if not bare[later]:
                continue  # signs alone: nothing is left to compare
            if not found or found[-1].line is not own[later]:  # named once, with the first that it repeats
                found.append(Repeated(own[later], own[earlier], "near-duplicate"))
    return found


def frames_of(
    lines: Sequence[Line], transactions: set[str], words: Callable[[str], list[str]]
) -> list[tuple[Line, Frame]]:
    """The lines of transactions that have a frame, with it."""
    spoken = [(line, [w for w in words(fold(line.text)) if _WORD.search(w)]) for line in lines]
    spoken = [(line, said) for line, said in spoken if line.intent in transactions]
    users: dict[str, set[str]] = defaultdict(set)
    for line, said in spoken:
        for word in said:
            users[word].add(line.intent)
    many = max(USED_BY_MANY * len(transactions), 1)
    found = []
    for line, said in spoken:
        kept = [word if len(users[word]) > many else GAP for word in said]
        fixed = sum(word != GAP for word in kept)
        if GAP in kept and fixed >= max(FIXED_WORDS, FIXED_SHARE * len(kept)):
            frame = [word for place, word in enumerate(kept) if word != GAP or kept[place - 1 : place] != [GAP]]
            found.append((line, tuple(frame)))
    return found


def shared_frames(framed: Sequence[tuple[Line, Frame]]) -> list[Repeated]:
    """Lines whose frame another transaction has as well."""
    of_frame: dict[Frame, list[Line]] = defaultdict(list)
    for line, frame in framed:
        of_frame[frame].append(line)
    found = []
    for frame, lines in of_frame.items():
        for line in lines:
            other = next((o for o in lines if o.intent != line.intent), None)
            if other is not None:
                found.append(Repeated(line, other, f"frame: {' '.join(frame)}"))
    return found


def variety_of(lines: Sequence[Line], transactions: set[str], words: Callable[[str], list[str]] = words_of) -> Variety:
    """Counts and repetitions of the lines."""
    counts = Counter(line.intent for line in lines)
    framed = shared_frames(frames_of(lines, transactions, words))
    return Variety(dict(counts), tuple(near_duplicates(lines)), tuple(framed))


def report(found: Variety, transactions: set[str]) -> tuple[list[str], bool]:
    """The figures a line each, and whether all goals are met."""
    few = sorted((found.counts.get(name, 0), name) for name in transactions)
    few = [(count, name) for count, name in few if count < GOAL_QUESTIONS]
    asked = sum(found.counts.get(name, 0) for name in transactions)
    near, framed = len(found.near) / max(found.lines, 1), len(found.framed) / max(asked, 1)
    said = [
        f"{found.lines} questions, {asked} of them on {len(transactions)} transactions",
        f"fewest on one: {min((found.counts.get(name, 0) for name in transactions), default=0)}, "
        f"{len(few)} transactions with fewer than {GOAL_QUESTIONS}",
        *(f"  {name}: {count}" for count, name in few[:20]),
        f"near-duplicates: {len(found.near)} ({100 * near:.2f} %, at most {100 * GOAL_NEAR:.0f} %)",
        f"frames shared between transactions: {len(found.framed)} ({100 * framed:.2f} %, at most "
        f"{100 * GOAL_FRAMES:.0f} %)",
    ]
    return said, not few and near <= GOAL_NEAR and framed <= GOAL_FRAMES


def as_table(repeated: Iterable[Repeated]) -> str:
    """Tab-separated lines for the writers: intent, file, line, the other's intent, the other line, why."""
    rows = [(r.line.intent, r.line.file, r.line.text, r.other.intent, r.other.text, r.why) for r in repeated]
    return "".join("\t".join(row) + "\n" for row in rows)
