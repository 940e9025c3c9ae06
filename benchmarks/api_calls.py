"""Calls of each operation of an OpenAPI document: generated from it, mixed anew, with real values and with oddities.

Schemathesis draws a pool for each operation, of what the document allows and of what it does not. A call takes its
parts from any of the pool, from what the service has answered so far, or from `benchmarks.oddities`.
"""

from __future__ import annotations

import contextlib
import random
import re
import warnings
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import HypothesisException

from benchmarks.oddities import AUTHORIZATIONS, HEADERS, TYPES, as_json, odd, spoiled
from benchmarks.wire import Call

# Names under which the same thing is known.
SAME = {"transaction_id": "transaction", "transactions": "transaction", "session": "token", "journey_id": "journey"}
# Only one of each pair makes sense, which a document can't say.
EITHER = (("text", "payload"), ("number", "reference"))
STRAYED = ("307", "404", "405")  # a path that is no longer that of the operation


@dataclass(frozen=True)
class Parts:
    """One drawn case: values by name, and the body, None without one."""

    path: dict[str, Any]
    query: dict[str, Any]
    headers: dict[str, Any]
    body: Any


@dataclass(frozen=True)
class Operation:
    """An operation with the statuses that the document names, and its pool. ``endless``: it answers with a stream."""

    method: str
    path: str
    documented: frozenset[str]
    query: tuple[str, ...]
    has_body: bool
    pool: tuple[Parts, ...]
    proper: tuple[Parts, ...]  # those of the pool that the document allows

    @property
    def name(self) -> str:
        """As in the document."""
        return f"{self.method} {self.path}"

    @property
    def endless(self) -> bool:
        """Whether it answers with a stream of events."""
        return self.path.endswith("/events")


@dataclass
class Known:
    """Values that mean something to the service, by name: those given, and the latest that it answered with."""

    given: dict[str, list[Any]] = field(default_factory=dict)
    learnt: defaultdict[str, deque[Any]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=200)))

    def learn(self, document: Any) -> None:
        """Keeps every short value of an answer under its name."""
        if isinstance(document, list):
            for part in document[:20]:
                self.learn(part)
        elif isinstance(document, dict):
            for name, value in document.items():
                if isinstance(value, dict | list):
                    self.learn(value)
                elif isinstance(value, str | int) and len(str(value)) < 600:
                    self.learnt[name].append(value)

    def one(self, name: str, chance: random.Random) -> Any:
        """A value of that name, or None."""
        name = SAME.get(name, name)
        found = [kept for kept in (self.given.get(name), self.learnt.get(name)) if kept]
        return chance.choice(chance.choice(found)) if found else None


