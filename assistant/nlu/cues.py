"""Words that name the aspect asked, whatever matter stands beside them: the heads have too few lines of them."""

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


# A queue is waited for in minutes and hours; who counts days asks how long the matter takes.
_DAYS = re.compile(
    r"[几多少两三四五六七八九十\d](?:个)?(?:天|工作日|星期|礼拜|周|月)|工作日|\b(?:days?|weeks?|months?)\b"
)


def counts_days(folded: str) -> bool:
    """Whether a folded text speaks of days or longer."""
    return _DAYS.search(folded) is not None
