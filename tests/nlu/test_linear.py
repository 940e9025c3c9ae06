"""Linear scores over sparse rows: learnt, pruned, stored and read back."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings, strategies as st

from assistant.nlu.linear import LinearScores, softmax, widened

LABELS, WIDTH = 4, 12


def alone(targets: np.ndarray | list[int]) -> list[dict[int, float]]:
    """Each row with one label, of full weight."""
    return [{int(target): 1.0} for target in targets]


def questions() -> tuple[sp.csr_matrix, np.ndarray]:
    """Rows in which a label's own three columns stand; one of them is left out in turn."""
    rows, targets = [], []
    for label in range(LABELS):
        for absent in range(3):
            row = np.zeros(WIDTH, dtype=np.float32)
            row[[label * 3 + column for column in range(3) if column != absent]] = 0.7
            rows.append(row)
            targets.append(label)
    return sp.csr_matrix(np.array(rows)), np.array(targets, dtype=np.int64)


@pytest.fixture(scope="module")
def learnt() -> LinearScores:
    rows, targets = questions()
    return LinearScores.fit(rows, alone(targets), cost=1.0, tolerance=0.001)


def of(label: int, model: LinearScores) -> np.ndarray:
    columns = np.arange(label * 3, label * 3 + 3, dtype=np.int32)
    return model.scores(columns, np.full(3, 0.577, dtype=np.float32))


@pytest.mark.parametrize("label", range(LABELS))
def test_what_was_taught_is_known(label: int, learnt: LinearScores) -> None:
    scores = of(label, learnt)
    assert scores.shape == (LABELS,) and scores.dtype == np.float32
    assert int(scores.argmax()) == label
    assert (np.delete(scores, label) < 0).all() and scores[label] > 0


def test_scores_are_the_product_of_row_and_weights(learnt: LinearScores) -> None:
    rows, _ = questions()
    for row in rows:
        whole = row.toarray()[0] @ learnt.weights.astype(np.float32) + learnt.bias
        assert np.allclose(learnt.scores(row.indices, row.data), whole, atol=1e-5)


def test_a_message_without_features_scores_the_bias(learnt: LinearScores) -> None:
    none = learnt.scores(np.array([], dtype=np.int32), np.array([], dtype=np.float32))
    assert np.array_equal(none, learnt.bias)
    none += 1
    assert not np.array_equal(none, learnt.bias), "the bias itself was handed out"


def test_shares_weigh() -> None:
    """Rows that are taught with two labels go to the one that weighs more."""
    rows, targets = questions()
    both = sp.vstack([rows, rows[:3]], format="csr")
    for share, winner in ((0.05, 0), (20.0, 1)):
        wanted = [*alone(targets), *[{1: share}] * 3]
        model = LinearScores.fit(both, wanted, cost=1.0, tolerance=0.001)
        assert int(of(0, model)[:2].argmax()) == winner


def test_what_may_mean_several_labels_stands_against_none_of_them() -> None:
    """Taught as 0 or 1, a row that neither knows raises both above the labels that it cannot mean."""
    rows, targets = questions()
    unclear = np.zeros((3, WIDTH + 2), dtype=np.float32)
    unclear[:, WIDTH:] = 0.7
    wide = sp.vstack([sp.hstack([rows, sp.csr_matrix((len(targets), 2))]), sp.csr_matrix(unclear)], format="csr")
    model = LinearScores.fit(wide, [*alone(targets), *[{0: 0.5, 1: 0.5}] * 3], cost=1.0, tolerance=0.001)
    margins = model.scores(np.arange(WIDTH, WIDTH + 2, dtype=np.int32), np.full(2, 0.7, dtype=np.float32))
    assert (margins[:2] > 0).all() and (margins[2:] < 0).all()


def test_pruning_keeps_the_largest(learnt: LinearScores) -> None:
    pruned = learnt.pruned(0.25)
    kept = pruned.weights != 0
    assert 0 < kept.sum() < (learnt.weights != 0).sum()
    assert np.abs(learnt.weights[kept]).min() >= np.abs(learnt.weights[~kept]).max()
    assert np.array_equal(pruned.weights[kept], learnt.weights[kept])
    assert np.array_equal(learnt.pruned(1.0).weights, learnt.weights)


@pytest.mark.parametrize("keep", [1.0, 0.4])
def test_stored_and_read_back_it_is_the_same(keep: float, learnt: LinearScores) -> None:
    model = learnt.pruned(keep)
    state = model.state()
    assert all(array.dtype != object for array in state.values()), "nothing pickled"
    back = LinearScores.from_state(state)
    assert np.array_equal(back.weights, model.weights) and np.array_equal(back.bias, model.bias)
    for label in range(LABELS):
        assert np.array_equal(of(label, back), of(label, model))


def test_the_matrix_is_small(learnt: LinearScores) -> None:
    assert learnt.weights.dtype == np.float16 and learnt.weights.flags.c_contiguous


@settings(deadline=None)
@given(st.lists(st.floats(-1000, 1000, width=32), min_size=1, max_size=20))
def test_softmax_is_a_distribution_in_the_same_order(scores: list[float]) -> None:
    given_scores = np.array(scores, dtype=np.float32)
    shares = softmax(given_scores)
    assert shares.dtype == np.float32 and np.isfinite(shares).all()
    assert shares.sum() == pytest.approx(1.0, abs=1e-4)
    assert (shares >= 0).all() and shares[given_scores.argmax()] == shares.max()


def test_softmax_works_row_by_row() -> None:
    rows = np.array([[0, 1], [5, 5]], dtype=np.float32)
    assert np.allclose(softmax(rows)[1], [0.5, 0.5])
    assert np.allclose(softmax(rows)[0], softmax(rows[0]))


def test_halves_are_widened_to_the_bit() -> None:
    """Every number of half precision that weights can be, signed zeros and the smallest included."""
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert widened(finite).tobytes() == finite.astype(np.float32).tobytes()
