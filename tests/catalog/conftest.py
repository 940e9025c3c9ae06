"""Fixtures of the catalog's tests: the real catalog, read once, and copies of it in which faults are planted."""

import shutil
from pathlib import Path

import pytest
from planting import small_copy

from catalog import Catalog, load_catalog


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The catalog as it stands."""
    return load_catalog()


@pytest.fixture(scope="session")
def cut_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalog cut down to passports and lectures."""
    return small_copy(tmp_path_factory.mktemp("cut_down") / "catalog")


@pytest.fixture
def copied(cut_down: Path, tmp_path: Path) -> Path:
    """A copy of it of a test's own."""
    return Path(shutil.copytree(cut_down, tmp_path / "catalog"))
