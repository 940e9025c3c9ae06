"""Anything at all over the API: never a 5xx, never an answer by which the engine says that it failed."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

# Half of the texts are made from what the assistant reads: words, commands, separators, characters of every kind.
PIECES = st.sampled_from(
    [
        "护照",
        "过户",
        "取号",
        "第二个",
        "passport",
        "/",
        "／",
        "{",
        '"',
        "}",
        "@",
        ":",
        "\n",
        "\u200b",
        "\u202e",
        "\ufdfa",
        "①",
        "2",
    ]
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)
TEXTS = st.one_of(ANYTHING, st.lists(PIECES, max_size=30).map("".join), st.text("0123456789-一二三 ", max_size=40))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FUZZ = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def speaker(citizen: Callable[..., Any]) -> Any:
    """One conversation for all that is thrown at it: what came before must not matter."""
    return citizen()


@FUZZ
@given(text=TEXTS)
@example(text="00取号/0")  # a part of what asks for several numbers begins with a slash
def test_texts(speaker: Any, text: str) -> None:
    answer = speaker.post(text=text)
    assert answer.status_code in (200, 413, 422), answer.text
    if answer.status_code == 200:
        assert all(reply["kind"] != "notice" and reply["text"] for reply in answer.json()["replies"])


@FUZZ
@given(payload=TEXTS)
def test_payloads(speaker: Any, payload: str) -> None:
    assert speaker.post(payload=payload).status_code == 422


@FUZZ
@given(body=st.dictionaries(st.sampled_from(["text", "payload", "message_id", "language", "transaction", "to"]), JSON))
def test_bodies(speaker: Any, body: dict[str, Any]) -> None:
    for path in ("messages", "sessions", "tickets"):
        assert speaker.post(f"/api/v1/{path}", **body).status_code < 500


@FUZZ
@given(body=st.binary(max_size=300))
def test_bytes(speaker: Any, body: bytes) -> None:
    for path in ("messages", "sessions", "tickets"):
        assert speaker.raw(body, f"/api/v1/{path}").status_code < 500


def test_the_conversation_goes_on(speaker: Any) -> None:
    assert speaker.says("我护照快到期了")["understanding"]["transaction"] == "passport_renewal"
