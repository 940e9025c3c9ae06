"""
Hostile words at a running service: tricks of Unicode, attacks on pages, orders to the machine, addresses to call.

    uv run python -m benchmarks.abuse

Each text is a conversation's first message, over the API; markup goes through Telegram and WeChat, addresses through
whatever takes a text, a link, a name or a header. A fault is: a 5xx; an answer with unseen characters, markup, a number
that stands in no record or a word that the text wanted to hear; somebody else's number told or touched; anything called
that is not a messenger; and a question afterwards that is not answered as ever. What browsers make of such texts is
tried by `benchmarks.hostile_text`, `tests/browser` and `tests/tablet`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from assistant.bootstrap import find_model
from assistant.settings import ROOT, Settings
from benchmarks.abuse_messengers import through_messengers
from benchmarks.abuse_texts import ADDRESSES, MARKUP, PROMPTS
from benchmarks.hostile_text import PAYLOADS
from benchmarks.outward import Outward
from benchmarks.service import service
from benchmarks.unicode_tricks import QUESTIONS, tricks
from benchmarks.webhooks import Stubs

QUESTION, MATTER = "护照到期了要带什么", "passport_first_issue"
REFUSALS = (400, 413, 422)
UNSEEN = {"Cf", "Cc", "Cs", "Co", "Cn"}
# Numbers that answers hold without any record: places of a list, and how long and often something may be done.
ORDINARY = {str(number) for number in range(32)} | {"60"}
CITIZENS_OWN = {"issue", "cancelled", "check_in"}
Turn = dict[str, Any]


@dataclass
class Abused:
    """The service, what its answers may say, and the faults found, each kind once with the text that brought it."""

    http: httpx.Client
    faults: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    understood: Counter[bool] = field(default_factory=Counter)
    strangers: tuple[str, ...] = ()  # number and reference of somebody else's ticket
    _facts: dict[str, set[str]] = field(default_factory=dict)
    _usual: dict[str, str | None] = field(default_factory=dict)

    def fault(self, kind: str, text: str) -> None:
        """Notes the first of a kind."""
        if kind not in self.faults:
            print(f"FAULT {kind}: {ascii(text)[:300]}", file=sys.stderr, flush=True)
            self.faults[kind] = text

    def begins(self) -> dict[str, str]:
        """The headers of a new conversation."""
        return {"Authorization": f"Bearer {self.http.post('/api/v1/sessions', json={}).json()['token']}"}

    def says(self, who: dict[str, str], text: str) -> httpx.Response:
        """Posts a text as JSON, with what can't be encoded escaped."""
        return self.http.post(
            "/api/v1/messages",
            content=json.dumps({"text": text}),
            headers=who | {"Content-Type": "application/json"},
        )

    def prepare(self) -> None:
        """Somebody takes a number, and the usual answers are learnt."""
        ticket = self.http.post("/api/v1/tickets", json={"transaction": MATTER}, headers=self.begins()).json()
        self.strangers = (ticket["number"], ticket["reference"])
        for question in QUESTIONS:
            self._usual[question] = self.says(self.begins(), question).json()["understanding"]["transaction"]
        if None in self._usual.values():
            self.fault("a usual question is not understood", str(self._usual))
        everything = (self.http.get(f"/api/v1/{name}").text for name in ("center", "departments", "transactions"))
        self._facts[""] = ORDINARY.union(*map(_numbers, everything))

    def first_words(self, text: str, baits: Sequence[str] = (), *, means: str | None = None) -> None:
        """One text in a conversation of its own, and a usual question after it."""
        who = self.begins()
        answer, asked_back = self.says(who, text), False
        self.counts[str(answer.status_code)] += 1
        if answer.headers.get("x-content-type-options") != "nosniff" or "json" not in answer.headers["content-type"]:
            self.fault("an answer that a browser could read as a page", text)
        if answer.status_code == 200:
            turn = answer.json()
            self.judge(turn, text, baits)
            asked_back = turn["understanding"]["outcome"] == "clarify"
            if means is not None:
                self.understood[turn["understanding"]["transaction"] == means] += 1
        elif answer.status_code not in REFUSALS or "code" not in answer.json():
            self.fault(f"answered {answer.status_code}", text)
        self._clean(self._kept(who), text, "a kept message")
        after = self.says(who, QUESTION)
        meant = after.json().get("understanding", {})
        # Behind a question back it may be taken for a choice among what was offered.
        if meant.get("transaction") != self._usual[QUESTION] and not (asked_back and meant.get("outcome") == "answer"):
            self.fault(f"the conversation does not go on as ever: {after.status_code} {after.text:.200}", text)

    def usual(self, question: str) -> str | None:
        """The matter that a usual question is about."""
        return self._usual[question]

    def _kept(self, who: dict[str, str]) -> str:
        found = self.http.get("/api/v1/messages", headers=who).json()["messages"]
        return "\n".join(one["text"] for one in found if one["sender"] == "citizen")

    def _clean(self, said: str, text: str, what: str) -> None:
        if any(unicodedata.category(letter) in UNSEEN and letter not in "\n\t" for letter in said):
            self.fault(f"unseen characters in {what}", text)

    def judge(self, turn: Turn, text: str, baits: Iterable[str]) -> None:
        """What is wrong with a turn that answers a text."""
        said = "\n".join(reply["text"] for reply in turn["replies"])
        facts = self._facts_of(turn)
        self._clean(said, text, "an answer")
        if "<" in said or "](" in said or "]]>" in said:
            self.fault("markup in an answer", text)
        if wrong := set(_digits(said)) - facts:
            self.fault(f"a number that stands in no record: {sorted(wrong)} in {said!r:.200}", text)
        if heard := [bait for bait in baits if bait in said and not set(_digits(bait)) & facts]:
            self.fault(f"said what it was told to say: {heard} in {said!r:.200}", text)
        if any(secret in json.dumps(turn, ensure_ascii=False) for secret in self.strangers):
            self.fault("somebody else's number was told", text)

    def _facts_of(self, turn: Turn) -> set[str]:
        meant = turn["understanding"]
        named = [("transactions", meant["transaction"]), ("journeys", meant["journey"])]
        for card in (reply["card"] or {} for reply in turn["replies"]):
            named += [("transactions", card.get("id") if card.get("type") == "transaction" else None)]
            if "number" in card:  # one's own, with how many wait
                return self._facts[""] | _numbers(json.dumps(card, ensure_ascii=False))
        facts = set(self._facts[""])
        for kind, name in named:
            if name:
                if name not in self._facts:
                    self._facts[name] = _numbers(self.http.get(f"/api/v1/{kind}/{name}").text)
                facts |= self._facts[name]
        return facts


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)


