"""Health, metrics, the OpenAPI document and the headers of every answer."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.bootstrap import Assistant
from assistant.conversation import Conversation
from connectors.gateway import create_app, services_of

CONTRACT = {
    *(("post", f"/api/v1/{path}") for path in ("sessions", "messages", "tickets", "tickets/{reference}/check-in")),
    *(("get", f"/api/v1/{path}") for path in ("messages", "events", "transactions", "transactions/{transaction_id}")),
    *(("get", f"/api/v1/{path}") for path in ("departments", "center", "tickets/{reference}", "windows/{number}")),
    *(("get", path) for path in ("/api/v1/display", "/api/v1/display/events", "/healthz", "/readyz", "/metrics")),
    ("delete", "/api/v1/tickets/{reference}"),
    *(
        ("post", f"/api/v1/windows/{{number}}/{act}")
        for act in ("next", "recall", "start", "served", "missed", "transfer")
    ),
}


def test_not_ready_until_the_engine_is(assistant: Assistant, serving: Any, settings_at: Any) -> None:
    loaded = threading.Event()

    def slow() -> Conversation:
        assert loaded.wait(30)
        return assistant.conversation

    with serving(create_app(services_of(assistant.stores), slow, lambda: None)) as address:
        with httpx.Client(base_url=address) as http:
            try:
                assert http.get("/healthz").json() == {"status": "alive"}
                state = http.get("/readyz")
                assert (state.status_code, state.json()["ready"], state.json()["model"]) == (503, False, False)
                token = http.post("/api/v1/sessions").json()["token"]
                said = {"json": {"text": "你好"}, "headers": {"Authorization": f"Bearer {token}"}}
                early = http.post("/api/v1/messages", **said)
                assert (early.status_code, early.headers["content-type"]) == (503, "application/problem+json")
                assert int(early.headers["retry-after"]) > 0
                assert http.get("/api/v1/transactions/passport_renewal").status_code == 200
            finally:
                loaded.set()
            while http.get("/readyz").status_code == 503:
                pass
            assert all(http.get("/readyz").json().values())
            assert http.post("/api/v1/messages", **said).status_code == 200


def test_metrics_count_turns_and_name_nobody(citizen: Callable[..., Any], http: httpx.Client) -> None:
    def turns() -> float:
        page = http.get("/metrics")
        assert page.headers["content-type"].startswith("text/plain")
        lines = [line for line in page.text.splitlines() if line.startswith("citizen_home_turns_total{")]
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if 'outcome="smalltalk"' in line)

    before = turns()
    citizen().says("你好")
    assert turns() == before + 1
    assert "你好" not in http.get("/metrics").text


def test_the_openapi_document_is_complete(http: httpx.Client, app: FastAPI) -> None:
    document = http.get("/openapi.json").json()
    written = {(method, path) for path, item in document["paths"].items() for method in item}
    assert written >= CONTRACT
    for method, path in sorted(written):
        operation = document["paths"][path][method]
        assert operation.get("description"), f"{method} {path} says nothing"
        assert operation.get("tags"), f"{method} {path} stands nowhere"
        assert {"400", "422"} <= set(operation["responses"]), f"{method} {path}"
    assert http.get("/docs").status_code == 200


def test_what_needs_a_token_says_so_in_the_document(http: httpx.Client) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    secured = {(method, path) for path, item in paths.items() for method in item if item[method].get("security")}
    staff = {(method, path) for path, item in paths.items() for method in item if "staff" in item[method]["tags"]}
    assert staff > {(method, path) for method, path in CONTRACT if "/windows/" in path} | {("get", "/api/v1/staff/me")}
    own = {
        ("post", "/api/v1/messages"),
        ("get", "/api/v1/messages"),
        ("get", "/api/v1/events"),
        ("post", "/api/v1/tickets"),
    }
    log_in = {("post", "/api/v1/shifts")}  # a PIN is what it asks for
    assert (staff - log_in) | own <= secured and all("/windows/" not in path for _, path in secured - staff)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/api/v1/center", 200),
        ("GET", "/metrics", 200),
        ("POST", "/api/v1/sessions", 201),
        ("POST", "/api/v1/messages", 401),
        ("GET", "/api/v1/windows/7", 401),
        ("GET", "/no/such/page", 404),
        ("DELETE", "/api/v1/center", 405),
    ],
)
def test_security_headers_stand_on_every_answer(http: httpx.Client, method: str, path: str, status: int) -> None:
    answer = http.request(method, path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_security_headers_stand_on_a_body_refused_unread(http: httpx.Client) -> None:
    answer = http.post("/api/v1/messages", content=b" " * 70_000)
    assert answer.status_code == 413
    assert answer.headers["x-content-type-options"] == "nosniff"


@contextmanager
def broken(assistant: Assistant, serving: Any) -> Iterator[str]:
    """The app with an endpoint that fails on what a citizen sent; all is logged once this ends."""
    app = create_app(services_of(assistant.stores), lambda: assistant.conversation, lambda: None)

    @app.get("/breaks")
    def breaks(q: str) -> None:
        raise ValueError(q)

    with serving(app) as address:
        yield f"{address}/breaks"


def test_an_unforeseen_error_is_a_problem_that_echoes_nothing(assistant: Assistant, serving: Any) -> None:
    with broken(assistant, serving) as address:
        answer = httpx.get(address, params={"q": "a citizen's words"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "citizen's words" not in answer.text


def test_an_unforeseen_error_carries_the_security_headers(assistant: Assistant, serving: Any) -> None:
    with broken(assistant, serving) as address:
        assert httpx.get(address, params={"q": "x"}).headers.get("x-content-type-options") == "nosniff"


def test_an_unforeseen_error_does_not_log_what_was_sent(
    assistant: Assistant, serving: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with broken(assistant, serving) as address:
        httpx.get(address, params={"q": "a citizen's words"})
    assert "ValueError" in caplog.text
    assert "citizen's words" not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("host", ["a b", "[::1", "evil.example/..", "x" * 300])
def test_a_malformed_host_does_no_harm(http: httpx.Client, host: str) -> None:
    assert http.get("/healthz", headers={"Host": host}).status_code < 500
