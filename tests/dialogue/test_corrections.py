"""What a correction affirms: the half that counts, and nothing where nothing is corrected."""

import pytest

from assistant.dialogue.corrections import affirmed


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不是丢了，是到期了", "到期了"),
        ("it is not lost, it has expired", "it has expired"),
        ("sorry, i mean for my husband", "for my husband"),
        ("i meant the electricity one", "the electricity one"),
        ("我是说给我爸办", "给我爸办"),
        ("搞错了，我问的是燃气", "燃气"),
        ("说错了,是电表", "电表"),
        ("不好意思，打错了，我要问的是煤气", "煤气"),
        ("oh no wait, the gas one", "the gas one"),
        ("sorry, wrong word: i meant the meter", "the meter"),
        ("actually it expired, not lost", "it expired"),
        ("是到期，不是丢了", "到期"),
        ("不对不对,是转出去", "转出去"),
        ("no, i don't want to freeze it, i want a new one", "i want a new one"),
        ("护照到期了，没有照片", None),
        ("i have the form, not yet signed", None),
        ("不对劲", None),
        ("wait", None),
        ("wait a minute, how long does it take", None),
        ("what does it mean", None),
        ("a mean question", None),
        ("护照到期了", None),
    ],
)
def test_what_is_affirmed(said: str, meant: str | None) -> None:
    assert affirmed(said) == meant


def test_a_story_is_no_correction() -> None:
    assert affirmed("x" * 80 + ", i mean for my husband") is None
