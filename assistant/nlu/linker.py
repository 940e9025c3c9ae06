"""Links a message to the catalog term that it is or nearly equals: sure evidence for short requests."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.likeness import Likeness
from assistant.nlu.normaliser import fold
from catalog import Catalog, load_catalog

LINKED = "linked"
_NOISE = re.compile(r"[\s,.;:!?，。；：！？、~…\"'“”‘’()（）\-_/]+")
# Words that wrap a bare term without changing what it names.
_WRAPPING = re.compile(
    r"^(?:请问|你好|您好|我想|我要|想要|想|要|我|帮我|咨询|问一下|问下|hi|hello|please|pls"
    r"|i want to|i need to|i need|i want|how to|about|my|a|an|the)+"
    r"|(?:怎么办理|怎么办|怎么弄|办理|谢谢|please|pls|thanks|呢|啊|呀|吗|嘛|吧)+$"
)


def bare(text: str) -> str:
    """A folded text without punctuation, spaces and polite wrapping: what is left when only a term is said."""
    squeezed = _NOISE.sub(" ", fold(text)).strip()
    unwrapped = _WRAPPING.sub("", squeezed).strip()
    return (unwrapped or squeezed).replace(" ", "")


@dataclass(frozen=True)
class Linked:
    """What a whole message names: transactions (one, or several that share it) with the family to ask of; a journey."""

    transactions: tuple[str, ...]
    family: str | None
    score: float
    journey: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain form, kept on the message."""
        return {
            "transactions": list(self.transactions),
            "family": self.family,
            "score": self.score,
            "journey": self.journey,
        }


class TermIndex:
    """Names, aliases, shared aliases, generic family words and life events of a catalog, by their bare form."""

    def __init__(self, catalog: Catalog) -> None:
        self._terms: dict[str, Linked] = {}
        owners: dict[str, list[str]] = {}
        for transaction in catalog.transactions.values():
            for term in (*transaction.aliases.zh, *transaction.aliases.en, transaction.name.zh, transaction.name.en):
                owners.setdefault(bare(term), []).append(transaction.id)
        for term, ids in owners.items():
            self._terms[term] = Linked(tuple(dict.fromkeys(ids)), None, 1.0)
        for shared in catalog.shared_aliases:
            self._terms[bare(shared.alias)] = Linked(shared.transactions, shared.family, 1.0)
        for family in catalog.families.values():
            for term in (*family.generic_zh, *family.generic_en):
                self._terms[bare(term)] = Linked(family.members, family.id, 1.0)
        for journey in catalog.journeys.values():
            for _, _, term in journey.terms:
                self._terms[bare(term)] = Linked(journey.transactions, None, 1.0, journey.id)
        self._likeness = Likeness(list(self._terms))

    def link(self, text: str) -> Linked | None:
        """The term that the whole ``text`` is, or nearly is (its ratio is LIKE and more); None for a sentence."""
        wanted = bare(text)
        if not wanted:
            return None
        if wanted in self._terms:
            return self._terms[wanted]
        if len(wanted) < 5 or len(wanted) > 60:
            return None
        near = self._likeness.nearest(wanted)
        if near is None:
            return None
        found = self._terms[near[0]]
        return replace(found, score=near[1] / 100)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TransactionLinker(GraphComponent, EntityExtractorMixin):
    """Notes on a message the catalog term that it is, for the decision to weigh."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TransactionLinker:
        """Creates the component over the installed catalog."""
        return cls(TermIndex(load_catalog()))

    def __init__(self, index: TermIndex) -> None:
        self._index = index

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds ``linked`` where the message is a term."""
        for message in messages:
            linked = self._index.link(message.get(TEXT) or "")
            if linked is not None:
                message.set(LINKED, linked.as_dict(), add_to_output=True)
        return messages
