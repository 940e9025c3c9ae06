"""What is said in English when nothing is asked. zh_smalltalk.py has the same names."""

from __future__ import annotations


def greeting() -> str:
    """Hello."""
    return (
        "Hello! I am the automatic assistant of Citizen Home, in English or Chinese. What do you need to get done? "
        'For example "my passport is expiring" or "what do I bring to withdraw my housing fund for rent".'
    )


def thanks() -> str:
    """You are welcome."""
    return "You're welcome. If there is anything else, just ask."


def goodbye() -> str:
    """Goodbye."""
    return "Goodbye, and a safe trip. Have one last look at the papers to bring before you leave."


def start_over() -> str:
    """The talk is forgotten."""
    return "All right, let's start again. What do you need to get done?"


def anything_else() -> str:
    """After a yes or no that answers nothing."""
    return "OK. What do you need to get done? Just tell me."


def none_of_offered(phone_number: str) -> str:
    """None of the offered matters is meant."""
    return (
        "OK, none of these. Please tell me again in other words: what happened, for whom it is, and which document "
        f"or thing it is about. You can also ring {phone_number}, or ask me for a person."
    )
