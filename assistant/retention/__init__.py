"""Old data is deleted in time, once a day over all processes, and what was deleted is told."""

from assistant.retention.keeper import BusyElsewhere, Kind, Retention, Run
from assistant.storage.named_store import StoreUnavailable

__all__ = ["BusyElsewhere", "Kind", "Retention", "Run", "StoreUnavailable"]
