"""Lines that were cut in an earlier training are not cut again, unless something that shapes them has changed."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.hashing import Columns
from assistant.nlu.known_lines import columns_of_all, keeping, made_by

VIEWS = 2


class Knife:
    """Cuts texts into two views and remembers what it was asked to cut."""

    def __init__(self) -> None:
        self.cut: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[list[Columns]]:
        self.cut += texts
        return [[np.array([len(text)], dtype=np.int32), np.arange(len(text) % 3, dtype=np.int32)] for text in texts]


def plain(found: list[list[Columns]]) -> list[list[list[int]]]:
    return [[view.tolist() for view in line] for line in found]


def test_only_what_is_new_is_cut(tmp_path: Path) -> None:
    first, second = Knife(), Knife()
    with keeping(tmp_path):
        columns_of_all(["补办护照", "renew", ""], VIEWS, "made", first)
        found = columns_of_all(["renew", "a new line", "补办护照"], VIEWS, "made", second)
    assert first.cut == ["补办护照", "renew", ""] and second.cut == ["a new line"]
    assert plain(found) == plain(Knife()(["renew", "a new line", "补办护照"]))
    assert all(view.dtype == np.int32 for line in found for view in line)


@pytest.mark.parametrize("spoil", ["made", "cut off", "empty"])
def test_what_other_code_made_or_was_cut_off_counts_as_none(tmp_path: Path, spoil: str) -> None:
    knife, texts = Knife(), ["renew", "补办"]
    with keeping(tmp_path):
        columns_of_all(texts, VIEWS, "made", Knife())
        (file,) = tmp_path.iterdir()
        whole = file.read_bytes()
        file.write_bytes({"made": whole, "cut off": whole[: len(whole) // 2], "empty": b""}[spoil])
        found = columns_of_all(texts, VIEWS, "otherwise" if spoil == "made" else "made", knife)
    assert knife.cut == texts and plain(found) == plain(Knife()(texts))


def test_a_line_that_stands_twice_is_cut_once() -> None:
    knife = Knife()
    assert plain(columns_of_all(["renew", "补办", "renew"], VIEWS, "made", knife)) == plain(
        Knife()(["renew", "补办", "renew"])
    )
    assert knife.cut == ["renew", "补办"]


def test_nothing_is_kept_outside_the_block(tmp_path: Path) -> None:
    with keeping(tmp_path):
        pass
    columns_of_all(["renew"], VIEWS, "made", Knife())
    assert not list(tmp_path.iterdir())


def test_training_goes_on_where_nothing_can_be_kept(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with keeping(in_the_way):
        assert plain(columns_of_all(["renew"], VIEWS, "made", Knife())) == plain(Knife()(["renew"]))


def test_what_shapes_a_line_is_part_of_how_it_was_made() -> None:
    made = made_by({"words": 16, "pinyin": 8}, ["护照"])
    assert made == made_by({"words": 16, "pinyin": 8}, ["护照"])
    assert made != made_by({"words": 32, "pinyin": 8}, ["护照"])
    assert made != made_by({"words": 16, "pinyin": 8}, ["护照", "社保卡"])
