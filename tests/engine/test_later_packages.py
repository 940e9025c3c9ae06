"""What Rasa names and serving never calls is not imported with the agent, and is there once something calls it."""

import json
import subprocess
import sys
from types import ModuleType

import pytest

from assistant.engine.later_packages import LATER, left_for_later

BEGIN = """
import json, sys, warnings
warnings.simplefilter("ignore")
from assistant.bootstrap import prepare_rasa
from assistant.engine.later_packages import DESCRIBING, LATER, left_for_later
prepare_rasa()
with left_for_later():
    import assistant.engine.engine, rasa.core.policies.rule_policy
loaded = sorted({name.split(".")[0] for name in sys.modules} & (LATER | DESCRIBING))
"""
NEEDS = """
import dask, sklearn.model_selection
from rasa.utils.tensorflow import model_data
split = model_data.train_test_split([1, 2, 3, 4], test_size=2, random_state=1)
from rasa.engine.runner import dask as runner
from rasa.engine.caching import LocalTrainingCache  # describes its own table with the package itself
assert LocalTrainingCache.CacheEntry.__table__.columns
run = runner.dask.get({"a": (sum, [1, 2])}, "a")
print(json.dumps([loaded, sorted(sum(split, [])), run, dask.__version__[:2]]))
"""


def test_the_agent_is_imported_without_them_and_what_calls_them_gets_them() -> None:
    done = subprocess.run([sys.executable, "-c", BEGIN + NEEDS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[], [1, 2, 3, 4], 3, "20"]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a package that is left for later and that nobody here has imported."""
    monkeypatch.setattr("assistant.engine.later_packages.LATER", LATER | {"colorsys"})
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    return "colorsys"


def test_a_name_taken_from_a_stand_in_calls_the_package(package: str) -> None:
    with left_for_later():
        from colorsys import rgb_to_hls
    assert "_is_stand_in" in vars(rgb_to_hls) and package not in sys.modules
    assert rgb_to_hls(1.0, 1.0, 1.0) == (0.0, 1.0, 0.0)


def test_a_module_imported_as_a_whole_calls_the_package(package: str) -> None:
    with left_for_later():
        import colorsys
    assert colorsys.rgb_to_hls(1.0, 1.0, 1.0) == (0.0, 1.0, 0.0)
    assert type(sys.modules[package]) is ModuleType


def test_what_derives_from_a_stand_in_can_not_be_made(package: str) -> None:
    with left_for_later():
        from colorsys import rgb_to_hls

    class Derived(rgb_to_hls):  # type: ignore[valid-type, misc]
        pass

    with pytest.raises(RuntimeError, match="Derived derives from a part of Rasa that a serving process does without"):
        Derived()


def test_a_package_that_is_there_already_is_left_alone() -> None:
    import colorsys as real

    with left_for_later():
        import colorsys
    assert colorsys is real
