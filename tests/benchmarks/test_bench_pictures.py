"""The pictures show what was counted, and the same figures give the same file."""

from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation import Report
from benchmarks.pictures import draw, kin_of, mistakes
from catalog import Catalog, load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def failure(asked: str, best: str, **more: Any) -> dict[str, Any]:
    return {"expect": {"transactions": [asked], **more}, "got": {"candidates": [{"id": best, "confidence": 0.5}]}}


def test_mistakes_are_counted_by_family(catalog: Catalog) -> None:
    found = mistakes(
        [
            failure("passport_renewal", "passport_minor_issue"),
            failure("passport_renewal", "dog_license"),
            failure("passport_renewal", "passport_renewal"),  # right, its aspect was not
            failure("passport_renewal", "dog_license", expect="clarify"),  # unclear: nothing to be taken for
            {"expect": {"transactions": ["dog_license"]}, "got": {"candidates": []}},
        ],
        catalog,
    )
    passport, dog = kin_of("passport_renewal", catalog), kin_of("dog_license", catalog)
    assert found == {(passport, passport): 1, (passport, dog): 1}


def test_both_pictures_are_drawn_alike_each_time(catalog: Catalog, tmp_path: Path) -> None:
    report = Report(claims=[(0.95, True)] * 40 + [(0.55, True), (0.5, False)])
    report.failures.append(failure("passport_renewal", "dog_license"))
    first = [path.read_bytes() for path in draw(report, catalog, tmp_path)]
    assert [path.read_bytes() for path in draw(report, catalog, tmp_path)] == first
    assert b"42 questions" in first[0] and kin_of("dog_license", catalog).encode() in first[1]
