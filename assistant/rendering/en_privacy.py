"""What is said in English about a citizen's own data. zh_privacy.py has the same names."""

from __future__ import annotations

from collections.abc import Sequence

OWN_SHOW = "Show what you hold"
OWN_FORGET = "Delete my conversation"
OWN_FORGET_NOW = "Yes, delete it"
OWN_KEEP = "No, keep it"


def ask_forget(mine: Sequence[str] | None) -> str:
    """Asks before the conversation is deleted."""
    kept = (
        f"Your numbers ({', '.join(mine)}) stay good until they are served or given up."
        if mine
        else "If you hold a number, it stays good."
    )
    return (
        "Shall I delete this conversation? What you said, what I answered and where we were will be gone for good. "
        f"{kept}"
    )


def held(texts: Sequence[str], since: str, mine: Sequence[str] | None, days: int, ticket_days: int) -> str:
    """What is held of the conversation; ``texts`` as they are stored, ``since`` a day."""
    lines = ["This is what is held of you here:"]
    if texts:
        shown = "\n".join(f"  “{text}”" for text in texts)
        lines.append(
            f"· What you said since {since} (ID, phone and such numbers were taken out first), lately:\n{shown}"
        )
        lines.append(f"· What I answered and where we were. All of it is deleted after {days} days.")
    else:
        lines.append("· Nothing that you said is kept.")
    if mine:
        lines.append(
            f"· Your waiting numbers: {', '.join(mine)}. "
            f"Their tie to this conversation is cut after {ticket_days} days."
        )
    elif mine is None:
        lines.append("· The queue can't be asked right now; please look again shortly.")
    else:
        lines.append("· You hold no number.")
    lines.append('Not kept: name, ID number, phone number, place. Say "delete my conversation" at any time.')
    return "\n".join(lines)
