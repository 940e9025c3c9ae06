"""What stands in malformed webhooks: signatures that are nearly right, and bodies that no messenger would post."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from benchmarks.oddities import SHAPES, TEXTS, as_json, odd, spoiled
from benchmarks.parser_fuzz import text_of
from benchmarks.webhooks import Channel, Telegram, Twilio, fields_of


def _flipped(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


FORGERIES: tuple[Callable[[str, random.Random], str | None], ...] = (
    lambda right, dice: None,
    lambda right, dice: "",
    lambda right, dice: right[:-1],
    lambda right, dice: right + "0",
    lambda right, dice: right[::-1],
    lambda right, dice: right.swapcase() if right.swapcase() != right else "x",
    _flipped,
    _flipped,
    lambda right, dice: "é" + right[1:],
    lambda right, dice: right.translate({48: 0xFF10, 49: 0xFF11, 97: 0xFF41, 101: 0xFF45}) + "\u200b",
    lambda right, dice: "0" * len(right),
    lambda right, dice: "sha1=" + right,
    lambda right, dice: "*",
    lambda right, dice: "A" * 5000,
)
PROLOGUES = (
    '<!DOCTYPE x [<!ENTITY e "e">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "<?xml version='1.0' encoding='utf-16'?>",
    "<x>",
    " ",
)


def malformed(channel: Channel, body: bytes, dice: random.Random) -> bytes:
    """A body made of one that the channel posts. Beginning with a NUL: for WeChat, what only looks encrypted."""
    luck = dice.random()
    if luck < 0.5:
        return changed_fields(channel, body, dice)
    if luck > 0.97:
        return b"\0" + dice.randbytes(dice.choice((0, 1, 16, 32, 64)))
    return spoiled(body, dice)


def changed_fields(channel: Channel, body: bytes, dice: random.Random) -> bytes:
    """The body with some of its fields replaced, left out, doubled or of another kind."""
    if isinstance(channel, Telegram):
        return as_json(_changed(json.loads(body), dice), dice)
    if isinstance(channel, Twilio):
        pairs = [(name, _text(dice) if dice.random() < 0.3 else value) for name, value in parse_qsl(body.decode())]
        pairs = dice.sample(pairs, dice.randrange(len(pairs) + 1)) + pairs[: dice.randrange(3)]
        pairs += [(f"Extra{number}", "x") for number in range(dice.choice((0, 0, 1, 99, 300)))]
        return urlencode(pairs, errors="surrogatepass").encode("ascii")
    parts = []
    for name, value in fields_of(body):
        luck = dice.random()
        text = _text(dice).replace("]]>", "") if luck < 0.25 else value
        framed = f"<![CDATA[{text}]]>" if dice.random() < 0.8 else text.replace("<", "&lt;")
        parts += [f"<{name}>{framed}</{name}>"] * (0 if luck > 0.93 else 2 if luck > 0.88 else 1)
    xml = f"<xml>{''.join(parts)}</xml>"
    if dice.random() < 0.1:
        xml = (
            dice.choice(('<!DOCTYPE x [<!ENTITY e "e">]>', "<?xml version='1.0' encoding='utf-16'?>", "<x>", " ")) + xml
        )
    return xml.encode("utf-8", "surrogatepass")


def _text(dice: random.Random) -> str:
    return dice.choice((dice.choice(TEXTS), text_of(dice), str(dice.choice(SHAPES)), "9" * 40, "-1"))


def _changed(value: Any, dice: random.Random) -> Any:
    if dice.random() < 0.08:
        return odd(dice)
    if isinstance(value, dict):
        return {name: _changed(part, dice) for name, part in value.items() if dice.random() > 0.03}
    return [_changed(part, dice) for part in value] if isinstance(value, list) else value
