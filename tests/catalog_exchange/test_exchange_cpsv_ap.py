"""CPSV-AP: the export holds against the shapes, and says what the records say."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import published
import pyshacl
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, XSD

from catalog import Catalog
from catalog.standards import cpsv_ap

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
HOME = rdflib.Namespace("urn:citizen-home:terms:")
CV, CPSV = rdflib.Namespace("http://data.europa.eu/m8g/"), rdflib.Namespace("http://purl.org/vocab/cpsv#")
OWN_SHAPES = Path(__file__).with_name("required_by_cpsv_ap.ttl")
Document = dict[str, Any]


@pytest.fixture(scope="module", params=["own", "published"])
def shapes(request: pytest.FixtureRequest) -> Iterator[rdflib.Graph]:
    """The shapes written here, and the published ones where they were got."""
    if request.param == "published" and not published.CPSV_AP.is_here():
        pytest.skip("the published shapes are not here: uv run python tests/catalog_exchange/published.py")
    yield rdflib.Graph().parse(OWN_SHAPES if request.param == "own" else published.CPSV_AP.path)


@pytest.fixture(scope="module")
def whole(records: Catalog) -> rdflib.Graph:
    """The export of the whole catalog."""
    return graph(cpsv_ap.document(records))


def graph(document: Document) -> rdflib.Graph:
    """The triples of a JSON-LD document."""
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def conforms(data: rdflib.Graph, shapes: rdflib.Graph) -> tuple[bool, str]:
    """Whether the data hold against the shapes, with the report."""
    ok, _, report = pyshacl.validate(data, shacl_graph=shapes)
    return ok, report


def test_the_whole_catalog_holds_against_the_shapes(
    whole: rdflib.Graph, shapes: rdflib.Graph, records: Catalog
) -> None:
    ok, report = conforms(whole, shapes)
    assert ok, report[:2000]
    assert len(set(whole.subjects(RDF.type, CPSV.PublicService))) == len(records.transactions)


def test_each_transaction_alone_holds_against_the_shapes(records: Catalog, shapes: rdflib.Graph) -> None:
    one_of_each = {record.department: record for record in records.transactions.values()}
    for record in one_of_each.values():
        ok, report = conforms(graph(cpsv_ap.transaction_document(records, record, "https://center.example/")), shapes)
        assert ok, report[:2000]


FAULTS = [
    ("cpsv:PublicService", "dct:title"),
    ("cpsv:PublicService", "dct:description"),
    ("cpsv:PublicService", "dct:identifier"),
    ("cpsv:PublicService", "cv:hasCompetentAuthority"),
    ("cv:Evidence", "dct:title"),
    ("cpsv:Rule", "dct:description"),
    ("cv:Cost", "dct:identifier"),
    ("dct:Location", "@type"),
    ("time:TemporalEntity", "@type"),
]


@pytest.mark.parametrize(("kind", "field"), FAULTS)
def test_the_shapes_notice_what_is_missing(kind: str, field: str, records: Catalog, shapes: rdflib.Graph) -> None:
    document = copy.deepcopy(cpsv_ap.transaction_document(records, records.transactions["passport_renewal"]))
    node = next(node for node in document["@graph"] if node["@type"] == kind)
    del node[field]
    assert not conforms(graph(document), shapes)[0]


def test_facts_arrive_in_both_languages(whole: rdflib.Graph, records: Catalog) -> None:
    for record in records.transactions.values():
        service = rdflib.URIRef(f"{cpsv_ap.DEFAULT_BASE}transactions/{record.id}")
        titles = {text.language: str(text) for text in whole.objects(service, DCTERMS.title)}
        assert titles == {"zh": record.name.zh, "en": record.name.en}
        evidence = {str(t) for e in whole.objects(service, CPSV.hasInput) for t in whole.objects(e, DCTERMS.title)}
        assert evidence == {text for item in record.materials for text in (item.name.zh, item.name.en)}
        rules = {str(t) for r in whole.objects(service, CPSV.follows) for t in whole.objects(r, DCTERMS.description)}
        assert rules == {text for step in record.steps for text in (step.zh, step.en)}
        costs = list(whole.objects(service, CV.hasCost))
        values = [value.toPython() for cost in costs for value in whole.objects(cost, CV.hasValue)]
        said = record.fee.periods or (record.fee,)
        assert sorted(values) == sorted(float(part.amount) for part in said if part.amount is not None)
        begins = {str(day) for cost in costs for day in whole.objects(cost, HOME.validFrom)}
        assert begins == {period.valid_from.isoformat() for period in record.fee.periods}
        times = list(whole.objects(service, CV.processingTime))
        days = record.duration.promised_days or record.duration.statutory_days
        expected = "P0D" if record.duration.immediate else f"P{days}D"
        known = record.duration.immediate or days is not None
        assert times == ([rdflib.Literal(expected, datatype=XSD.duration)] if known else [])
        (contact,) = whole.objects(service, CV.contactPoint)
        assert {str(phone) for phone in whole.objects(contact, CV.telephone)} == set(records.phones_of(record))


def test_life_events_group_their_transactions_in_order(whole: rdflib.Graph, records: Catalog) -> None:
    """Each transaction names its life events, and each of these lists its transactions as they are best done."""
    iri = {t: rdflib.URIRef(f"{cpsv_ap.DEFAULT_BASE}transactions/{t}") for t in records.transactions}
    assert len(set(whole.subjects(RDF.type, CV.LifeEvent))) == len(records.journeys)
    for journey in records.journeys.values():
        event = rdflib.URIRef(f"{cpsv_ap.DEFAULT_BASE}journeys/{journey.id}")
        titles = {text.language: str(text) for text in whole.objects(event, DCTERMS.title)}
        assert titles == {"zh": journey.name.zh, "en": journey.name.en}
        assert set(whole.subjects(CV.isGroupedBy, event)) == {iri[t] for t in journey.transactions}
        (order,) = whole.objects(event, HOME.order)
        assert list(Collection(whole, order)) == [iri[t] for t in journey.transactions]


def test_no_remote_context_is_needed(records: Catalog) -> None:
    context = cpsv_ap.document(records)["@context"]
    assert isinstance(context, dict)
    used = {key.partition(":")[0] for node in cpsv_ap.document(records)["@graph"] for key in node if ":" in key}
    assert used <= context.keys()
