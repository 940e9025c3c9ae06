"""Looking transactions up by what people type: Chinese, English, near misses, pinyin and its initials."""

import pytest
from hypothesis import given, settings, strategies as st

from catalog import Catalog, load_catalog
from catalog.search import CatalogSearch

SEARCH = CatalogSearch(load_catalog())


def found(query: str, limit: int = 20, department: str | None = None) -> list[str]:
    return [hit.transaction.id for hit in SEARCH.find(query, department=department, limit=limit)]


@pytest.mark.parametrize("side", ["zh", "en"])
def test_every_name_finds_its_matter_first(side: str, real: Catalog) -> None:
    names = {transaction.id: getattr(transaction.name, side) for transaction in real.transactions.values()}
    first = {identity: found(name, 1) for identity, name in names.items()}
    assert [identity for identity, ids in first.items() if ids != [identity]] == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("护照到期", "passport_renewal"),
        ("换护照", "passport_renewal"),
        ("身份证丢了", "resident_id_replacement"),
        ("passport expired", "passport_renewal"),
        ("PASSPORT EXPIRED", "passport_renewal"),
        ("housing fund rent", "housing_fund_rent_withdrawal"),
        ("pasport renewl", "passport_renewal"),
        ("护赵到期", "passport_renewal"),
        ("huzhaodaoqi", "passport_renewal"),
        ("hzdq", "passport_renewal"),
        ("passport renewal", "passport_renewal"),
        ("護照到期", "passport_renewal"),
        ("elec bill", "electricity_bill_payment"),
        ("wter bill", "water_bill_payment"),
        ("gas leek", "gas_leak_repair"),
    ],
)
def test_the_first_hit(query: str, wanted: str) -> None:
    assert found(query, 1) == [wanted]


@pytest.mark.parametrize("query", ["zzqqxx", "zzzzqq", "xxxx", "pizza", "football", "thanks", "披萨", "量子力学"])
def test_what_is_nothing_of_ours_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_traditional_characters_find_the_same() -> None:
    assert found("駕照") == found("驾照") != []


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("护照", "护照"),
        ("hz", "护照"),
        ("huzhao", "护照"),
        ("passport", "护照"),
        ("公积金", "公积金"),
        ("gjj", "公积金"),
        ("shiminka", "市民卡"),
        ("marriage", "婚"),
    ],
)
def test_the_first_hits_are_of_the_kind(query: str, part: str, real: Catalog) -> None:
    for identity in found(query, 3):
        transaction = real.transactions[identity]
        assert part in transaction.name.zh + "".join(transaction.aliases.zh)


def test_a_department_filters(real: Catalog) -> None:
    for department in real.departments:
        own = [t.id for t in real.transactions.values() if t.department == department]
        assert found("", 999, department) == own
        within = found("办理", 999, department)
        assert set(within) <= set(own)
    assert found("护照", 999, "water") == []
    assert found("护照", 999, "no_such_department") == []


@pytest.mark.parametrize("query", ["", "   ", "\t\n"])
def test_a_blank_query_gives_all_in_order(query: str, real: Catalog) -> None:
    assert found(query, 999) == list(real.transactions)


def test_the_limit_holds_and_hits_come_best_first(real: Catalog) -> None:
    hits = SEARCH.find("证", limit=50)
    assert len(hits) == len({hit.transaction.id for hit in hits}) > 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert SEARCH.find("证", limit=3) == hits[:3]
    assert SEARCH.find("证", limit=0) == []


def test_what_matched_is_a_name_or_an_alias(real: Catalog) -> None:
    for query in ("hz", "护照", "passport", "gjj"):
        for hit in SEARCH.find(query, limit=5):
            record = hit.transaction
            assert hit.matched in (record.name.zh, record.name.en, *record.aliases.zh, *record.aliases.en)
            assert 0 <= hit.score <= 100


def test_nonsense_finds_nothing() -> None:
    assert found("@@@@") == []
    assert found("98765432100") == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_no_query_breaks_it(query: str) -> None:
    assert len(SEARCH.find(query, limit=5)) <= 5
