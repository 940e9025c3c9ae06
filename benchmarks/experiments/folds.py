"""Margins of every head on questions it has not seen: each fold is scored by heads trained on the other folds."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from assistant.nlu import labels
from assistant.nlu.candidacy import COVERED, SETTLED, Candidacy
from assistant.nlu.candidacy_component import CANDIDACY, CandidacyClassifier
from assistant.nlu.hashing import rarity, weighed
from assistant.nlu.labels import Label
from assistant.nlu.linear import LinearScores
from assistant.nlu.meaning import MeaningClassifier
from assistant.nlu.nearness import Nearness, even_shares, rarity_of_words
from assistant.nlu.vectors import word_vectors
from benchmarks.experiments.questions import CACHE, Bags, Questions

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Trained = tuple[Floats, Floats]
Wanted = Sequence[Mapping[int, float]]
Trainer = Callable[[sp.csr_matrix, Wanted], LinearScores]
# These folds are scored; every question outside of each teaches it. One in five holds enough to fit a decision on.
SCORED = (0,)
HEADS: dict[str, Callable[..., Label | None]] = {
    "matter": labels.matter_label,
    "kind": labels.kind_label,
    "act": labels.act_label,
    "facet": labels.facet_label,
}


def squared_hinge(cost: float = 1.0, tolerance: float = 0.3) -> Trainer:
    """What the heads of the model are trained with."""
    return lambda rows, wanted: LinearScores.fit(rows, wanted, cost, tolerance)


WIDTHS = {"words": 65536, "characters": 65536, "pinyin": 32768, "glosses": 16384}


def rows_of(bags: dict[str, Bags], learned: Bools, questions: Questions) -> sp.csr_matrix:
    """Rows of ``bags``, weighed by how rare each column is among the ``learned`` questions."""
    known = sp.hstack([questions.bags[name].matrix(width) for name, width in WIDTHS.items()], format="csr")[learned]
    weights = rarity(np.bincount(known.indices, minlength=known.shape[1]), known.shape[0])
    bare = sp.hstack([bags[name].matrix(width) for name, width in WIDTHS.items()], format="csr")
    return weighed(bare, weights, list(WIDTHS.values()))


@dataclass
class Targets:
    """One head's labels of each question; questions that teach it nothing have none."""

    names: list[str]
    of: list[dict[int, float]]

    @classmethod
    def read(cls, questions: Questions, head: str) -> Targets:
        """The labels by the model's own rules."""
        wanted = [HEADS[head](message) or {} for message in questions.messages]
        names = sorted({name for label in wanted for name in label})
        place = {name: number for number, name in enumerate(names)}
        return cls(names, [{place[name]: share for name, share in label.items()} for label in wanted])

    def trained(self, trainer: Trainer, rows: sp.csr_matrix, learned: Bools) -> Trained:
        """Weights and bias, in single precision, of a head that learnt those of ``learned`` that it has labels of."""
        chosen = [row for row in np.where(learned)[0] if self.of[row]]
        model = trainer(rows[chosen], [self.of[row] for row in chosen])
        return model.weights.astype(np.float32), model.bias


@dataclass
class Margins:
    """``of``: questions x labels of one head; ``clauses``: the same for the questions' last clauses."""

    names: list[str]
    of: Floats
    clauses: Floats

    def named(self, question: int) -> dict[str, float]:
        """One question's margins by label."""
        return dict(zip(self.names, self.of[question].tolist(), strict=True))

    def best_in_clauses(self, questions: Questions) -> Floats:
        """For each question and label the best of the whole and of its last clauses."""
        best = self.of.copy()
        np.maximum.at(best, questions.clause_of, self.clauses)
        return best


def scored(questions: Questions) -> Ints:
    """The questions written by hand of the folds that are scored."""
    return np.where(questions.written & np.isin(questions.folds, SCORED))[0]


