"""Views as columns, and rows in which rare columns weigh more."""

import numpy as np
import scipy.sparse as sp
from hypothesis import given, settings, strategies as st

from assistant.nlu.hashing import columns_of, rarity, stacked, weighed, weighed_row

WIDTHS = (16, 8)
features = st.lists(st.text(alphabet="abcdef", min_size=1, max_size=3), max_size=9)


def test_each_view_has_columns_of_its_own() -> None:
    first, second = columns_of([(["a", "b", "a"], 16), (["a"], 8)])
    assert sorted(set(first)) == list(first) and first.max() < 16
    assert len(second) == 1 and 16 <= second[0] < 24


def test_a_rare_column_weighs_more() -> None:
    weights = rarity(np.array([100, 10, 0]), 100)
    assert weights[0] == 1 and weights[0] < weights[1] < weights[2]


@settings(deadline=None)
@given(st.lists(st.tuples(features, features), min_size=1, max_size=5), st.integers(0, 9))
def test_many_rows_are_weighed_as_one_is(texts: list[tuple[list[str], list[str]]], seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(1, 9, sum(WIDTHS)).astype(np.float32)
    columns = [columns_of(list(zip(views, WIDTHS, strict=True))) for views in texts]
    rows = stacked([weighed_row(each, weights) for each in columns])
    bare = np.zeros((len(texts), sum(WIDTHS)), dtype=np.float32)
    for line, each in enumerate(columns):
        bare[line, np.concatenate(each)] = 1
    together = weighed(sp.csr_matrix(bare), weights, WIDTHS)
    assert np.allclose(rows.toarray(), together.toarray(), atol=1e-6)


def test_each_view_is_of_unit_length_and_an_empty_one_is_nothing() -> None:
    weights = np.linspace(1, 3, sum(WIDTHS)).astype(np.float32)
    row = weighed_row(columns_of([(["a", "b", "c"], 16), ([], 8)]), weights).toarray()[0]
    assert np.isclose(np.linalg.norm(row[:16]), 1)
    assert not row[16:].any()
