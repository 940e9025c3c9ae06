"""The volunteers of the tests' tablets, and what stands in the settings for their PINs."""

from functools import cache

from assistant.operations.shifts import hashed_pin

KEY = "the key that signs the tests' tokens"
PINS = {"li": "482913", "wang": "739205"}


@cache
def volunteer_pins() -> str:
    """The setting; made once, because a PIN's hash takes its time."""
    return ",".join(f"{name}:{hashed_pin(pin, KEY)}" for name, pin in PINS.items())
