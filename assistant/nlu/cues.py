"""Openings that name the aspect asked, whatever matter follows: the head has too few lines of them beside each."""

from __future__ import annotations

import re

_CUES = {
    "phone": re.compile(
        r"^(?:what(?:'s| is) )?(?:the )?(?:phone|telephone|contact|hotline)(?: number)? (?:for|of|about)\b"
        r"|(?:咨询|联系|服务)电话"
    ),
}


def cued_facet(folded: str) -> str | None:
    """The facet that the words of a folded text name; None where none is named so plainly."""
    return next((facet for facet, cue in _CUES.items() if cue.search(folded)), None)
