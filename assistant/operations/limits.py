"""How often a conversation or an address may do something; counted in this process."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# "…_from" count by address, where a hall full of phones may stand behind one; the others of a citizen by conversation.
# "references" counts wrong ones by address, "ticket_looks" right ones by ticket; "codes" (of the entrance, of
# hand-overs), "staff_tokens" and "pins" count wrong ones.
RULES = {
    "sessions": "60/minute",
    "messages": "60/minute",
    "tickets": "20/minute",
    "messages_from": "900/minute",
    "tickets_from": "120/minute",
    "references": "120/minute",
    "ticket_looks": "240/minute",
    "staff_tokens": "10/minute",
    "codes": "10/minute",
    "pins": "5/5 minutes",
    "pins_of_address": "20/5 minutes",
}


class Limiter:
    """Allows or refuses one more of a kind for a key."""

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self._strategy = MovingWindowRateLimiter(MemoryStorage())
        self._rules: dict[str, RateLimitItem] = {kind: parse(rule) for kind, rule in RULES.items()}

    def allows(self, kind: str, key: str) -> bool:
        """Counts one and says whether it is within the rule."""
        return not self._on or bool(self._strategy.hit(self._rules[kind], kind, key))

    def has_room(self, kind: str, key: str) -> bool:
        """Says whether one more would be within the rule, without counting it."""
        return not self._on or bool(self._strategy.test(self._rules[kind], kind, key))
