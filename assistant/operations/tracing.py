"""OpenTelemetry traces, when an address for them is set: what took how long, never what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

_tracer: Any = None


class TracesUnavailable(RuntimeError):
    """The libraries for traces are not installed."""


def start_tracing(address: str, *, exporter: SpanExporter | None = None) -> Callable[[], None]:
    """
    Sends spans to an OTLP/HTTP collector's address (JSON, ``…/v1/traces``); gives what ends it, which sends the rest.

    Raises TracesUnavailable without the extra `traces`. A collector that is down costs nothing but its spans.
    """
    global _tracer  # noqa: PLW0603 - one process has one tracer, which libraries of the field hold globally as well
    try:
        from opentelemetry.exporter.otlp.json.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracesUnavailable("traces need more libraries: uv sync --extra traces") from error
    provider = TracerProvider(resource=Resource({"service.name": "citizen-home"}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=address, timeout=5)))
    _tracer = provider.get_tracer("citizen-home")

    def end() -> None:
        global _tracer  # noqa: PLW0603
        _tracer = None
        provider.shutdown()

    return end


@contextmanager
def span(name: str, headers: Mapping[str, str] | None = None, **attributes: str | int | float) -> Iterator[Any]:
    """
    What happens inside, as a span below the running one, or below the caller's that ``headers`` name (traceparent).

    Gives the span to set attributes on, None without tracing. An error is noted by its type alone.
    """
    if _tracer is None:
        yield None
        return
    from opentelemetry.trace import Status, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    caller = TraceContextTextMapPropagator().extract(headers) if headers and "traceparent" in headers else None
    kept = {"record_exception": False, "set_status_on_exception": False}
    with _tracer.start_as_current_span(name, caller, attributes=attributes, **kept) as current:
        try:
            yield current
        except BaseException as error:
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
