"""What a message means behind the names of its topics: one is read when something is asked of it, not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field

from assistant.dialogue.topics import Topic
from assistant.nlu.evidence import Evidence
from assistant.nlu.within import Within, among, log_of
from catalog import Catalog

Read = Callable[[str], Evidence]
Shares = Mapping[str, float]


@dataclass(frozen=True)
class Span:
    """Between what a number lies that is not known yet; ``low`` is ``high`` where it is."""

    low: float
    high: float


@dataclass(frozen=True)
class Behind(Within):
    """A message's shares and gains in its topics.

    ``read`` finds what a text means. ``named``: what the names of topics mean by themselves, among all transactions, as
    far as that is known; the same for every talk, so that what is found here is left there.
    """

    catalog: Catalog = field(kw_only=True)
    topics: tuple[Topic, ...] = field(kw_only=True)
    read: Read = field(kw_only=True)
    named: MutableMapping[str, Shares] = field(kw_only=True)
    _known: dict[str, Shares] = field(default_factory=dict, kw_only=True)

    def share(self, transaction: str | None) -> float:
        """The share of a transaction; 0 where it is not in question."""
        # A reload may have taken it out since the topics were named.
        shares = (self._found(topic).get(transaction or "", 0.0) for topic in self._about(transaction))
        return max(shares, default=0.0)

    def gain(self, transaction: str | None) -> float:
        """The gain of a transaction; that of a share that vanished where it is not in question."""
        which = transaction or ""
        gains = (
            log_of(self._found(topic).get(which, 0.0)) - log_of(self._bare(topic).get(which, 0.0))
            for topic in self._about(transaction)
        )
        return max(gains, default=log_of(0.0))

    def whole(self) -> float:
        """What all that is in question has together."""
        return self._together(self.topics)

    def read_one(self, *about: str | None) -> bool:
        """Reads one text that was not read yet, of a topic of these transactions first; False where all were."""
        unread = [topic for topic in self.topics if topic.text not in self._known or topic.name not in self.named]
        of_these = [topic for topic in unread if not set(about).isdisjoint(topic.members)]
        for topic in (of_these or unread)[:1]:
            # The name first: it is read once for all talks.
            self._bare(topic) if topic.name not in self.named else self._found(topic)
        return bool(unread)

    def log_share(self, transaction: str | None) -> Span:
        """Where the logarithm of a transaction's share lies, from what has been read so far."""
        about = self._about(transaction)
        known = [self._known[topic.text] for topic in about if topic.text in self._known]
        least = max((found.get(transaction or "", 0.0) for found in known), default=0.0)
        return Span(log_of(least), log_of(least if len(known) == len(about) else 1.0))

    def log_share_over_gain(self, transaction: str | None) -> Span:
        """Where the logarithm of a share lies above its gain: that of the share which the bare names give it."""
        about = self._about(transaction)
        known = [self.named[topic.name] for topic in about if topic.name in self.named]
        before = [log_of(found.get(transaction or "", 0.0)) for found in known]
        if len(known) < len(about):
            before += [log_of(0.0), log_of(1.0)]
        # Of several topics each has its own share before, and the highest gain may be another one's than the share.
        return Span(min(before, default=0.0), max(before, default=0.0))

    def log_whole(self) -> Span:
        """Where the logarithm of all shares together lies; of each topic that was not read, all may be its own."""
        read = tuple(topic for topic in self.topics if topic.text in self._known)
        least = self._together(read)
        return Span(log_of(least), log_of(least + len(self.topics) - len(read)))

    def _about(self, transaction: str | None) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if transaction in topic.members)

    def _together(self, topics: tuple[Topic, ...]) -> float:
        """What the members of topics have together; one that is in several counts once, by its highest share."""
        shares: dict[str, float] = {}
        for topic in topics:
            found = self._found(topic)
            shares.update((i, max(shares.get(i, 0.0), found.get(i, 0.0))) for i in topic.members)
        return sum(shares.values())

    def _found(self, topic: Topic) -> Shares:
        """What the message means behind a topic's name, among all transactions."""
        if topic.text not in self._known:
            self._known[topic.text] = among(self.read(topic.text).matter, self.catalog.transactions)
        return self._known[topic.text]

    def _bare(self, topic: Topic) -> Shares:
        """What a topic's name means by itself, among all transactions."""
        if topic.name not in self.named:
            self.named[topic.name] = among(self.read(topic.name).matter, self.catalog.transactions)
        return self.named[topic.name]
