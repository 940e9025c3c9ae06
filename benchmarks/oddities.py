"""Values, bodies and headers that a careful client never sends: what the fuzzers mix in among those of the document."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from benchmarks.parser_fuzz import changed, text_of

NUMBERS: tuple[Any, ...] = (
    0, -1, 1, 7, 101, 999, 1000, 2**31, 2**53 + 1, 2**62, 2**63, 2**64, -(2**63) - 1, 10**400, 0.5, -0.0, 1e308,
    float("inf"), float("-inf"), float("nan"),
)  # fmt: skip
TEXTS: tuple[str, ...] = (
    "", " ", "\x00", "\n", "\ud800", "\udfff\ud800", "\ufeff", "\u202e7", "٧", "７", "七", "7.0", " 7 ", "7\n", "0x7",
    "1e3", "+7", "null", "true", "None", "NaN", "护照", "／restart", "/restart", "//restart", "\u2044restart",
    "../../etc/passwd", "..%2f..%2fetc", "%00", "%", "%zz", "'; DROP TABLE tickets; --", "${HOME}", "{{7*7}}",
    "<script>alert(1)</script>", "\ufdfa" * 1000, "a" * 20001, "字" * 1001, "e" + "\u0301" * 500, "\u200b" * 1000,
    "👨‍👩‍👧‍👦" * 50, "2026-02-30", "2026-11-23T25:61:00+99:99", "00000000-0000-0000-0000-000000000000",
    "{00000000-0000-0000-0000-000000000001}", "urn:uuid:00000000-0000-0000-0000-000000000001", "zh-Hant", "ZH", "ſ",
    "__proto__", "constructor", "http://169.254.169.254/", "file:///etc/passwd", "\r\nSet-Cookie: a=b", "A001", "A-1",
    "Ａ００１", "7-10", "10-7", "1-999999999", "1,2,3", "-", "1-", "1-2-3", "٣-٥", "²",
)  # fmt: skip
SHAPES: tuple[Any, ...] = (
    None, True, False, [], {}, [None], [[]], [{}], {"": ""}, {"a": {"b": {"c": []}}}, [1] * 201, ["x"] * 21,
    {"zh": "x", "en": None},
)  # fmt: skip
TYPES: tuple[bytes | None, ...] = (
    None, b"", b"text/plain", b"application/json; charset=utf-16", b"application/json; charset=nothing",
    b"application/x-www-form-urlencoded", b"multipart/form-data", b"multipart/form-data; boundary=", b"a/b/c",
    b"application/json, text/html", b"application/problem+json", b"APPLICATION/JSON", b"application/xml", b"\xff/\xfe",
)  # fmt: skip
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"Accept", b"application/ld+json"), (b"Accept", b"text/turtle;q=x, */*;q=2"), (b"Accept", b""),
    (b"Accept", b"a" * 4000), (b"Accept-Language", b"en-GB,en;q=0.9"), (b"Accept-Language", b";;q=,"),
    (b"Accept-Language", b"\xe4\xb8\xad"), (b"Last-Event-ID", b"-1"), (b"Last-Event-ID", b"9" * 30),
    (b"Last-Event-ID", b"\xff"), (b"Last-Event-ID", "٧".encode()), (b"If-None-Match", b'W/"x", *, "'),
    (b"If-Modified-Since", b"yesterday"), (b"Range", b"bytes=-1,9-,x"), (b"Content-Encoding", b"gzip"),
    (b"Accept-Encoding", b"gzip;q=9"), (b"Origin", b"null"), (b"Origin", b"https://evil.example"),
    (b"X-Forwarded-For", b"'\"><"), (b"X-Forwarded-Proto", b"javascript"), (b"Forwarded", b"for=\"[::1]"),
    (b"X-Request-ID", b"\xf0\x9f\x98\x80"), (b"X-Request-ID", b"a" * 3000), (b"Cookie", b"session=\x80; =;"),
    (b"Traceparent", b"00-0-0-zz"), (b"X-HTTP-Method-Override", b"DELETE"), (b"Host", b"[::1"), (b"Referer", b"\x01"),
    (b"User-Agent", b""), (b"Upgrade", b"websocket"), (b"Expect", b"nothing"), (b"Content-Language", b"\xc3\x28"),
)  # fmt: skip
AUTHORIZATIONS: tuple[bytes, ...] = (
    b"", b"Bearer", b"Bearer ", b"Bearer  x", b"bearer x", b"Basic eDp5", b"Basic \xff", b"Bearer \xe5\x8f\xb7",
    b"Bearer a.b.c", b"Bearer " + b"A" * 5000, b"Digest username=x", b"Bearer null", b"Bearer ../x", b"Bearer x y z",
)  # fmt: skip


def odd(chance: random.Random) -> Any:
    """A value of any kind, most of them texts."""
    kind = chance.random()
    if kind < 0.25:
        return chance.choice(NUMBERS)
    if kind < 0.6:
        return chance.choice(TEXTS)
    return chance.choice(SHAPES) if kind < 0.8 else text_of(chance)


def nested(depth: int) -> bytes:
    """Lists in lists, closed."""
    return b"[" * depth + b"]" * depth


def as_json(value: Any, chance: random.Random) -> bytes:
    """JSON as others write it: with letters as they are or escaped, with NaN, and with lone surrogates."""
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _twice(body: bytes, chance: random.Random) -> bytes:
    """The same keys once more in one object, with other values."""
    if not body.startswith(b"{") or body == b"{}":
        return body + body
    try:
        keys = list(json.loads(body))
    except ValueError:
        return body
    again = b", ".join(as_json(key, chance) + b": " + as_json(odd(chance), chance) for key in keys)
    return body[:-1] + b", " + again + b"}"


SPOILERS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    changed,
    changed,
    changed,
    _twice,
    lambda body, chance: body[: chance.randrange(len(body) + 1)],
    lambda body, chance: b"\xef\xbb\xbf" + body,
    lambda body, chance: body.decode("utf-8", "replace").encode("utf-16"),
    lambda body, chance: body + chance.choice((b"x", b"}", b" \n\n", b"\x00", body)),
    lambda body, chance: nested(chance.choice((33, 500, 4000, 20000))),
    lambda body, chance: b'{"a":' * 3000 + body + b"}" * 3000,
    lambda body, chance: b"[" * chance.choice((100, 30000)),
    lambda body, chance: chance.randbytes(chance.randrange(200)),
    lambda body, chance: b'{"text": ' + b"9" * 5000 + b"}",
    lambda body, chance: b'{"text": "' + b"\\ud83d" * 300 + b'"}',
    lambda body, chance: b'"' + b"x" * 70000 + b'"',
    lambda body, chance: b"",
)


def spoiled(body: bytes, chance: random.Random) -> bytes:
    """Bytes that are no body of the document any more, or one in an unusual writing."""
    return chance.choice(SPOILERS)(body, chance)
