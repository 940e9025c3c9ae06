"""The center's catalog: 187 transactions, 17 departments, the families they are confused in, and the center itself."""

from catalog.loader import CatalogError, Fault, load_catalog
from catalog.model import (
    FACETS,
    TOPICS,
    Bilingual,
    Catalog,
    Center,
    Department,
    Family,
    Fee,
    Journey,
    Material,
    Term,
    Transaction,
)

__all__ = [
    "FACETS",
    "TOPICS",
    "Bilingual",
    "Catalog",
    "CatalogError",
    "Center",
    "Department",
    "Family",
    "Fault",
    "Fee",
    "Journey",
    "Material",
    "Term",
    "Transaction",
    "load_catalog",
]
