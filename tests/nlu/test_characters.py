"""The model of characters: probabilities that add up, higher for what the questions say."""

import numpy as np
import pytest

from assistant.nlu.characters import CharacterModel
from assistant.nlu.syllables import likened, mixed_up, readings, toneless

LINES = ["我要换护照", "护照丢了", "我要换证", "身份证丢了", "要 证"] * 3


def likelihoods(model: CharacterModel, before: str) -> np.ndarray:
    """The probability of each character, the end excepted, after some."""
    context = np.zeros(1, dtype=np.int64)
    for character in before:
        context = model.after(context, np.array([model.ids[character]]))
    every = np.arange(1, len(model.vocabulary) + 2)
    return np.exp(model.log(np.repeat(context, len(every)), every))


@pytest.mark.parametrize("before", ["护", "我要", "我要换", "丢丢丢"])
def test_probabilities_of_what_may_follow_add_up(before: str) -> None:
    """No n-gram is left out here, as each stands there three times; what is kept for the beginning is little."""
    assert likelihoods(CharacterModel.learnt(LINES), before).sum() == pytest.approx(1, abs=0.05)


def test_what_the_questions_say_is_likelier() -> None:
    model = CharacterModel.learnt(LINES)
    after = dict(zip(model.vocabulary, likelihoods(model, "换护")[1:], strict=True))
    assert max(after, key=lambda character: after[character]) == "照"


def test_the_model_comes_back_from_its_arrays() -> None:
    model = CharacterModel.learnt(LINES)
    again = CharacterModel.from_arrays(model.arrays())
    assert again.vocabulary == model.vocabulary
    assert likelihoods(again, "我要") == pytest.approx(likelihoods(model, "我要"), rel=0.01)


def test_n_grams_said_once_are_not_kept() -> None:
    often, once = CharacterModel.learnt(LINES), CharacterModel.learnt([*LINES, "换照证了"])
    assert len(once.arrays()["steps4"]) == len(often.arrays()["steps4"])


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("hù zhào", "hu zhao"),
        ("lǜ shī, nǚ", "lv shi, nv"),
        ("lu:", "lv"),
        ("hu4zhao4", "hu'zhao"),
        ("hu4 zhao4 le5", "hu zhao le"),
        ("wo you 3ge haizi", "wo you 3ge haizi"),
        ("window b2", "window b2"),
        ("a012 hai you ma", "a012 hai you ma"),
        ("résumé naïve", "resume naïve"),
    ],
)
def test_tones_are_taken_off(typed: str, plain: str) -> None:
    assert toneless(typed) == plain


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [("zao", "zhao", 1), ("zen", "zheng", 2), ("nan", "lang", 2), ("lyu", "lv", 0), ("lu", "lv", 1), ("si", "si", 0)],
)
def test_sounds_that_are_mixed_up(typed: str, meant: str, slips: int) -> None:
    assert likened(typed) == likened(meant)
    assert mixed_up(typed, meant) == slips


def test_a_character_is_read_in_its_ways() -> None:
    assert readings("还")[:2] == ["hai", "huan"]
    assert readings("略") == ["lve"]
    assert all(syllable.isascii() for character in "嗯呣龦" for syllable in readings(character))
