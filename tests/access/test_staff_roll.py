"""The roll of the staff on both stores: tokens are digests, rotation overlaps, revoking is at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.staff import NameTaken, Role, StaffRefused, StaffRoll, StaffUnavailable, UnknownMember
from assistant.staff.roll import PART, SQL
from assistant.storage.named_store import PostgresNamedStore, SQLiteNamedStore
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer


class Clock:
    """A clock that a test sets."""

    now = datetime(2026, 11, 23, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
def roll(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[StaffRoll, Clock]]:
    """An empty roll."""
    clock = Clock()
    if request.param == "sqlite":
        yield StaffRoll(SQLiteNamedStore(tmp_path / "staff.db", SQL), clock, ("of the settings",)), clock
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    database = PostgresDatabase(server.create(f"roll{tmp_path.name.replace('-', '_')}".lower()[:60]))
    yield StaffRoll(PostgresNamedStore(database, PART, SQL), clock, ("of the settings",)), clock
    database.close()


def test_a_life_on_the_roll(roll: tuple[StaffRoll, Clock]) -> None:
    """Added, let in, rotated with an overlap, revoked: each token counts as long as it should and no longer."""
    staff, clock = roll
    assert staff.pending() == staff.migrate() == 1 and staff.pending() == staff.migrate() == 0
    first = staff.add("Li Hua", [Role.WINDOW, Role.DESK], {3, 1})
    member = staff.member_of(first)
    assert member is not None and member.roles == {Role.WINDOW, Role.DESK}
    assert member.works_at(1) and not member.works_at(2)
    with pytest.raises(NameTaken):
        staff.add("Li Hua", [Role.DESK])
    second = staff.rotate("Li Hua", timedelta(hours=2))
    assert first != second and staff.member_of(first) == staff.member_of(second) == member
    ((_, tokens),) = staff.members()
    assert len(tokens) == 2 and first not in repr(tokens)
    clock.now += timedelta(hours=2)
    assert staff.member_of(first) is None and staff.member_of(second) == member
    staff.revoke("Li Hua")
    assert staff.member_of(second) is None and staff.members() == []
    with pytest.raises(UnknownMember):
        staff.revoke("Li Hua")
    with pytest.raises(UnknownMember):
        staff.rotate("Li Hua", timedelta(0))


def test_a_token_ends_with_its_life_and_an_overlap_lengthens_none(roll: tuple[StaffRoll, Clock]) -> None:
    staff, clock = roll
    staff.migrate()
    token = staff.add("王芳", [Role.EDITOR], life=timedelta(days=1))
    staff.rotate("王芳", timedelta(days=30))
    clock.now += timedelta(days=1)
    assert staff.member_of(token) is None


def test_near_misses_are_nobodys(roll: tuple[StaffRoll, Clock]) -> None:
    """Another secret behind a right id, another id before a right secret, cut, longer, with lone surrogates."""
    staff, _ = roll
    staff.migrate()
    one, other = staff.add("one", [Role.DESK]), staff.add("other", [Role.DESK])
    kind, number, secret = one.split("_", 2)
    wrong = [f"{kind}_{number}_{other.split('_', 2)[2]}", f"{kind}_{other.split('_')[1]}_{secret}", one[:-1], one + "a"]
    wrong += ["", "chs_", one.upper(), f"{kind}_{number}_{'A' * 43}", "of the settings ", "of the setting"]
    assert [token for token in wrong if staff.member_of(token) is not None] == []
    fixed = staff.member_of("of the settings")
    assert fixed is not None and fixed.name == "staff 1" and fixed.works_at(99)


@pytest.mark.parametrize("name", ["", " a", "staff 1", "a" * 41, "a\nb", "<b>", "_x"])
def test_names_that_would_mislead_the_audit_are_refused(roll: tuple[StaffRoll, Clock], name: str) -> None:
    with pytest.raises(StaffRefused):
        roll[0].add(name, [Role.DESK])


def test_the_file_holds_no_token(tmp_path: Path) -> None:
    """A copy of it lets nobody in."""
    staff = StaffRoll(SQLiteNamedStore(tmp_path / "staff.db", SQL), Clock())
    staff.migrate()
    token = staff.add("Li Hua", [Role.DESK])
    kept = (tmp_path / "staff.db").read_bytes()
    assert b"Li Hua" in kept and token.split("_", 2)[2].encode() not in kept


def test_a_store_that_is_gone_lets_nobody_in_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "staff.db").write_bytes(b"this is no database" * 100)
    staff = StaffRoll(SQLiteNamedStore(tmp_path / "staff.db", SQL), Clock(), ("of the settings",))
    with pytest.raises(StaffUnavailable):
        staff.member_of("chs_" + "0" * 12 + "_" + "A" * 43)
    assert staff.member_of("of the settings") is not None


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Runs `citizen-home staff …` in this process: exit code and what it said."""
    from typer.testing import CliRunner

    from assistant.commands.staff import staff
    from assistant.settings import Settings

    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=None)
    monkeypatch.setattr("assistant.settings.get_settings", lambda: settings)

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(staff, words)
        return done.exit_code, done.output

    return run


def test_the_commands(said: Callable[..., tuple[int, str]]) -> None:
    """add, list, rotate, revoke: a token is printed once and listed never; troubles are said in a sentence."""
    code, token = said("add", "Li Hua", "--role", "window", "--role", "desk", "--windows", "1-3,8", "--days", "30")
    assert code == 0 and token.startswith("chs_")
    code, listed = said("list")
    assert "Li Hua: desk, window windows 1,2,3,8" in listed and token.strip() not in listed and "ends 20" in listed
    assert said("add", "Li Hua", "--role", "desk")[0] == 1
    code, other = said("rotate", "Li Hua", "--overlap-hours", "0")
    assert code == 0 and other != token
    assert said("list")[1].count("token ") == 1
    assert said("revoke", "Li Hua")[0] == 0
    assert said("revoke", "Li Hua") == (1, "nobody is called Li Hua / 没有这个人：Li Hua\n")
    assert said("add", "x", "--role", "boss")[0] == 2 and said("add", "x", "--role", "desk", "--windows", "a")[0] == 2
