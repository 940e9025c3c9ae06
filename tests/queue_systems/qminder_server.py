"""A loopback Qminder that behaves as its documents say: its endpoints, headers, limit, states; and faults on demand."""

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse, Response

KEY = "a key of the tests"
LINES = {"501": "Passports", "502": "Closed line"}


class Qminder:
    """Its tickets, and what goes wrong next: `lose` (done, but no answer in time), `hang` (not done, no answer)."""

    def __init__(self) -> None:
        self.tickets: dict[int, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.next: list[str] = []
        self.late: list[dict[str, Any]] = []  # requests that arrive after their time
        self.silence = 0.6  # seconds: more than its client waits
        self._ids = itertools.count(226859)
        self._turn = threading.Lock()

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """Writes a ticket: every request a new one, for it knows no key."""
        with self._turn:
            number = next(self._ids)
            letter = "A"
            row = {
                "id": number,
                "publicId": f"{letter}-{len(self.tickets) + 1}",
                "line": int(body["lineId"]),
                "firstName": body["firstName"],
                "status": "NEW",
                "created": {"date": "2026-11-23T02:00:00Z"},
            }
            self.tickets[number] = row
            return row

    def deliver_late(self) -> None:
        """The network hands over what it had kept."""
        for body in self.late:
            self.take(body)
        self.late.clear()


def app_of(qminder: Qminder) -> FastAPI:
    """Its API."""
    app = FastAPI()
    for part in (_limits, _create, _read, _move):
        part(app, qminder)
    return app


def _limits(app: FastAPI, qminder: Qminder) -> None:
    @app.middleware("http")
    async def limits(request: Request, go_on: Callable[[Request], Any]) -> Response:
        qminder.calls.append((request.method, request.url.path))
        if request.headers.get("x-qminder-rest-api-key") != KEY:
            return JSONResponse({"message": "no key"}, 403)
        if qminder.next and qminder.next[0] == "429":
            qminder.next.pop(0)
            return JSONResponse({"message": "slow down"}, 429, headers={"X-Ratelimit-Remaining": "0"})
        if qminder.next and qminder.next[0] == "500":
            qminder.next.pop(0)
            return JSONResponse({}, 500)
        answer: Response = await go_on(request)
        return answer


def _create(app: FastAPI, qminder: Qminder) -> None:
    @app.post("/tickets", status_code=201)
    def create(body: dict[str, Any], x_qminder_api_version: str = Header()) -> dict[str, str]:
        assert x_qminder_api_version == "2020-09-01"
        if not 2 <= len(body.get("firstName", "")) <= 50 or str(body.get("lineId")) not in LINES:
            raise HTTPException(400, "firstName, lineId")
        if str(body["lineId"]) == "502":
            raise HTTPException(409, "the line is disabled")
        fault = qminder.next.pop(0) if qminder.next else ""
        if fault in ("hang", "late"):
            if fault == "late":
                qminder.late.append(body)
            time.sleep(qminder.silence)
            raise HTTPException(504)
        row = qminder.take(body)
        if fault == "lose":
            time.sleep(qminder.silence)
        return {"id": str(row["id"]), "publicId": row["publicId"]}


def _read(app: FastAPI, qminder: Qminder) -> None:
    @app.get("/v1/locations/{location}/lines")
    def lines(location: int) -> dict[str, Any]:
        return {"statusCode": 200, "data": [{"id": int(key), "name": name} for key, name in LINES.items()]}

    @app.get("/v1/tickets/search")
    def search(line: str, status: str, limit: int) -> dict[str, Any]:
        wanted = status.split(",")
        rows = [row for row in qminder.tickets.values() if str(row["line"]) == line and row["status"] in wanted]
        return {"statusCode": 200, "data": rows[:limit]}

    @app.get("/v1/tickets/{number}")
    def status(number: int) -> dict[str, Any]:
        if number not in qminder.tickets:
            raise HTTPException(404, "no such ticket")
        return {"statusCode": 200, **qminder.tickets[number]}


def _move(app: FastAPI, qminder: Qminder) -> None:
    @app.post("/v1/tickets/{number}/cancel")
    def cancel(number: int, user: int) -> dict[str, Any]:
        return _moved(number, "NEW", "CANCELLED_BY_CLERK")

    @app.post("/v1/tickets/{number}/call")
    def call(number: int, desk: int, user: int) -> dict[str, Any]:
        answer = _moved(number, "NEW", "CALLED")
        qminder.tickets[number]["called"] = {"desk": desk, "date": "2026-11-23T02:05:00Z"}
        return answer

    def _moved(number: int, begins: str, ends: str) -> dict[str, Any]:
        row = qminder.tickets.get(number)
        if row is None:
            raise HTTPException(404, "no such ticket")
        if row["status"] != begins:
            raise HTTPException(409, "not in that state")
        row["status"] = ends
        return {"result": "success"}
