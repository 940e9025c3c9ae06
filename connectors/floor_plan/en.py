"""English words on a floor plan. zh.py has the same names; a test compares them."""

from __future__ import annotations


def title(floor: str) -> str:
    """Heading of a plan."""
    return f"Plan of {floor}"


def windows(written: str) -> str:
    """Which windows are marked."""
    return f"window{'' if written.isdigit() else 's'} {written}"


def way(start: str, end: str) -> str:
    """What the drawn line is."""
    return f"Step-free way: {start} → {end}"


def place(windows_text: str, department: str, side: str) -> str:
    """Where windows stand, for those who do not see the picture."""
    is_or_are = "is" if windows_text.startswith("window ") else "are"
    return f"{windows_text[:1].upper()}{windows_text[1:]} ({department}) {is_or_are} {side} of the plan. "


SIDES = {"left": "on the left", "right": "on the right", "up": "at the top", "down": "at the bottom"}
LIST = ", "
STOP = ". "
