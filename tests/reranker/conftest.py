"""A loopback server that speaks the chat-completions protocol as badly as a test wants it to."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


def completion(content: Any) -> bytes:
    """The body of a chat completion that says ``content``."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


@dataclass
class ChatServer:
    """``heard`` are the requests; ``answers`` makes status and body of the answer to the body of one."""

    url: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    answers: Callable[[dict[str, Any]], tuple[int, bytes]] = lambda _: (200, b"")
    hurry: threading.Event = field(default_factory=threading.Event)

    def say(self, content: Any) -> None:
        """Answers every request with this content."""
        self.answers = lambda _: (200, completion(content))

    @property
    def asked(self) -> dict[str, Any]:
        """What the latest request put before the model."""
        found: dict[str, Any] = json.loads(self.heard[-1]["body"]["messages"][1]["content"])
        return found


@pytest.fixture
def chat_server() -> Iterator[ChatServer]:
    """A server on a free port."""
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            chat.heard.append({"path": self.path, "key": self.headers["Authorization"], "body": body})
            status, said = chat.answers(body)
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Location", f"{chat.url}/elsewhere")
                self.end_headers()
                self.wfile.write(said)
            except OSError:
                pass  # the client did not wait for it

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield chat
    chat.hurry.set()
    server.shutdown()
    server.server_close()
