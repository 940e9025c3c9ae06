"""How often a conversation or an address may do something; counted in this process and, with Redis, in all."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.operations.shared_counts import SharedCounts

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

    def __init__(self, *, on: bool, shared: SharedCounts | None = None) -> None:
        self._on, self._shared = on, shared
        self._strategy = MovingWindowRateLimiter(MemoryStorage())
        self._rules: dict[str, RateLimitItem] = {kind: parse(rule) for kind, rule in RULES.items()}

    def allows(self, kind: str, key: str) -> bool:
        """Counts one and says whether it is within the rule."""
        rule = self._rules[kind]
        return not self._on or (self._strategy.hit(rule, kind, key) and self._shares(True, rule, kind, key))

    def has_room(self, kind: str, key: str) -> bool:
        """Says whether one more would be within the rule, without counting it."""
        rule = self._rules[kind]
        return not self._on or (self._strategy.test(rule, kind, key) and self._shares(False, rule, kind, key))

    def _shares(self, counted: bool, rule: RateLimitItem, kind: str, key: str) -> bool:
        return self._shared is None or self._shared.within(rule, kind, key, counted=counted)