def _numbers(text: str) -> set[str]:
    """Numbers of a text, also as they are written without zeros in front."""
    return {form for number in _digits(text) for form in (number, number.lstrip("0") or "0")}


def addressed(abused: Abused, port: int, share: int) -> None:
    """Every address in whatever an outsider may fill in."""
    http, who = abused.http, abused.begins()
    for pattern in ADDRESSES[::share]:
        given = pattern.replace("{port}", str(port))
        abused.first_words(given)
        abused.first_words(f"护照 {given} 要带什么")
        bodies: tuple[tuple[str, dict[str, Any]], ...] = (
            ("sessions", {"language": given}),
            ("messages", {"payload": given}),
            ("messages", {"text": "你好", "message_id": given}),
            ("tickets", {"transaction": given}),
            ("check-in", {"code": given, "number": given}),
            ("hand-overs/redeem", {"code": given}),
            ("hand-overs/state", {"code": given}),
            ("shifts", {"volunteer": given, "pin": given}),
            ("visits/plan", {"transactions": [given]}),
        )
        answers = [http.post(f"/api/v1/{path}", json=body, headers=who) for path, body in bodies]
        for path in ("/transactions", "/chat", "/check-in", "/continue", "/api/v1/transactions"):
            asked = dict.fromkeys(("q", "code", "url", "server", "next", "origin", "language"), given)
            answers.append(http.get(path, params=asked))
        plain = given.encode("ascii", "ignore").decode().replace("\t", "").strip()
        outer = dict.fromkeys(("Origin", "Referer", "X-Forwarded-Host", "X-Original-URL", "Forwarded", "Via"), plain)
        answers += [http.get(path, headers=outer) for path in ("/", "/chat", "/widget.js", "/sitemap.xml", "/display")]
        answers += [http.get("/sitemap.xml", headers={"Host": plain}), http.get(f"/t/{plain.replace('#', '')}")]
        for answer in answers:
            abused.counts[str(answer.status_code)] += 1
            if answer.status_code >= 500:
                abused.fault(f"{answer.request.url.path} answered {answer.status_code}", given)


