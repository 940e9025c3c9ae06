"""
Calls every operation of the OpenAPI document with whatever the document allows, and with what it doesn't.

Counted as faults: a 5xx, and a status that the document does not name. As nobody, as a citizen and as staff.
`uv run python -m benchmarks.api_fuzz ADDRESS --cases 500 --staff TOKEN` is the long form against a running service,
which has to run with `CITIZEN_HOME_RATE_LIMIT=off` on data of its own: numbers are taken, windows are called.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, settings

MATTER = "housing_fund_rent_withdrawal"


@dataclass
class Outcome:
    """What came of it: cases by status, and each fault once with the body that brought it."""

    operations: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many calls were made."""
        return sum(self.statuses.values())


@dataclass
class Callers:
    """Who calls: each name with its headers; and a real ticket and window for what needs one."""

    http: httpx.Client
    staff: str | None

    def __post_init__(self) -> None:
        opened = self.http.post("/api/v1/sessions", json={}).raise_for_status()
        self.citizen = {"Authorization": f"Bearer {opened.json()['token']}"}
        self.kinds: list[dict[str, str]] = [{}, self.citizen]
        if self.staff:
            self.kinds.append({"Authorization": f"Bearer {self.staff}"})
        taken = self.http.post("/api/v1/tickets", json={"transaction": MATTER}, headers=self.citizen)
        self.reference = taken.json().get("reference", "none")

    def real(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The path's parameters with real values where there are some."""
        known = {"reference": self.reference, "number": 7, "transaction_id": MATTER, "transaction": MATTER}
        return {name: known.get(name, value) for name, value in parameters.items()}


def fuzz(http: httpx.Client, cases: int, staff: str | None = None) -> Outcome:
    """So many cases for each operation and caller. Streams of events are left out: they never end."""
    document = http.get("/openapi.json").raise_for_status().json()
    callers, outcome = Callers(http, staff), Outcome()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis

        schema = schemathesis.openapi.from_dict(document)
        for found in schema.get_all_operations():
            operation: Any = found.ok()  # type: ignore[union-attr]  # a document of ours has no faults
            if operation.path.endswith("/events"):
                continue
            outcome.operations += 1
            _fuzz_one(http, operation, cases, callers, outcome)
            print(f"{outcome.cases} cases, {operation.method.upper()} {operation.path}", file=sys.stderr, flush=True)
    return outcome


def _fuzz_one(http: httpx.Client, operation: Any, cases: int, callers: Callers, outcome: Outcome) -> None:
    documented = {str(status) for status in operation.definition.raw["responses"]}
    turn = itertools.count()

    @settings(
        max_examples=cases * len(callers.kinds),
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        number = next(turn)
        headers = callers.kinds[number % len(callers.kinds)]
        if case.path_parameters and number // len(callers.kinds) % 2:
            case.path_parameters = callers.real(dict(case.path_parameters))
        sent = case.as_transport_kwargs(base_url=str(http.base_url))
        answer = _answer(http, sent, headers)
        if answer is None:  # not a request that a client can send
            return
        outcome.statuses[answer.status_code] += 1
        if answer.status_code >= 500 or str(answer.status_code) not in documented:
            name = f"{operation.method.upper()} {operation.path}: {answer.status_code}"
            outcome.faults.setdefault(name, f"{sent.get('json', sent.get('data'))!r:.300} -> {answer.text[:300]}")

    call()


def _answer(http: httpx.Client, sent: dict[str, Any], headers: dict[str, str]) -> httpx.Response | None:
    own = {name: value for name, value in dict(sent.get("headers") or {}).items() if name.lower() != "authorization"}
    body = json.dumps(sent["json"]).encode() if "json" in sent else None
    if body is not None:
        own["Content-Type"] = "application/json"
    asked: dict[str, Any] = {"params": sent.get("params"), "headers": {**own, **headers}, "content": body}
    try:
        try:
            return http.request(sent["method"], sent["url"], **asked)
        except httpx.RemoteProtocolError:  # a connection that the service closed for its age, just then
            return http.request(sent["method"], sent["url"], **asked)
    except (httpx.InvalidURL, httpx.LocalProtocolError, UnicodeError, TypeError, ValueError):
        return None


def main() -> None:
    """Fuzzes a running service; exit 1 on a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--staff", help="a token with every role")
    options = parser.parse_args()
    with httpx.Client(base_url=options.address, timeout=60) as http:
        outcome = fuzz(http, options.cases, options.staff)
    print(f"{outcome.operations} operations, {outcome.cases} cases: {dict(sorted(outcome.statuses.items()))}")
    for name, brought in outcome.faults.items():
        print(f"FAULT {name}: {brought}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
