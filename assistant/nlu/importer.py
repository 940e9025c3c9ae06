"""Reads nlu_data quickly: ordinary Rasa NLU YAML, but once, with libyaml, and without Rasa's copies in between.

Rasa's own importer reads 40,000 questions three times with a pure-Python parser and copies them at every merge.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class QuestionsFileError(ValueError):
    """A file of training questions is not of the form that docs/training_questions.md describes."""


class Questions(TrainingData):
    """Training questions that are not copied when nothing is merged into them."""

    def merge(self, *others: TrainingData | None) -> TrainingData:
        """Itself where the others hold no questions, else Rasa's merge."""
        if any(other is not None and (other.training_examples or other.responses) for other in others):
            return super().merge(*others)
        return self

    @staticmethod
    def sanitize_examples(examples: list[Message]) -> list[Message]:
        """As they are: the importer strips them and leaves out those that stand twice, without hashing each."""
        return examples

    def fingerprint(self) -> str:
        """Never the same twice: nothing made from it is taken from a cache, and 40,000 messages need not be hashed."""
        return uuid.uuid4().hex


def read_questions(path: Path) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """Text, intent and the intent's metadata of each question in a file. Raises QuestionsFileError."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - it is the safe loader
    except yaml.YAMLError as error:
        raise QuestionsFileError(f"{path.name}: not readable as YAML: {error}") from error
    for block in (document or {}).get("nlu") or []:
        intent, examples, metadata = block.get("intent"), block.get("examples"), block.get("metadata")
        if not isinstance(intent, str) or not isinstance(examples, str):
            raise QuestionsFileError(f"{path.name}: a block needs an intent and examples: {str(block)[:60]}")
        for line in examples.splitlines():
            if not line.strip():
                continue
            if not line.startswith("- "):
                raise QuestionsFileError(f'{path.name}: a question starts with "- ": {line[:60]}')
            yield line[2:].strip(), intent, metadata


class QuestionsImporter(RasaFileImporter):
    """Rasa's file importer with a fast reader for the training questions."""

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """All questions of the NLU files, read once."""
        found: Questions | None = getattr(self, "_questions", None)
        if found is None:
            read = (question for file in sorted(self._nlu_files) for question in read_questions(Path(file)))
            # By all that a message holds; a question that stands twice is taken once.
            told = {(text, intent, json.dumps(about, sort_keys=True)): about for text, intent, about in read}
            messages = [
                Message.build(text, intent.strip(), intent_metadata=about) for (text, intent, _), about in told.items()
            ]
            found = self._questions = Questions(messages)
        return found
