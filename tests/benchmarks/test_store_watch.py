"""Who asks for a number while the store is away: what benchmarks/store_watch.py would find."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from assistant.rendering import en, zh
from benchmarks.store_watch import Watch

Answers = Callable[[httpx.Request, bool], httpx.Response]


def watched(monkeypatch: pytest.MonkeyPatch, answers: Answers, looks: int) -> Watch:
    """A store that comes back after so many looks, and what was said of it."""
    seen = 0
    watch = Watch("http://store.test")
    client = httpx.AsyncClient

    def handler(request: httpx.Request) -> httpx.Response:
        nonlocal seen
        if request.url.path.endswith("/sessions"):
            language = "en" if b'"en"' in request.content else "zh"
            return httpx.Response(201, json={"token": language})
        seen += 1
        if seen == looks:
            watch.back()
        return answers(request, seen >= looks)

    monkeypatch.setattr("benchmarks.store_watch.PAUSE", 0.0)
    monkeypatch.setattr(
        httpx, "AsyncClient", lambda **_: client(transport=httpx.MockTransport(handler), base_url="http://store.test")
    )
    asyncio.run(watch.look())
    return watch


def clear(request: httpx.Request, back: bool) -> httpx.Response:
    """Clear words in the language of the conversation."""
    said = en if request.headers["authorization"].endswith("en") else zh
    return httpx.Response(201, json={}) if back else httpx.Response(503, json={"detail": said.PROBLEMS["unavailable"]})


def test_clear_words_in_both_languages_are_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watched(monkeypatch, clear, 8)
    assert watch.broken == [] and watch.back_seconds < 5
    assert {language for language, _ in watch.words} == {"zh", "en"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(500, json={"detail": "error"}), "status 500"),
        (httpx.Response(503, json={"detail": zh.PROBLEMS["unavailable"]}), "en: status 503"),
        (httpx.Response(201, json={"number": "A001"}), "a number was given while the store was away"),
    ],
)
def test_other_words_and_false_numbers_are_found(
    monkeypatch: pytest.MonkeyPatch, answer: httpx.Response, said: str
) -> None:
    def wrong(request: httpx.Request, back: bool) -> httpx.Response:
        english = request.headers["authorization"].endswith("en")
        return answer if english and not back else clear(request, back)

    watch = watched(monkeypatch, wrong, 8)
    assert any(said in fault for fault in watch.broken)
