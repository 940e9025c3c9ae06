"""
The gate: a model that does clearly worse than the last accepted one on the same questions is refused.

Both answered the same questions, so only those count whose verdict changed. Were the models equally good, such a
question would be as likely lost as gained: the chance of so many losses among them is binomial with one half. A
transaction has too few questions for that; there the chance of so many losses is binomial with the share of all
questions that were lost.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import binom

from assistant.evaluation import Scored

ACCEPTED = Path(__file__).with_name("accepted.json")
# How unlikely chance must be to explain the losses: of a group, and of any of the transactions.
DOUBT_GROUP, DOUBT_TRANSACTIONS = 0.01, 0.01
# Though nothing else is lost, a transaction's questions are lost by chance at least so often.
LEAST_LOST = 0.01
TRANSACTION = "transaction "
Outcomes = dict[str, str]


@dataclass(frozen=True)
class Loss:
    """What a group lost, beyond its noise, of its ``cases`` that were judged both times."""

    group: str
    measure: str
    cases: int
    before: int
    now: int
    lost: int
    gained: int


@dataclass(frozen=True)
class Compared:
    """What of a run could be compared with what was accepted, and what was lost."""

    cases: int
    new: int
    gone: int
    losses: tuple[Loss, ...]


def outcome_of(scored: Scored) -> str:
    """The word of a verdict, with what became of the facet where it was scored."""
    return scored.word if scored.facet is None else f"{scored.word}, facet {'right' if scored.facet else 'wrong'}"


def outcomes_of(turns: Iterable[Scored]) -> Outcomes:
    """Each judged turn's outcome by its key."""
    return {scored.key: outcome_of(scored) for scored in turns}


def _is_right(outcome: str) -> bool:
    return outcome.startswith("right")


def _is_not_wrong(outcome: str) -> bool:
    return outcome.split(",", maxsplit=1)[0] != "wrong"


def _has_facet(outcome: str) -> bool:
    return not outcome.endswith("facet wrong")


MEASURES = {"right": _is_right, "not answered wrongly": _is_not_wrong, "facet right": _has_facet}


def _loss(group: str, measure: str, pairs: Sequence[tuple[bool, bool]]) -> Loss:
    changes = Counter(pairs)
    lost, gained, kept = changes[True, False], changes[False, True], changes[True, True]
    return Loss(group, measure, len(pairs), kept + lost, kept + gained, lost, gained)


def _is_beyond_noise(loss: Loss, share_lost: float, transactions: int) -> bool:
    if loss.lost <= loss.gained:
        return False
    if loss.group.startswith(TRANSACTION):
        chance = binom.sf(loss.lost - loss.gained - 1, loss.cases, max(share_lost, LEAST_LOST))
        return bool(chance < DOUBT_TRANSACTIONS / max(transactions, 1))
    return bool(binom.sf(loss.lost - 1, loss.lost + loss.gained, 0.5) < DOUBT_GROUP)


def compare(turns: Sequence[Scored], accepted: Outcomes) -> Compared:
    """The losses of a run against accepted outcomes, each group by each measure; the first named is the largest."""
    now = outcomes_of(turns)
    both = [scored for scored in turns if scored.key in accepted]
    groups: dict[str, list[str]] = {}
    for scored in both:
        for group in (*scored.groups, *(TRANSACTION + name for name in scored.transactions)):
            groups.setdefault(group, []).append(scored.key)
    transactions = sum(group.startswith(TRANSACTION) for group in groups)
    found = []
    for measure, holds in MEASURES.items():
        pairs = {key: (holds(accepted[key]), holds(now[key])) for key in now if key in accepted}
        asked = groups.get("question", [])
        share = sum(pairs[key] == (True, False) for key in asked) / len(asked) if asked else 0.0
        losses = [_loss(group, measure, [pairs[key] for key in keys]) for group, keys in groups.items()]
        found += [loss for loss in losses if _is_beyond_noise(loss, share, transactions)]
    found.sort(key=lambda loss: loss.gained - loss.lost)
    return Compared(len(both), len(now) - len(both), len(accepted.keys() - now.keys()), tuple(found))


def read_accepted(path: Path = ACCEPTED) -> Outcomes:
    """The accepted outcomes; raises ValueError with a sentence where there are none, or where they can't be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): str(outcome) for key, outcome in stored["outcomes"].items()}
    except FileNotFoundError:
        raise ValueError(f"{path.name} is not there: nothing was accepted yet, --accept writes it") from None
    except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path.name} is damaged: take it from the repository, or write it anew: --accept") from error


def write_accepted(turns: Sequence[Scored], figures: dict[str, dict[str, float]], path: Path = ACCEPTED) -> None:
    """Writes the figures, for people, and each turn's outcome, for the next comparison."""
    whole = {group: row for group, row in figures.items() if "/" not in group}
    stored = {"groups": whole, "outcomes": dict(sorted(outcomes_of(turns).items()))}
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def words_of(compared: Compared) -> list[str]:
    """What the gate has to say, a line each, in both languages."""
    said = []
    if not compared.cases:
        return ["none of these cases was ever accepted, nothing could be compared / 这些问题都没有验收记录，无法比较"]
    if compared.new or compared.gone:
        said.append(
            f"{compared.new} cases are new, {compared.gone} accepted ones were not asked / "
            f"新增 {compared.new} 题，未测 {compared.gone} 题"
        )
    if not compared.losses:
        said.append(f"passed: no group of {compared.cases} cases lost more than chance explains / 通过，没有明显退步")
        return said
    said.append("refused: worse than the model accepted last, by more than chance explains / 未通过，比上次验收的差")
    for loss in compared.losses:
        said.append(
            f"  {loss.group}: {loss.measure} {loss.before} -> {loss.now} of {loss.cases} "
            f"({loss.lost} lost, {loss.gained} gained / 退步 {loss.lost}，进步 {loss.gained})"
        )
    said.append("--failures FILE lists what went wrong; --accept takes the model all the same / 确认接受请用 --accept")
    return said


def is_refused(compared: Compared) -> bool:
    """Whether the model may not go out: it lost something, or nothing of it could be compared."""
    return bool(compared.losses) or not compared.cases
