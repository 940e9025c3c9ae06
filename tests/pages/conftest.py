"""The public pages as they are served, over real stores and without an engine: none is needed to read."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
from fastapi import FastAPI

from assistant.bootstrap import open_stores
from assistant.settings import Settings
from catalog import Catalog, load_catalog
from connectors.gateway import create_app, services_of


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog as it ships."""
    return load_catalog()


@pytest.fixture(scope="session")
def public_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The real app; its engine never starts."""
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path_factory.mktemp("public"),
        database_url=None,
        secret_key="the key that signs the tests' tokens",
        staff_tokens=None,
        clock=None,
        rate_limit="off",
    )
    stores = open_stores(settings)
    return create_app(services_of(stores), lambda: None, stores.close)


@pytest.fixture(scope="session")
def reader(public_app: FastAPI, serving: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[httpx.Client]:
    """A browser without JavaScript, so to speak."""
    with serving(public_app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client
