"""Words of a folded text: jieba's, with the catalog's short Chinese names in its dictionary; Latin words whole."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Any

from catalog import load_catalog


def catalog_words() -> Iterable[str]:
    """Short Chinese aliases (2-4 characters): terms that a general dictionary splits."""
    for transaction in load_catalog().transactions.values():
        for alias in transaction.aliases.zh:
            if 2 <= len(alias) <= 4 and alias.isalpha():
                yield alias


@lru_cache(maxsize=1)
def segmenter() -> Any:
    """The module jieba, its dictionary read and the catalog's words added, so that the first message is not slow."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source: escapes in literals, pkg_resources
        import jieba

        jieba.setLogLevel(logging.WARNING)
        for word in catalog_words():
            jieba.add_word(word)
    return jieba


def chinese_lexicon() -> Container[str]:
    """The words that Chinese texts are cut into: jieba's, and the catalog's."""
    known: dict[str, int] = segmenter().dt.FREQ  # beginnings of words stand there too, with 0
    return {word for word, frequency in known.items() if frequency}


class Segmenter:
    """Jieba, in the form in which spaCy asks it; the runs of characters cut last are remembered."""

    @staticmethod
    def cut(text: str, cut_all: bool = False) -> Iterator[str]:
        """The words of a text, white space among them."""
        for part in segmenter().re_han_default.split(text):
            if part:
                yield from _words_of_run(part)


# Jieba cuts what stands between punctuation by itself, and the last clauses of a message are read once more alone. Few
# are kept: texts are people's own.
@lru_cache(maxsize=32)
def _words_of_run(run: str) -> tuple[str, ...]:
    return tuple(segmenter().cut(run))


def remember(runs: int) -> None:
    """Keeps so many runs from now on: for a process that cuts training questions, which are nobody's own."""
    global _words_of_run  # noqa: PLW0603 (the cache of a process is one)
    _words_of_run = lru_cache(maxsize=runs)(_words_of_run.__wrapped__)


def words_of(folded: str) -> list[str]:
    """
    The words of an already folded text, white space left out.

    The same that spaCy's pipeline finds (a test compares them), which is built on these and places each in the text.
    """
    return [word for word in Segmenter.cut(folded) if not word.isspace()]
