"""The log's form: words for a person, or JSON lines for a collector. Both name the request, never a text."""

from __future__ import annotations

import json
import logging
import re
import secrets
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

import structlog

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
ACCESS = "citizen_home.access"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id_from(given: str | None) -> str:
    """The id that a proxy has given the request, where it is one; else a new one of 16 letters."""
    return given if given and _GIVEN.fullmatch(given) else secrets.token_hex(8)


class WordLines(logging.Formatter):
    """Lines to be read by a person, with the request's id at the end."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One record, its fields behind its words."""
        said = super().format(record)
        fields = getattr(record, "fields", {}) | ({"request_id": asked} if (asked := request_id.get()) else {})
        return said + "".join(f" {name}={value}" for name, value in fields.items())


class JsonLines(logging.Formatter):
    """One JSON object a line. Of an exception its type and places, never its words, which may quote what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if asked := request_id.get():
            line["request_id"] = asked
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            line["exception"] = record.exc_info[0].__name__
            line["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def set_up(form: str = "text", *, access: bool = False) -> None:
    """Logs warnings to stderr in the form "text" or "json"; with ``access`` also a line for each request."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else WordLines())
    root = logging.getLogger()
    if not root.handlers:  # tests and commands that have set logging up themselves keep theirs
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
    logging.getLogger(ACCESS).setLevel(logging.INFO if access else logging.WARNING)
    logging.captureWarnings(True)
    # Python warnings may quote a message (Rasa does, for unparsable payloads): none of them reaches the log.
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)


def quiet_structlog() -> None:
    """Has what Rasa logs through structlog go the way of all other lines, warnings and worse; else it prints texts."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )
