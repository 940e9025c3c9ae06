"""No boilerplate: records say things in their own words, and no list of papers or steps is copied whole."""

import dataclasses
from collections import defaultdict

import pytest

from catalog import Bilingual, Catalog
from catalog.model import Language
from catalog.repetition import repetitions, share

ALLOWED_PERCENT = 1.0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sentences_are_a_records_own(language: Language, real: Catalog) -> None:
    counted = share(real, language)
    assert counted.sentences > 2500
    assert counted.percent < ALLOWED_PERCENT, repetitions(real, language)[:10]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_list_is_shared_word_for_word(language: Language, real: Catalog) -> None:
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for record in real.transactions.values():
        owners[("materials", *(item.name.in_(language) for item in record.materials))].append(record.id)
        owners[("steps", *(step.in_(language) for step in record.steps))].append(record.id)
    assert [ids for ids in owners.values() if len(ids) > 1] == []


def test_a_copied_sentence_is_found(real: Catalog) -> None:
    """Planted in two departments, it is counted for both and called unrelated."""
    copied = Bilingual(
        zh="请按照窗口工作人员的要求提供相关材料。", en="Please provide the relevant papers as the staff require."
    )
    planted = {
        i: real.transactions[i].model_copy(update={"output": copied}) for i in ("passport_renewal", "dog_license")
    }
    catalog = dataclasses.replace(real, transactions={**real.transactions, **planted})
    for language in ("zh", "en"):
        (found,) = [r for r in repetitions(catalog, language) if r.text == copied.in_(language)]
        assert (found.transactions, found.unrelated) == (("passport_renewal", "dog_license"), True)
        before, after = share(real, language), share(catalog, language)
        assert (after.repeated - before.repeated, after.unrelated - before.unrelated) == (2, 2)
