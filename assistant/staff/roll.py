"""The roll of the staff: who a token belongs to; adding, rotating and revoking."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.staff.model import Member, NameTaken, Role, StaffRefused, Token, UnknownMember
from assistant.storage.named_store import NamedStore, Row, Run

SQL = Path(__file__).parent / "sql"
PART = "staff"
# chs_ID_SECRET: secret scanners find it by its beginning, and the id in it names its row.
_TOKEN = re.compile(r"chs_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[^\W_][\w .·-]{0,39}")
_OF_THE_SETTINGS = re.compile(r"staff \d+")  # the names that tokens of the settings have
_NOBODY = hashlib.sha256(secrets.token_bytes(32)).hexdigest()


class StaffRoll:
    """
    Members with their tokens, and the tokens of the settings, which may do what windows and desks do at any window.

    Every method may raise StaffUnavailable when the store can't be reached.
    """

    def __init__(self, store: NamedStore, clock: Callable[[], datetime], fixed: Sequence[str] = ()) -> None:
        """``fixed`` are the tokens of the settings."""
        self._store, self._clock = store, clock
        both = frozenset({Role.WINDOW, Role.DESK})
        self._fixed = [(token.encode(), Member(f"staff {n}", both)) for n, token in enumerate(fixed, start=1)]

    def member_of(self, offered: str) -> Member | None:
        """Whose token this is; None when it is nobody's, or has ended. Compared in constant time."""
        same = [hmac.compare_digest(offered.encode(), token) for token, _ in self._fixed]
        if any(same):
            return self._fixed[same.index(True)][1]
        written = _TOKEN.fullmatch(offered)
        row = next(iter(self._store.rows("by_token", id=written[1])), None) if written else None
        right = hmac.compare_digest(_digest(offered), row["digest"] if row else _NOBODY)
        if row is None or not right or _has_ended(row["ends_at"], self._clock()):
            return None
        return _member(row)

    def add(
        self,
        name: str,
        roles: Collection[Role],
        windows: Collection[int] = (),
        life: timedelta | None = None,
    ) -> str:
        """A new member; gives the first token, which is shown nowhere else. Raises NameTaken or StaffRefused."""
        if not _NAME.fullmatch(name) or _OF_THE_SETTINGS.fullmatch(name):
            raise StaffRefused("a name begins with a letter or digit and has at most 40 letters, blanks, dots, dashes")
        if not roles:
            raise StaffRefused("name at least one role")
        now = _moment(self._clock())
        numbers = " ".join(str(number) for number in sorted(set(windows)))
        with self._store.transaction() as run:
            if not run("add_member", name=name, roles=" ".join(sorted(set(roles))), windows=numbers, now=now):
                raise NameTaken(name)
            return self._new_token(run, name, life)

    def rotate(self, name: str, overlap: timedelta, life: timedelta | None = None) -> str:
        """Another token for a member; those that were there end after ``overlap``. Raises UnknownMember."""
        with self._store.transaction() as run:
            if name not in {row["name"] for row in run("members")}:
                raise UnknownMember(name)
            run("end_tokens", name=name, ends_at=_moment(self._clock() + overlap))
            return self._new_token(run, name, life)

    def revoke(self, name: str) -> None:
        """Takes a member and all the tokens off the roll, at once for every process. Raises UnknownMember."""
        with self._store.transaction() as run:
            run("remove_tokens", name=name)
            if not run("remove_member", name=name):
                raise UnknownMember(name)

    def members(self) -> list[tuple[Member, list[Token]]]:
        """Everybody on the roll with the tokens that hold."""
        now = self._clock()
        tokens = [_token(row) for row in self._store.rows("tokens") if not _has_ended(row["ends_at"], now)]
        people = [_member(row) for row in self._store.rows("members")]
        return [(one, [token for token in tokens if token.member == one.name]) for one in people]

    def ping(self) -> None:
        """Raises StaffUnavailable when the store can't be read."""
        self._store.rows("by_token", id="")

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        return self._store.migrate()

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        return self._store.pending()

    def _new_token(self, run: Run, name: str, life: timedelta | None) -> str:
        number, now = secrets.token_hex(6), self._clock()
        token = f"chs_{number}_{secrets.token_urlsafe(32)}"
        ends = _moment(now + life) if life else None
        run("add_token", id=number, name=name, digest=_digest(token), now=_moment(now), ends_at=ends)
        return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _has_ended(written: str | None, now: datetime) -> bool:
    return written is not None and datetime.fromisoformat(written) <= now


def _member(row: Row) -> Member:
    windows = frozenset(int(number) for number in row["windows"].split())
    return Member(row["name"], frozenset(Role(name) for name in row["roles"].split()), windows or None)


def _token(row: Row) -> Token:
    ends = datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    return Token(row["id"], row["member"], datetime.fromisoformat(row["created_at"]), ends)
