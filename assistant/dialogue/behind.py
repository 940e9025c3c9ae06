"""What a message means behind the names of its topics: one is read when something is asked of it, not before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.dialogue.topics import Shares, Topic, within
from assistant.nlu.evidence import Evidence
from assistant.nlu.within import Within, among, log_of
from catalog import Catalog

Read = Callable[[str], Evidence]


@dataclass(frozen=True)
class Span:
    """Between what a number lies that is not known yet; ``low`` is ``high`` where it is."""

    low: float
    high: float


@dataclass(frozen=True)
class Behind(Within):
    """A message's shares and gains in its topics. ``read`` finds what a text means, ``bare`` what a topic's name means
    by itself, among all transactions.
    """

    catalog: Catalog = field(kw_only=True)
    topics: tuple[Topic, ...] = field(kw_only=True)
    read: Read = field(kw_only=True)
    bare: Callable[[str], Shares] = field(kw_only=True)
    _known: dict[str, Shares] = field(default_factory=dict, kw_only=True)

    def share(self, transaction: str | None) -> float:
        """The share of a transaction; 0 where it is not in question."""
        return self._of(self._about(transaction)).share(transaction)

    def gain(self, transaction: str | None) -> float:
        """The gain of a transaction; that of a share that vanished where it is not in question."""
        return self._of(self._about(transaction)).gain(transaction)

    def whole(self) -> float:
        """What all that is in question has together."""
        return self._of(self.topics).whole()

    def read_one(self, *about: str | None) -> bool:
        """Reads a topic that was not read yet, one of these transactions first; False where all were."""
        unread = [topic for topic in self.topics if topic.text not in self._known]
        of_these = [topic for topic in unread if not set(about).isdisjoint(topic.members)]
        for topic in (of_these or unread)[:1]:
            self._found(topic)
        return bool(unread)

    def log_share(self, transaction: str | None) -> Span:
        """Where the logarithm of a transaction's share lies, from what has been read so far."""
        about = self._about(transaction)
        known = [self._known[topic.text] for topic in about if topic.text in self._known]
        least = max((found.get(transaction or "", 0.0) for found in known), default=0.0)
        return Span(log_of(least), log_of(least if len(known) == len(about) else 1.0))

    def log_share_over_gain(self, transaction: str | None) -> Span:
        """Where the logarithm of a share lies above its gain: that of the share which the bare names give it."""
        before = [log_of(self.bare(topic.name).get(transaction or "", 0.0)) for topic in self._about(transaction)]
        # Of several topics each has its own share before, and the highest gain may be another one's than the share.
        return Span(min(before, default=0.0), max(before, default=0.0))

    def log_whole(self) -> Span:
        """Where the logarithm of all shares together lies; of each topic that was not read, all may be its own."""
        read = tuple(topic for topic in self.topics if topic.text in self._known)
        least = self._of(read).whole()
        return Span(log_of(least), log_of(least + len(self.topics) - len(read)))

    def _about(self, transaction: str | None) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if transaction in topic.members)

    def _of(self, topics: tuple[Topic, ...]) -> Within:
        return within(topics, [self._found(topic) for topic in topics], [self.bare(topic.name) for topic in topics])

    def _found(self, topic: Topic) -> Shares:
        """What the message means behind a topic's name, among all transactions."""
        if topic.text not in self._known:
            self._known[topic.text] = among(self.read(topic.text).matter, self.catalog.transactions)
        return self._known[topic.text]
