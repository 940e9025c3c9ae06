"""How processes and machines tell each other that there is news. A signal is a hint; the truth stands in the stores."""

from assistant.signals.bell import Bell, HouseBell, WireBell

__all__ = ["Bell", "HouseBell", "WireBell"]
