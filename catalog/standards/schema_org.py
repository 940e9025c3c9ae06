"""A transaction as schema.org GovernmentService, for its page and for search engines."""

from __future__ import annotations

import json
from typing import Any

from catalog.model import Bilingual, Catalog, Fee, FeePeriod, Language, Material, Transaction
from catalog.spreadsheet.cells import ranges

Node = dict[str, Any]
_CONTEXT = "https://schema.org"
_LANGUAGE_TAGS = ("zh-CN", "en")
_NEEDS = {
    "required": Bilingual(zh="必要", en="required"),
    "conditional": Bilingual(zh="视情况", en="conditional"),
    "deferrable": Bilingual(zh="可容缺后补", en="may be handed in later"),
}


def government_service(
    catalog: Catalog, record: Transaction, language: Language | None = None, url: str | None = None
) -> Node:
    """One transaction; in one language for a page of that language, else with each text in both."""
    return {"@context": _CONTEXT, **_Writer(catalog, language).service(record, url)}


def document(catalog: Catalog) -> Node:
    """All transactions, each text in both languages."""
    writer = _Writer(catalog, None)
    return {"@context": _CONTEXT, "@graph": [writer.service(r) for r in catalog.transactions.values()]}


def embeddable(node: Node) -> str:
    """JSON that can stand inside a script element of a page: nothing in it can end the element."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Writer:
    def __init__(self, catalog: Catalog, language: Language | None) -> None:
        self._catalog = catalog
        self._language = language

    def _text(self, text: Bilingual) -> Any:
        if self._language is not None:
            return text.in_(self._language)
        return [{"@language": "zh-CN", "@value": text.zh}, {"@language": "en", "@value": text.en}]

    def _aliases(self, record: Transaction) -> list[Any]:
        if self._language is not None:
            return list(record.aliases.zh if self._language == "zh" else record.aliases.en)
        tagged = [("zh-CN", alias) for alias in record.aliases.zh] + [("en", alias) for alias in record.aliases.en]
        return [{"@language": language, "@value": alias} for language, alias in tagged]

    def service(self, record: Transaction, url: str | None = None) -> Node:
        """The GovernmentService of one transaction."""
        center, department = self._catalog.center, self._catalog.departments[record.department]
        node: Node = {
            "@type": "GovernmentService",
            "identifier": record.id,
            "name": self._text(record.name),
            "alternateName": self._aliases(record),
            "description": self._text(record.summary),
            "serviceType": self._text(department.name),
            "serviceOperator": {"@type": "GovernmentOrganization", "name": self._text(department.name)},
            "areaServed": {"@type": "City", "name": self._text(center.city)},
            "audience": {"@type": "Audience", "audienceType": self._text(record.eligibility)},
            "availableChannel": self._channels(record),
            "offers": self._offers(record),
            "serviceOutput": {"@type": "Thing", "name": self._text(record.output)},
            "subjectOf": self._way(record),
        }
        return node if url is None else {**node, "@id": url, "url": url}

    def _channels(self, record: Transaction) -> list[Node]:
        center = self._catalog.center
        windows = ranges(record.windows)
        where = Bilingual(zh=f"{record.floor}，{windows}号窗口", en=f"{record.floor}, windows {windows}")
        hours = record.hours or self._catalog.departments[record.department].hours
        place: Node = {
            "@type": "GovernmentOffice",
            "name": self._text(center.name),
            "description": self._text(where),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": self._text(center.address),
                "addressLocality": self._text(center.city),
                "addressCountry": "CN",
            },
        }
        if center.latitude is not None and center.longitude is not None:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": center.latitude, "longitude": center.longitude}
        counter: Node = {
            "@type": "ServiceChannel",
            "serviceLocation": place,
            "availableLanguage": list(_LANGUAGE_TAGS),
            "servicePhone": [
                {"@type": "ContactPoint", "telephone": phone, "hoursAvailable": {"@type": "OpeningHoursSpecification",
                 "description": self._text(hours)}}
                for phone in self._catalog.phones_of(record)
            ],
        }  # fmt: skip
        if (days := self._days(record)) is not None:
            counter["processingTime"] = f"P{days}D"
        if record.online == "none":
            return [counter]
        return [counter, {"@type": "ServiceChannel", "description": self._text(record.online_guide)}]

    @staticmethod
    def _days(record: Transaction) -> int | None:
        duration = record.duration
        return 0 if duration.immediate else duration.promised_days or duration.statutory_days

    def _offers(self, record: Transaction) -> Node | list[Node]:
        fee = record.fee
        if not fee.periods:
            return self._offer(fee, fee.note)
        return [self._offer(period, fee.note) | self._validity(period) for period in fee.periods]

    def _offer(self, cost: Fee | FeePeriod, note: Bilingual | None) -> Node:
        offer: Node = {"@type": "Offer"}
        if cost.amount is not None:
            offer |= {"price": f"{cost.amount.normalize():f}", "priceCurrency": "CNY"}
        texts = [text for text in (cost.text, note) if text is not None]
        if texts:
            joined = Bilingual(zh="".join(text.zh for text in texts), en=" ".join(text.en for text in texts))
            offer["description"] = self._text(joined)
        return offer

    @staticmethod
    def _validity(period: FeePeriod) -> Node:
        ends = {"validThrough": period.valid_to.isoformat()} if period.valid_to else {}
        return {"validFrom": period.valid_from.isoformat(), **ends}

    def _way(self, record: Transaction) -> Node:
        """What to bring and the steps, as schema.org's HowTo; it also says when the record was checked."""
        steps = [{"@type": "HowToStep", "position": i, "text": self._text(s)} for i, s in enumerate(record.steps, 1)]
        return {
            "@type": "HowTo",
            "name": self._text(record.name),
            "supply": [self._supply(item) for item in record.materials],
            "step": steps,
            "dateModified": record.checked_on.isoformat(),
        }

    def _supply(self, item: Material) -> Node:
        supply: Node = {"@type": "HowToSupply", "name": self._text(item.name)}
        need = _NEEDS[item.need]
        parts = [text for text in (need, item.condition, item.note) if text is not None]
        said = Bilingual(zh="；".join(text.zh for text in parts), en="; ".join(text.en for text in parts))
        return supply | {"description": self._text(said), "requiredQuantity": item.copies + int(item.original)}
