"""Markup and addresses through Telegram, WeChat and Twilio: whatever comes back is well formed and holds none of it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode

from defusedxml import ElementTree

from benchmarks.abuse_texts import ADDRESSES, MARKUP
from benchmarks.hostile_text import PAYLOADS
from benchmarks.webhooks import Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Answer, Call, NoAnswer, Wire

Fault = Callable[[str, str], None]
_WECHAT_FIELDS = {"ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"}
_LINK = re.compile(rb"https?://[^\"<>\]\s]*")
WAIT = 120.0  # seconds for the answer to a messenger, on a machine that others use up


class _Tags(HTMLParser):
    """The elements that a text of Telegram's HTML holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Notes one, with a mark where it has attributes."""
        self.names.append(f"{tag}{'…' if attrs else ''}")


def through_messengers(address: str, stubs: Stubs, port: int, share: int, fault: Fault) -> int:
    """Markup and attacks as a person's words, then addresses as theirs; gives how many calls there were."""
    public = stubs.settings["CITIZEN_HOME_PUBLIC_URL"]
    channels: list[Channel] = [Telegram(stubs.webhook), WeChat(), Twilio(public)]
    asked = 0
    for place, channel in enumerate(channels):
        calls = [*_markup(channel, share), *_addresses(channel, port, share)]
        asked += len(calls)
        asyncio.run(_posted(address, calls, fault))
        person = 700_000 + place
        calls = [(channel.post(channel.body("text", person, "护照到期了要带什么")), "afterwards")]
        asyncio.run(_posted(address, calls, fault))
        _wait_for_an_answer(channel, stubs, str(person), fault)
    for who, texts in list(stubs.sent.items()):
        for text in texts if who.isdigit() else ():
            if set(_Tags(text).names) - {"b"}:
                fault("markup sent to Telegram", text)
    return asked


def _markup(channel: Channel, share: int) -> Iterator[tuple[Call, str]]:
    texts: Sequence[str] = (*MARKUP, *PAYLOADS)
    for person, text in enumerate(texts[::share]):
        body = channel.body("text", 500_000 + person, "护照" if isinstance(channel, WeChat) else text)
        if isinstance(channel, WeChat):  # as WeChat writes what stands in a text: no section ends within it
            body = body.replace("护照".encode(), text.replace("]]>", "]]]]><![CDATA[>").encode("utf-8", "replace"))
        if isinstance(channel, Telegram):
            told = json.loads(body)
            told["message"]["from"] |= {"first_name": text, "username": text[:30]}
            body = json.dumps(told).encode()
        yield channel.post(body), text


def _addresses(channel: Channel, port: int, share: int) -> Iterator[tuple[Call, str]]:
    for person, pattern in enumerate(ADDRESSES[::share]):
        given = pattern.replace("{port}", str(port))
        for kind in channel.kinds:
            body = channel.body(kind, 600_000 + person, given)
            if isinstance(channel, Twilio):
                form = dict(parse_qsl(body.decode(), keep_blank_values=True))
                body = urlencode(form | {"MediaUrl0": given, "StatusCallback": given, "NumMedia": "1"}).encode()
            yield channel.post(_LINK.sub(given.encode().replace(b"\\", b"\\\\"), body)), given


async def _posted(address: str, calls: Sequence[tuple[Call, str]], fault: Fault) -> None:
    wire = Wire.to(address)
    for call, text in calls:
        try:
            answer = await wire.send(call)
        except NoAnswer as silence:
            fault(f"a webhook is not answered: {silence}", text)
            continue
        if answer.status >= 500 or answer.status == 403:
            fault(f"a webhook is answered {answer.status}", text)
        _well_formed(answer, text, fault)
    wire.close()


def _well_formed(answer: Answer, text: str, fault: Fault) -> None:
    """A reply in the webhook's own answer is a text message of WeChat's and nothing besides."""
    if not answer.body.startswith(b"<xml"):
        return
    message = ElementTree.fromstring(answer.body)
    names = [field.tag for field in message]
    if set(names) != _WECHAT_FIELDS or len(names) != len(_WECHAT_FIELDS) or message.findtext("MsgType") != "text":
        fault(f"a reply to WeChat of other fields: {names}", text)
    if "]]>" in (message.findtext("Content") or "") or "javascript:" in (message.findtext("Content") or ""):
        fault("markup sent to WeChat", text)


def _wait_for_an_answer(channel: Channel, stubs: Stubs, person: str, fault: Fault) -> None:
    if isinstance(channel, WeChat):
        return  # in the webhook's own answer
    end = time.monotonic() + WAIT
    while not any(person in who for who in list(stubs.sent)):
        if time.monotonic() > end:
            fault(f"{channel.name}: a right message got no answer afterwards", "")
            return
        time.sleep(0.1)
