"""
Cuts texts into the columns of their views and the places of their words: what featurizers read of a text.

The training questions are cut by several processes, each with a part of them. Imports no Rasa: such a process is
there in two seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from itertools import batched

import numpy as np

from assistant.nlu import views
from assistant.nlu.glosses import gloss_features
from assistant.nlu.hashing import Columns, columns_of
from assistant.nlu.normaliser import fold
from assistant.nlu.origins import origin_features
from assistant.nlu.segmenting import remember, words_of
from assistant.nlu.vectors import word_vectors

View = Callable[[str, list[str]], Iterable[str]]
VIEWS: dict[str, View] = {
    "words": lambda folded, words: views.word_features(words),
    "characters": lambda folded, words: views.character_features(folded),
    "pinyin": lambda folded, words: views.pinyin_features(folded),
    "glosses": lambda folded, words: gloss_features(folded),
    "origins": lambda folded, words: origin_features(words),
}
_FEW = 8000  # so many are cut before other processes would have begun
_MOST_PROCESSES = 4
_RUNS = 100_000


def columns_of_words(folded: str, words: list[str], widths: Mapping[str, int]) -> list[Columns]:
    """The columns of a folded text, cut into ``words``, in each of the views that ``widths`` names, in its order."""
    return columns_of([(VIEWS[name](folded, words), width) for name, width in widths.items()])


def cut(text: str, widths: Mapping[str, int]) -> list[Columns]:
    """Columns of a text in each view, and after them the places of its words in the table of word vectors."""
    folded = fold(text)
    words = words_of(folded)
    return [*columns_of_words(folded, words, widths), word_vectors().places(words).astype(np.int32)]


def cut_all(texts: Sequence[str], widths: Mapping[str, int]) -> list[list[Columns]]:
    """The same for many texts; where they are thousands, by a process for each processor."""
    processes = min(_MOST_PROCESSES, len(os.sched_getaffinity(0)))
    if len(texts) <= _FEW or processes < 2:
        return [cut(text, widths) for text in texts]
    part = -(-len(texts) // processes)
    with ThreadPoolExecutor(processes) as pool:  # each waits for its process
        found = pool.map(partial(_cut_elsewhere, widths=dict(widths)), batched(texts, part))
        return [line for lines in found for line in lines]


def _cut_elsewhere(texts: Sequence[str], widths: Mapping[str, int]) -> list[list[Columns]]:
    # A command of our own rather than a fork or multiprocessing: it needs nothing of who trains, be it with threads.
    asked = json.dumps([list(widths.items()), texts]).encode()
    command = [sys.executable, "-m", "assistant.nlu.cutting"]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True)  # noqa: S603 (this interpreter)
    answer = BytesIO(done.stdout)
    lengths, columns = (np.load(answer, allow_pickle=False) for _ in range(2))
    parts = np.split(columns, np.cumsum(lengths)[:-1])
    return [list(line) for line in batched(parts, len(widths) + 1)]


def main() -> None:
    """Cuts what stands on the standard input: all columns as one array, and before it how many each view has."""
    widths, texts = json.load(sys.stdin)
    remember(_RUNS)
    parts = [part for text in texts for part in cut(text, dict(widths))]
    np.save(sys.stdout.buffer, np.array([len(part) for part in parts]), allow_pickle=False)
    np.save(sys.stdout.buffer, np.concatenate(parts), allow_pickle=False)


if __name__ == "__main__":
    main()
