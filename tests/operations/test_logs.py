"""The log's two forms."""

import json
import logging
import sys

import pytest

from assistant.operations.logs import JsonLines, WordLines, request_id, request_id_from


def record(message: str, *, error: bool = False, **fields: object) -> logging.LogRecord:
    """A log record, with the exception under way where asked for."""
    made = logging.LogRecord("a.room", logging.ERROR, __file__, 1, message, (), sys.exc_info() if error else None)
    made.fields = fields
    return made


def test_a_line_is_an_object_that_names_the_request() -> None:
    known = request_id.set("abcdef0123456789")
    try:
        line = json.loads(JsonLines().format(record("said\nin two lines", route="/x", ms=1.5)))
    finally:
        request_id.reset(known)
    assert (line["message"], line["level"], line["request_id"]) == ("said\nin two lines", "error", "abcdef0123456789")
    assert (line["route"], line["ms"]) == ("/x", 1.5)


def test_an_exception_is_named_without_its_words() -> None:
    try:
        raise ValueError("我的身份证号是")
    except ValueError:
        text = JsonLines().format(record("failed", error=True))
    assert "身份证" not in text
    assert json.loads(text)["exception"] == "ValueError"
    assert "test_logs.py" in json.loads(text)["at"][0]


def test_words_end_with_the_request() -> None:
    known = request_id.set("abcdef0123456789")
    try:
        assert WordLines().format(record("said", status=200)).endswith("said status=200 request_id=abcdef0123456789")
    finally:
        request_id.reset(known)


@pytest.mark.parametrize("given", [None, "", "short", "x" * 65, "with space 1", "line\nbreak1", "身份证号码一二三四"])
def test_an_id_that_is_none_is_replaced(given: str | None) -> None:
    made = request_id_from(given)
    assert made != given and len(made) == 16


def test_an_id_of_a_proxy_is_kept() -> None:
    assert request_id_from("0aF-12345678") == "0aF-12345678"
