"""The gate refuses a model that lost more than chance explains, and lets noise pass."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.evaluation import Scored, key_of
from benchmarks.gate import (
    ACCEPTED,
    compare,
    is_refused,
    outcomes_of,
    read_accepted,
    words_of,
    write_accepted,
)

TRANSACTIONS = 40


def run_of(words: Sequence[str], *, facet: bool | None = None) -> list[Scored]:
    """A run of questions, five a transaction, with these verdicts."""
    return [
        Scored(
            f"q{number}",
            ("question", f"question/{'zh' if number % 2 else 'en'}"),
            (f"t{number // 5}",),
            word,
            facet if word == "right" else None,
        )
        for number, word in enumerate(words)
    ]


def changed(*, lost: Sequence[int] = (), gained: Sequence[int] = (), word: str = "clarified") -> tuple[list[str], ...]:
    """Verdicts before and after: all right, but for those gained (before) and those lost (after)."""
    numbers = range(5 * TRANSACTIONS)
    return ["missed" if n in gained else "right" for n in numbers], [word if n in lost else "right" for n in numbers]


def losses(before: Sequence[str], after: Sequence[str]) -> dict[str, tuple[int, int]]:
    found = compare(run_of(after), outcomes_of(run_of(before)))
    return {f"{loss.group}, {loss.measure}": (loss.lost, loss.gained) for loss in found.losses}


def test_the_same_model_passes() -> None:
    before, _ = changed()
    compared = compare(run_of(before), outcomes_of(run_of(before)))
    assert compared.cases == 200
    assert not is_refused(compared)
    assert words_of(compared)[-1].startswith("passed")


def test_as_many_gained_as_lost_is_noise() -> None:
    assert losses(*changed(lost=range(0, 100, 5), gained=range(100, 200, 5))) == {}


def test_a_few_lost_here_and_there_are_noise() -> None:
    assert losses(*changed(lost=range(0, 150, 25))) == {}


def test_many_lost_in_one_language_are_named_with_that_language() -> None:
    found = losses(*changed(lost=range(0, 80, 10)))
    assert found == {"question, right": (8, 0), "question/en, right": (8, 0)}


def test_a_transaction_that_is_no_longer_understood_is_named() -> None:
    """Four of 200 are nothing, four of one transaction's five are."""
    assert losses(*changed(lost=range(15, 19))) == {"transaction t3, right": (4, 0)}
    assert losses(*changed(lost=range(15, 17))) == {}


def test_more_wrong_answers_are_refused_where_as_many_are_right() -> None:
    """What was asked back before is answered wrongly now."""
    before = ["clarified"] * 10 + ["right"] * 190
    after = ["wrong"] * 10 + ["right"] * 190
    assert losses(before, after)["question, not answered wrongly"] == (10, 0)


def test_facets_count_by_themselves() -> None:
    run = run_of(["right"] * 200, facet=False)
    found = compare(run, outcomes_of(run_of(["right"] * 200, facet=True)))
    assert {loss.measure for loss in found.losses} == {"facet right"}


def test_a_loss_is_said_in_numbers_and_in_both_languages() -> None:
    before, after = changed(lost=range(0, 80, 10))
    said = words_of(compare(run_of(after), outcomes_of(run_of(before))))
    assert "未通过" in said[0]
    assert said[1].startswith("  question: right 200 -> 192 of 200 (8 lost, 0 gained")
    assert "--accept" in said[-1]


def test_cases_that_were_never_accepted_pass_for_nothing() -> None:
    """A gate that had nothing to compare must not be green."""
    compared = compare(run_of(["right"] * 5), {"another": "right"})
    assert (compared.cases, compared.new, compared.gone) == (0, 5, 1)
    assert is_refused(compared)


def test_new_cases_are_told_and_do_not_count() -> None:
    before, _ = changed()
    compared = compare(run_of([*before, *["wrong"] * 20]), outcomes_of(run_of(before)))
    assert not is_refused(compared)
    assert words_of(compared)[0].startswith("20 cases are new")


def test_what_is_accepted_is_read_again(tmp_path: Path) -> None:
    run = run_of(["right", "wrong", "missed"], facet=True)
    write_accepted(run, {"question": {"n": 3}, "question/en": {"n": 2}}, tmp_path / "accepted.json")
    assert read_accepted(tmp_path / "accepted.json") == outcomes_of(run)


@pytest.mark.parametrize("text", [None, "{", "[]", '{"outcomes": 3}'])
def test_a_missing_or_damaged_record_is_said_in_a_sentence(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "accepted.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"accepted\.json is (not there|damaged).*--accept"):
        read_accepted(tmp_path / "accepted.json")


def test_a_turn_keeps_its_key_whatever_the_order_of_its_fields() -> None:
    one = {"lang": "en", "text": "a", "transactions": ["t"]}
    assert key_of(one, 0) == key_of(dict(reversed(one.items())), 0)
    assert key_of(one, 0) != key_of({**one, "text": "b"}, 0)
    talk = {"lang": "en", "turns": [{"user": "a", "expect": {}}, {"user": "b", "expect": {}}]}
    assert key_of(talk, 0) != key_of(talk, 1)


def test_what_is_in_the_repository_holds_every_development_case() -> None:
    assert len(read_accepted(ACCEPTED)) > 1400
