"""The pictures of one catalog, each drawn once."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from catalog import Catalog, CatalogError
from catalog.floors import FloorPlans, load_floors
from catalog.live import CatalogSource
from catalog.loader import DATA
from connectors.floor_plan.drawing import Picture, draw
from connectors.floor_plan.png import png

log = logging.getLogger(__name__)
_KEPT_DRAWINGS = 512
_KEPT_BITMAPS = 128


class Gallery:
    """Plans of the present catalog and the pictures drawn of them; safe to share between threads.

    Raises CatalogError on faulty plans.
    """

    def __init__(self, catalog: CatalogSource, root: Path = DATA) -> None:
        self._root, self._live = root, catalog
        self._open(catalog.now, load_floors(catalog.now, root))

    def _open(self, catalog: Catalog, plans: FloorPlans) -> None:
        self._svg = lru_cache(_KEPT_DRAWINGS)(lambda picture: draw(plans, catalog, picture))
        self._png = lru_cache(_KEPT_BITMAPS)(lambda picture: png(draw(plans, catalog, picture)))
        self.plans, self._catalog = plans, catalog

    def follow(self, catalog: Catalog) -> None:
        """Draws anew when the catalog has been reloaded; plans with faults leave the old pictures in place."""
        if catalog is self._catalog:
            return
        try:
            plans = load_floors(catalog, self._root)
        except CatalogError as error:
            log.error("the floor plans have faults, the old ones stay: %s", error)
            plans = self.plans
        self._open(catalog, plans)

    def svg(self, picture: Picture) -> str:
        """A picture as SVG. Raises LookupError for a floor or a window that is not there."""
        self.follow(self._live.now)
        return self._svg(picture)

    def png(self, picture: Picture) -> bytes:
        """A picture as PNG. Raises LookupError, or MissingCharacters where the font can't write a name."""
        self.follow(self._live.now)
        return self._png(picture)
