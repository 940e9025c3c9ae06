"""
Throws changed and made-up input at the five parsers that read what strangers send, or write what they are answered.

`uv run python -m benchmarks.parser_fuzz --runs 1000000` is the long form: so many runs of each, reproducible by --seed.
A run fails when a parser raises what it does not promise, or a promise about its result does not hold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.nlu.normaliser import normalise
from assistant.operations.masking import mask

PIECES = (
    "护照", "取号", "passport", "/", "／", "\u2044", "{", '"', "}", "@", ":", "\n", "\u200b", "\u202e", "\ufdfa", "①",
    "2", "13800138000", "一三八", "110105", "X", "浙A", "12345", "a@b.cn", "\x00", "\ud800", "\U0001f600", "\u0301",
    "㍿", " ", "-",
)  # fmt: skip
BYTES = (
    b"<", b">", b"&", b"<!DOCTYPE x>", b"]]>", b"<![CDATA[", b"\xff", b"\x00", b"{", b"}", b"[", b'"', b"null",
    b"9" * 30,
)  # fmt: skip
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1, "date": 1795399200, "chat": {"id": 5, "type": "private"}, "text": "护照",
        "from": {"id": 5, "is_bot": False, "first_name": "x", "language_code": "zh"},
    },
}  # fmt: skip
MESSAGE = (
    "<xml><ToUserName><![CDATA[gh_0]]></ToUserName><FromUserName><![CDATA[p]]></FromUserName>"
    "<CreateTime>1</CreateTime><MsgType><![CDATA[{kind}]]></MsgType><Content><![CDATA[护照]]></Content>"
    "<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[k]]></EventKey><MsgId>1</MsgId></xml>"
)
Run = Callable[[random.Random], None]


@dataclass
class Outcome:
    """How many runs were made of each target, and what failed first in each."""

    runs: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def text_of(chance: random.Random) -> str:
    """A text of everyday pieces and characters of every kind."""
    parts = [chance.choice(PIECES) if chance.random() < 0.7 else chr(chance.randrange(0x2FFFF)) for _ in range(20)]
    return "".join(parts[: chance.randrange(1, 21)])


def changed(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them cut, doubled or replaced."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.randrange(12))
        act = chance.randrange(4)
        if act == 0:
            del made[at:end]
        elif act == 1:
            made[at:at] = made[at:end]
        elif act == 2:
            made[at:at] = chance.choice(BYTES)
        else:
            made[at:end] = chance.randbytes(end - at)
    return bytes(made)


def normaliser(chance: random.Random) -> None:
    """Done twice is done once; no command, nothing invisible, nothing that can't be encoded is left."""
    text = normalise(text_of(chance))
    assert normalise(text) == text
    assert not text.startswith("/")
    assert not any(unicodedata.category(c) in ("Cf", "Cs", "Co", "Cn") for c in text)
    text.encode()


def masker(chance: random.Random) -> None:
    """Done twice is done once; a mobile number that stands alone is gone."""
    text = normalise(text_of(chance))
    masked = mask(text)
    assert mask(masked) == masked
    assert "13800138000" not in masked or "13800138000" not in masked.split()


def telegram() -> Run:
    """Every body is read, or refused by one of the errors that the webhook answers with 400."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from telegram import Bot, Update, User

        from connectors.json_limits import TooDeep, read_json
        from connectors.telegram.inbound import read
    bot = Bot("1:a-token")
    bot._bot_user = User(1, "home", is_bot=True, username="home_bot")
    seed = json.dumps(UPDATE).encode()

    def run(chance: random.Random) -> None:
        body = changed(seed, chance)
        if chance.random() < 0.3:
            message = {**UPDATE["message"], chance.choice(("text", "chat", "from", "date")): _odd(chance)}  # type: ignore[dict-item]
            body = json.dumps({"update_id": _odd(chance), "message": message}).encode()
        try:
            update = Update.de_json(read_json(body), bot)
        except (ValueError, TooDeep, TypeError, KeyError, AttributeError, OverflowError, OSError):
            return
        read(update, bot)

    return run


def _odd(chance: random.Random) -> Any:
    return chance.choice((None, 0, -1, 2**70, 1.5, "", "x", [], {}, [{}], {"id": 1}, True, text_of(chance)))


def wechat() -> Run:
    """Every signed body is read, or refused without saying why."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from connectors.wechat.envelope import Envelopes, Refused, WeChatSettings
        from connectors.wechat.inbound import read
    envelopes = Envelopes(WeChatSettings("wx0", "secret", "token"), lambda: 1000.0)
    signed = hashlib.sha1("".join(sorted(("token", "1000", "n"))).encode()).hexdigest()
    query = {"signature": signed, "timestamp": "1000", "nonce": "n"}
    seeds = [MESSAGE.format(kind=kind).encode() for kind in ("text", "voice", "event", "image", "hologram")]

    def run(chance: random.Random) -> None:
        try:
            message = envelopes.open(query, changed(chance.choice(seeds), chance))
        except Refused:
            return
        read(message)
        assert envelopes.close(message, "好").startswith("<xml>")

    return run


def renderer() -> Run:
    """Every facet of every record in both languages is words: no empty answer, no trace of the program."""
    from assistant.center import hours_of, ledger_rules
    from assistant.clock import clock_from
    from assistant.dialogue.desk import InformationDesk
    from assistant.rendering.renderer import Renderer
    from assistant.tickets import SQLiteStore, TicketLedger, build_queues
    from catalog import FACETS, load_catalog
    from catalog.live import LiveCatalog

    catalog, clock = load_catalog(), clock_from(None)
    live = LiveCatalog(catalog)
    rules = ledger_rules(catalog.center.tickets.rules)
    ledger = TicketLedger(SQLiteStore(":memory:"), build_queues(catalog), hours_of(catalog), clock, *rules)
    desk, rendering = InformationDesk(live, ledger, clock), Renderer(live)
    facts = [desk.about(transaction) for transaction in catalog.transactions]

    def run(chance: random.Random) -> None:
        facets = tuple(chance.sample(sorted(FACETS), chance.randrange(1, 4)))
        reply = rendering.answer(chance.choice(facts), facets, chance.choice(("zh", "en")))
        assert reply.text.strip()
        assert not any(trace in reply.text for trace in ("None", "{", "}", "Bilingual", "<", "Traceback"))
        json.dumps(reply.as_dict()).encode()

    return run


TARGETS: dict[str, Callable[[], Run]] = {
    "normaliser": lambda: normaliser,
    "masker": lambda: masker,
    "Telegram JSON": telegram,
    "WeChat XML": wechat,
    "renderer": renderer,
}


def fuzz(runs: int, seed: int, targets: Sequence[str] = tuple(TARGETS)) -> Outcome:
    """So many runs of each target; the first failure of one ends that one."""
    outcome = Outcome()
    for name in targets:
        run, chance = TARGETS[name](), random.Random(seed)
        outcome.runs[name] = 0
        for _ in range(runs):
            try:
                run(chance)
            except Exception as error:
                outcome.faults[name] = f"run {outcome.runs[name]}: {type(error).__name__}: {error}"[:500]
                break
            outcome.runs[name] += 1
    return outcome


def main() -> None:
    """Fuzzes all five; exit 1 when one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(TARGETS), action="append")
    options = parser.parse_args()
    failed = False
    for name in options.only or TARGETS:
        started = time.perf_counter()
        outcome = fuzz(options.runs, options.seed, [name])
        print(f"{name}: {outcome.runs[name]} runs in {time.perf_counter() - started:.0f} s", flush=True)
        if outcome.faults:
            failed = True
            print(f"FAULT {outcome.faults[name]}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
