"""Replies of a real machine, kept in a file: recorded from a running one, replayed strictly in their order offline."""

import json
from pathlib import Path
from typing import Any

import httpx

REPLIES = Path(__file__).parent / "fqm_replies.json"


def _asked(request: httpx.Request) -> dict[str, Any]:
    path = request.url.raw_path.decode().partition("/api/v1")[2]
    return {"method": request.method, "path": path, "body": json.loads(request.content) if request.content else None}


class Recorder(httpx.HTTPTransport):
    """Passes calls on to the real machine and keeps what was asked and answered; headers, and so the token, are not."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[dict[str, Any]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        content = response.read()
        answer = json.loads(content) if content else None
        self.kept.append({**_asked(request), "status": response.status_code, "answer": answer})
        return httpx.Response(response.status_code, content=content)


class Replay(httpx.BaseTransport):
    """Answers as recorded; another call than the recorded one, or one more, fails."""

    def __init__(self) -> None:
        self.left = json.loads(REPLIES.read_text(encoding="utf-8"))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        kept = self.left.pop(0)
        assert _asked(request) == {name: kept[name] for name in ("method", "path", "body")}
        if kept["answer"] is None:
            return httpx.Response(kept["status"])
        return httpx.Response(kept["status"], json=kept["answer"])
