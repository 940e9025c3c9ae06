"""Writes a stock Rasa project over the same training questions, intents and catalog as ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from benchmarks.peers.training_data import Example, write_nlu
from catalog import Catalog, Transaction

TEMPLATE = Path(__file__).parent / "stock_rasa"
STORIES = 40  # transactions that a story goes on from with a follow-up question
BUILT_IN = ("restart", "back", "session_start")  # intents that Rasa itself has rules for


def write_project(folder: Path, examples: list[Example], catalog: Catalog, actions_port: int) -> None:
    """Everything that `rasa train` and `rasa run` need, in an empty folder."""
    for name in ("config.yml", "credentials.yml", "actions.py"):
        shutil.copy(TEMPLATE / name, folder / name)
    write_nlu(examples, folder / "data" / "nlu.yml", metadata=False)
    intents = list(dict.fromkeys(example.intent for example in examples))
    matters = [intent for intent in intents if intent in catalog.transactions]
    others = [intent for intent in intents if intent not in catalog.transactions]
    _dump(folder / "domain.yml", _domain(intents, others))
    _dump(folder / "data" / "rules.yml", {"version": "3.1", "rules": _rules(matters, others)})
    _dump(folder / "data" / "stories.yml", {"version": "3.1", "stories": _stories(matters, others)})
    _dump(folder / "endpoints.yml", {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}})
    records = {
        transaction.id: {"zh": _answer(transaction, catalog, "zh"), "en": _answer(transaction, catalog, "en")}
        for transaction in catalog.transactions.values()
    }
    (folder / "records.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def _dump(path: Path, document: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _domain(intents: list[str], others: list[str]) -> dict[str, Any]:
    return {
        "version": "3.1",
        "intents": intents,
        "slots": {"transaction": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}},
        "responses": {f"utter_{name}": [{"text": f"{name}: 好的。 All right."}] for name in [*others, "fallback"]},
        "actions": ["action_answer"],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _action_of(intent: str, others: list[str]) -> str:
    return f"utter_{intent}" if intent in others and intent != "followup" else "action_answer"


def _rules(matters: list[str], others: list[str]) -> list[dict[str, Any]]:
    rules = [
        {"rule": intent, "steps": [{"intent": intent}, {"action": _action_of(intent, others)}]}
        for intent in [*matters, *others]
        if intent not in BUILT_IN
    ]
    return [*rules, {"rule": "fallback", "steps": [{"intent": "nlu_fallback"}, {"action": "utter_fallback"}]}]


def _stories(matters: list[str], others: list[str]) -> list[dict[str, Any]]:
    step = max(len(matters) // STORIES, 1)
    return [
        {
            "story": f"{intent} and a follow-up",
            "steps": [
                {"intent": said} if is_intent else {"action": _action_of(said, others)}
                for said in ("greeting", intent, "followup", "thanks")
                for is_intent in (True, False)
            ],
        }
        for intent in matters[::step]
    ]


def _answer(transaction: Transaction, catalog: Catalog, language: str) -> str:
    materials = "; ".join(getattr(material.name, language) for material in transaction.materials)
    windows = ", ".join(map(str, transaction.windows))
    phones = ", ".join(catalog.phones_of(transaction))
    return f"{getattr(transaction.name, language)}: {transaction.floor}, {windows}. {phones}. {materials}"
