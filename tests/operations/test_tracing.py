"""Traces: what a collector gets to see of a request, and what it does not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.operations.tracing import span, start_tracing

CALLER = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}


@pytest.fixture
def ended() -> Iterator[Callable[[], list[Any]]]:
    """Starts tracing; gives a function that ends it and tells the spans."""
    kept = InMemorySpanExporter()
    end = start_tracing("http://127.0.0.1:9/v1/traces", exporter=kept)

    def finish() -> list[Any]:
        end()
        return list(kept.get_finished_spans())

    yield finish
    end()


def test_without_an_address_nothing_is_traced() -> None:
    with span("request") as traced:
        assert traced is None


def test_a_message_is_traced_below_the_caller_without_its_text(
    ended: Callable[[], list[Any]], citizen: Callable[..., Any]
) -> None:
    """Request, turn and engine hang together; neither text nor token stands in them."""
    speaker = citizen()
    speaker.raw('{"text": "护照快到期了"}'.encode(), **CALLER)
    spans = {one.name: one for one in ended() if format(one.context.trace_id, "x") in CALLER["traceparent"]}
    assert set(spans) == {"request", "turn", "engine"}
    assert spans["turn"].parent.span_id == spans["request"].context.span_id
    assert spans["engine"].parent.span_id == spans["turn"].context.span_id
    assert spans["request"].attributes["http.route"] == "/api/v1/messages"
    written = str([one.to_json() for one in spans.values()])
    assert "护照" not in written and "\\u62a4" not in written and speaker.token not in written


def test_an_error_is_noted_by_its_type_alone(ended: Callable[[], list[Any]]) -> None:
    with pytest.raises(ValueError), span("work"):
        raise ValueError("我的身份证号是")
    (told,) = ended()
    assert "ValueError" in told.to_json() and "身份证" not in told.to_json() and "\\u8eab" not in told.to_json()
