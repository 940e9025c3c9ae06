"""How long a wait may last: an honest range from today's service times, wide while little is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from assistant.tickets.queues import Queue

PRIOR_WEIGHT = 5  # the cold start counts as much as five cases seen today
PRIOR_SPREAD = (0.5, 1.75)  # a case's short and long quarter, as a share of its usual length


@dataclass(frozen=True, slots=True)
class Estimator:
    """The usual minutes of a case before any was seen today, by the kind of matter."""

    immediate: float = 8.0
    committed: float = 15.0

    def wait(self, queue: Queue, ahead: int, windows: int, cases: Sequence[float]) -> tuple[int, int]:
        """Minutes (low, high) until `ahead` people are done, with `windows` open and the lengths of recent `cases`."""
        low_case, high_case = self.case_range(queue, cases)
        rounds = max(0, ahead) // max(1, windows)
        # At worst every window has only just begun with somebody, so one more round passes.
        return math.floor(rounds * low_case), math.ceil((rounds + 1) * high_case)

    def case_range(self, queue: Queue, cases: Sequence[float]) -> tuple[float, float]:
        """Short and long minutes of one case: the quartiles seen, drawn towards the cold start when few."""
        usual = queue.immediate_share * self.immediate + (1 - queue.immediate_share) * self.committed
        low, high = usual * PRIOR_SPREAD[0], usual * PRIOR_SPREAD[1]
        seen = [max(0.0, case) for case in cases]
        if len(seen) < 2:
            return low, high
        first, _, third = quantiles(seen, n=4, method="inclusive")
        weight = len(seen) / (len(seen) + PRIOR_WEIGHT)
        return weight * first + (1 - weight) * low, weight * third + (1 - weight) * high
