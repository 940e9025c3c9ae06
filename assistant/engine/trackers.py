"""
Rasa's tracker in the store of conversations: slots and the last few events, one row each, so that a turn costs the same
after a thousand messages as after one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.history import History, HistoryUnavailable

KEPT_EVENTS = 14  # two turns and a session start: what the rules look at
HELD = 1000  # conversations whose state this process keeps while the store is down


class HistoryTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps bounded trackers in the conversations' store."""

    def __init__(self, domain: Domain | None, history: History) -> None:
        super().__init__(domain)
        self._history = history
        self._held: OrderedDict[str, dict[str, Any]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the slots and the newest events."""
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        events = [_light(event) for event in list(tracker.events)[-KEPT_EVENTS:]]
        state = {"slots": slots, "events": events}
        try:
            self._history.save_tracker(tracker.sender_id, state)
        except HistoryUnavailable:
            # The citizen is told that nothing is kept; here it is, for as long as this process and the outage last.
            self._held[tracker.sender_id] = state
            self._held.move_to_end(tracker.sender_id)
            if len(self._held) > HELD:
                self._held.popitem(last=False)
        else:
            self._held.pop(tracker.sender_id, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker as it was saved, or None for a new conversation."""
        try:
            state = self._history.load_tracker(sender_id)
        except HistoryUnavailable:
            state = self._held.get(sender_id)
        if state is None:
            return None
        events = [event for event in (Event.from_parameters(data) for data in state["events"]) if event is not None]
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots)
        for name, value in state["slots"].items():
            if name in tracker.slots:
                tracker.slots[name].value = value
        return tracker

    async def keys(self) -> Iterable[str]:
        """Ids of the conversations kept."""
        return self._history.conversations()


def _light(event: Event) -> dict[str, Any]:
    data: dict[str, Any] = event.as_dict()
    if isinstance(event, BotUttered):
        data["data"] = {}  # the reply itself stands in the conversation's messages
    return data
