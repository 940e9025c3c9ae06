"""Scores labelled questions in process; cases and figures are those of docs/evaluation.md."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from assistant.bootstrap import start_assistant
from assistant.conversation import Conversation, InputRefused
from assistant.messages import Inbound
from assistant.settings import Settings

Expect = dict[str, Any]
# Two right ways to read the same request: a topic of the center that is also one of its transactions.
SAME_MATTER = {
    ("suggestion", "service_complaint_suggestion"),
    ("volunteer_help", "volunteer_assistance"),
    ("lectures_program", "law_lecture_booking"),
    ("lectures_program", "science_lecture_booking"),
}


@dataclass(frozen=True)
class Verdict:
    """Whether a turn was right, in a word how it went, and whether the facet was right (None: not scored)."""

    right: bool
    word: str
    facet: bool | None = None


def _judge_answer(expect: Expect, got: Expect, candidates: list[str]) -> Verdict:
    wanted = expect.get("transactions") or []
    if got["outcome"] == "answer":
        if got["transaction"] not in wanted:
            return Verdict(False, "wrong")
        facet, asked = got["facet"] or "overview", expect.get("facet", "overview")
        return Verdict(True, "right", facet == asked or (asked, facet) == ("overview", "procedure"))
    if got["outcome"] == "clarify":
        return Verdict(False, "clarified" if set(candidates[:5]) & set(wanted) else "clarified_wrong")
    return Verdict(False, "missed")


def _judge_center(expect: Expect, got: Expect) -> bool:
    topic = expect["topic"]
    return (
        (got["outcome"] == "center" and got["topic"] == topic)
        or (topic == "human" and got["outcome"] == "handoff")
        or (topic == "busy" and got["act"] == "wait_time")
        or (got["outcome"] == "answer" and (topic, got["transaction"]) in SAME_MATTER)
    )


def _judge_ticket(expect: Expect, got: Expect, candidates: list[str]) -> bool:
    wanted = expect.get("transactions") or []
    right = got["outcome"] == "ticket" and got["act"] == expect["act"]
    right = right or (expect["act"] == "wait_time" and not wanted and got["topic"] == "busy")
    return right and (not wanted or got["transaction"] in wanted or bool(set(candidates[:5]) & set(wanted)))


def judge(expect: Expect, got: Expect) -> Verdict:
    """One expected turn against one understanding."""
    candidates = [candidate["id"] for candidate in got["candidates"]]
    kind = expect.get("expect") or ("ticket" if "act" in expect else "answer")
    if kind == "answer":
        return _judge_answer(expect, got, candidates)
    wanted = expect.get("transactions") or []
    if kind == "clarify":
        right = got["outcome"] == "clarify" and len(set(candidates) & set(wanted)) >= min(2, len(wanted))
    elif kind == "not_covered":
        right = got["outcome"] in ("not_covered", "smalltalk", "handoff")
    elif kind == "center":
        right = _judge_center(expect, got)
    elif kind == "ticket":
        right = _judge_ticket(expect, got, candidates)
    elif kind == "smalltalk":
        right = got["outcome"] == "smalltalk"
    else:
        raise ValueError(f"a case expects {kind!r}, which is none of the outcomes")
    return Verdict(right, "right" if right else str(got["outcome"]))


def calibration_bins(claims: list[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Mean confidence, share that was right, and number of claims, for each tenth of the confidence that has any."""
    found = []
    for place in range(bins):
        own = [(sure, right) for sure, right in claims if min(int(sure * bins), bins - 1) == place]
        if own:
            found.append((sum(s for s, _ in own) / len(own), sum(r for _, r in own) / len(own), len(own)))
    return found


