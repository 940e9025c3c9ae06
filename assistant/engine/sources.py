"""What the model is made from, and by its fingerprint whether a model is of the present sources. Imports no Rasa."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from assistant.settings import ROOT
from catalog import Catalog

# The modules that shape what is learned. What only weighs it afterwards (decision, scope) needs no new training.
_SHAPING = (
    "candidacy",
    "candidacy_component",
    "characters",
    "cutting",
    "descent",
    "encoder_featurizer",
    "featurizer",
    "glosses",
    "hashing",
    "heads",
    "homophones",
    "importer",
    "known_lines",
    "labels",
    "latin_words",
    "linear",
    "meaning",
    "nearness",
    "normaliser",
    "origins",
    "pair_descent",
    "pinyin",
    "pinyin_component",
    "segmenting",
    "sentence_encoder",
    "spelling",
    "syllables",
    "tokenizer",
    "vector_featurizer",
    "vectors",
    "views",
    "words",
)


def _sources(catalog: Catalog) -> Iterator[bytes]:
    for folder, pattern in (("nlu_data", "*.yml"), ("assistant/domain", "*.yml")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if "generated" not in path.as_posix():
                yield path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes()
    for module in _SHAPING:
        yield (ROOT / "assistant" / "nlu" / f"{module}.py").read_bytes()
    for name in ("origins.yml", "word_vectors.npz"):
        yield (ROOT / "assistant" / "nlu" / name).read_bytes()
    yield (ROOT / "config.yml").read_bytes()
    for transaction in catalog.transactions.values():
        yield transaction.id.encode() + transaction.name.model_dump_json().encode()
        yield transaction.aliases.model_dump_json().encode()
    for family in catalog.families.values():
        yield family.model_dump_json().encode()
    for journey in catalog.journeys.values():
        yield journey.id.encode() + journey.name.model_dump_json().encode() + journey.aliases.model_dump_json().encode()


def fingerprint(catalog: Catalog) -> str:
    """Changes when a source of the model changes: questions, rules, components, names and aliases; not with facts."""
    digest = hashlib.sha256()
    for part in _sources(catalog):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:16]


def model_path(models: Path, catalog: Catalog) -> Path:
    """Where the model of the present sources stands once it is trained."""
    return models / f"citizen-home-{fingerprint(catalog)}.tar.gz"
