"""One message of a conversation at a time over processes: turns are opened twice, as two of them would."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.history import FileTurns, HistoryUnavailable, Turns
from assistant.history.postgres_turns import PostgresTurns
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer

Open = Callable[[], Turns]


@pytest.fixture(params=["files", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same turns again and again, each time as another process."""
    made: list[Turns] = []

    def open_one() -> Turns:
        if request.param == "files":
            made.append(FileTurns(tmp_path / "turns"))
        else:
            made.append(PostgresTurns(PostgresDatabase(request.getfixturevalue("postgres").url())))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def test_two_processes_never_hold_a_conversation_at_once(opened: Open) -> None:
    inside, most, done = 0, 0, []

    async def answer(turns: Turns, name: int) -> None:
        nonlocal inside, most
        async with turns.hold("a"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1
            done.append(name)

    async def both() -> None:
        # Within a process the conversation itself sees to one at a time.
        async def one(turns: Turns, first: int) -> None:
            for number in range(5):
                await answer(turns, first + number)

        await asyncio.gather(*(one(opened(), 10 * place) for place in range(3)))

    asyncio.run(both())
    assert most == 1
    assert sorted(done) == [10 * place + number for place in range(3) for number in range(5)]
    assert [name for name in done if name < 10] == [0, 1, 2, 3, 4]


def test_other_conversations_do_not_wait(opened: Open) -> None:
    async def run() -> None:
        async with opened().hold("a"), opened().hold("b"), opened().hold("c"):
            pass

    asyncio.run(asyncio.wait_for(run(), 5))


def test_a_turn_that_never_comes_is_refused(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("turns", "postgres_turns"):
        monkeypatch.setattr(f"assistant.history.{module}.PATIENCE", 0.05)

    async def run() -> None:
        async with opened().hold("a"):
            with pytest.raises(HistoryUnavailable):
                async with opened().hold("a"):
                    raise AssertionError("held twice")
        async with opened().hold("a"):
            pass

    asyncio.run(run())


def test_an_error_or_a_cancelled_message_gives_the_turn_back(opened: Open) -> None:
    async def run() -> None:
        first, second = opened(), opened()
        with pytest.raises(ZeroDivisionError):
            async with first.hold("a"):
                raise ZeroDivisionError
        for number in range(20):
            waiting = asyncio.ensure_future(hold_for_ever(first))
            await asyncio.sleep(number / 10_000)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        async with second.hold("a"):
            pass

    asyncio.run(asyncio.wait_for(run(), 10))


async def hold_for_ever(turns: Turns) -> None:
    async with turns.hold("a"):
        await asyncio.Event().wait()


def test_a_process_that_dies_gives_its_turns_back(postgres: PostgresServer) -> None:
    """Its connection ends with it; also a restarted server is found again."""

    async def run() -> None:
        dying, other = (PostgresTurns(PostgresDatabase(postgres.url())) for _ in range(2))
        async with dying.hold("a"):
            dying.close()
            async with other.hold("a"):
                pass
        postgres.kill()
        with pytest.raises(HistoryUnavailable):
            async with other.hold("a"):
                raise AssertionError("nobody can give it")
        postgres.start()
        async with other.hold("a"):
            pass
        other.close()

    asyncio.run(run())


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    turns = FileTurns(tmp_path / "turns")
    (tmp_path / "turns").rmdir()

    async def run() -> None:
        with pytest.raises(HistoryUnavailable):
            async with turns.hold("a"):
                raise AssertionError("held without a file")

    asyncio.run(run())
