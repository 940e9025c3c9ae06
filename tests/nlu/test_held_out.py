"""No question is both taught and tested: a held-out file measures nothing that the training has seen word for word."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from assistant.nlu.normaliser import fold

ROOT = Path(__file__).resolve().parents[2]
HAN, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[a-z']+")
# Words of this many and fewer are the only ones for what they mean ("护照", "lost card"), or everyone's in the middle
# of a talk ("第二个", "how long does it take"): no test of how people talk could do without them.
BARE_TERM, TURN_OF_A_TALK = 2, 5


@dataclass(frozen=True)
class Said:
    """A question with its words apart, the file it stands in, and how many words are excused there."""

    text: str
    file: str
    excused: int = 0


def words_in(text: str) -> float:
    """How many words a text has; two characters make a Chinese one."""
    return len(HAN.findall(text)) / 2 + len(LATIN.findall(text))


def as_compared(texts: list[str], file: str, excused: int = 0) -> dict[str, Said]:
    """Texts in the form in which words are compared, without punctuation; folded together, which is much quicker."""
    lines = fold("\n".join(text.replace("\n", " ") for text in texts)).split("\n")
    spaced = [re.sub(r"[\W_]+", " ", line).strip() for line in lines]
    return {text.replace(" ", ""): Said(text, file, excused) for text in spaced}


def taught() -> dict[str, Said]:
    """The questions of nlu_data; those made from the catalog are its names, in which a citizen may well ask."""
    found: dict[str, Said] = {}
    for path in sorted((ROOT / "nlu_data").rglob("*.yml")):
        if "generated" not in path.parts:
            document = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            blocks = [str(block.get("examples", "")) for block in document.get("nlu") or []]
            lines = [line.removeprefix("- ") for block in blocks for line in block.splitlines()]
            found |= as_compared(lines, path.relative_to(ROOT).as_posix())
    return found


def held_out(root: Path) -> dict[str, Said]:
    """What a citizen says in the held-out files below ``root``: single questions, and the turns of talks."""
    found: dict[str, Said] = {}
    for path in sorted(p for room in ("benchmarks", "tests") for p in (root / room).rglob("*.jsonl")):
        file = path.relative_to(root).as_posix()
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        turns = [turn["user"] for record in records for turn in record.get("turns", ())]
        single = [record["text"] for record in records if "text" in record]
        assert turns or single, f"no question was read in {file}"
        for key, said in (
            *as_compared(turns, file, TURN_OF_A_TALK).items(),
            *as_compared(single, file, BARE_TERM).items(),
        ):
            if key not in found or said.excused < found[key].excused:  # the stricter reading counts
                found[key] = said
    return found


def on_both_sides(learnt: dict[str, Said], tested: dict[str, Said]) -> dict[str, str]:
    """Questions of more words than are excused, with the two files of each."""
    both = [(tested[key], learnt[key]) for key in learnt.keys() & tested.keys()]
    return {one.text: f"{one.file} and {other.file}" for one, other in both if words_in(one.text) > one.excused}


@pytest.fixture(scope="module")
def learnt() -> dict[str, Said]:
    found = taught()
    assert len(found) > 10_000, "no training questions were read"
    return found


def test_no_question_is_both_taught_and_tested(learnt: dict[str, Said]) -> None:
    tested = held_out(ROOT)
    assert len(tested) > 500, "no held-out file was read under benchmarks/ or tests/"
    assert {Path(said.file).parent.name for said in tested.values()} >= {"dev", "held_out"}
    assert on_both_sides(learnt, tested) == {}


@pytest.mark.parametrize("record", [{"text": "{}"}, {"turns": [{"user": "你好"}, {"user": "{}"}]}])
@pytest.mark.parametrize("change", [str, str.upper, "{} ？".format, "“{}”".format])
def test_a_taught_question_in_a_held_out_file_is_found(
    record: dict[str, object], change: Callable[[str], str], learnt: dict[str, Said], tmp_path: Path
) -> None:
    """Planted as it stands, in capitals, with other punctuation: found each time, in either kind of file."""
    whole = [said for said in learnt.values() if words_in(said.text) > TURN_OF_A_TALK]
    for said in whole[:: len(whole) // 7]:
        planted = json.dumps(record, ensure_ascii=False).replace("{}", change(said.text))
        (tmp_path / "tests").mkdir(exist_ok=True)
        (tmp_path / "tests" / "held_out.jsonl").write_text(planted + "\n", encoding="utf-8")
        assert on_both_sides(learnt, held_out(tmp_path)) == {said.text: f"tests/held_out.jsonl and {said.file}"}
