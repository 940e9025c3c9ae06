"""The store of conversations: what is kept, for whom, and what happens when the file can't be used."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from assistant.history import History, HistoryUnavailable, SQLiteHistory
from assistant.history.postgres import PostgresHistory
from assistant.messages import Candidate, Choice, Reply, Turn, Understanding
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def turn(title: str = "取个号", text: str = "在一楼") -> Turn:
    """A turn that offers one choice."""
    understanding = Understanding(
        "answer", "passport_renewal", ("location", "fee"), (Candidate("passport_renewal", 0.97),), confidence=0.97
    )
    reply = Reply("card", text, "zh", (Choice(title, "take_ticket:passport_renewal"),), {"floor": "1F"})
    return Turn("zh", understanding, (reply,))


Open = Callable[[], History]


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens one and the same store, not migrated, again and again."""
    stores: list[History] = []
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").create(tmp_path.name)

    def open_one() -> History:
        if request.param == "postgres":
            stores.append(PostgresHistory(PostgresDatabase(url), lambda: NOON))
        else:
            stores.append(SQLiteHistory(tmp_path / "conversations.db", lambda: NOON))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def history(opened: Open) -> History:
    """An empty store."""
    store = opened()
    store.migrate()
    return store


def test_the_language_spoken_last_is_known(history: History) -> None:
    assert history.spoken("c") is None
    history.record("c", None, "护照在哪办", turn())
    history.record("c", None, "where", replace(turn(), language="en"))
    history.record("d", None, "护照在哪办", turn())
    assert (history.spoken("c"), history.spoken("d"), history.spoken("e")) == ("en", "zh", None)
    history.forget("c")
    assert history.spoken("c") is None


def test_migrating_again_changes_nothing(opened: Open) -> None:
    first, second = opened(), opened()
    assert first.pending() == second.pending() == 1
    assert first.migrate() == 1
    first.record("a", None, "你好", turn())
    assert second.migrate() == second.pending() == 0
    assert len(second.messages_after("a", 0)) == 2


def test_an_exchange_comes_back_as_it_was_said(history: History) -> None:
    history.record("a", "id-1", "在哪里办", turn())
    asked, told = history.messages_after("a", 0)
    assert (asked.sender, asked.content) == ("citizen", {"text": "在哪里办"})
    assert datetime.fromisoformat(asked.created_at) == NOON
    assert asked.as_dict()["text"] == "在哪里办"
    assert told.sender == "assistant"
    assert Turn.from_dict(told.content) == turn()


def test_a_message_id_finds_its_answer_in_its_conversation_only(history: History) -> None:
    history.record("a", "id-1", "一", turn(text="first"))
    history.record("b", "id-1", "一", turn(text="other"))
    history.record("a", "id-2", "二", turn(text="second"))
    found = history.answered("a", "id-1")
    assert found is not None
    assert found.repeated
    assert found.replies[0].text == "first"
    assert history.answered("a", "id-3") is None
    assert history.answered("c", "id-1") is None


def test_messages_are_read_on_from_any_of_them(history: History) -> None:
    for number in range(5):
        history.record("a", None, str(number), turn())
        history.record("b", None, "another's", turn())
    whole = history.messages_after("a", 0)
    assert [m.content["text"] for m in whole[::2]] == ["0", "1", "2", "3", "4"]
    assert history.messages_after("a", whole[3].id) == whole[4:]
    assert history.messages_after("a", 0, limit=3) == whole[:3]


def test_a_choice_is_known_under_the_title_last_offered(history: History) -> None:
    payload = "take_ticket:passport_renewal"
    assert history.choice_title("a", payload) is None
    history.record("a", None, "x", turn())
    assert history.choice_title("a", payload) == "取个号"
    assert history.choice_title("b", payload) is None
    history.record("a", None, "x", turn("Take a number"))
    assert history.choice_title("a", payload) == "Take a number"


def test_an_exchange_is_kept_whole_or_not_at_all(history: History) -> None:
    history.record("a", "id-1", "一", turn())
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        history.record("a", "id-1", "again", turn("never offered"))
    assert len(history.messages_after("a", 0)) == 2
    assert history.choice_title("a", "take_ticket:passport_renewal") == "取个号"


