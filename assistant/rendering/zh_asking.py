"""What is said in Chinese when more is asked, or no answer can be given. en_asking.py has the same names."""

from __future__ import annotations

from assistant.rendering.formats import full_width


def clarify(ask: str | None, options: list[str], asked: list[str]) -> str:
    """A question over several matters; what was asked of them is answered for the one that is picked."""
    lead = full_width(ask) if ask else "您说的可能是下面几件事，是哪一件？"
    kept = f"\n选好以后就告诉您：{'；'.join(asked)}。" if asked else ""
    return lead + "\n" + "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1)) + kept


def two_matters(names: list[str], asked: list[str]) -> str:
    """Two matters were named in one message; which one first."""
    lines = "\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))
    kept = f"\n选好以后就告诉您：{'；'.join(asked)}。" if asked else ""
    return f"这是两件事，先说哪一件？\n{lines}{kept}"


def of_one(name: str, said: str) -> str:
    """What is said of one of two matters, where it does not name it."""
    return said if name in said else f"{name}：{said}"


def which_further() -> str:
    """Both of two matters were answered in short."""
    return "哪一件要细说，点一下就行。"


def same_for_all(said: list[str]) -> str:
    """What holds for every one of the matters that are asked about."""
    return f"这几件事都一样：{'；'.join(said)}。"


def clarify_for_ticket(options: list[str]) -> str:
    """Which matter a number is wanted for."""
    return "您要取哪件事的号？\n" + "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))


def which_matter() -> str:
    """Nothing is known yet of the matter."""
    return "您要办什么事？说一句就行，比如“护照到期了”“市民卡丢了”。"


def which_matter_for_ticket() -> str:
    """A number is wanted, the matter is not known."""
    return "好的，您要取哪件事的号？比如“换护照”“补市民卡”。"


def not_covered(phone_number: str, nearest: list[str]) -> str:
    """The center does not handle it."""
    text = f"这件事不在市民之家的办理范围内，我怕给您说错。可以打{phone_number}问一问，他们会告诉您该找谁。"
    if nearest:
        text += "\n如果您想问的是这些，我可以帮忙：\n" + "\n".join(f"{n}. {name}" for n, name in enumerate(nearest, 1))
    return text


def refused_again(phone_number: str, still_open: list[str]) -> str:
    """An aspect is asked of what the center does not handle."""
    text = f"刚才问的那件事不在市民之家办理，这一点我也说不准。请打{phone_number}，他们会告诉您该找谁。"
    if still_open:
        lines = "\n".join(f"{n}. {name}" for n, name in enumerate(still_open, 1))
        text += f"\n您要是问前面说的事，在这里选：\n{lines}"
    return text


def handoff(text: str, phone_number: str) -> str:
    """The way to a person."""
    return f"{text}电话：{phone_number}。"


def engine_unavailable(phone_number: str) -> str:
    """Understanding can't be reached."""
    return f"我这会儿理解不了您的话，请稍后再试，或打{phone_number}。取号和查号照常可用。"


def conversation_not_kept() -> str:
    """The store of conversations is out of reach."""
    return "我现在记不住前面说过的话，请每次把事情说完整。您已经取的号都还在；如果是要取号，请过一会儿再说一次。"
