"""Which way wins whatever is not read yet: never another one than the whole sum says."""

import random

from assistant.dialogue.behind import Span
from assistant.dialogue.foregone import CURRENT, GAIN, KIN, WHOLE, Reach, foregone
from assistant.dialogue.staying import load_weights
from assistant.nlu.within import log_of

WEIGHTS = load_weights()
UNREAD = Span(log_of(0.0), log_of(1.0))
KNOWN = Span(-2.0, -2.0)
NOTHING_READ = Reach(UNREAD, UNREAD, UNREAD, KNOWN, KNOWN)


def test_a_way_far_ahead_needs_no_reading() -> None:
    assert foregone({"stays": 12.0, "to_kin": 0.0, "leaves": 1.0}, WEIGHTS, NOTHING_READ) == "stays"


def test_ways_that_lie_close_wait_for_the_reading() -> None:
    assert foregone({"stays": 1.0, "to_kin": 0.0}, WEIGHTS, NOTHING_READ) is None


def test_the_only_way_that_is_open_is_foregone() -> None:
    assert foregone({"leaves": -3.0}, WEIGHTS, NOTHING_READ) == "leaves"
    assert foregone({}, WEIGHTS, NOTHING_READ) is None


def test_no_reading_within_reach_overturns_what_was_foregone() -> None:
    """Of many made-up messages and readings, the way said before is the one that the sum with the reading names."""
    chance, said = random.Random(5), 0
    for _ in range(2000):
        scores = {way: chance.gauss(0, 4) for way in WEIGHTS}
        before = log_of(chance.random()), log_of(chance.random())
        reach = Reach(UNREAD, UNREAD, UNREAD, *(Span(value, value) for value in before))
        best = foregone(scores, WEIGHTS, reach)
        said += best is not None
        for _ in range(20):
            current = chance.choice((0.0, 1.0, chance.random() ** 4))
            kin = (1.0 - current) * chance.choice((0.0, 1.0, chance.random() ** 4))
            whole = min(1.0, current + kin + (1.0 - current - kin) * chance.choice((0.0, 1.0, chance.random())))
            gain = (log_of(kin) - before[1]) - (log_of(current) - before[0])
            told = {CURRENT: log_of(current), KIN: log_of(kin), WHOLE: log_of(whole), GAIN: gain}
            full = {way: scores[way] + sum(WEIGHTS[way][name] * x for name, x in told.items()) for way in scores}
            assert best in (None, max(full, key=lambda way: full[way]))
    assert said > 500