def test_the_state_of_the_dialogue_is_replaced(history: History) -> None:
    assert history.load_tracker("a") is None
    for state in ({"slots": {"transaction": "护照"}, "events": []}, {"slots": {}, "events": [1]}):
        history.save_tracker("a", state)
        assert history.load_tracker("a") == state
    assert history.conversations() == ["a"]


def test_what_is_forgotten_is_gone_and_others_stay(history: History) -> None:
    for name in ("a", "b"):
        history.record(name, "id-1", "x", turn())
        history.save_tracker(name, {"slots": {}})
    history.forget("a")
    assert history.messages_after("a", 0) == []
    assert history.answered("a", "id-1") is None
    assert history.choice_title("a", "take_ticket:passport_renewal") is None
    assert history.load_tracker("a") is None
    for table in ("message", "choice", "tracker"):
        assert {row["conversation"] for row in everything(history, table)} == {"b"}


def everything(history: History, table: str) -> list[Any]:
    """The rows of a table, read past the store's own questions."""
    question = f"SELECT conversation FROM {table}"
    if isinstance(history, PostgresHistory):
        with history._database.connect() as connection:
            return connection.execute(question.encode()).fetchall()
    assert isinstance(history, SQLiteHistory)
    return history._connection().execute(question).fetchall()


def test_threads_write_side_by_side(history: History) -> None:
    def talk(name: str) -> None:
        for number in range(20):
            history.record(name, f"{number}", str(number), turn(text=f"{name} {number}"))

    threads = [threading.Thread(target=talk, args=(f"c{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n in range(6):
        for number in range(20):
            found = history.answered(f"c{n}", f"{number}")
            assert found is not None
            assert found.replies[0].text == f"c{n} {number}"


USES = ["record", "answered", "read", "choice", "load", "save", "forget", "ping"]


def uses(history: History) -> dict[str, Any]:
    """Every way in which the store is used while it serves."""
    return {
        "record": lambda: history.record("a", None, "x", turn()),
        "answered": lambda: history.answered("a", "x"),
        "read": lambda: history.messages_after("a", 0),
        "choice": lambda: history.choice_title("a", "x"),
        "load": lambda: history.load_tracker("a"),
        "save": lambda: history.save_tracker("a", {}),
        "forget": lambda: history.forget("a"),
        "ping": history.ping,
    }


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("path", ["gone/conversations.db", "empty.db"])
def test_a_store_that_can_not_be_used_says_so(tmp_path: Path, path: str, use: str) -> None:
    broken = SQLiteHistory(tmp_path / path, lambda: NOON)
    with pytest.raises(HistoryUnavailable):
        uses(broken)[use]()
    broken.close()


@pytest.mark.parametrize("use", USES)
def test_a_server_that_is_gone_or_unprepared_says_so(postgres: PostgresServer, use: str) -> None:
    for url in ("postgresql://nobody@127.0.0.1:1/none", postgres.url()):
        broken = PostgresHistory(PostgresDatabase(url), lambda: NOON)
        with pytest.raises(HistoryUnavailable):
            uses(broken)[use]()
        broken.close()


def test_a_restarted_server_is_found_again_at_once(postgres: PostgresServer, tmp_path: Path) -> None:
    history = PostgresHistory(PostgresDatabase(postgres.create(tmp_path.name)), lambda: NOON)
    history.migrate()
    history.save_tracker("a", {"slots": {}})
    history.record("a", "id-1", "在哪里办", turn())
    postgres.kill()
    for use in (history.ping, lambda: history.record("a", "id-2", "x", turn())):
        with pytest.raises(HistoryUnavailable):
            use()
    postgres.start()
    assert len(history.messages_after("a", 0)) == 2
    assert history.load_tracker("a") is not None, "it waited for no disk, but the exchange after it did"
    history.record("a", "id-2", "x", turn())
    assert history.answered("a", "id-2") is not None
    history.close()


@pytest.mark.parametrize("use", ["record", "ping"])
def test_a_damaged_file_is_a_store_that_can_not_be_used(tmp_path: Path, use: str) -> None:
    path = tmp_path / "conversations.db"
    path.write_bytes(b"this is not a database at all, " * 50)
    broken = SQLiteHistory(path, lambda: NOON)
    with pytest.raises(HistoryUnavailable):
        uses(broken)[use]()
    broken.close()
