"""Our dual coordinate descent beside the library that solves the same problem one label at a time."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from assistant.nlu.descent import Claims, descend

ROWS, COLUMNS, LABELS, COST = 120, 40, 5, 0.7


@pytest.fixture(scope="module")
def rows() -> sp.csr_matrix:
    return sp.random(ROWS, COLUMNS, density=0.2, format="csr", dtype=np.float32, random_state=3)


@pytest.fixture(scope="module")
def targets() -> np.ndarray:
    return np.random.default_rng(3).integers(0, LABELS, ROWS)


def claims_of(targets: np.ndarray, first: int = 0, end: int = LABELS) -> Claims:
    return Claims.of([{int(target): 1.0} for target in targets], first, end, COST)


def test_the_machines_are_those_of_liblinear(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    theirs = LinearSVC(C=COST, tol=1e-6, dual=True, random_state=1, max_iter=100_000).fit(rows, targets)
    weights, bias = descend(rows, claims_of(targets), LABELS, COST, 1e-3, most=2000)
    assert np.allclose(weights, theirs.coef_.T, atol=2e-3)
    assert np.allclose(bias, theirs.intercept_, atol=2e-3)


def test_a_block_of_labels_learns_what_all_together_learn(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    whole, _ = descend(rows, claims_of(targets), LABELS, COST, 1e-3, most=2000)
    block, _ = descend(rows, claims_of(targets, 2, 4), 2, COST, 1e-3, most=2000)
    assert np.allclose(block, whole[:, 2:4], atol=2e-3)


def test_the_same_rows_give_the_same_bits(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    one, other = (descend(rows, claims_of(targets), LABELS, COST, 0.3) for _ in range(2))
    assert np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])


def test_a_claim_s_share_is_what_it_costs(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    """Half the weight of a label's rows is half the cost of missing them, as the library has it."""
    wanted = [{int(target): 0.5 if target == 1 else 1.0} for target in targets]
    weights, _ = descend(rows, Claims.of(wanted, 1, 2, COST), 1, COST, 1e-3, most=2000)
    theirs = LinearSVC(C=COST, tol=1e-6, dual=True, random_state=1, max_iter=100_000)
    theirs.fit(rows, targets == 1, sample_weight=np.where(targets == 1, 0.5, 1.0))
    assert np.allclose(weights[:, 0], theirs.coef_[0], atol=2e-3)


def test_a_row_that_claims_two_labels_stands_against_neither(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    """As the library has it when each label is learnt alone, with the claim's share as the weight of its row."""
    wanted = [{int(target): 0.3, int(target + 1) % LABELS: 0.7} for target in targets]
    weights, bias = descend(rows, Claims.of(wanted, 0, LABELS, COST), LABELS, COST, 1e-3, most=2000)
    for label in range(LABELS):
        shares = np.array([own.get(label, 1.0) for own in wanted])
        theirs = LinearSVC(C=COST, tol=1e-6, dual=True, random_state=1, max_iter=100_000)
        theirs.fit(rows, [label in own for own in wanted], sample_weight=shares)
        assert np.allclose(weights[:, label], theirs.coef_[0], atol=2e-3)
        assert np.allclose(bias[label], theirs.intercept_[0], atol=2e-3)


def test_threads_change_no_bit(rows: sp.csr_matrix, targets: np.ndarray) -> None:
    def learnt(first: int) -> np.ndarray:
        return descend(rows, claims_of(targets, first, first + 2), 2, COST, 0.3)[0]

    alone = [learnt(first) for first in (0, 2, 0, 2)]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(learnt, (0, 2, 0, 2)))
    assert all(np.array_equal(one, other) for one, other in zip(alone, beside, strict=True))
