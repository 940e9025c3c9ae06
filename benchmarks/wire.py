"""HTTP/1.1 as bytes: sends what no client library would, over connections that are kept, and reads what comes back."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

LIMIT = 120.0  # seconds for one answer, on a machine that others use up


@dataclass(frozen=True)
class Call:
    """A request: ``target`` as it stands in the first line. ``endless``: a stream, of which only the head is read."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes | None = None
    endless: bool = False

    def written(self) -> bytes:
        """The bytes of it; a body has its true length, and the service is told which host it is."""
        lines = [b"%s %s HTTP/1.1" % (self.method.encode("ascii"), self.target), b"Host: hall"]
        lines += [name + b": " + value for name, value in self.headers]
        if self.body is not None or self.method not in ("GET", "DELETE"):
            lines.append(b"Content-Length: %d" % len(self.body or b""))
        return b"\r\n".join(lines) + b"\r\n\r\n" + (self.body or b"")

    def told(self) -> str:
        """The request for a report of a fault, cut."""
        return f"{self.method} {self.target!r:.200} {dict(self.headers)!r:.300} {self.body!r:.400}"


@dataclass(frozen=True)
class Answer:
    """What came back; header names in small letters. The body of a stream is empty."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


class NoAnswer(Exception):
    """The service closed the connection, or was silent for LIMIT seconds, without an answer."""


@dataclass
class Wire:
    """One connection to a service, opened when needed and kept for as long as the service keeps it."""

    host: str
    port: int
    _reader: asyncio.StreamReader | None = field(default=None, repr=False)
    _writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    @classmethod
    def to(cls, address: str) -> Wire:
        """A connection to an address such as http://127.0.0.1:8000."""
        host, _, port = address.removeprefix("http://").rstrip("/").rpartition(":")
        return cls(host, int(port))

    async def send(self, call: Call) -> Answer:
        """One call and its answer. Raises NoAnswer when there is none, also on a connection of its own."""
        kept = self._writer is not None
        try:
            return await asyncio.wait_for(self._once(call), LIMIT)
        except TimeoutError:  # an OSError too, but no reason to ask again
            self.close()
            raise NoAnswer(f"silent for {LIMIT:.0f} s") from None
        except (OSError, EOFError, ValueError, IndexError, asyncio.LimitOverrunError) as error:
            self.close()
            if not kept:  # else it may have been closed for its age, just then
                raise NoAnswer(f"{type(error).__name__}: {error}") from None
        return await self.send(call)

    async def _once(self, call: Call) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, limit=1 << 22)
        reader = self._reader
        self._writer.write(call.written())
        with contextlib.suppress(ConnectionError):  # a body too large is answered before it is read
            await self._writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head[:-4].split(b"\r\n")
        status = int(first.split()[1])
        pairs = (line.partition(b":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if call.endless and status == 200:
            self.close()
            return Answer(status, headers, b"")
        body = b"" if status in (204, 304) or call.method == "HEAD" else await self._body(reader, headers)
        if headers.get(b"connection") == b"close":
            self.close()
        return Answer(status, headers, body)

    @staticmethod
    async def _body(reader: asyncio.StreamReader, headers: dict[bytes, bytes]) -> bytes:
        if headers.get(b"transfer-encoding") == b"chunked":
            parts: list[bytes] = []
            while size := int(await reader.readuntil(b"\r\n"), 16):
                parts.append((await reader.readexactly(size + 2))[:-2])
            await reader.readuntil(b"\r\n")
            return b"".join(parts)
        if b"content-length" in headers:
            return await reader.readexactly(int(headers[b"content-length"]))
        return await reader.read()

    def close(self) -> None:
        """Ends the connection; the next call opens another."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class Sender(Protocol):
    """Whatever carries calls to a service."""

    async def send(self, call: Call) -> Answer:
        """One call and its answer. Raises NoAnswer."""
        ...

    def close(self) -> None:
        """Nothing more is sent."""
        ...


@dataclass
class InProcess:
    """Calls an app directly, as a server would that has read the request: much faster, without anything of HTTP."""

    app: Any

    async def send(self, call: Call) -> Answer:
        """One call and its answer. Raises NoAnswer when the app raises or ends without one."""
        path, _, query = call.target.partition(b"?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": "",
            "method": call.method, "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path,
            "query_string": query, "client": ("127.0.0.1", 1), "server": ("hall", 80), "state": {},
            "headers": [(b"host", b"hall"), *((name.lower(), value) for name, value in call.headers)],
        }  # fmt: skip
        begun: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        parts: list[bytes] = []
        given = False

        async def receive() -> dict[str, Any]:
            nonlocal given
            if given:
                await asyncio.Event().wait()
            given = True
            return {"type": "http.request", "body": call.body or b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start" and not begun.done():
                begun.set_result(message)
            parts.append(message.get("body", b""))

        running = asyncio.ensure_future(self.app(scope, receive, send))
        await asyncio.wait({running, begun} if call.endless else {running}, return_when=asyncio.FIRST_COMPLETED)
        if not begun.done():
            raise NoAnswer(repr(running.exception()))
        start = begun.result()
        if call.endless and not running.done() and start["status"] != 200:
            await asyncio.wait({running})
        running.cancel()
        await asyncio.wait({running})
        return Answer(start["status"], dict(start.get("headers", ())), b"".join(parts))

    def close(self) -> None:
        """Nothing is kept."""