def operations(document: dict[str, Any], pool: int) -> Iterator[Operation]:
    """Every operation of the document, with a pool of about so many cases, half of them against the document."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis
        from schemathesis import GenerationMode

        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            made: Any = found.ok()  # type: ignore[union-attr]  # a document of ours has no faults
            raw = made.definition.raw
            proper, against = (tuple(_drawn(made, mode, max(1, pool // 2))) for mode in GenerationMode)
            named = tuple(one["name"] for one in raw.get("parameters", ()) if one["in"] == "query")
            documented = frozenset(map(str, raw["responses"]))
            method = made.method.upper()
            yield Operation(method, made.path, documented, named, "requestBody" in raw, proper + against, proper)


def _drawn(operation: Any, mode: Any, count: int) -> list[Parts]:
    drawn: list[Parts] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def draw(case: Any) -> None:
        body = case.body if isinstance(case.body, dict | list | str | int | float | bool) else None
        parts = [dict(part or {}) for part in (case.path_parameters, case.query, case.headers)]
        drawn.append(Parts(parts[0], parts[1], parts[2], body))

    with contextlib.suppress(HypothesisException):  # nothing is against a document that allows everything
        draw()
    return drawn or [Parts({}, {}, {}, None)]


@dataclass
class Maker:
    """Makes the calls of one operation out of its pool, what is known, and oddities."""

    operation: Operation
    known: Known
    chance: random.Random

    def __post_init__(self) -> None:
        # A call with one thing wrong gets further than one with five; some have nothing wrong.
        self.oddness = self.chance.choice((0.0, 0.0, 0.03, 0.03, 0.15, 0.4))
        self.pool = self.operation.pool if self.oddness else self.operation.proper
        self.own = True  # whether the path is still the operation's

    def _odd(self, share: float = 1.0) -> bool:
        return self.chance.random() < self.oddness * share

    def call(self, token: str) -> Call:
        """A call with the token of whoever calls, none for nobody."""
        body = self._body()
        headers = tuple(self._headers(token, has_body=body is not None))
        target = self._path() + self._query()
        return Call(self.operation.method, target, headers, body, self.operation.endless)

    def _value(self, name: str, drawn: Any) -> Any:
        if self._odd():
            return odd(self.chance)
        real = self.known.one(name, self.chance) if self.chance.random() < 0.7 else None
        if real is None:
            return drawn
        return [real, *drawn][: self.chance.randrange(1, 4)] if isinstance(drawn, list) else real

    def _path(self) -> bytes:
        drawn = self.chance.choice(self.pool).path

        def value(match: re.Match[str]) -> str:
            name = "window" if match[1] == "number" else match[1]
            text = str(self._value(name, drawn.get(match[1], "x")))[:6000]
            self.own = self.own and text != "" and "/" not in text
            return quote(text, safe="", errors="surrogatepass")

        target = re.sub(r"\{(\w+)\}", value, self.operation.path).encode("ascii")
        if "{" in self.operation.path and self._odd(0.3):
            target += self.chance.choice((b"%", b"%zz", b"%c0%ae", b"\xe5\x8f\xb7", b";x=1", b"%2e", b"%ff"))
        return target

    def _query(self) -> bytes:
        drawn = self.chance.choice(self.pool).query
        pairs: list[str] = []
        for name in self.operation.query:
            while self.chance.random() < 0.6:
                value = self._value(name, drawn.get(name))
                if value is None and not self.oddness:
                    break
                shown = str(value).lower() if isinstance(value, bool) else str("" if value is None else value)
                pairs.append(f"{quote(name)}={quote(shown[:6000], safe='', errors='surrogatepass')}")
                if not self._odd():  # else once more
                    break
        if self._odd(0.3):
            pairs.append(self.chance.choice(("%", "&&=", "=", "a%zz=%", "%00=%00", "x[]=1&x[a]=2", "?", "reference=x")))
        return b"?" + "&".join(pairs).encode("ascii") if pairs else b""

    def _body(self) -> bytes | None:
        if not self.operation.has_body:
            return as_json(odd(self.chance), self.chance) if self._odd(0.5) else None
        body = self.chance.choice(self.pool).body
        if isinstance(body, dict):
            other = self.chance.choice(self.pool).body
            mixed = {**other, **body} if isinstance(other, dict) else body
            kept = self.chance.choice((1.0, 0.9, 0.5))
            names = [name for name in mixed if self.chance.random() < kept]
            for pair in EITHER:
                if set(pair) <= set(names) and not self._odd():
                    names.remove(self.chance.choice(pair))
            body = {name: self._value(name, mixed[name]) for name in names}
            if self._odd(0.5):
                body[str(odd(self.chance))[:100]] = odd(self.chance)
        elif self._odd():
            body = odd(self.chance)
        content = as_json(body, self.chance)
        return spoiled(content, self.chance) if self._odd() else content

    def _headers(self, token: str, *, has_body: bool) -> Iterator[tuple[bytes, bytes]]:
        kind = self.chance.choice(TYPES) if self._odd(0.5) else b"application/json"
        if has_body and kind is not None:
            yield b"Content-Type", kind
        if token and not self._odd(0.2):
            yield b"Authorization", b"Bearer " + token.encode("ascii")
        for name, value in self.chance.choice(self.pool).headers.items():
            if name.lower() not in ("authorization", "content-type", "content-length", "host", "transfer-encoding"):
                text = re.sub(r"[\r\n\x00]", "", str(value))[:2000]
                yield quote(str(name), safe="").encode("ascii"), text.encode("utf-8", "surrogatepass")
        if self._odd():
            yield self.chance.choice(HEADERS)
        if self._odd(0.2):
            yield b"Authorization", self.chance.choice(AUTHORIZATIONS)
