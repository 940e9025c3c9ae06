"""Page, worker and catalog of a tablet: whole, small enough, kept up to date, under a strict policy."""

import json
import re

import httpx
import pytest

from catalog import Catalog
from catalog.search import CatalogSearch
from connectors.static_files import read_static
from connectors.tablet.routes import SHELL, Shell

LARGEST = 400_000  # bytes over the wire: a few seconds in a weak network, once


def document(http: httpx.Client) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = http.get("/tablet/catalog.json").json()
    return found


def test_the_whole_catalog_is_in_it(http: httpx.Client, catalog: Catalog) -> None:
    found = document(http)
    assert [one["id"] for one in found["transactions"]] == list(catalog.transactions)
    assert len(catalog.transactions) == 187
    assert [one["id"] for one in found["departments"]] == list(catalog.departments)
    assert [one["id"] for one in found["journeys"]] == list(catalog.journeys)
    renewal = catalog.transactions["passport_renewal"]
    packed = next(one for one in found["transactions"] if one["id"] == renewal.id)
    assert packed["name"] == {"zh": renewal.name.zh, "en": renewal.name.en}
    assert packed["windows"] == list(renewal.windows) and packed["checked_on"] == renewal.checked_on.isoformat()


def test_it_is_found_by_all_that_the_servers_own_search_knows(http: httpx.Client, catalog: Catalog) -> None:
    """Names and aliases of both languages, pinyin and initials."""
    packed = {term for one in document(http)["transactions"] for term in one["terms"]}  # type: ignore[attr-defined]
    own = {t.id.replace("_", " ") for t in catalog.transactions.values()}
    assert set(CatalogSearch(catalog)._terms) - own <= packed
    assert {"hzdq", "huzhaodaoqi", "护照到期"} <= packed


def test_it_is_small_over_the_wire_and_sent_once(http: httpx.Client) -> None:
    with http.stream("GET", "/tablet/catalog.json", headers={"Accept-Encoding": "gzip"}) as answer:
        assert len(b"".join(answer.iter_raw())) <= LARGEST
    tag = answer.headers["ETag"]
    again = http.get("/tablet/catalog.json", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/tablet", "/continue"])
def test_pages_have_no_inline_scripts_or_styles_and_load_from_here_only(http: httpx.Client, path: str) -> None:
    page = http.get(path)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text)
    assert not re.search(r"""(?:src|href)=["'](?!/)""", page.text)
    policy = page.headers.get_list("Content-Security-Policy")
    assert any("default-src 'self'" in one and "unsafe" not in one for one in policy)
    assert "frame-ancestors 'none'" in policy


def test_the_worker_keeps_what_the_page_needs_and_looks_after_it_alone(http: httpx.Client) -> None:
    worker = http.get("/tablet/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/tablet"
    kept = json.loads(worker.text.removeprefix("self.KEPT=").partition(";\n")[0])
    needed = set(re.findall(r"""(?:src|href)=["'](/[^"']+)""", http.get("/tablet").text))
    assert needed <= set(kept["shell"])
    assert {http.get(path).status_code for path in [*kept["shell"], kept["catalog"]]} == {200}


def test_another_version_of_a_file_is_another_worker() -> None:
    files = read_static()
    before = Shell(files).worker.tag
    changed = {**files, SHELL["/tablet"]: files["favicon.svg"]}
    assert Shell(changed).worker.tag != before == Shell(files).worker.tag


def test_the_manifest_makes_it_an_app(http: httpx.Client) -> None:
    manifest = http.get("/tablet/manifest.webmanifest")
    assert manifest.headers["Content-Type"].startswith("application/manifest+json")
    assert (manifest.json()["start_url"], manifest.json()["display"]) == ("/tablet", "standalone")
