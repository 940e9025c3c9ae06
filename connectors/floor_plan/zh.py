"""Chinese words on a floor plan. en.py has the same names; a test compares them."""

from __future__ import annotations


def title(floor: str) -> str:
    """Heading of a plan."""
    return f"{floor}平面图"


def windows(written: str) -> str:
    """Which windows are marked."""
    return f"{written}号窗口"


def way(start: str, end: str) -> str:
    """What the drawn line is."""
    return f"无障碍路线：{start} → {end}"


def place(windows_text: str, department: str, side: str) -> str:
    """Where windows stand, for those who do not see the picture."""
    return f"{windows_text}（{department}）在图的{side}。"


SIDES = {"left": "左侧", "right": "右侧", "up": "上方", "down": "下方"}
LIST = "、"
STOP = "。"
