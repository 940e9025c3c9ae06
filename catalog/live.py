"""The catalog of a running process: whoever holds this reads the present one, and a reload is one assignment."""

from __future__ import annotations

from typing import Protocol

from catalog.model import Catalog


class CatalogSource(Protocol):
    """Where the present catalog comes from: a LiveCatalog, or a Catalog, which is its own."""

    @property
    def now(self) -> Catalog:
        """The catalog to answer from at this moment; take it once for what has to agree with itself."""


class LiveCatalog:
    """Holds the present catalog. Readers in any thread see the old one or the new one, never a mixture."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def now(self) -> Catalog:
        """The catalog to answer from at this moment."""
        return self._catalog

    def replace(self, catalog: Catalog) -> None:
        """Everybody answers from ``catalog`` from now on."""
        self._catalog = catalog
