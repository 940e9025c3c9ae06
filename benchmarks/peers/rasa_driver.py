"""
Understands texts in process with a trained Rasa model, stock or ours, and writes ranked intents and times as JSON.

Runs by itself in the environment that belongs to the model, so it imports nothing but Rasa at its top.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import logging
import os
import time
import warnings
from pathlib import Path
from typing import Any


def load(options: argparse.Namespace) -> Any:
    """The agent over the model, once what the environment asks for first has run."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    logging.basicConfig(level=logging.WARNING)
    warnings.simplefilter("ignore")
    if options.prepare:
        module, function = options.prepare.split(":")
        getattr(importlib.import_module(module), function)()
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    endpoint = EndpointConfig(url=options.actions) if options.actions else None
    return Agent.load(options.model, action_endpoint=endpoint)


async def rankings(agent: Any, texts: list[str]) -> list[list[tuple[str, float]]]:
    """
    The intents of each text with their confidence, the named one first.

    A fallback stands above its ranking in stock Rasa, a question back above ours.
    """
    parsed = [await agent.parse_message(text) for text in texts]
    ranked = [[one["intent"], *one["intent_ranking"]] for one in parsed]
    return [[(intent["name"], intent["confidence"]) for intent in intents] for intents in ranked]


async def parse(agent: Any, texts: list[str]) -> list[float]:
    """Milliseconds of understanding alone."""
    times = []
    for text in texts:
        begun = time.perf_counter()
        await agent.parse_message(text)
        times.append((time.perf_counter() - begun) * 1000)
    return times


async def talk(agent: Any, texts: list[str], *, running: bool) -> list[float]:
    """Milliseconds of whole turns, all in one conversation or each in a new one."""
    times = []
    for number, text in enumerate([*texts[:5], *texts]):
        begun = time.perf_counter()
        replies = await agent.handle_text(text, sender_id="running" if running else f"new {number}")
        times.append((time.perf_counter() - begun) * 1000)
        if not replies:
            raise SystemExit("a message was not answered")
    return times[5:]


async def work(options: argparse.Namespace, texts: dict[str, list[str]]) -> dict[str, Any]:
    """All measurements."""
    agent = load(options)
    ranked = await rankings(agent, texts["texts"])  # first, so that what follows is warm
    found: dict[str, Any] = {"ranked": ranked, "parse_ms": await parse(agent, texts["turns"])}
    if options.actions:
        found["new_ms"] = await talk(agent, texts["turns"], running=False)
        found["running_ms"] = await talk(agent, texts["turns"], running=True)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="understands texts with a trained Rasa model")
    parser.add_argument("--model", required=True)
    parser.add_argument("--texts", required=True, help='JSON: {"texts": […], "turns": […]}')
    parser.add_argument("--out", required=True)
    parser.add_argument("--actions", help="the action server; whole turns are measured when it is given")
    parser.add_argument("--prepare", help="module:function to call before Rasa is imported")
    options = parser.parse_args()
    found = asyncio.run(work(options, json.loads(Path(options.texts).read_text(encoding="utf-8"))))
    Path(options.out).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
