"""HEAD on whatever GET gives: what link checkers, caches and probes ask for."""

import httpx
import pytest

PAGES = ["/", "/chat", "/transactions", "/transactions?q=passport", "/transactions/passport_first_issue"]
OTHERS = ["/transactions/none_such", "/sitemap.xml", "/floor-plan/1F.svg", "/widget.js", "/healthz", "/nowhere"]


@pytest.mark.parametrize("path", PAGES + OTHERS)
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
