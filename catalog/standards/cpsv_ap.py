"""The catalog as CPSV-AP 3.2.0, the European profile for public services, in JSON-LD that needs no remote context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalog.model import Bilingual, Catalog, Center, Department, Fee, FeePeriod, Journey, Transaction
from catalog.spreadsheet.cells import ranges

DEFAULT_BASE = "urn:citizen-home:"
MEDIA_TYPE = "application/ld+json"
_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"zh": f"{_EU}/language/ZHO", "en": f"{_EU}/language/ENG"}
# Floor, windows, weekend and proxy have no property in CPSV-AP; they stand under a vocabulary of our own.
_CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "time": "http://www.w3.org/2006/time#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "home": "urn:citizen-home:terms:",
}
Node = dict[str, Any]
_KINDS = {
    "immediate": Bilingual(zh="即办件", en="done while one waits"),
    "committed": Bilingual(zh="承诺件", en="done within a promised time"),
}
_NEEDS = {
    "required": Bilingual(zh="必要", en="required"),
    "conditional": Bilingual(zh="视情况", en="conditional"),
    "deferrable": Bilingual(zh="可容缺后补", en="may be handed in later"),
}
_CHANNELS = {"counter": Bilingual(zh="窗口", en="counter"), "online": Bilingual(zh="网上", en="online")}


def document(catalog: Catalog, base: str = DEFAULT_BASE) -> Node:
    """The whole catalog as one graph; ``base`` begins the identifiers of its things."""
    return _Graph(catalog, base).whole()


def transaction_document(catalog: Catalog, record: Transaction, base: str = DEFAULT_BASE) -> Node:
    """One transaction, with all that it refers to."""
    return _Graph(catalog, base).one(record)


def _both(text: Bilingual) -> list[Node]:
    return [{"@language": "zh", "@value": text.zh}, {"@language": "en", "@value": text.en}]


def _many(records: list[Node]) -> list[Node]:
    return [{"@id": record["@id"]} for record in records]


class _Graph:
    def __init__(self, catalog: Catalog, base: str) -> None:
        self._catalog = catalog
        self._base = base

    def whole(self) -> Node:
        nodes = [*self._shared(), *(node for d in self._catalog.departments.values() for node in self._department(d))]
        for record in self._catalog.transactions.values():
            nodes += self._transaction(record, related=True)
        nodes += self._events(self._catalog.journeys.values())
        return {"@context": _CONTEXT, "@graph": nodes}

    def one(self, record: Transaction) -> Node:
        # A related service that this graph does not describe may not be called a PublicService in it.
        department = self._department(self._catalog.departments[record.department])
        events = self._events(self._catalog.journeys_of(record.id))
        nodes = [*self._transaction(record, related=False), *department, *events, *self._shared()]
        return {"@context": _CONTEXT, "@graph": nodes}

    def _iri(self, *parts: str) -> str:
        return self._base + "/".join(parts)

    def _concept(self, scheme: str, name: str, label: Bilingual) -> Node:
        return {"@id": self._iri("concepts", scheme, name), "@type": "skos:Concept", "skos:prefLabel": _both(label)}

    def _shared(self) -> Iterator[Node]:
        for scheme, labels in (("kind", _KINDS), ("need", _NEEDS), ("channel", _CHANNELS)):
            yield from (self._concept(scheme, name, label) for name, label in labels.items())
        yield {"@id": f"{_EU}/currency/CNY", "@type": "skos:Concept"}
        yield from ({"@id": iri, "@type": "dct:LinguisticSystem"} for iri in _LANGUAGES.values())
        yield self._place(self._catalog.center)

    def _place(self, center: Center) -> Node:
        iri = self._iri("center", "address")
        address: Node = {"@id": iri, "@type": "locn:Address", "locn:fullAddress": _both(center.address)}
        return {
            "@id": self._iri("center"),
            "@type": "dct:Location",
            "rdfs:label": _both(center.name),
            "locn:address": address,
        }

    def _department(self, department: Department) -> Iterator[Node]:
        hours = self._iri("departments", department.id, "hours")
        yield {
            "@id": self._iri("departments", department.id),
            "@type": ["cv:PublicOrganisation", "org:Organization"],
            "dct:identifier": department.id,
            "skos:prefLabel": _both(department.name),
            "dct:spatial": {"@id": self._iri("center")},
        }
        yield {"@id": hours, "@type": "time:TemporalEntity", "dct:description": _both(department.hours)}

    def _transaction(self, record: Transaction, *, related: bool) -> list[Node]:
        evidence, rules, channels = self._evidence(record), self._rules(record), self._channels(record)
        costs, contact = self._costs(record), self._contact(record)
        output = self._part(record, "output", "cv:Output", {"dct:title": _both(record.output)})
        requirement = self._part(record, "requirement", "cv:Requirement", {"dct:title": _both(record.eligibility)})
        requirement["cv:hasSupportingEvidence"] = _many(evidence)
        service: Node = {
            "@id": self._iri("transactions", record.id),
            "@type": "cpsv:PublicService",
            "dct:identifier": record.id,
            "dct:title": _both(record.name),
            "dct:description": _both(record.summary),
            "dcat:keyword": [{"@language": "zh", "@value": alias} for alias in record.aliases.zh]
            + [{"@language": "en", "@value": alias} for alias in record.aliases.en],
            "dct:language": [{"@id": iri} for iri in _LANGUAGES.values()],
            "dct:type": {"@id": self._iri("concepts", "kind", record.kind)},
            "dct:spatial": {"@id": self._iri("center")},
            "cv:hasCompetentAuthority": {"@id": self._iri("departments", record.department)},
            "cv:holdsRequirement": {"@id": requirement["@id"]},
            "cpsv:hasInput": _many(evidence),
            "cpsv:follows": _many(rules),
            "cpsv:produces": {"@id": output["@id"]},
            "cv:hasCost": _many(costs),
            "cv:hasChannel": _many(channels),
            "cv:contactPoint": {"@id": contact["@id"]},
            "dc:source": _both(record.source),
            "dct:modified": {"@type": "xsd:date", "@value": record.checked_on.isoformat()},
            **self._own_terms(record),
        }
        service |= self._time_of(record)
        journeys = self._catalog.journeys_of(record.id)
        if journeys:
            service["cv:isGroupedBy"] = [{"@id": self._iri("journeys", journey.id)} for journey in journeys]
        if record.related:
            others = [{"@id": self._iri("transactions", other)} for other in record.related]
            service["cv:relatedService" if related else "rdfs:seeAlso"] = others
        own_hours = self._own_hours(record)
        return [service, *evidence, requirement, *rules, output, *costs, *channels, contact, *own_hours]

    def _contact(self, record: Transaction) -> Node:
        return {
            "@id": self._iri("transactions", record.id, "contact"),
            "@type": "cv:ContactPoint",
            "cv:telephone": list(self._catalog.phones_of(record)),
            "cv:openingHours": {"@id": self._hours_of(record)},
        }

    def _part(self, record: Transaction, name: str, kind: str, fields: Node) -> Node:
        identifier = f"{record.id}/{name}"
        return {"@id": self._iri("transactions", identifier), "@type": kind, "dct:identifier": identifier, **fields}

    def _own_terms(self, record: Transaction) -> Node:
        terms: Node = {
            "home:floor": record.floor,
            "home:windows": ranges(record.windows),
            "home:weekend": record.weekend,
            "home:proxyAllowed": record.proxy.allowed,
            "home:proxy": _both(record.proxy.text),
        }
        if record.note:
            terms["skos:note"] = _both(record.note)
        if record.duration.note:
            terms["home:durationNote"] = _both(record.duration.note)
        return terms

    def _time_of(self, record: Transaction) -> Node:
        """CPSV-AP has one time; the promised days go before the statutory ones, and both stand in terms of our own."""
        duration = record.duration
        terms: Node = {"home:immediate": duration.immediate}
        for name, days in (("statutory", duration.statutory_days), ("promised", duration.promised_days)):
            if days is not None:
                terms[f"home:{name}WorkingDays"] = days
        days = 0 if duration.immediate else duration.promised_days or duration.statutory_days
        if days is not None:
            terms["cv:processingTime"] = {"@type": "xsd:duration", "@value": f"P{days}D"}
        return terms

    def _evidence(self, record: Transaction) -> list[Node]:
        nodes: list[Node] = []
        for number, item in enumerate(record.materials, start=1):
            fields: Node = {
                "dct:title": _both(item.name),
                "dct:type": {"@id": self._iri("concepts", "need", item.need)},
                "home:original": item.original,
                "home:copies": item.copies,
            }
            if item.condition:
                fields["home:condition"] = _both(item.condition)
            if item.note:
                fields["dct:description"] = _both(item.note)
            nodes.append(self._part(record, f"materials/{number}", "cv:Evidence", fields))
        return nodes

    def _rules(self, record: Transaction) -> list[Node]:
        return [
            self._part(
                record,
                f"steps/{number}",
                "cpsv:Rule",
                {
                    "dct:title": _both(Bilingual(zh=f"第{number}步", en=f"Step {number}")),
                    "dct:description": _both(step),
                    "home:position": number,
                },
            )
            for number, step in enumerate(record.steps, start=1)
        ]

    def _costs(self, record: Transaction) -> list[Node]:
        fee = record.fee
        if not fee.periods:
            return [self._part(record, "cost", "cv:Cost", self._cost(fee, fee))]
        return [
            self._part(record, f"costs/{number}", "cv:Cost", self._cost(period, fee) | self._validity(period))
            for number, period in enumerate(fee.periods, start=1)
        ]

    def _cost(self, cost: Fee | FeePeriod, fee: Fee) -> Node:
        fields: Node = {}
        if cost.amount is not None:
            fields["cv:hasValue"] = {"@type": "xsd:double", "@value": str(float(cost.amount))}
            fields["cv:currency"] = {"@id": f"{_EU}/currency/{fee.currency}"}
        texts = [text for text in (cost.text, fee.note) if text is not None]
        if texts:
            fields["dct:description"] = [value for text in texts for value in _both(text)]
        return fields

    @staticmethod
    def _validity(period: FeePeriod) -> Node:
        """From and to when a cost holds: CPSV-AP has no term for it."""
        days = {"home:validFrom": period.valid_from, "home:validTo": period.valid_to}
        return {term: {"@type": "xsd:date", "@value": day.isoformat()} for term, day in days.items() if day}

    def _events(self, journeys: Iterable[Journey]) -> list[Node]:
        """Life events; the order of their transactions stands in terms of our own."""
        return [
            {
                "@id": self._iri("journeys", journey.id),
                "@type": ["cv:Event", "cv:LifeEvent"],
                "dct:identifier": journey.id,
                "dct:title": _both(journey.name),
                "dct:description": _both(journey.intro),
                "home:order": {"@list": [{"@id": self._iri("transactions", t)} for t in journey.transactions]},
            }
            for journey in journeys
        ]

    def _channels(self, record: Transaction) -> list[Node]:
        where = Bilingual(
            zh=f"{record.floor}，{ranges(record.windows)}号窗口", en=f"{record.floor}, windows {ranges(record.windows)}"
        )
        counter = {
            "dct:type": {"@id": self._iri("concepts", "channel", "counter")},
            "dct:description": _both(where),
            "cv:ownedBy": {"@id": self._iri("departments", record.department)},
            "cv:openingHours": {"@id": self._hours_of(record)},
        }
        online = {
            "dct:type": {"@id": self._iri("concepts", "channel", "online")},
            "dct:description": _both(record.online_guide),
            "home:online": record.online,
        }
        return [
            self._part(record, "channels/counter", "cv:Channel", counter),
            self._part(record, "channels/online", "cv:Channel", online),
        ]

    def _hours_of(self, record: Transaction) -> str:
        owner = ("transactions", record.id) if record.hours else ("departments", record.department)
        return self._iri(*owner, "hours")

    def _own_hours(self, record: Transaction) -> list[Node]:
        if record.hours is None:
            return []
        return [{"@id": self._hours_of(record), "@type": "time:TemporalEntity", "dct:description": _both(record.hours)}]
