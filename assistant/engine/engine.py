"""One thread, one event loop, one agent. Everything that talks to Rasa goes through here."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.channels.channel import UserMessage
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from assistant.engine.agent import CitizenHomeAgent, EngineError
from assistant.engine.processor import ReplyCollector, parse_data_of
from assistant.messages import Reply, Saying, Understanding
from assistant.nlu.heard import Heard, as_typed

log = logging.getLogger(__name__)
_T = TypeVar("_T")

# Parsed before the engine says it is ready: a model that loads but understands nothing must not serve.
CANARIES: tuple[tuple[str, str], ...] = (
    ("我的护照快到期了，怎么换新的", "passport_renewal"),
    ("my passport is about to expire, how do I renew it", "passport_renewal"),
    ("市民卡丢了要补办一张", "citizen_card_replacement_lost"),
    ("I lost my citizen card and need a new one", "citizen_card_replacement_lost"),
    ("租房提取住房公积金", "housing_fund_rent_withdrawal"),
    ("withdraw my housing fund to pay rent", "housing_fund_rent_withdrawal"),
    ("机动车驾驶证期满换证", "driver_license_renewal"),
    ("renew my driver's license before it expires", "driver_license_renewal"),
)


class Engine:
    """Owns the agent. Methods may be called from any thread; work is done one message at a time in the engine's own."""

    def __init__(self, agent: CitizenHomeAgent, model: Path) -> None:
        self._agent, self._model = agent, model
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._ready = False

    def start(self) -> None:
        """Loads the model and parses the canaries. Raises EngineError when one is understood wrong."""
        self._thread.start()
        self._call(self._load()).result()

    @property
    def ready(self) -> bool:
        """Whether messages can be answered."""
        return self._ready

    def say(self, saying: Saying) -> Future[tuple[Understanding, list[Reply]]]:
        """Answers one message; the future raises EngineError when nothing came back."""
        return self._call(self._say(saying))

    def heard(self, text: str) -> Heard:
        """
        A message as it is to be understood: what is typed in pinyin as Chinese. Asked of any thread, done in its own;
        before the model is loaded every message is heard as it is typed.
        """
        return self._processor().heard(text) if self._ready else as_typed(text)

    def parse(self, text: str) -> Future[Understanding]:
        """Understands one message without a conversation."""
        return self._call(self._parse(text))

    def close(self) -> None:
        """Stops the loop and waits for the thread."""
        self._ready = False
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
        if not self._loop.is_running():
            self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _call(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _load(self) -> None:
        # The products of one message are so small that a second thread only waits for them, and takes the core for it
        # on which requests are answered.
        threadpool_limits(1, user_api="blas")
        self._agent.load_model(self._model)
        for sentence, expected in CANARIES:
            understood = await self._parse(sentence)
            if understood.transaction != expected:
                raise EngineError(f"the model understands a canary as {understood.transaction}, not {expected}")
        self._ready = True

    async def _parse(self, text: str) -> Understanding:
        processor = self._processor()
        parsed = await processor.parse_message(UserMessage(processor.heard(text).text))
        return Understanding.from_dict(parsed["understanding"])

    async def _say(self, saying: Saying) -> tuple[Understanding, list[Reply]]:
        collector = ReplyCollector()
        collector.understanding = saying.chosen.understanding if saying.chosen else None
        message = UserMessage(
            saying.text,
            collector,
            saying.conversation,
            input_channel=collector.name(),
            parse_data=parse_data_of(saying.chosen, saying.text) if saying.chosen else None,
            metadata={"language": saying.language, "key": saying.key},
        )
        await self._agent.handle_message(message)
        if not collector.replies or collector.understanding is None:
            raise EngineError("the engine answered with nothing")
        return collector.understanding, [Reply.from_dict(reply) for reply in collector.replies]

    def _processor(self) -> Any:
        if self._agent.processor is None:
            raise EngineError("no model is loaded")
        return self._agent.processor
