"""
How many faults planted in the code do the tests notice? In the counting of numbers, in who is let in, and in masking.

`uv run python -m benchmarks.mutants --each 10 --seed 1` lets cosmic-ray (run by `uv tool run`, no dependency of ours)
plant one fault at a time in a copy of the tree: so many a module, at places drawn by the seed, one at a place. Each is
tried by the quick tests of its module; what survives these by the longer ones as well. Ends with 1 where fewer than
nine of ten are noticed in any of the three.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

COSMIC_RAY = "cosmic-ray==8.7.0"
ROOT = Path(__file__).resolve().parents[1]
COPIED = ("assistant", "benchmarks", "catalog", "connectors", "nlu_data", "tests", "deploy", "docs")
GOAL = 0.9
SECONDS = 600  # for the tests of one fault; a loop without end is noticed too
PYTEST = "-m pytest -p no:cacheprovider -q -x"
# Most of a quick test's time is what the project's plugins import.
ALONE = "-W error -c /dev/null --rootdir . -o addopts= "
# Faults that change nothing (`is` for `==` of an enum's member, `|` between types) or that no test could miss (a
# decorator gone) would only flatter or blur the figure.
TAKEN = re.compile(
    r"ReplaceComparisonOperator_(?!.*Is)|ReplaceComparisonOperator_(?:Is_IsNot|IsNot_Is)$|AddNot$|ReplaceTrue|ReplaceFalse"
    r"|ReplaceAnd|ReplaceOr|ReplaceBreak|ReplaceContinue|ExceptionReplacer|NumberReplacer|ZeroIteration|_Delete_"
    r"|ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Mod_Mul|Pow_Mul|BitAnd_BitOr)$"
)


@dataclass(frozen=True)
class Part:
    """Modules and what tests them: ``quick``, the same with ``first`` of a module in it, and ``long``, where any."""

    modules: tuple[str, ...]
    quick: str
    long: str
    first: dict[str, str] = field(default_factory=dict)

    def quick_for(self, module: str) -> str:
        """The quick tests, the likeliest first."""
        return self.quick.replace("FIRST", self.first.get(Path(module).stem, ""))


_LEDGER = " ".join(
    f"tests/tickets/test_ledger_{name}.py"
    for name in (
        *("rules", "windows", "issue", "clerks", "visits", "rollover", "audit", "hours", "queues", "estimate"),
        *("planning", "store"),
    )
)
PARTS = {
    "queue": Part(
        tuple(
            f"assistant/tickets/{name}.py"
            for name in (
                *("edges", "rules", "admission", "line", "ledger", "windows", "office", "journal", "audit"),
                *("hours", "queues", "visits", "planning", "pausing", "waits", "estimate", "sqlite"),
            )
        ),
        f'{ALONE}--confcutdir tests/tickets -k "not postgres" FIRST {_LEDGER}',
        "",
        {
            name: f"tests/tickets/test_ledger_{tests}.py"
            for name, tests in {
                "edges": "architecture",
                "admission": "issue",
                "audit": "audit",
                "journal": "audit",
                "hours": "hours",
                "queues": "queues",
                "visits": "visits",
                "planning": "planning",
                "waits": "estimate",
                "estimate": "estimate",
                "sqlite": "store",
                "pausing": "clerks",
            }.items()
        },
    ),
    "auth": Part(
        (
            *("assistant/operations/tokens.py", "assistant/operations/shifts.py", "assistant/operations/hand_over.py"),
            *("assistant/staff/model.py", "assistant/staff/roll.py", "assistant/operations/limits.py"),
            *("connectors/api/staff.py", "connectors/api/access.py"),
        ),
        "FIRST",
        "",
        {
            "tokens": f"{ALONE}--noconftest tests/operations/test_tokens.py",
            "shifts": f"{ALONE}--noconftest tests/operations/test_shifts.py",
            "hand_over": f"{ALONE}--noconftest tests/operations/test_hand_over.py",
            "limits": f"{ALONE}--noconftest tests/operations/test_limits.py",
            "model": f'{ALONE}--noconftest tests/access/test_staff_roll.py -k "not postgres and not commands"',
            "roll": f'{ALONE}--noconftest tests/access/test_staff_roll.py -k "not postgres and not commands"',
            "staff": "-n 0 tests/hall/test_staff.py",
            "access": "-n 0 tests/access/test_access_matrix.py",
        },
    ),
    "mask": Part(
        ("assistant/operations/masking.py", "assistant/nlu/normaliser.py"),
        f"{ALONE}--noconftest tests/operations/test_masking.py tests/nlu/test_normaliser.py",
        "",
    ),
}


@dataclass
class Tree:
    """A copy of the sources in which faults are planted, and the sessions that cosmic-ray keeps of them."""

    folder: Path

    @classmethod
    def copied(cls, folder: Path) -> Tree:
        """All that tests need, without bytecode, and the trained models where they are."""
        for name in COPIED:
            skipped = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / name, folder / name, ignore=skipped)
        for one in ROOT.glob("*.*"):
            if one.is_file():
                shutil.copy(one, folder)
        (folder / "var").mkdir()
        (folder / "var" / "models").symlink_to((ROOT / "var" / "models").resolve())
        return cls(folder)

    def run(self, *command: str) -> str:
        """Standard output of a command in the tree. Raises CalledProcessError."""
        uv = os.environ.get("UV") or shutil.which("uv") or "uv"
        given = [uv, "tool", "run", "--from", COSMIC_RAY, "cosmic-ray", *command]
        done = subprocess.run(given, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, given, done.stdout, done.stderr[-2000:])
        return done.stdout

    def session(self, module: str, tests: str, name: str) -> tuple[Path, str]:
        """A session of a module with these tests: its file and its configuration. They pass in the sound tree."""
        # No bytecode: a fault of the same length within a second would be taken for the file as it was.
        given = f"PYTHONDONTWRITEBYTECODE=1 PYTHONPATH={self.folder}" + " PYTEST_DISABLE_PLUGIN_AUTOLOAD=1" * (
            ALONE in tests
        )
        command = f"env {given} {sys.executable} {PYTEST} {tests}"
        sound = subprocess.run(
            shlex.split(command), cwd=self.folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if sound.returncode:
            raise RuntimeError(f"{module}: the tests fail without any fault\n{sound.stdout[-3000:]}")
        text = f'[cosmic-ray]\nmodule-path = "{module}"\ntimeout = {SECONDS}\nexcluded-modules = []\n'
        config = self.folder / f"{name}.toml"
        config.write_text(f"{text}test-command = '{command}'\n[cosmic-ray.distributor]\nname = 'local'\n", "utf-8")
        kept = config.with_suffix(".sqlite")
        kept.unlink(missing_ok=True)
        self.run("init", config.name, kept.name)
        return kept, config.name


@dataclass(frozen=True)
class Fault:
    """A planted fault: what was changed and whether the tests noticed."""

    module: str
    operator: str
    occurrence: int
    noticed: bool
    diff: str


# Lines on which a fault changes no behaviour that a caller could see.
_UNSEEN = re.compile(r"^\s*@|strict=|^\s*def |^_MAX_PASSES|log\.")


def drawn(kept: Path, module: str, each: int, seed: int) -> set[tuple[str, int]]:
    """At most so many faults of a session, at as many places, as operator and occurrence."""
    with contextlib.closing(sqlite3.connect(kept)) as session:
        rows = session.execute(
            "SELECT start_pos_row, start_pos_col, operator_name, occurrence FROM mutation_specs ORDER BY 1, 2, 3, 4"
        ).fetchall()
    lines = (kept.parent / module).read_text(encoding="utf-8").splitlines()
    places: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for row, column, operator, occurrence in rows:
        if TAKEN.search(operator) and not _UNSEEN.search(lines[row - 1]):
            places.setdefault((row, column), []).append((operator, occurrence))
    dice = random.Random(f"{seed} {module}")
    return {dice.choice(places[place]) for place in dice.sample(sorted(places), min(each, len(places)))}


def keep_only(kept: Path, faults: set[tuple[str, int]]) -> None:
    """Takes all others out of a session."""
    with contextlib.closing(sqlite3.connect(kept)) as session, session:
        for job, operator, occurrence in session.execute(
            "SELECT job_id, operator_name, occurrence FROM mutation_specs"
        ).fetchall():
            if (operator, occurrence) not in faults:
                session.execute("DELETE FROM mutation_specs WHERE job_id = ?", [job])
                session.execute("DELETE FROM work_items WHERE job_id = ?", [job])


def outcomes(kept: Path, module: str) -> Iterator[Fault]:
    """What came of a session. Raises RuntimeError for a fault that could not be tried."""
    with contextlib.closing(sqlite3.connect(kept)) as session:
        rows = session.execute(
            "SELECT operator_name, occurrence, test_outcome, diff, output FROM mutation_specs"
            " LEFT JOIN work_results USING (job_id)"
        ).fetchall()
    for operator, occurrence, outcome, diff, output in rows:
        if outcome not in ("KILLED", "SURVIVED"):
            raise RuntimeError(f"{module} {operator} {occurrence}: {outcome} {output}")
        yield Fault(module, operator.removeprefix("core/"), occurrence, outcome == "KILLED", diff)


def tried(tree: Tree, part: Part, module: str, each: int, seed: int) -> list[Fault]:
    """The faults of a module, tried by the quick tests, then those left by the long ones."""
    kept, config = tree.session(module, part.quick_for(module), "quick")
    keep_only(kept, drawn(kept, module, each, seed))
    tree.run("exec", config, kept.name)
    found = list(outcomes(kept, module))
    left = {(f"core/{one.operator}", one.occurrence) for one in found if not one.noticed}
    if left and part.long:
        kept, config = tree.session(module, part.long, "long")
        keep_only(kept, left)
        tree.run("exec", config, kept.name)
        found = [one for one in found if one.noticed] + list(outcomes(kept, module))
    print(f"{module}: {sum(one.noticed for one in found)} of {len(found)}", flush=True)
    for one in found:
        if not one.noticed:
            print(f"  {one.operator}", *(f"    {line}" for line in one.diff.splitlines() if line[:1] in "+-"), sep="\n")
    return found


def _is_one_of(module: str, options: argparse.Namespace) -> bool:
    return any(part in module for part in options.modules)


def figures(faults: Sequence[Fault]) -> str:
    """Noticed, of how many, and the share."""
    noticed = sum(one.noticed for one in faults)
    return f"{noticed} of {len(faults)}, {noticed / max(1, len(faults)):.1%}"


def main() -> None:
    """Plants and tries; exit 1 where a part is below the goal."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--each", type=int, default=10, help="faults of each module at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="modules at once, each in a copy of its own")
    parser.add_argument("--parts", nargs="*", choices=sorted(PARTS), default=list(PARTS))
    parser.add_argument("--modules", nargs="*", default=[""], help="only those with one of these in their path")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants") as made:
        trees: dict[int, Tree] = {}

        def one(work: tuple[str, str]) -> tuple[str, list[Fault]]:
            here = threading.get_ident()
            tree = trees.setdefault(here, trees.get(here) or Tree.copied(Path(made) / str(here)))
            return work[0], tried(tree, PARTS[work[0]], work[1], options.each, options.seed)

        works = [(name, one) for name in options.parts for one in PARTS[name].modules if _is_one_of(one, options)]
        with ThreadPoolExecutor(options.jobs) as pool:
            done = list(pool.map(one, works))
    below = False
    for name in options.parts:
        faults = [fault for part, found in done if part == name for fault in found]
        below |= sum(fault.noticed for fault in faults) < GOAL * len(faults)
        print(f"{name}: {figures(faults)}")
    sys.exit(below)


if __name__ == "__main__":
    main()
