"""The stock project's action server: answers from a dictionary. Runs in the peer's own environment."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from rasa_sdk import Action  # type: ignore[import-untyped]
from rasa_sdk.events import SlotSet  # type: ignore[import-untyped]

RECORDS = json.loads(Path(__file__).with_name("records.json").read_text(encoding="utf-8"))
HAN = re.compile(r"[\u3400-\u9fff]")


class ActionAnswer(Action):  # type: ignore[misc]
    """Says what the record of the asked transaction says."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    def run(self, dispatcher: Any, tracker: Any, domain: dict[str, Any]) -> list[Any]:
        """The record of the intent, or of the transaction before it."""
        intent = tracker.latest_message["intent"]["name"]
        transaction = intent if intent in RECORDS else tracker.get_slot("transaction")
        if transaction is None:
            dispatcher.utter_message(text="哪一件事？ Which matter?")
            return []
        language = "zh" if HAN.search(tracker.latest_message["text"]) else "en"
        dispatcher.utter_message(text=RECORDS[transaction][language])
        return [SlotSet("transaction", transaction)]