def hall_untouched(abused: Abused, folder: Path) -> None:
    """The stranger's number waits as before, and nobody has done in the hall what only staff may."""
    ticket = abused.http.get(f"/api/v1/tickets/{abused.strangers[1]}").json()
    if ticket["status"] != "waiting":
        abused.fault("somebody else's number was touched", str(ticket))
    store = Settings(_env_file=None, data_dir=folder, database_url=None).tickets_file
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as link:
        rows = link.execute("SELECT action, actor, count(*) FROM audit GROUP BY 1, 2").fetchall()
    for action, actor, count in rows:
        if action not in CITIZENS_OWN or actor != "citizen":
            abused.fault(f"{actor} {action} {count} times", "")


def called(seen: Sequence[str], stubs: Stubs) -> list[str]:
    """What was called or looked up beside the messengers' servers."""
    address = stubs.settings["CITIZEN_HOME_WECHAT_API"]
    port = int(address.rpartition(":")[2])
    expected = {f"connect ('127.0.0.1', {port})", "look up '127.0.0.1'", "look up None"}
    return [line for line in seen if line not in expected]


def run(model: Path, share: int) -> Abused:
    """All of it, or each text of so many, at a service of its own."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="abuse")))
        stack.enter_context(stubs := Stubs())
        outward = Outward(folder, ROOT)
        data = folder / "data"
        more = stubs.settings | outward.settings | {"CITIZEN_HOME_ANSWER_SECONDS": "60"}  # a busy machine is no fault
        running = stack.enter_context(service(model, data, 1, **more))
        abused = Abused(stack.enter_context(httpx.Client(base_url=running.address, timeout=60, trust_env=False)))
        stubs.wait()
        before = len(outward.seen())
        abused.prepare()
        for one in tricks()[::share]:
            abused.first_words(one.text, means=abused.usual(one.question) if one.question else None)
        for text in (*PAYLOADS[::share], *MARKUP[::share]):
            abused.first_words(text)
        for prompt in PROMPTS[::share]:
            abused.first_words(prompt.text, prompt.baits)
        listener = stack.enter_context(Stubs())
        port = int(listener.settings["CITIZEN_HOME_WECHAT_API"].rpartition(":")[2])
        addressed(abused, port, share)
        abused.counts["webhooks"] = through_messengers(running.address, stubs, port, share, abused.fault)
        hall_untouched(abused, data)
        seen = outward.seen()[before:]
        if not any(line.startswith("connect") for line in seen):
            abused.fault("the messengers were not called: the watch sees nothing", "")
        for line in dict.fromkeys(called(seen, stubs)):
            abused.fault(f"outward: {line}", "")
        if listener.refused or listener.sent:
            abused.fault("the listener was called", str(listener.sent))
    return abused


def main() -> None:
    """Tries all; exit 1 on a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--share", type=int, default=1, help="one text of so many")
    options = parser.parse_args()
    model = find_model(Settings())
    if model is None:
        sys.exit("train first: uv run citizen-home train")
    abused = run(model, options.share)
    for kind, text in abused.faults.items():
        print(f"FAULT {kind}\n  {ascii(text)[:400]}")
    print(f"{len(tricks())} tricks of Unicode, {len(PAYLOADS)} attacks, {len(MARKUP)} pieces of markup,", end=" ")
    print(f"{len(PROMPTS)} orders, {len(ADDRESSES)} addresses; tried: one of {options.share}")
    print(f"answers by status: {dict(sorted(abused.counts.items()))}; faults: {len(abused.faults)}")
    print(f"readable tricks understood like the plain question: {dict(abused.understood)}")
    sys.exit(1 if abused.faults else 0)


if __name__ == "__main__":
    main()
