"""The training questions as experiments need them: hashed features of each view, and folds without near-duplicates.

Kept under var/experiments; made anew when a question or a view has changed.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.clauses import last_clauses
from assistant.nlu.cutting import VIEWS
from assistant.nlu.importer import read_questions
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import words_of
from assistant.nlu.vectors import TABLE, Places, word_vectors
from assistant.settings import ROOT

FOLDS = 5
CACHE = ROOT / "var" / "experiments"
Hashes = npt.NDArray[np.uint32]


@dataclass
class Bags:
    """Features of many texts in one view: 32-bit hashes, text by text."""

    hashes: Hashes
    starts: npt.NDArray[np.int64]

    def matrix(self, buckets: int) -> sp.csr_matrix:
        """Rows of ones over ``buckets`` columns, hashed as assistant.nlu.hashing does."""
        columns = (self.hashes % buckets).astype(np.int32)
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        found = sp.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), (len(self.starts) - 1, buckets))
        found.data[:] = 1.0
        return found


def bags_of(texts: Iterable[str]) -> dict[str, Bags]:
    """The bags of each view."""
    hashes: dict[str, list[Hashes]] = {name: [] for name in VIEWS}
    for text in texts:
        folded = fold(text)
        words = words_of(folded)
        for name, view in VIEWS.items():
            found = {crc32(feature.encode()) for feature in view(folded, words)}
            hashes[name].append(np.array(sorted(found), dtype=np.uint32))
    return {
        name: Bags(np.concatenate(each or [np.zeros(0, np.uint32)]), np.cumsum([0, *map(len, each)]))
        for name, each in hashes.items()
    }


@dataclass
class Questions:
    """
    Messages with their bags, those of their last clauses (``clause_of``: whose they are), their words' places in the
    table of vectors, and their folds.
    """

    messages: list[Message]
    bags: dict[str, Bags]
    clauses: dict[str, Bags]
    clause_of: npt.NDArray[np.int64]
    written: npt.NDArray[np.bool_]
    folds: npt.NDArray[np.int64]
    places: list[Places]
    version: str = ""


def _near_duplicates(characters: sp.csr_matrix, threshold: float = 0.7) -> npt.NDArray[np.int64]:
    """A group number for each text; texts whose characters' cosine is above the threshold share it."""
    unit = sp.diags(1 / np.sqrt(np.maximum(characters.sum(axis=1).A1, 1))) @ characters
    left, right = [], []
    for start in range(0, characters.shape[0], 1000):
        close = (unit[start : start + 1000] @ unit.T).tocoo()
        near = close.data > threshold
        left.append(close.row[near] + start)
        right.append(close.col[near])
    pairs = (np.concatenate(left), np.concatenate(right))
    size = characters.shape[0]
    graph = sp.csr_matrix((np.ones(len(pairs[0]), np.int8), pairs), (size, size))
    return np.asarray(sp.csgraph.connected_components(graph, directed=False)[1], dtype=np.int64)


def _make() -> Questions:
    messages, written, run = [], [], []
    for file in sorted((ROOT / "nlu_data").rglob("*.yml")):
        for number, (text, intent, metadata) in enumerate(read_questions(file)):
            messages.append(Message.build(text, intent, intent_metadata=metadata))
            written.append("generated" not in file.parts)
            run.append((file.name, number // 3))  # neighbours were often thought of together
    texts = [message.get("text") for message in messages]
    bags = bags_of(texts)
    clauses = [(place, clause) for place, text in enumerate(texts) for clause in last_clauses(text)]
    same = _near_duplicates(bags["characters"].matrix(65536))
    rng = np.random.default_rng(11)
    fold_of_group = rng.integers(0, FOLDS, same.max() + 1)
    sizes = np.bincount(same)
    first = {r: place for place, r in reversed(list(enumerate(run)))}
    lead = np.array([first[r] for r in run])
    alone = sizes[same] == 1
    folds = np.where(alone, fold_of_group[same[lead]], fold_of_group[same])
    return Questions(
        messages,
        bags,
        bags_of(clause for _, clause in clauses),
        np.array([place for place, _ in clauses]),
        np.array(written),
        folds,
        [word_vectors().places(words_of(fold(text))) for text in texts],
    )


def _version() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted((ROOT / "nlu_data").rglob("*.yml")):
        digest.update(file.read_bytes())
    digest.update(TABLE.read_bytes())
    for module in (
        "aspects",
        "candidacy",
        "pair_descent",
        "vectors",
        "views",
        "words",
        "glosses",
        "normaliser",
        "tokenizer",
        "clauses",
    ):
        digest.update((ROOT / "assistant" / "nlu" / f"{module}.py").read_bytes())
    return digest.hexdigest()[:12]


def load_questions() -> Questions:
    """The questions of nlu_data, from the cache where nothing has changed."""
    CACHE.mkdir(parents=True, exist_ok=True)
    kept = CACHE / f"questions-{_version()}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(_make()))
    stored: Questions = pickle.loads(kept.read_bytes())
    stored.version = kept.stem.removeprefix("questions-")
    return stored
