"""An SVG sheet that shapes and words are put on; ElementTree escapes whatever stands in a name."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from connectors.floor_plan.lettering import Lettering

FONTS = "Citizen Home Plan, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Sheet:
    """One drawing; colours and sizes are attributes, so that a strict content security policy blocks nothing."""

    def __init__(self, width: float, language: str, title: str) -> None:
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "role": "img",
                "aria-labelledby": "plan-title plan-description",
                "lang": "zh-CN" if language == "zh" else "en",
                "font-family": FONTS,
            },
        )
        self._width = width
        ET.SubElement(self._root, "title", {"id": "plan-title"}).text = title
        self._description = ET.SubElement(self._root, "desc", {"id": "plan-description"})

    def box(self, area: Box, fill: str, stroke: str = "none", weight: float = 1, rounded: float = 0) -> None:
        """A rectangle."""
        x, y, width, height = area
        shape = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "fill": fill}
        if stroke != "none":
            shape |= {"stroke": stroke, "stroke-width": _n(weight)}
        ET.SubElement(self._root, "rect", shape | ({"rx": _n(rounded)} if rounded else {}))

    def words(self, lettering: Lettering, at: Point, fill: str, *, anchor: str = "middle", bold: bool = False) -> None:
        """Lines of text around a middle height, or, anchored at the start, from a top height down."""
        x, y = at
        top = y - lettering.height / 2 if anchor == "middle" else y
        for position, line in enumerate(lettering.lines):
            baseline = top + lettering.pitch * (position + 0.5) + lettering.size * 0.36
            style = {"x": _n(x), "y": _n(baseline), "fill": fill, "font-size": _n(lettering.size)}
            style |= {"text-anchor": anchor} if anchor != "start" else {}
            ET.SubElement(self._root, "text", style | ({"font-weight": "700"} if bold else {})).text = line

    def line(self, points: Sequence[Point], stroke: str, weight: float) -> None:
        """An open line with round corners."""
        shape = {"points": _points(points), "fill": "none", "stroke": stroke, "stroke-width": _n(weight)}
        ET.SubElement(self._root, "polyline", shape | {"stroke-linejoin": "round", "stroke-linecap": "round"})

    def polygon(self, points: Sequence[Point], fill: str, stroke: str) -> None:
        """A filled shape."""
        shape = {"points": _points(points), "fill": fill, "stroke": stroke, "stroke-width": "1.5"}
        ET.SubElement(self._root, "polygon", shape | {"stroke-linejoin": "round"})

    def dot(self, at: Point, radius: float, fill: str, stroke: str) -> None:
        """A filled circle."""
        shape = {"cx": _n(at[0]), "cy": _n(at[1]), "r": _n(radius), "fill": fill}
        ET.SubElement(self._root, "circle", shape | {"stroke": stroke, "stroke-width": "2"})

    def written(self, height: float, description: str) -> str:
        """The finished SVG."""
        self._description.text = description
        self._root.set("viewBox", f"0 0 {_n(self._width)} {_n(height)}")
        self._root.set("width", _n(self._width))
        self._root.set("height", _n(height))
        return ET.tostring(self._root, encoding="unicode")


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
