"""The API gives a transaction as CPSV-AP to those who ask for JSON-LD, and as before to all others."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import httpx
import pytest
import rdflib

from assistant.bootstrap import open_stores
from assistant.settings import Settings
from catalog import Catalog
from catalog.standards import cpsv_ap
from connectors.api.records import transaction_document
from connectors.gateway import create_app, services_of

URL = "/api/v1/transactions/passport_renewal"


@pytest.fixture(scope="module")
def client(records: Catalog, serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the real app; the engine is not started, the catalog does not need it."""
    folder = tmp_path_factory.mktemp("api")
    clock = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    stores = open_stores(Settings(_env_file=None, data_dir=folder, database_url=None, secret_key="a key", clock=clock))
    app = create_app(services_of(stores), lambda: None, stores.close)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as opened:
        yield opened


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_ld_is_given_when_asked_for(client: httpx.Client) -> None:
    answer = client.get(URL, headers={"Accept": "application/ld+json"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert answer.headers["vary"] == "Accept"
    graph = rdflib.Graph().parse(data=json.dumps(answer.json()), format="json-ld")
    service = rdflib.URIRef(str(client.base_url.join(URL)))
    assert str(graph.value(service, rdflib.DCTERMS.identifier)) == "passport_renewal"


@pytest.mark.parametrize(
    ("accept", "linked"),
    [
        ("application/json", False),
        ("*/*", False),
        ("application/ld+json;q=0", False),
        ("application/ld+json;q=0.5, application/json", False),
        ("application/ld+json;q=nonsense", False),
        ("application/json;q=0.5, Application/LD+JSON", True),
        ("text/html, application/ld+json;q=0.9, */*;q=0.1", True),
        ("", False),
    ],
)
def test_the_form_that_is_preferred_is_given(client: httpx.Client, records: Catalog, accept: str, linked: bool) -> None:
    answer = client.get(URL, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(cpsv_ap.MEDIA_TYPE if linked else "application/json")
    if not linked:
        day = date(2026, 11, 23)
        assert answer.json() == transaction_document(records, records.transactions["passport_renewal"], day)


def test_what_is_not_there_is_not_found_in_any_form(client: httpx.Client) -> None:
    answer = client.get("/api/v1/transactions/no_such_matter", headers={"Accept": "application/ld+json"})
    assert answer.status_code == 404
