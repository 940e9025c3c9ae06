"""Training questions are read once, and taken once."""

from pathlib import Path

from assistant.nlu.importer import QuestionsImporter

FILE = """version: "3.1"
nlu:
- intent: renew
  metadata: {facet: fee, candidates: [one, two]}
  examples: |
    - what is it
    - how much
    - what is it
- intent: renew
  metadata: {candidates: [one, two], facet: fee}
  examples: |
    - how much
- intent: renew
  examples: |
    - how much
- intent: other
  examples: |
    - how much
"""


def test_a_question_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    """Twice is the same text, intent and metadata, in whatever order these are written, as Rasa has it."""
    (tmp_path / "nlu.yml").write_text(FILE, encoding="utf-8")
    found = QuestionsImporter(training_data_paths=[str(tmp_path)]).get_nlu_data().training_examples
    told = [(m.get("text"), m.get("intent"), (m.get("metadata") or {}).get("intent")) for m in found]
    about = {"facet": "fee", "candidates": ["one", "two"]}
    assert told == [
        ("what is it", "renew", about),
        ("how much", "renew", about),
        ("how much", "renew", None),
        ("how much", "other", None),
    ]
    assert len(found) == len(set(found))  # by Rasa's own comparison