def meanings_of(questions: Questions, learned: Bools, targets: Targets) -> Floats:
    """What MeaningClassifier would add to the matter's margins of all questions, taught by the ``learned``."""
    options = MeaningClassifier.get_default_config()
    share = options.pop("share")
    weights = rarity_of_words([questions.places[i] for i in np.where(learned)[0]], len(word_vectors()))
    vectors = np.stack([word_vectors().mean(places, weights) for places in questions.places])
    flat = [(row, label, part) for row in np.where(learned)[0] for label, part in targets.of[row].items()]
    rows, wanted, parts = (np.array(column) for column in zip(*flat, strict=True))
    near = Nearness.fit(vectors[rows], wanted, even_shares(wanted, parts), len(targets.names), **options)
    return np.asarray(share * (near.scores(vectors) + 1), dtype=np.float32)


def candidacy_of(questions: Questions, learned: Bools, rows: sp.csr_matrix, matter: Margins) -> Floats:
    """What CandidacyClassifier would note on all questions, taught by the ``learned``; ``rows`` are of all."""
    options = CandidacyClassifier.get_default_config()
    keep = options.pop("keep")
    clear, unclear, elsewhere = defaultdict(list), defaultdict(list), []
    for i in np.where(learned)[0]:
        message = questions.messages[i]
        intent = message.get("intent")
        if labels.is_matter(intent):
            clear[intent].append(i)
        elif intent == labels.AMBIGUOUS:
            for candidate in labels.intent_metadata(message).get("candidates") or ():
                unclear[candidate].append(i)
        elif intent == labels.NOT_COVERED:
            elsewhere.append(i)
    fitted = Candidacy.fit(rows, clear, unclear, np.array(elsewhere), **options)
    model = Candidacy(fitted.matters, {name: fitness.pruned(keep) for name, fitness in fitted.asked.items()})
    found = np.zeros((len(questions.messages), 2), np.float32)
    for i in np.where(~learned)[0]:
        noted = model.margins(rows[i], matter.named(i))
        found[i] = [noted[name] for name in (SETTLED, COVERED)]
    return found


def out_of_fold(
    questions: Questions, trainers: dict[str, Trainer], folds: Sequence[int] = SCORED
) -> dict[str, Margins]:
    """Each head's margins on the given folds, each made by heads trained on the other folds."""
    targets = {head: Targets.read(questions, head) for head in trainers}
    sizes = {head: len(target.names) for head, target in targets.items()}
    found = {
        head: Margins(
            targets[head].names,
            np.zeros((len(questions.messages), size), np.float32),
            np.zeros((len(questions.clause_of), size), np.float32),
        )
        for head, size in sizes.items()
    }
    for fold in folds:
        unseen = questions.folds == fold
        rows, clauses = (rows_of(bags, ~unseen, questions) for bags in (questions.bags, questions.clauses))
        in_clauses = unseen[questions.clause_of]
        for head, trainer in trainers.items():
            weights, bias = targets[head].trained(trainer, rows, ~unseen)
            found[head].of[unseen] = rows[unseen] @ weights + bias
            found[head].clauses[in_clauses] = clauses[in_clauses] @ weights + bias
            if head == "matter":
                found[head].of[unseen] += meanings_of(questions, ~unseen, targets[head])[unseen]
            print(f"fold {fold}: {head}", flush=True)
        if "matter" in found:
            noted = candidacy_of(questions, ~unseen, rows, found["matter"])
            beside = found.setdefault(CANDIDACY, Margins([SETTLED, COVERED], np.zeros_like(noted), noted[:0]))
            beside.of[unseen] = noted[unseen]
            print(f"fold {fold}: {CANDIDACY}", flush=True)
    return found


def out_of_fold_kept(questions: Questions) -> dict[str, Margins]:
    """All heads' margins on the scored folds, from the cache where nothing has changed."""
    trainers = dict.fromkeys(HEADS, squared_hinge())
    parts = []
    for fold in SCORED:
        kept = CACHE / f"margins-{questions.version}-{fold}.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(out_of_fold(questions, trainers, [fold])))
        parts.append(pickle.loads(kept.read_bytes()))
    return {
        head: Margins(parts[0][head].names, sum(p[head].of for p in parts), sum(p[head].clauses for p in parts))
        for head in (*HEADS, CANDIDACY)
    }
