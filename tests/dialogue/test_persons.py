"""For whom a message asks, and whether that may be for whom a matter was asked before."""

import pytest

from assistant.dialogue.persons import SELF, agree, persons_in
from assistant.nlu.normaliser import fold


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("给我儿子办", {"child"}),
        ("我太太的签注呢", {"spouse"}),
        ("丈母娘那套", {"parent"}),
        ("and for my son?", {"child"}),
        ("my husband's one", {"spouse"}),
        ("我自己那张", {SELF}),
        ("what about mine", {SELF}),
        ("她的在几楼", {"somebody"}),
        ("多少钱", set()),
        ("which window is that", set()),
        ("我兒子那張", {"child"}),
        ("我嗰張卡", {SELF}),
        ("伊朗签证", set()),
        ("伊拉克人要签证吗", set()),
        ("还要带其他材料吗", set()),
        ("未婚证明要吗", set()),
        ("阿拉伯语的材料", set()),
        ("补贴对象有哪些", set()),
        ("tell me the fee", set()),
        ("can you tell me where", set()),
        ("please give me the form", set()),
        ("师傅，几点关门", set()),
    ],
)
def test_who_is_spoken_of(said: str, who: set[str]) -> None:
    assert persons_in(fold(said)) == who


@pytest.mark.parametrize(
    ("said", "before", "fits"),
    [
        ({"child"}, {"child"}, 1.0),
        ({"child"}, set(), -1.0),
        ({"child"}, {"spouse"}, -1.0),
        ({"somebody"}, {"spouse"}, 1.0),
        ({SELF}, set(), 1.0),
        ({SELF}, {"parent"}, -1.0),
        (set(), {"parent"}, 0.0),
    ],
)
def test_who_fits_whom(said: set[str], before: set[str], fits: float) -> None:
    assert agree(said, before) == fits
