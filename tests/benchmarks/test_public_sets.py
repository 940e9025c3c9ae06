"""Published intent sets are read as they are published, learnt by the real components, and judged alike for all."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.public_sets import (
    HEAD,
    OOS,
    IntentSet,
    Margins,
    SetUnreadable,
    fitted_floor,
    judged,
    main,
    read,
    score,
)

TAUGHT = {
    "card_lost": ["I lost my card", "my card was stolen", "someone took my bank card", "cannot find the card"],
    "exchange_rate": ["what is the exchange rate", "how much is a euro today", "rate for dollars", "convert pounds"],
    "weather": ["will it rain tomorrow", "is it sunny in Berlin", "how cold is it outside", "weather on Monday"],
}
ASKED = {"card_lost": "my card is lost", "exchange_rate": "exchange rate of the dollar", "weather": "will it be sunny"}
STRANGE = ["sing me a song", "who won the match", "tell a joke about cats", "play some jazz"]


def lines(texts: dict[str, list[str]]) -> list[list[str]]:
    return [[text, intent] for intent, own in texts.items() for text in own]


@pytest.fixture
def clinc(tmp_path: Path) -> Path:
    """A tiny file in CLINC150's form."""
    parts = {
        "train": lines(TAUGHT),
        "val": [[text, intent] for intent, text in ASKED.items()],
        "test": [[text, intent] for intent, text in ASKED.items()],
        "oos_train": [[text, OOS] for text in STRANGE],
        "oos_val": [["sing a song for me", OOS]],
        "oos_test": [["sing me another song", OOS], ["play me jazz", OOS]],
    }
    path = tmp_path / "data_full.json"
    path.write_text(json.dumps(parts), encoding="utf-8")
    return path


def write_csv(path: Path, rows: list[list[str]], head: tuple[str, ...] = ("text", "category")) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.fixture
def banking(tmp_path: Path) -> Path:
    """A tiny folder in BANKING77's form; a question holds a comma and a line's end."""
    write_csv(tmp_path / "train.csv", lines(TAUGHT))
    write_csv(tmp_path / "test.csv", [["Hello,\nmy card is lost", "card_lost"], ["exchange rate", "exchange_rate"]])
    return tmp_path


def test_clincs_form_is_read_with_what_is_out_of_scope(clinc: Path) -> None:
    for path in (clinc, clinc.parent):
        found = read(path)
        assert (found.name, len(found.train), len(found.held), len(found.test)) == ("CLINC150", 16, 4, 5)
        assert ("sing me a song", OOS) in found.train and ("play me jazz", OOS) in found.test


def test_bankings_form_is_read_with_its_quotes(banking: Path) -> None:
    for path in (banking, banking / "train.csv"):
        found = read(path)
        assert (found.name, len(found.train), found.held) == ("BANKING77", 12, [])
        assert found.test[0] == ("Hello,\nmy card is lost", "card_lost")


def test_few_questions_an_intent_are_the_first_ones() -> None:
    many = IntentSet("set", [("a", "x"), ("b", "y"), ("c", "x"), ("d", "x")], [], [("a", "x")])
    assert many.first(2).train == [("a", "x"), ("b", "y"), ("c", "x")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("data_full.json", "{", "not CLINC150's form"),
        ("data_full.json", '{"train": []}', "not CLINC150's form"),
        ("train.csv", "question,label\na,b\n", "not BANKING77's form"),
        ("train.csv", "text,category\na,b\n", "test.csv"),
        ("notes.txt", "", "neither"),
    ],
)
def test_another_form_is_refused_with_the_files_name(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SetUnreadable, match=said) as refused:
        read(tmp_path)
    assert str(tmp_path) in str(refused.value)
    told: list[str] = []
    assert main([str(tmp_path)], told.append) == 2 and told == [str(refused.value)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"test": [["where is my parcel", "parcel"]]}, "no training question has: parcel"),
        ({"test": [["", "card_lost"]]}, "without text or intent"),
        ({"train": [["a", "card_lost"]]}, "fewer than two"),
    ],
)
def test_a_set_that_cannot_be_learnt_is_refused(clinc: Path, change: dict[str, Any], said: str) -> None:
    clinc.write_text(json.dumps({**json.loads(clinc.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    with pytest.raises(SetUnreadable, match=said):
        read(clinc)


def test_the_floor_is_where_most_held_questions_are_judged_rightly() -> None:
    margins = Margins(["a", "b"], np.array([[0.9, 0], [0, 0.8], [0.3, 0], [0, 0.2], [0.7, 0]], dtype=np.float32))
    held = [("", "a"), ("", "b"), ("", OOS), ("", OOS), ("", "b")]
    floor = fitted_floor(margins, held)
    assert 0.3 < floor <= 0.7
    assert judged(margins, floor) == ["a", "b", OOS, OOS, "a"]


def test_shares_are_of_their_own_kind() -> None:
    found = score(["a", OOS, OOS, "b", "b"], [("", "a"), ("", "b"), ("", OOS), ("", OOS), ("", "b")])
    assert (found.in_scope, found.recall, found.precision) == (2 / 3, 1 / 2, 1 / 2)
    alone = score(["a"], [("", "a")])
    assert (alone.in_scope, alone.recall, alone.precision) == (1.0, None, None)


@pytest.mark.filterwarnings("ignore")  # Rasa's own deprecations
def test_the_real_components_learn_both_sets_beside_the_plain_peer(clinc: Path, banking: Path) -> None:
    """Written anew by each run: a row for ours, ours without the words' meanings, and scikit-learn's."""
    told: list[str] = []
    assert main([str(clinc), str(banking / "train.csv")], told.append) == 0
    assert told[0] == HEAD
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in told[1:]]
    assert [row[0] for row in rows] == ["CLINC150"] * 3 + ["BANKING77"] * 3
    assert [row[1].split(":")[0] for row in rows] == ["ours", "ours, matter head alone", "scikit-learn"] * 2
    assert all(row[2] == "100.0 %" for row in rows if row[1].startswith("ours"))
    assert all(row[3] == "100.0 %" for row in rows[:2])  # both strange test questions are told
    assert all(row[3] == row[4] == "" for row in rows[3:])  # nothing is out of scope there
