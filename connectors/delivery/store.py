"""What is kept of messengers, on whatever database: each method is one transaction."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from assistant.messages import Language
from connectors.delivery.arrivals import ArrivalStore
from connectors.delivery.base import SQL, DeliveryUnavailable, Rows, Run, stamp
from connectors.delivery.model import Button, Contact, DeadLetter, Draft, Parcel

__all__ = ["SQL", "DeliveryStore", "DeliveryUnavailable", "Rows", "Run"]

LONGEST_WAIT = timedelta(hours=12)  # nothing is tried for longer


class DeliveryStore(ArrivalStore):
    """Contacts, inbox, outbox and what goes with them; ``clock`` gives aware times. Raises DeliveryUnavailable."""

    silence_days = 30  # after which an address is deleted

    @abstractmethod
    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""

    @abstractmethod
    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""

    def contact(self, channel: str, address: str) -> Contact | None:
        """Who is behind an address."""
        rows = self._read("contact", channel=channel, address=address)
        return _contact(rows[0]) if rows else None

    def meet(self, contact: Contact) -> Contact:
        """Notes that an address was heard of now; a known one keeps its conversation and language."""
        given = {"conversation": contact.conversation, "language": contact.language, "at": self._now()}
        return _contact(self._write("meet", **_of(contact), **given)[0])

    def contacts_of(self, conversation: str) -> list[Contact]:
        """The addresses at which a conversation is held."""
        return [_contact(row) for row in self._read("contacts_of", conversation=conversation)]

    def set_language(self, contact: Contact, language: Language) -> None:
        """The language the person has chosen."""
        self._write("set_language", **_of(contact), language=language)

    def hand_over(self, contact: Contact, conversation: str) -> None:
        """Continues another conversation at an address."""
        self._write("hand_over", **_of(contact), conversation=conversation)

    def lose(self, channel: str, address: str, reason: str) -> None:
        """The address is blocked: what waits for it is dropped."""
        where = {"channel": channel, "address": address}
        with self._transaction() as run:
            run("lose", where)
            run("drop_waiting", {**where, "error": reason, "at": self._now()})

    def forget(
        self,
        contact: Contact,
        in_hand: str,
        *,
        keep_address: bool,
        farewell: tuple[str, str, datetime] | None = None,
    ) -> None:
        """
        Deletes what is kept of an address, unanswered updates but the one ``in_hand`` included; the address itself
        stays where a ticket is still followed there. With it a ``farewell`` is kept, as by `keep`.
        """
        with self._transaction() as run:
            run("hold", _of(contact))
            run("forget_arrivals", {**_of(contact), "in_hand": in_hand})
            run("forget_buttons", {"conversation": contact.conversation})
            if not keep_address:
                run("forget_follower", _of(contact))
                run("forget_contact", _of(contact))
            if farewell:
                name, value, expires_at = farewell
                run("keep", {"name": name, "value": value, "expires_at": stamp(expires_at)})

    def follow(self, contact: Contact, reference: str) -> None:
        """Tells the address of this ticket from now on."""
        self._write("follow", **_of(contact), reference=reference, at=self._now())

    def followers(self, reference: str) -> list[Contact]:
        """The addresses that follow a ticket by its link."""
        return [_contact(row) for row in self._read("followers", reference=reference)]

    def seen(self, channel: str, update_id: str) -> bool:
        """Whether an update has been dealt with."""
        return bool(self._read("seen", channel=channel, update_id=update_id))

    def post(
        self, drafts: Sequence[Draft], received: tuple[str, str] | None = None, read: tuple[str, int] | None = None
    ) -> bool:
        """
        Puts messages into the outbox, in one transaction with the update they answer (channel, update id) or the place
        up to which a source was read. False, and nothing is put, when that update was dealt with before.
        """
        now = self._now()
        with self._transaction() as run:
            for channel, address in sorted({(draft.to.channel, draft.to.address) for draft in drafts}):
                run("hold", {"channel": channel, "address": address})  # before any row, as everybody does
            if received:
                update = {"channel": received[0], "update_id": received[1]}
                run("clear_arrival", update)
                if not run("receive", {**update, "at": now}):
                    return False
            for draft in drafts:
                _put(run, draft, now)
            if read:
                run("set_place", {"source": read[0], "place": read[1]})
        return True

    def hand_in(self, draft: Draft, update_id: str, mark: str) -> bool:
        """
        Ends an update of a messenger that takes an answer at once. True: the caller says it. False: the answer was
        promised for later (``mark``, as in `promise`), so it goes out by the outbox, once.
        """
        now, update = self._now(), {"channel": draft.to.channel, "update_id": update_id}
        with self._transaction() as run:
            run("hold", _of(draft.to))
            ended = run("clear_arrival", update)
            run("receive", {**update, "at": now})
            if ended and ended[0]["promised"]:
                _put(run, draft, now)
                return False
            _offer(run, draft.to, draft.packed.buttons, now)
            return bool(ended) or not run("seen", {"channel": mark, "update_id": update_id})

    def place(self, source: str) -> int:
        """How far a source was read; 0 at first."""
        rows = self._read("place", source=source)
        return int(rows[0]["place"]) if rows else 0

    def offer(self, contact: Contact, buttons: Sequence[Button]) -> None:
        """Notes buttons that are shown without the outbox."""
        with self._transaction() as run:
            _offer(run, contact, buttons, self._now())

    def button(self, conversation: str, button: str) -> Button | None:
        """What a button of a conversation asks for."""
        rows = self._read("button", conversation=conversation, id=button)
        return Button(button, rows[0]["payload"], rows[0]["title"]) if rows else None

    def claim(self, channel: str, lease: timedelta, limit: int) -> list[Parcel]:
        """
        A channel's parcels to send now, those that are due longest first, at most one an address; nobody else gets
        them before the lease ends.
        """
        now = self._now()
        if not self._read("due", channel=channel, now=now, limit=1):
            return []  # looking costs no lock
        until = stamp(self._clock() + lease)
        with self._transaction() as run:
            due = run("due", {"channel": channel, "now": now, "limit": limit})
            return [_parcel(row) for row in due if run("lease", {"id": row["id"], "until": until, "now": now})]

    def sent(self, parcel: Parcel) -> None:
        """The parcel has arrived."""
        self._write("close", id=parcel.id, state="sent", error=None, at=self._now())

    def postpone(self, parcel: Parcel, due_at: datetime, error: str, *, counted: bool) -> None:
        """The parcel is tried again at that time."""
        self._write("postpone", id=parcel.id, due_at=stamp(due_at), error=error, counted=int(counted))

    def give_up(self, parcel: Parcel, error: str) -> None:
        """The parcel becomes a dead letter; those behind it go on."""
        self._write("close", id=parcel.id, state="dead", error=error, at=self._now())

    def hurry(self) -> int:
        """Makes due what waits for a time beyond any that is ever waited for, as of a clock that had jumped forward."""
        now = self._clock()
        return len(self._write("hurry", at=stamp(now), beyond=stamp(now + LONGEST_WAIT)))

    def counts(self) -> dict[tuple[str, str], int]:
        """Parcels by channel and state."""
        return {(row["channel"], row["state"]): int(row["parcels"]) for row in self._read("counts")}

    def waiting(self) -> dict[str, tuple[int, float]]:
        """Parcels that wait, by channel, and the age of the oldest in seconds."""
        now = self._clock()
        return {
            row["channel"]: (row["parcels"], (now - datetime.fromisoformat(row["oldest"])).total_seconds())
            for row in self._read("waiting")
        }

    def dead_letters(self, limit: int = 20) -> list[DeadLetter]:
        """The newest dead letters."""
        rows = self._read("dead_letters", limit=limit)
        return [DeadLetter(r["id"], r["channel"], r["error"], datetime.fromisoformat(r["created_at"])) for r in rows]

    def spend(self, digest: str, used_by: str) -> bool:
        """Uses a single-use link; True for whoever used it first, again too."""
        with self._transaction() as run:
            run("spend", {"digest": digest, "used_by": used_by, "at": self._now()})
            return bool(run("spent_by", {"digest": digest})[0]["used_by"] == used_by)

    def spent(self, digest: str) -> bool:
        """Whether anybody has used a single-use link."""
        return bool(self._read("spent_by", digest=digest))

    def keep(self, name: str, value: str, expires_at: datetime) -> None:
        """Keeps something that all processes share until it expires."""
        self._write("keep", name=name, value=value, expires_at=stamp(expires_at))

    def lead(self, name: str, owner: str, lease: timedelta) -> bool:
        """Whether ``owner`` alone does what ``name`` says until the lease ends; asking again renews it."""
        until = stamp(self._clock() + lease)
        return bool(self._write("lead", name=name, value=owner, expires_at=until, at=self._now()))

    def kept(self, name: str) -> str | None:
        """What is kept under a name and has not expired."""
        rows = self._read("kept", name=name, at=self._now())
        return str(rows[0]["value"]) if rows else None

    def sweep(self) -> int:
        """
        Deletes what has had its time: what is shared once it has expired; inbox, links, what was sent and what found
        no answer after two days, dead letters after a week, contacts and buttons after ``silence_days`` of silence.
        Gives the number of contacts.
        """
        now = self._clock()
        days_2, week, long_ago = (stamp(now - timedelta(days=days)) for days in (2, 7, self.silence_days))
        with self._transaction() as run:
            for name in ("inbox", "received", "spent"):
                run(f"sweep_{name}", {"before": days_2})
            run("sweep_shared", {"before": stamp(now)})
            run("sweep_outbox", {"before": days_2, "dead_before": week})
            run("sweep_followers", {"before": week})
            run("sweep_buttons", {"before": long_ago})
            return len(run("sweep_contacts", {"before": long_ago}))


def _put(run: Run, draft: Draft, now: str) -> None:
    content = json.dumps(draft.packed.content, ensure_ascii=False)
    run("put", {**_of(draft.to), "key": draft.key, "content": content, "at": now})
    _offer(run, draft.to, draft.packed.buttons, now)


def _offer(run: Run, contact: Contact, buttons: Sequence[Button], now: str) -> None:
    for button in buttons:
        offered = {"id": button.id, "payload": button.payload, "title": button.title}
        run("offer", {**offered, "conversation": contact.conversation, "at": now})


def _of(contact: Contact) -> dict[str, str]:
    return {"channel": contact.channel, "address": contact.address}


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(row["channel"], row["address"], row["conversation"], row["language"], bool(row["reachable"]))


def _parcel(row: Mapping[str, Any]) -> Parcel:
    content, created = json.loads(row["content"]), datetime.fromisoformat(row["created_at"])
    return Parcel(row["id"], row["key"], row["channel"], row["address"], content, row["attempts"], created)
