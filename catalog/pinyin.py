"""
How Chinese names are read: by the words in them, so that 重 is "chong" in 重新 and "zhong" in 重要.

The library's dictionary of 47,000 words takes 40 MB and is needed when names are indexed, not while people are served:
it is read for that and let go.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
import pypinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg import mmseg

_WORDS = "pypinyin.phrases_dict"
_lock = RLock()
_blocks = 0


@contextmanager
def dictionary_kept() -> Iterator[None]:
    """Within the block the dictionary, once it was needed, is kept: for reading many names."""
    global _blocks  # noqa: PLW0603 - the library has one dictionary for the whole process
    with _lock:
        _blocks += 1
        try:
            yield
        finally:
            _blocks -= 1
            if not _blocks:
                _let_go()


def pinyin(text: str) -> list[str]:
    """The syllables of a text, one for each Chinese character; what is not Chinese stays as it is."""
    return _read(text, pypinyin.Style.NORMAL)


def toned(text: str) -> list[str]:
    """The syllables of a text with their tone marks; what is not Chinese stays as it is."""
    return _read(text, pypinyin.Style.TONE)


def initials(text: str) -> list[str]:
    """The first letter of each syllable of a text; what is not Chinese stays as it is."""
    return _read(text, pypinyin.Style.FIRST_LETTER)


def _read(text: str, style: pypinyin.Style) -> list[str]:
    with dictionary_kept():
        if not PHRASES_DICT:
            PHRASES_DICT.update(importlib.import_module(_WORDS).phrases_dict)
            mmseg.retrain(mmseg.seg)
        return pypinyin.lazy_pinyin(text, style=style)


def _let_go() -> None:
    PHRASES_DICT.clear()
    mmseg.p_set._set.clear()
    if sys.modules.pop(_WORDS, None) is not None:
        delattr(pypinyin, _WORDS.rpartition(".")[2])
