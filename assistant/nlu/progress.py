"""How far training is, for whoever wants to show it; Rasa's graph has no such hook."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str, float], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Calls ``listener(stage, share from 0 to 1)`` from now on; the returned function ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def report(stage: str, share: float) -> None:
    """Tells every listener."""
    for listener in _listeners:
        listener(stage, share)
