"""The usual lexical methods in process: a linear SVM, BM25 and rapidfuzz, on the same training questions."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from benchmarks.metrics import Figure, spread
from benchmarks.peers.judging import Asked, judged
from benchmarks.peers.training_data import Example
from benchmarks.questions import alternating

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def tokens(text: str) -> list[str]:
    """Latin words and numbers whole, Chinese characters one by one."""
    return _TOKEN.findall(text.casefold())


class Lexical(Protocol):
    """A method that learns from examples and names an intent."""

    name: str
    every: int  # it is asked every so many questions: a slow method would take longer than all others together

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Learns."""

    def intent(self, text: str) -> str:
        """The intent of one text."""


class LinearSvm:
    """TF-IDF of characters (1-4) and words (1-2), linear SVM."""

    name = "TF-IDF + linear SVM"
    every = 1

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Trains with scikit-learn's defaults, but for a tolerance that ends in minutes on all questions."""
        characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, dtype=np.float32)
        words = TfidfVectorizer(tokenizer=tokens, token_pattern=None, ngram_range=(1, 2), dtype=np.float32)
        self._model: Any = make_pipeline(make_union(characters, words), LinearSVC(tol=0.1))
        self._model.fit(texts, intents)

    def intent(self, text: str) -> str:
        """The class of the largest margin."""
        return str(self._model.predict([text])[0])


class Bm25:
    """The intent of the training question that BM25 ranks first."""

    name = "BM25, nearest question"
    every = 1

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Weighs every token of every question once (k1 1.5, b 0.75), so that asking is one sparse product."""
        self._intents = list(intents)
        self._counter: Any = CountVectorizer(tokenizer=tokens, token_pattern=None, ngram_range=(1, 2))
        counts = self._counter.fit_transform(texts).astype(np.float32).tocsr()
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
        idf = np.log1p((len(texts) - seen_in + 0.5) / (seen_in + 0.5))
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        slow = 1.5 * (0.25 + 0.75 * lengths[rows] / lengths.mean())
        counts.data = idf[counts.indices] * counts.data * 2.5 / (counts.data + slow)
        self._weights: Any = counts.T.tocsr()

    def intent(self, text: str) -> str:
        """The best question's intent."""
        scores = self._counter.transform([text]).astype(np.float32) @ self._weights
        return self._intents[int(scores.indices[scores.data.argmax()])] if scores.nnz else ""


class TokenSet:
    """The intent of the training question with the highest token_set_ratio."""

    name = "rapidfuzz token_set_ratio"
    every = 4

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Keeps the questions, with spaces between tokens."""
        self._intents, self._lines = list(intents), [" ".join(tokens(text)) for text in texts]

    def intent(self, text: str) -> str:
        """The best question's intent."""
        found = process.extractOne(" ".join(tokens(text)), self._lines, scorer=fuzz.token_set_ratio)
        return self._intents[found[2]] if found else ""


def measure_lexical(examples: Sequence[Example], asked: Sequence[Asked], data: str, known: set[str]) -> list[Figure]:
    """Training time, latency and accuracy of each method; ``known`` are the transactions among the intents."""
    texts, intents = [example.text for example in examples], [example.intent for example in examples]
    methods: tuple[Lexical, ...] = (LinearSvm(), Bm25(), TokenSet())
    figures = []
    for method in methods:
        begun = time.perf_counter()
        method.fit(texts, intents)
        figures.append(Figure("fit_seconds", time.perf_counter() - begun, "", method.name, data))
        times = [_milliseconds(method, question.text) for question in alternating()]
        figures += spread(times, (("parse_p50", 0.5), ("parse_p95", 0.95)), system=method.name, data=data)
        questions = asked[:: method.every]
        answers = [[method.intent(question.text)] for question in questions]
        figures += judged(questions, answers, known, method.name, data)
    return figures


def _milliseconds(method: Lexical, text: str) -> float:
    begun = time.perf_counter()
    method.intent(text)
    return (time.perf_counter() - begun) * 1000
