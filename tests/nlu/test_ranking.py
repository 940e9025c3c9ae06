"""Candidates are made when they are asked for; whoever asks sees a sequence like any other."""

import pytest

from assistant.messages import Candidate
from assistant.nlu.ranking import Ranking

SHARES = {"human": 0.3, "b": 0.2, "a": 0.4, "c": 0.2}


@pytest.fixture
def ranking() -> Ranking:
    return Ranking(SHARES, {"a", "b", "c", "d"})


def test_the_best_stands_first_and_equals_in_their_order(ranking: Ranking) -> None:
    ordered = (Candidate("a", 0.4), Candidate("b", 0.2), Candidate("c", 0.2))
    assert tuple(ranking) == ordered == ranking and len(ranking) == 3
    assert ranking[0] == ordered[0] and ranking[-1] == ordered[-1] and ranking[:2] == ordered[:2]
    assert hash(ranking) == hash(ordered) and ranking != (ordered[0],)


def test_those_of_a_family_keep_their_order(ranking: Ranking) -> None:
    assert ranking.of(("c", "human", "a")) == [Candidate("a", 0.4), Candidate("c", 0.2)]


def test_among_themselves_they_sum_to_one(ranking: Ranking) -> None:
    assert ranking.total == pytest.approx(0.8)
    assert [candidate.confidence for candidate in ranking.alone()] == pytest.approx([0.5, 0.25, 0.25])


def test_nothing_may_be_meant() -> None:
    nothing = Ranking(SHARES, ())
    assert not nothing and nothing[:3] == () and nothing.total == 0
