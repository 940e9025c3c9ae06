"""What is said in English when more is asked, or no answer can be given. zh_asking.py has the same names."""

from __future__ import annotations


def clarify(ask: str | None, options: list[str], asked: list[str]) -> str:
    """A question over several matters; what was asked of them is answered for the one that is picked."""
    lead = ask or "That could be one of these. Which one do you mean?"
    kept = "\nFor the one you pick I will tell you: " + "; ".join(asked) + "." if asked else ""
    return lead + "\n" + "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1)) + kept.replace("?.", ".")


def two_matters(names: list[str], asked: list[str]) -> str:
    """Two matters were named in one message; which one first."""
    lines = "\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))
    kept = f"\nFor the one you pick I will tell you: {'; '.join(asked)}." if asked else ""
    return f"These are two services. Which one first?\n{lines}{kept.replace('?.', '.')}"


def of_one(name: str, said: str) -> str:
    """What is said of one of two matters, where it does not name it."""
    return said if name in said else f"{name}: {said}"


def which_further() -> str:
    """Both of two matters were answered in short."""
    return "Tap the one you want to know more about."


def same_for_all(said: list[str]) -> str:
    """What holds for every one of the matters that are asked about."""
    return f"The same for all of these: {'; '.join(said)}."


def clarify_for_ticket(options: list[str]) -> str:
    """Which matter a number is wanted for."""
    return "Which service is the number for?\n" + "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))


def which_matter() -> str:
    """Nothing is known yet of the matter."""
    return (
        "What do you need to get done? One sentence is enough, "
        'such as "my passport is expiring" or "I lost my citizen card".'
    )


def which_matter_for_ticket() -> str:
    """A number is wanted, the matter is not known."""
    return 'Sure. Which service is the number for? For example "renew my passport" or "replace a citizen card".'


def not_covered(phone_number: str, nearest: list[str]) -> str:
    """The center does not handle it."""
    text = (
        "Citizen Home does not handle that, and I would rather not guess. "
        f"Please ring the government hotline {phone_number}: they will tell you whom to ask."
    )
    if nearest:
        text += "\nIf you meant one of these, I can help:\n" + "\n".join(
            f"{n}. {name}" for n, name in enumerate(nearest, 1)
        )
    return text


def refused_again(phone_number: str, still_open: list[str]) -> str:
    """An aspect is asked of what the center does not handle."""
    text = (
        "What you just asked about is not handled at Citizen Home, so I can't tell you that either. "
        f"The government hotline {phone_number} tells you whom to ask."
    )
    if still_open:
        lines = "\n".join(f"{n}. {name}" for n, name in enumerate(still_open, 1))
        text += "\nIf you mean what we talked about before, choose it here:\n" + lines
    return text


def handoff(text: str, phone_number: str) -> str:
    """The way to a person."""
    return f"{text} Phone: {phone_number}."


def engine_unavailable(phone_number: str) -> str:
    """Understanding can't be reached."""
    return (
        f"I can't understand messages right now. Please try again shortly or ring {phone_number}. "
        "Taking and checking numbers still works."
    )


def conversation_not_kept() -> str:
    """The store of conversations is out of reach."""
    return (
        "I can't keep our conversation right now, so please say each time what you mean. What you hold already is not "
        "lost: if you wanted a number, please ask again shortly."
    )
