"""Training questions are cut by several processes into what one would make of them."""

import os
from pathlib import Path

import numpy as np
import pytest

from assistant.nlu import cutting
from assistant.nlu.cutting import cut, cut_all
from assistant.nlu.hashing import Columns, weighed_row, weighed_rows
from assistant.nlu.importer import read_questions
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import Segmenter, segmenter, words_of
from assistant.nlu.tokenizer import bilingual_language
from assistant.settings import ROOT

WIDTHS = {"words": 512, "glosses": 64, "characters": 256, "pinyin": 128}
ODD = [
    "",
    " ",
    "护照 掉了\n\n怎么办",
    "　全角　空格",
    "社保卡app登录不了 help!",
    "12345 abc_def 3.5元",
    "𠮷野家🙂 市民卡",
]


def some_questions() -> list[str]:
    files = sorted((ROOT / "nlu_data").rglob("*.yml"))
    return [text for file in files for text, _, _ in list(read_questions(Path(file)))[:20]]


def plain(found: list[list[Columns]]) -> list[list[list[int]]]:
    return [[part.tolist() for part in line] for line in found]


def test_words_are_those_of_the_pipeline_of_spacy() -> None:
    """What is trained on and what a message is cut into stay the same, white space of all kinds included."""
    for text in [*some_questions(), *ODD]:
        folded = fold(text)
        assert words_of(folded) == [token.text for token in bilingual_language()(folded) if not token.is_space]


def test_words_are_those_of_jieba() -> None:
    """However much of a text was cut before."""
    for text in [*some_questions(), *ODD, *ODD]:
        folded = fold(text)
        assert list(Segmenter.cut(folded)) == list(segmenter().cut(folded))


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor cuts by itself")
def test_several_processes_make_what_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, with empty views where a text has nothing for one."""
    monkeypatch.setattr(cutting, "_FEW", 8)
    monkeypatch.setattr(cutting, "_MOST_PROCESSES", 2)
    texts = [*ODD, *some_questions()[:30]]
    found = cut_all(texts, WIDTHS)
    assert plain(found) == plain([cut(text, WIDTHS) for text in texts])
    assert all(part.dtype == np.int32 for line in found for part in line)


def test_many_rows_are_weighed_as_one_is() -> None:
    """To the bit, over the borders of blocks, also where a view or a whole text is empty."""
    lines = [cut(text, WIDTHS)[:-1] for text in [*ODD, *some_questions()[:50]]]
    weights = np.random.default_rng(3).uniform(1, 9, sum(WIDTHS.values())).astype(np.float32)
    for row, line in zip(weighed_rows(lines, weights, block=16), lines, strict=True):
        alone = weighed_row(line, weights)
        assert row.shape == alone.shape and row.has_canonical_format == alone.has_canonical_format
        for name in ("data", "indices", "indptr"):
            one, other = getattr(row, name), getattr(alone, name)
            assert one.dtype == other.dtype and one.tobytes() == other.tobytes()
