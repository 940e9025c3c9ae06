"""Percentiles, targets and ratios: a wrong one would flatter every table."""

import pytest
from hypothesis import given, strategies as st

from benchmarks.metrics import METRICS, Figure, Findings, percentile, spread, written


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.25, 1.0), (0.26, 2.0), (0.5, 2.0), (0.51, 3.0), (0.95, 4.0), (1.0, 4.0)]
)
def test_percentile_is_a_value_that_the_share_does_not_exceed(share, value):
    assert percentile([4.0, 2.0, 1.0, 3.0], share) == value


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.floats(0.01, 1))
def test_percentile_covers_its_share_and_no_smaller_value_does(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], -0.1), ([1.0], 1.1)])
def test_percentile_refuses_what_has_none(values, share):
    with pytest.raises(ValueError, match=r"percentile|share"):
        percentile(values, share)


def test_spread_names_each_percentile_and_its_owner():
    p50, p95 = spread(range(1, 101), (("parse_p50", 0.5), ("parse_p95", 0.95)), "100 messages", "a peer", "few")
    assert (p50.key, p50.value, p95.key, p95.value) == ("parse_p50", 50, "parse_p95", 95)
    assert {p50.system, p95.system, p50.data} == {"a peer", "few"}


@pytest.mark.parametrize(
    ("key", "value", "met"),
    [
        ("turn_new_p50", 5.0, True),
        ("turn_new_p50", 5.1, False),
        ("http_per_second", 150.0, True),
        ("http_per_second", 149.9, False),
        ("parse_p50", 1.0, None),
    ],
)
def test_a_value_meets_its_target_from_the_right_side(key, value, met):
    assert Figure(key, value).met is met


@pytest.mark.parametrize(
    ("key", "value", "met"),
    [("training_seconds", 100.0, False), ("training_seconds", 30.0, None), ("http_per_second", 200.0, True)],
)
def test_a_stopped_measurement_never_claims_more_than_it_saw(key, value, met):
    figure = Figure(key, value, at_least=True)
    assert figure.met is met
    assert figure.text == f"> {value:.0f}"


def test_ratio_is_above_one_where_ours_is_better():
    assert METRICS["parse_p50"].times_better(ours=2, theirs=24) == 12
    assert METRICS["intent_right"].times_better(ours=90, theirs=60) == 1.5
    assert METRICS["parse_p50"].times_better(ours=4, theirs=2) == 0.5
    assert METRICS["parse_p50"].times_better(ours=0, theirs=2) is None


def test_a_peer_stands_beside_ours_of_the_same_questions_else_beside_all_of_them():
    few, whole = Figure("parse_p50", 1.0, data="few"), Figure("parse_p50", 2.0)
    start = Figure("start_seconds", 8.0)
    peer = Figure("parse_p50", 20.0, system="a peer", data="few")
    slow_start = Figure("start_seconds", 30.0, system="a peer", data="few")
    alone = Figure("memory_mb", 900.0, system="a peer", data="few")
    compared = Findings([whole, few, start, peer, slow_start, alone]).compared()
    assert compared == [(peer, few), (slow_start, start), (alone, None)]


def test_our_figures_come_in_the_order_of_the_rows_and_without_the_partial_ones():
    findings = Findings([Figure("right", 90.0), Figure("parse_p50", 2.0), Figure("parse_p50", 1.0, data="few")])
    assert [figure.key for figure in findings.ours()] == ["parse_p50", "right"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (5.0, "5"), (3.456, "3.46"), (34.56, "34.6"), (1234.5, "1234"), (0.391, "0.39")]
)
def test_numbers_are_written_with_the_digits_they_deserve(value, text):
    assert written(value) == text
