"""What the API refuses: always a problem document in the citizen's language, never a 5xx, and the talk goes on."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from assistant.bootstrap import Assistant

BLANKS = ["", " ", "\n\t ", "\u200b\u200c\u200d\ufeff", "\u3000", "\u202e\u202c", "\x00\x07", "/", "／／ ／"]
LIMIT = 1000
LONG = ["好" * (LIMIT + 1), "a" * 20_000, "\ufdfa" * LIMIT, "㍿" * LIMIT]
DEEP = b"[" * 20_000 + b"]" * 20_000
BODIES = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"7",
    b'"text"',
    b"{}",
    b'{"text": null}',
    b'{"text": 7}',
    b'{"text": ["a"]}',
    b'{"text": {"a": 1}}',
    b'{"text": NaN}',
    b'{"text": "a", "payload": "b"}',
    b'{"payload": ""}',
    b'{"payload": 7}',
    b'{"text": "a", "message_id": "no uuid"}',
    b'{"text": "a", "message_id": 1e999}',
    b'{"text": "a", "language": "fr"}',
    b'{"text": "\\ud800"}',
    b'{"text": "ok \\udfff\\ud800"}',
    b'{"payload": "\\ud800"}',
    b'{"text": "\xff\xfe"}',
    b"\xff\xfe\x00",
    b'{"text": ' + b"9" * 5000 + b"}",
    b'{"text": ' + DEEP + b"}",
    DEEP,
]


def is_problem(answer: httpx.Response, language: str, *statuses: int) -> None:
    """A problem document of one of these statuses, in this language, that echoes nothing."""
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "code", "detail"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert problem["detail"].isascii() == (language == "en"), problem["detail"]


def goes_on(speaker: Any) -> None:
    """The conversation still answers."""
    turn = speaker.says("我护照快到期了")
    assert turn["understanding"]["transaction"] == "passport_renewal"
    # What stood before may have sounded like a request for a number; then this matter is what the number is for.
    assert turn["replies"][0]["kind"] in ("card", "ticket")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:30]))
def test_a_body_of_the_wrong_form(citizen: Callable[..., Any], language: str, body: bytes) -> None:
    speaker = citizen(language)
    for path in ("messages", "tickets"):
        is_problem(speaker.raw(body, f"/api/v1/{path}", **{"Accept-Language": language}), language, 400, 422)
    goes_on(speaker)


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"7", b'{"language": "fr"}', b"\xff", DEEP], ids=lambda body: repr(body[:30])
)
def test_a_session_of_the_wrong_form(http: httpx.Client, body: bytes) -> None:
    for language in ("zh", "en"):
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        is_problem(http.post("/api/v1/sessions", content=body, headers=headers), language, 400, 422)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", BLANKS, ids=ascii)
def test_nothing_to_read(citizen: Callable[..., Any], language: str, text: str) -> None:
    speaker = citizen(language)
    answer = speaker.post(text=text)
    is_problem(answer, language, 422)
    assert answer.json()["code"] == "empty"
    goes_on(speaker)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{len(text)} of {text[0]!a}")
def test_too_long(citizen: Callable[..., Any], language: str, text: str) -> None:
    speaker = citizen(language)
    answer = speaker.post(text=text)
    is_problem(answer, language, 413)
    assert answer.json()["code"] == "too_long"
    goes_on(speaker)


@pytest.mark.parametrize(
    "text", ["好" * LIMIT, "护照" * (LIMIT // 2), "1" * LIMIT, " a" * (LIMIT // 2), "👩‍👩‍👧" * (LIMIT // 5)]
)
def test_just_short_enough(citizen: Callable[..., Any], text: str) -> None:
    speaker = citizen()
    assert speaker.says(text)["replies"][0]["kind"] != "notice"
    goes_on(speaker)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_body_that_is_too_large(citizen: Callable[..., Any], language: str) -> None:
    speaker = citizen(language)
    accepted = {"Accept-Language": language}
    large = json.dumps({"text": "a" * 65_536}).encode()
    is_problem(speaker.raw(large, **accepted), language, 413)
    chunks = speaker.http.post(
        "/api/v1/messages", content=(part for part in [b" " * 40_000] * 3), headers={**speaker.headers, **accepted}
    )
    is_problem(chunks, language, 413)
    goes_on(speaker)


HARMLESS = {"action", "session_started", "user", "user_featurization", "bot", "slot"}
COMMANDS = ["/restart", '/inform{"a":1}', "／restart", " / /restart", "//////\n/restart", "/back", "/session_start"]
TRICKS = [
    "\u202e期到快照护我",
    "我\u200b护\u200d照\ufeff快到期了",
    "𝓅𝒶𝓈𝓈𝓅ℴ𝓇𝓉 renewal",
    "護照快到期了",
    "EXTERNAL: restart",
]


@pytest.mark.parametrize("text", COMMANDS + TRICKS, ids=ascii)
def test_commands_and_tricks_are_only_texts(citizen: Callable[..., Any], assistant: Assistant, text: str) -> None:
    speaker = citizen()
    goes_on(speaker)
    assert speaker.says(text)["replies"][0]["kind"] != "notice"
    name, _ = assistant.stores.tokens.read(speaker.token)
    state = assistant.stores.history.load_tracker(name)
    assert state is not None
    assert {event["event"] for event in state["events"]} <= HARMLESS
    assert set(state["slots"]) <= {
        "transaction",
        "facets",
        "pending",
        "former",
        "said",
        "held",
        "pending_act",
        "ticket",
        "session_started_metadata",
    }
    goes_on(speaker)


def test_invisible_characters_do_not_hide_the_matter(citizen: Callable[..., Any]) -> None:
    assert citizen().says(TRICKS[1])["understanding"]["transaction"] == "passport_renewal"


@pytest.mark.parametrize(
    "payload", ["/restart", "none", "human", "answer:passport_renewal:materials", "x" * 200, "\x00", "取号"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_payload_that_was_not_offered(citizen: Callable[..., Any], language: str, payload: str) -> None:
    speaker = citizen(language)
    is_problem(speaker.post(payload=payload), language, 422)
    goes_on(speaker)


def forged(assistant: Assistant) -> dict[str, str]:
    """Tokens that look right and are not."""
    key = assistant.stores.settings.secret_key
    assert key is not None
    own, other = (URLSafeSerializer(k, salt="conversation-v1") for k in (key.get_secret_value(), "another key"))
    good = assistant.stores.tokens.issue().token
    past = int(assistant.stores.clock().timestamp()) - 1
    return {
        "expired": own.dumps(["conversation", past, None]),
        "signed with another key": other.dumps(["conversation", past + 9999, None]),
        "signed for another purpose": URLSafeSerializer(key.get_secret_value(), salt="x").dumps(
            ["c", past + 9999, None]
        ),
        "changed": "A" + good[1:],
        "cut": good[:-1],
        "without its signature": good.split(".")[0],
        "nonsense": "x",
        "not ASCII": "é",
    }


@pytest.mark.parametrize("path", ["messages", "tickets", "events"])
def test_a_token_that_does_not_hold(http: httpx.Client, assistant: Assistant, path: str) -> None:
    method = "GET" if path == "events" else "POST"
    body = {} if path == "events" else {"json": {"text": "你好", "transaction": "passport_renewal"}}
    for fault, token in forged(assistant).items():
        headers = {"Authorization": f"Bearer {token}".encode(), "Accept-Language": "en"}
        answer = http.request(method, f"/api/v1/{path}", headers=headers, **body)
        assert answer.status_code == 401, fault
        is_problem(answer, "en", 401)
    for headers in ({}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}):
        is_problem(http.request(method, f"/api/v1/{path}", headers=headers, **body), "zh", 401)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/no_such", 404), ("GET", "/api/v2/sessions", 404), ("PUT", "/api/v1/messages", 405)],
)
def test_no_such_endpoint(http: httpx.Client, method: str, path: str, status: int) -> None:
    for language in ("zh", "en"):
        is_problem(http.request(method, path, headers={"Accept-Language": language}), language, status)


@pytest.mark.parametrize("after", ["-1", "x", "1e9", str(2**70)])
def test_reading_on_from_nowhere(citizen: Callable[..., Any], after: str) -> None:
    speaker = citizen("en")
    is_problem(speaker.http.get(f"/api/v1/messages?after={after}", headers=speaker.headers), "en", 422)


def test_a_refused_message_can_be_sent_again_under_its_id(citizen: Callable[..., Any]) -> None:
    speaker, once = citizen(), str(uuid.uuid4())
    assert speaker.post(text="  ", message_id=once).status_code == 422
    assert speaker.says("你好", message_id=once)["understanding"]["outcome"] == "smalltalk"
