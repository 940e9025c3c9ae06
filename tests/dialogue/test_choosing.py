"""Short answers to a question that was asked back: the words that choose a matter never choose another one."""

from itertools import combinations

import pytest

from assistant.dialogue.choosing import Chooser
from assistant.nlu.decision import Decider
from assistant.nlu.normaliser import fold
from catalog import load_catalog
from catalog.live import LiveCatalog

CATALOG = load_catalog()


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    live = LiveCatalog(CATALOG)
    return Chooser(live, Decider(live))


@pytest.mark.parametrize("family", CATALOG.families.values(), ids=lambda family: family.id)
def test_the_words_that_choose_a_matter_choose_no_other(chooser: Chooser, family: object) -> None:
    answers = CATALOG.families[family.id].answers  # type: ignore[attr-defined]
    for offered in combinations(answers, min(3, len(answers))):
        ids = tuple(answer.transaction for answer in offered)
        for answer in offered:
            assert {chooser.named(ids, fold(words)) for words in (answer.zh, answer.en)} <= {answer.transaction, None}


@pytest.mark.parametrize(
    "said", ["是", "是的", "不", "有", "没有", "哪个", "谁", "对", "行", "嗯", "you", "is", "the", "yes", "what"]
)
def test_words_that_say_of_nothing_which_choose_nothing(chooser: Chooser, said: str) -> None:
    for family in CATALOG.families.values():
        assert chooser.named(family.members[:4], fold(said)) is None, family.id
