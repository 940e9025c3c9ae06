"""Somebody of each language who asks for a number again and again while the store is away: what they are told."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from assistant.rendering import en, zh

LANGUAGES = ("zh", "en")
MATTER = "water_bill_payment"  # a queue that nobody else of the measurement asks for
CLEAR = {"zh": {zh.PROBLEMS["unavailable"]}, "en": {en.PROBLEMS["unavailable"]}}
PAUSE = 0.2  # seconds between two looks
BACK_WITHIN = 5.0


@dataclass
class Watch:
    """What is said while the store is away, and the seconds from its return until both languages get a number."""

    address: str
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    back_seconds: float = float("inf")
    _back: float | None = None

    def back(self) -> None:
        """The store is there again."""
        self._back = time.monotonic()

    async def look(self) -> None:
        """Asks until both have their numbers; opening a conversation needs no store."""
        await asyncio.gather(*(self._ask(language) for language in LANGUAGES))
        assert self._back is not None
        self.back_seconds = round(time.monotonic() - self._back, 2)
        if self.back_seconds > BACK_WITHIN:
            self.broken.append(f"numbers are given {self.back_seconds} s after the store's return")

    async def _ask(self, language: str) -> None:
        wish, token = {"transaction": MATTER, "message_id": str(uuid.uuid4())}, ""
        while True:
            async with httpx.AsyncClient(base_url=self.address, timeout=30, trust_env=False) as http:
                try:
                    token = token or await self._opened(http, language)
                    begun = self._back
                    answer = await http.post("/api/v1/tickets", json=wish, headers={"Authorization": f"Bearer {token}"})
                    if answer.status_code == 201:
                        if begun is None and self._back is None:
                            self.broken.append("a number was given while the store was away")
                        return
                    self._note(language, answer)
                except httpx.HTTPError as error:
                    self.broken.append(f"no answer while the store was away: {type(error).__name__}")
            await asyncio.sleep(PAUSE)

    async def _opened(self, http: httpx.AsyncClient, language: str) -> str:
        answer = await http.post("/api/v1/sessions", json={"language": language})
        answer.raise_for_status()
        return str(answer.json()["token"])

    def _note(self, language: str, answer: httpx.Response) -> None:
        told: dict[str, Any] = answer.json()
        self.words[language, told.get("detail", "")] += 1
        if answer.status_code != 503 or told.get("detail") not in CLEAR[language]:
            self.broken.append(f"{language}: status {answer.status_code}, said {told.get('detail')!r}")
