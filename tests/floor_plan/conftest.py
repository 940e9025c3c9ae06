"""The catalog and its floors, as they ship."""

import pytest

from catalog import Catalog, load_catalog
from connectors.floor_plan.gallery import Gallery


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog; no assistant and no model is needed for a plan."""
    return load_catalog()


@pytest.fixture(scope="session")
def gallery(catalog: Catalog) -> Gallery:
    """The pictures of the catalog."""
    return Gallery(catalog)