def calibration_error(claims: list[tuple[float, bool]]) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, averaged over the claims."""
    return sum(abs(sure - right) * n for sure, right, n in calibration_bins(claims)) / len(claims)


@dataclass(frozen=True)
class Scored:
    """A judged turn: ``key`` stands for what was said and expected, so that runs can be compared turn by turn."""

    key: str
    groups: tuple[str, ...]
    transactions: tuple[str, ...]
    word: str
    facet: bool | None


def key_of(case: Expect, number: int) -> str:
    """The same for the same turn (from 0) of the same case, in any file and any run."""
    said = case["turns"][: number + 1] if "turns" in case else {name: case[name] for name in sorted(case)}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


@dataclass
class Report:
    """Counts by group, every judged turn, and the cases that went wrong."""

    tally: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[dict[str, Any]] = field(default_factory=list)
    claims: list[tuple[float, bool]] = field(default_factory=list)
    turns: list[Scored] = field(default_factory=list)

    def add(self, case: Expect, number: int, expect: Expect, got: Expect, verdict: Verdict) -> None:
        """Counts the turn with that number (from 0) under its group, its language and its style."""
        group = group_of(case)
        style = case.get("style") or case.get("kind") or case.get("topic") or case.get("act") or "-"
        groups = (group, f"{group}/{case['lang']}", f"{group}/{style}")
        asked = tuple(case["transactions"]) if group == "question" else ()
        self.turns.append(Scored(key_of(case, number), groups, asked, verdict.word, verdict.facet))
        for key in groups:
            self.tally[key]["n"] += 1
            self.tally[key][verdict.word if group == "question" else ("right" if verdict.right else "not right")] += 1
            if verdict.facet is not None:
                self.tally[key]["facet_n"] += 1
                self.tally[key]["facet_right"] += verdict.facet
        if group == "question" and got["candidates"]:
            surest = max(got["candidates"], key=lambda candidate: float(candidate["confidence"]))
            self.claims.append((surest["confidence"], surest["id"] in expect["transactions"]))
        if not verdict.right or verdict.facet is False:
            text = case["turns"][number]["user"] if "turns" in case else case["text"]
            self.failures.append({"text": text, "expect": expect, "got": got, "verdict": verdict.word})

    def whole_dialogue(self, right: bool) -> None:
        """Counts one dialogue."""
        self.tally["dialogue (whole)"]["n"] += 1
        self.tally["dialogue (whole)"]["right" if right else "not right"] += 1

    def rows(self) -> dict[str, dict[str, float]]:
        """The figures of each group as shares."""
        rows = {}
        for key in sorted(self.tally):
            counts, n = self.tally[key], self.tally[key]["n"]
            row = {"n": n, "right": round(counts["right"] / n, 4)}
            if key.split("/")[0] == "question":
                row |= {
                    word: round(counts[word] / n, 4) for word in ("clarified", "clarified_wrong", "wrong", "missed")
                }
                row["resolved"] = round((counts["right"] + counts["clarified"]) / n, 4)
                if key == "question" and self.claims:
                    row["calibration_error"] = round(calibration_error(self.claims), 4)
                if counts["facet_n"]:
                    row["facet"] = round(counts["facet_right"] / counts["facet_n"], 4)
            rows[key] = row
        return rows


def group_of(case: Expect) -> str:
    """The group a case is reported under."""
    return "dialogue" if "turns" in case else str(case.get("expect") or "question")


async def _run_case(conversation: Conversation, case: Expect, report: Report) -> None:
    name, offered, meant, whole = secrets.token_hex(8), list[str](), dict[str, str](), True
    for number, turn in enumerate(case.get("turns") or [{"user": case["text"], "expect": case}]):
        expect = turn["expect"]
        if expect.get("pick") and len(offered) >= expect["pick"]:  # "the second one" means the second one offered
            meant[expect["transactions"][0]] = offered[expect["pick"] - 1]
        if meant and expect.get("expect") != "clarify":
            expect = {**expect, "transactions": [meant.get(i, i) for i in expect.get("transactions") or []]}
        try:
            got = (await conversation.reply(Inbound(name, turn["user"]))).understanding.as_dict()
        except InputRefused:
            got = {
                "outcome": "not_covered",
                "candidates": [],
                "transaction": None,
                "facet": None,
                "topic": None,
                "act": None,
            }
        verdict = judge(expect, got)
        whole = whole and verdict.right
        report.add(case, number, expect, got, verdict)
        if got["outcome"] == "clarify":
            offered = [candidate["id"] for candidate in got["candidates"]]
    if "turns" in case:
        report.whole_dialogue(whole)


def score(conversation: Conversation, cases: list[Expect]) -> Report:
    """Scores cases, each in a conversation of its own."""
    report = Report()

    async def all_cases() -> None:
        for case in cases:
            await _run_case(conversation, case, report)

    asyncio.run(all_cases())
    return report


def read_cases(files: list[Path]) -> list[Expect]:
    """The cases of JSON-lines files. Raises ValueError naming file and line."""
    cases = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    case = json.loads(line)
                except json.JSONDecodeError as error:
                    raise ValueError(f"{file.name}:{number}: not JSON: {error.msg}") from error
                if not isinstance(case, dict) or "lang" not in case or not ("text" in case or "turns" in case):
                    raise ValueError(f"{file.name}:{number}: a case needs lang, and text or turns")
                cases.append(case)
    return cases


def run(settings: Settings, model: Path, files: list[Path], output: Path | None, failures: Path | None) -> Report:
    """Scores files in a store of its own, prints the figures and writes what was asked for; gives back the report."""
    cases = read_cases(files)
    with tempfile.TemporaryDirectory() as folder:
        assistant = start_assistant(settings.model_copy(update={"data_dir": Path(folder), "database_url": None}), model)
        try:
            report = score(assistant.conversation, cases)
        finally:
            assistant.close()
    rows = report.rows()
    for key, row in rows.items():
        typer.echo(f"{key:34} " + "  ".join(f"{name} {value}" for name, value in row.items()))
    if output is not None:
        output.write_text(
            json.dumps({"cases": len(cases), "groups": rows}, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    if failures is not None:
        failures.write_text(
            "".join(json.dumps(f, ensure_ascii=False) + "\n" for f in report.failures), encoding="utf-8"
        )
    return report
