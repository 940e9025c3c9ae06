"""
Rasa's tracker in the store of conversations: slots and the events of the last turn, one row each, so that a turn costs
the same after a thousand messages as after one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from assistant.dialogue.actions import UNDERSTANDING
from assistant.history import History, HistoryUnavailable

KEPT_EVENTS = 14  # at most: the rules look at the present turn, the session's age is that of the last message
_KINDS: dict[str, type[Event]] = {
    kind.type_name: kind for kind in reversed(all_subclasses(Event))
}  # Rasa walks them anew for each
# The transactions of the talk, the latest first, so that it can go back to one. Kept beside the slots of the domain, as
# no rule looks at it.
FORMER, KEPT_FORMER = "former", 8
# What was said of each of them, masked as the messages are: so many characters, the newest.
SAID, KEPT_SAID = "said", 240
KEPT_WHILE_DOWN = 1000  # conversations whose state this process keeps while the store is down


class HistoryTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps bounded trackers in the conversations' store."""

    def __init__(self, domain: Domain | None, history: History) -> None:
        super().__init__(domain)
        self._history = history
        self._held: OrderedDict[str, dict[str, Any]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the slots and the events of the last turn."""
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        slots[FORMER] = _told(tracker)
        slots[SAID] = _said(tracker)
        events = [_light(event) for event in _last_turn(tracker)]
        state = {"slots": slots, "events": events}
        try:
            self._history.save_tracker(tracker.sender_id, state)
        except HistoryUnavailable:
            # The citizen is told that nothing is kept; here it is, for as long as this process and the outage last.
            self._held[tracker.sender_id] = state
            self._held.move_to_end(tracker.sender_id)
            if len(self._held) > KEPT_WHILE_DOWN:
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
        read = (_KINDS[data["event"]]._from_parameters(data) for data in state["events"])
        events = [event for event in read if event is not None]
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots)
        for name in (FORMER, SAID):
            tracker.slots[name] = AnySlot(name, mappings=[], influence_conversation=False)
        for name, value in state["slots"].items():
            if name in tracker.slots:
                tracker.slots[name].value = value
        return tracker

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A tracker of a new conversation; it is saved with its first turn, which it says nothing before."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def keys(self) -> Iterable[str]:
        """Ids of the conversations kept."""
        return self._history.conversations()


def _told(tracker: DialogueStateTracker) -> list[str]:
    """The transactions of the talk since it started over, the present one first."""
    present = tracker.get_slot("transaction")
    if present is None:
        return []
    return list(dict.fromkeys([present, *(tracker.get_slot(FORMER) or ())]))[:KEPT_FORMER]


def _said(tracker: DialogueStateTracker) -> dict[str, str]:
    """What was said of each transaction of the talk."""
    present, before = tracker.get_slot("transaction"), tracker.get_slot(SAID) or {}
    said = {transaction: before[transaction] for transaction in _told(tracker) if transaction in before}
    message = tracker.latest_message
    if present is not None and message is not None and _understood(message).get("transaction") == present:
        said[present] = f"{said.get(present, '')} {message.text or ''}"[-KEPT_SAID:]
    return said


def _understood(message: UserUttered) -> dict[str, Any]:
    return (message.parse_data or {}).get(UNDERSTANDING) or {}


def _last_turn(tracker: DialogueStateTracker) -> list[Event]:
    events: list[Event] = list(tracker.events)[-KEPT_EVENTS:]
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    return events[said[-1] :] if said else events


def _light(event: Event) -> dict[str, Any]:
    data: dict[str, Any] = event.as_dict()
    if isinstance(event, BotUttered):
        data["data"] = {}  # the reply itself stands in the conversation's messages
    return data
