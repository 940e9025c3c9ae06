"""HTTP to another machine: time limits, its pace, and what its answers mean for a thing that must not be done twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

from connectors.queue_systems.protocol import PeerBusy, PeerRefused, PeerUnsure

SECONDS = 5.0  # for one call
WORDS = 120  # of a refusal that are kept
BUSY_SECONDS = 1.0  # where the machine does not say how long


class Wire:
    """
    Calls to one address with one set of headers, at most `per_second` of them.

    Raises PeerUnsure when it is not known whether the machine did it, PeerBusy for 429, PeerRefused for another 4xx.
    """

    def __init__(
        self,
        address: str,
        headers: dict[str, str],
        per_second: float,
        seconds: float = SECONDS,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        # Credentials of the environment's proxies or .netrc are none of ours; a redirect could send a token elsewhere.
        self._http = httpx.Client(
            base_url=address,
            headers=headers,
            timeout=seconds,
            trust_env=False,
            follow_redirects=False,
            transport=transport,
        )
        self._gap, self._sleep, self._now = 1 / per_second, sleep, now
        self._free_at = 0.0
        self._turn = threading.Lock()

    def call(self, method: str, path: str, **how: Any) -> Any:
        """The answer's JSON; None where there is no body."""
        self._wait()
        try:
            answer = self._http.request(method, path, **how)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            # Not even a connection: nothing can have been done.
            raise PeerBusy(BUSY_SECONDS) from error
        except httpx.HTTPError as error:
            raise PeerUnsure(type(error).__name__) from error
        if answer.status_code == 429:
            raise PeerBusy(_seconds(answer.headers.get("retry-after")))
        if 400 <= answer.status_code < 500:
            raise PeerRefused(answer.status_code, answer.text[:WORDS])
        if not answer.is_success:
            raise PeerUnsure(str(answer.status_code))
        if not answer.content:
            return None
        try:
            return answer.json()
        except ValueError as error:
            raise PeerUnsure("an answer that is no JSON") from error

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def _wait(self) -> None:
        with self._turn:
            begin = max(self._now(), self._free_at)
            self._free_at = begin + self._gap
        if (left := begin - self._now()) > 0:
            self._sleep(left)


def _seconds(written: str | None) -> float:
    return float(written) if written and written.isascii() and written.isdecimal() else BUSY_SECONDS
