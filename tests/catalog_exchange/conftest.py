"""What the tests of editing and exchange share: the real catalog, its exports, and copies to import into."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exchange_tables import Sheet

from catalog import Catalog, load_catalog
from catalog.loader import DATA
from catalog.spreadsheet.writing import write_tables, write_workbook


@pytest.fixture(scope="session")
def records() -> Catalog:
    """The real catalog."""
    return load_catalog()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real catalog."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def workbook(records: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalog as XLSX."""
    path = tmp_path_factory.mktemp("workbook") / "catalog.xlsx"
    write_workbook(records, path)
    return path


@pytest.fixture(scope="session")
def exported(records: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalog as a folder of CSV files."""
    folder = tmp_path_factory.mktemp("tables")
    write_tables(records, folder)
    return folder


@pytest.fixture
def tables(exported: Path, tmp_path: Path) -> Path:
    """A copy of the CSV tables, to edit."""
    return Path(shutil.copytree(exported, tmp_path / "tables"))


@pytest.fixture
def sheet(tables: Path) -> Iterator[Callable[[str], Sheet]]:
    """Opens a table of the copy."""
    yield lambda name: Sheet(tables / f"{name}.csv")
