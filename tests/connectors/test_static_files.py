"""What /static and /widget.js send, and that what is committed is what the sources say."""

import gzip
import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from connectors.static_files import STATIC, read_static

ROOT = Path(__file__).resolve().parents[2]
WIDGET_LIMIT = 30_000  # bytes over the wire


def test_the_widget_is_small_enough_over_the_wire(http: httpx.Client) -> None:
    """At most 30 kB, packed, as a script that other sites may load."""
    with http.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    assert len(sent) <= WIDGET_LIMIT
    assert gzip.decompress(sent) == (STATIC / "web" / "widget.js").read_bytes()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_browser_that_unpacks_nothing_gets_the_whole_file(http: httpx.Client) -> None:
    """Also one that says so with q=0; caches keep both apart."""
    for accepted in ("identity", "gzip;q=0, identity"):
        answer = http.get("/widget.js", headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert len(answer.content) > WIDGET_LIMIT


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_file_that_the_browser_has_is_not_sent_again(http: httpx.Client, encoding: str) -> None:
    """304 by its digest, which differs between packed and whole; another digest gets the file."""
    headers = {"Accept-Encoding": encoding}
    first = http.get("/static/web/tokens.css", headers=headers)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    for known, status in ((tag, 304), (f'"other", W/{tag}', 304), ('"other"', 200)):
        answer = http.get("/static/web/tokens.css", headers={**headers, "If-None-Match": known})
        assert (answer.status_code, answer.headers["ETag"]) == (status, tag)
        assert (answer.content == b"") == (status == 304)


def test_only_what_is_listed_is_sent(http: httpx.Client) -> None:
    """No way up or round the folder, and no folder itself."""
    ways = ("..%2fgateway.py", "%2e%2e/gateway.py", "web", "web/", "web%5cwidget.js", "web//widget.js", "%00", "")
    assert {http.get(f"/static/{way}").status_code for way in ways} == {404}
    assert http.get("/static/web/widget.js").status_code == 200


def test_a_link_out_of_the_folder_is_its_content_at_the_start_or_nothing(tmp_path: Path) -> None:
    """Files are read once; what changes later on the disk is not sent."""
    (tmp_path / "a.txt").write_text("before")
    files = read_static(tmp_path)
    (tmp_path / "a.txt").write_text("after")
    (tmp_path / "b.txt").write_text("new")
    assert {name: file.whole for name, file in files.items()} == {"a.txt": b"before"}


def test_the_openapi_document_of_the_pages_is_the_servers(app: FastAPI) -> None:
    """After a change to the API: `citizen-home openapi`, then `npm run types`."""
    kept = json.loads((ROOT / "connectors" / "web" / "openapi.json").read_text(encoding="utf-8"))
    assert kept == app.openapi()
