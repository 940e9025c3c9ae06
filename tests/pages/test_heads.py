"""HEAD on pages, files and health checks: what GET gives, but for the body."""

import httpx
import pytest

from .test_public_pages import PAGES


@pytest.mark.parametrize("path", [*PAGES, "/sitemap.xml", "/floor-plan/1F.svg", "/widget.js", "/healthz", "/nowhere"])
def test_head_gives_the_headers_of_get_without_a_body(reader: httpx.Client, path: str) -> None:
    """What link checkers, caches and probes ask for."""
    whole, head = reader.get(path), reader.head(path)
    own = ("date", "x-request-id")
    assert head.status_code == whole.status_code and head.content == b""
    assert [pair for pair in head.headers.items() if pair[0] not in own] == [
        pair for pair in whole.headers.items() if pair[0] not in own
    ]


def test_the_api_answers_what_its_document_names(reader: httpx.Client) -> None:
    """HEAD is not among it."""
    assert reader.head("/api/v1/transactions").status_code == 405
