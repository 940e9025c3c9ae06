"""The fitted softmaxes: inputs by name, probabilities that add up, and the file that the installation reads."""

import pytest

from assistant.nlu.scope import Softmax, facet_features, length_of, load_fitted, scope_features, shared_out
from catalog import FACETS

TWO = {"labels": ["a", "b"], "inputs": ["x", "y"], "weights": [[1, 0], [0, 1]], "bias": [0, 0]}


def test_probabilities_add_up_and_follow_the_inputs() -> None:
    shares = Softmax(TWO).probabilities({"x": 2.0, "y": 0.0})
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["a"] > shares["b"]


def test_a_label_more_or_less_does_no_harm() -> None:
    """A head may learn a new label before the softmaxes are fitted again."""
    model = Softmax(TWO)
    assert model.probabilities({"x": 2.0, "y": -1.0}) == model.probabilities({"x": 2.0, "kind of news": 5.0})


def test_what_is_fitted_fits_the_features() -> None:
    fitted = load_fitted()
    margins = {"passport_renewal": 0.4, "passport_first_issue": -0.6, "center_hours": -0.9, "not_covered": -0.8}
    among = shared_out(margins, ["passport_renewal", "passport_first_issue"], fitted.sharpness)
    kind = {"matter": 0.5, "not_covered": -0.7, "center": -0.9, "ambiguous": -0.9}
    beside = {"settled": 0.6, "covered": 0.8}
    shares = fitted.kinds.probabilities(
        scope_features(margins, kind, {"no_act": 1.0}, among, length_of("护照到期了"), beside)
    )
    assert max(shares, key=lambda name: shares[name]) == "matter"
    assert set(fitted.facets.labels) == set(FACETS)
    asked = dict.fromkeys(FACETS, -0.9) | {"fee": 0.6}
    facets = fitted.facets.probabilities(facet_features(asked, asked, {}, 2.0))
    assert max(facets, key=lambda name: facets[name]) == "fee"


@pytest.mark.parametrize("name", ["answer", "clear", "candidate"])
def test_thresholds_are_probabilities(name: str) -> None:
    assert 0 < getattr(load_fitted().thresholds, name) < 1


def test_a_chinese_character_is_longer_than_a_letter() -> None:
    assert length_of("护照") > length_of("id") > length_of("12") == 0
