"""Words that name an aspect, in both languages, in the whole message and in its last clause."""

import pytest

from assistant.nlu.aspects import ASPECTS, aspects_named, questions_put
from assistant.nlu.normaliser import fold


def named(text: str, where: str = "named") -> set[str]:
    found = aspects_named(fold(text))
    return {facet for facet in ASPECTS if found[f"{where} {facet}"] > 0}


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("换护照要带啥", "materials"),
        ("要準備哪些東西", "materials"),
        ("which papers do I bring", "materials"),
        ("在几楼办", "location"),
        ("whereabouts is the desk", "location"),
        ("有没有电话", "phone"),
        ("who can I ring about it", "phone"),
        ("要多少钱", "fee"),
        ("any charge?", "fee"),
        ("几天能好", "duration"),
        ("how soon will it be ready", "duration"),
        ("怎么申请", "procedure"),
        ("walk me through it", "procedure"),
        ("礼拜六开不开", "hours"),
        ("what time do you shut", "hours"),
        ("外地户口能办吗", "eligibility"),
        ("am I allowed to", "eligibility"),
        ("手机上能弄吗", "online"),
        ("is there an app for it", "online"),
        ("有没有app", "online"),
        ("我老婆能代我办吗", "proxy"),
        ("must I come in person", "proxy"),
    ],
)
def test_an_aspect_is_named(text: str, facet: str) -> None:
    assert facet in named(text)


@pytest.mark.parametrize(
    "text", ["护照丢了怎么办", "my passport was stolen", "我们要结婚了", "apply for a dog licence"]
)
def test_a_bare_mishap_or_wish_names_none(text: str) -> None:
    assert named(text) == set()


def test_what_stands_in_the_last_clause_is_told_apart() -> None:
    """In a story the question stands at the end; what is said before may name other aspects."""
    text = "我昨天打电话问过了，窗口的人没说清楚，到底要带啥"
    assert {"phone", "location", "materials"} <= named(text)
    assert named(text, "named last") == {"materials"}


def test_each_aspect_has_its_two_numbers() -> None:
    assert set(aspects_named("")) == {f"{where} {facet}" for where in ("named", "named last") for facet in ASPECTS}
    assert set(aspects_named("").values()) == {-1.0}


@pytest.mark.parametrize(
    ("text", "asks", "last"),
    [
        ("护照丢了要带什么", 1.0, 1.0),
        ("要带什么，我护照丢了", 1.0, -1.0),
        ("我爸七十了，住院花了五万，社区说能退一点", -1.0, -1.0),
        ("I moved here in May and the office on the second floor sent me to you", -1.0, -1.0),
        ("I moved here in May. Do I have to tell you", 1.0, 1.0),
        ("I can wait", -1.0, -1.0),
        ("Renewal?", 1.0, 1.0),
        ("外地戶口辦得了嗎", 1.0, 1.0),
        ("给办不，我明天来", 1.0, -1.0),
    ],
)
def test_a_question_is_told_from_a_story(text: str, asks: float, last: float) -> None:
    assert questions_put(fold(text)) == {"asks": asks, "asks last": last}
