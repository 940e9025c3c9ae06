"""What the peers are made from: the same questions, fairly chosen, and a judge that knows no names."""

import json

import pytest
import yaml

from benchmarks.metrics import OURS, Figure
from benchmarks.peers.judging import Asked, asked_of, beside_each, judged
from benchmarks.peers.lexical import Bm25, LinearSvm, TokenSet
from benchmarks.peers.project import write_project
from benchmarks.peers.training_data import Example, capped, read_examples, write_nlu

LINES = [Example(f"line {number}", "many") for number in range(10)] + [Example("only one", "few")]


def test_the_cap_spreads_over_the_file_and_keeps_small_intents_whole():
    chosen = capped(LINES, 4)
    assert [example.text for example in chosen] == ["line 0", "line 2", "line 5", "line 7", "only one"]


def test_questions_written_for_a_peer_read_back_the_same(tmp_path):
    examples = [
        Example("我的卡: 丢了 # 怎么办", "card", (("facet", "overview"),)),
        Example("- a \"quoted\" [line] 'x'", "card", (("facet", "fee"),)),
        Example("what then", "followup"),
    ]
    write_nlu(examples, tmp_path / "data" / "nlu.yml", metadata=True)
    assert read_examples(tmp_path / "data") == examples
    write_nlu(examples, tmp_path / "plain" / "nlu.yml", metadata=False)
    assert [(e.text, e.intent, e.metadata) for e in read_examples(tmp_path / "plain")] == [
        (e.text, e.intent, ()) for e in examples
    ]


def test_an_empty_folder_is_no_training_data(tmp_path):
    with pytest.raises(ValueError, match="no training questions"):
        read_examples(tmp_path)


def test_the_stock_project_has_an_intent_a_rule_and_an_answer_for_every_transaction(tmp_path, catalog):
    examples = capped(read_examples(), 1)
    write_project(tmp_path, examples, catalog, 5055)
    domain = yaml.safe_load((tmp_path / "domain.yml").read_text(encoding="utf-8"))
    rules = yaml.safe_load((tmp_path / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    records = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))
    assert set(domain["intents"]) == {example.intent for example in examples}
    assert set(catalog.transactions) <= {rule["steps"][0]["intent"] for rule in rules}
    assert {step["action"] for rule in rules for step in rule["steps"] if "action" in step} <= {
        *domain["actions"],
        *domain["responses"],
    }
    assert set(records) == set(catalog.transactions)
    assert (tmp_path / "actions.py").exists()


def test_the_judge_tells_wrong_from_refused():
    asked = [Asked("a", ("x", "y")), Asked("b", ("x",)), Asked("c", ("x",)), Asked("d", ("x",))]
    rankings = [["y", "y"], ["x", "y"], ["z", "x"], ["nlu_fallback", "greeting", "x", "y"]]
    right, wrong, of_named, first = judged(asked, rankings, {"x", "y", "z"}, "a peer", "few")
    assert (right.value, wrong.value, first.value) == (50.0, 25.0, 75.0)
    assert of_named.value == pytest.approx(100 / 3)
    assert judged(asked[:1], [["nlu_fallback"]], {"x"}, "a peer", "few")[2].value == 0.0


def test_ours_is_judged_at_as_many_named_as_each_peer_names():
    asked = [Asked("a", ("x",)), Asked("b", ("y",)), Asked("c", ("z",)), Asked("d", ("x",))]
    ranked = [
        [("ambiguous", 0.9), ("x", 0.3)],
        [("y", 0.9), ("x", 0.05)],
        [("y", 0.6), ("z", 0.3)],
        [("greeting", 0.9)],  # nothing to name, so at most three are named
    ]
    figures = [
        *judged(asked, [["x"], ["nlu_fallback"], ["x"], ["nlu_fallback"]], {"x", "y", "z"}, "half", "few"),
        *judged(asked, [["x"]] * 4, {"x", "y", "z"}, "all", "few"),
        *judged(asked, [["y"]] * 4, {"x", "y", "z"}, OURS, "few"),
        Figure("intent_right", 100.0, "", "other questions", "all"),
    ]
    found = beside_each(asked, ranked, {"x", "y", "z"}, figures, "few")
    assert [(figure.system, figure.key, figure.value) for figure in found] == [
        ("half", "as_many_right", 25.0),
        ("half", "as_many_wrong", 25.0),
        ("all", "as_many_right", 50.0),
        ("all", "as_many_wrong", 25.0),
    ]


def test_ours_names_nothing_beside_a_peer_that_names_nothing():
    asked = [Asked("a", ("x",))]
    figures = judged(asked, [["nlu_fallback"]], {"x"}, "silent", "few")
    found = beside_each(asked, [[("x", 0.9)]], {"x"}, figures, "few")
    assert [figure.value for figure in found] == [0.0, 0.0]


def test_only_single_questions_in_scope_are_judged():
    cases = [
        {"text": "in scope", "transactions": ["x"]},
        {"text": "elsewhere", "transactions": [], "expect": "not_covered"},
        {"turns": [{"user": "hello", "expect": {}}]},
    ]
    assert asked_of(cases) == [Asked("in scope", ("x",))]
    assert len(asked_of([])) > 50


@pytest.mark.parametrize("method", [LinearSvm(), Bm25(), TokenSet()], ids=lambda method: type(method).__name__)
def test_lexical_peers_learn_both_languages(method):
    method.fit(
        ["市民卡丢了", "lost my citizen card", "护照到期换发", "renew my passport", "交水费", "pay the water bill"],
        ["card", "card", "passport", "passport", "water", "water"],
    )
    asked = {"我的市民卡丢了": "card", "passport renew please": "passport", "水费": "water", "water bill": "water"}
    assert {text: method.intent(text) for text in asked} == asked
