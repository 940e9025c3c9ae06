"""An edited catalog is taken in while the assistant serves: whole or not at all, and no conversation is lost."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.bootstrap import Stores, open_stores, reload_catalog
from assistant.settings import Settings
from catalog import Catalog, Fee, load_catalog
from catalog.live import LiveCatalog
from catalog.loader import DATA
from catalog.reloading import Answer, Follower, ReloadFolder, wait_for_answers

OPEN, CLOSED = "2026-11-23T10:00:00+08:00", "2026-11-23T20:00:00+08:00"
TRAINED = "the fingerprint of before"


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalog's files, which the assistant reads when it reloads."""
    root = Path(shutil.copytree(DATA, tmp_path / "catalog"))
    monkeypatch.setattr(bootstrap, "load_catalog", lambda: load_catalog(root))
    return root


def change(root: Path, file: str, before: str, after: str) -> None:
    """Edits the first place of a text in a file."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(params=[CLOSED])
def stores(request: pytest.FixtureRequest, edited: Path, tmp_path: Path) -> Iterator[Stores]:
    """Opened stores over the copy; by default after closing time."""
    clock = datetime.fromisoformat(request.param)
    opened = open_stores(Settings(_env_file=None, data_dir=tmp_path / "data", database_url=None, clock=clock))
    yield opened
    opened.close()


def reload(stores: Stores) -> Answer:
    return reload_catalog(stores.live, stores.ledger, bootstrap.fingerprint(stores.catalog), "one")


def test_a_changed_fact_is_in_the_next_answer_of_everybody(stores: Stores, edited: Path) -> None:
    """Desk, renderer and whoever else holds the catalog read the new one; the model need not be trained."""
    desk, renderer = stores.desk, stores.renderer
    change(edited, "transactions/exit_entry.yml", 'zh: "快递费另算。"', 'zh: "快递费另算，到付也行。"')
    assert reload(stores) == Answer("one", taken=True, retrain=False)
    assert "到付也行" in renderer.answer(desk.about("passport_reissue_lost"), ("fee",), "zh").text


def test_a_fault_leaves_the_old_catalog_in_place(stores: Stores, edited: Path) -> None:
    before = stores.catalog
    change(edited, "transactions/exit_entry.yml", "  floor: 1F", "  floor: 9F")
    answer = reload(stores)
    assert not answer.taken and stores.catalog is before
    assert any(fault.startswith("transactions/exit_entry.yml:") for fault in answer.faults)


def test_faulty_plans_of_the_floors_leave_it_as_well(
    stores: Stores, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stores.catalog
    change(edited, "floors.yml", "floor: 1F", "floor: 7F")
    monkeypatch.setattr(bootstrap, "DATA", edited)
    monkeypatch.setattr(bootstrap, "load_floors", partial(bootstrap.load_floors, root=edited))
    answer = reload(stores)
    assert not answer.taken and answer.faults[0].startswith("floors.yml:") and stores.catalog is before


def test_names_are_shown_at_once_and_train_later(stores: Stores, edited: Path) -> None:
    change(edited, "transactions/exit_entry.yml", 'zh: "普通护照到期换发"', 'zh: "普通护照快到期换发"')
    assert reload(stores) == Answer("one", taken=True, retrain=True)
    assert stores.catalog.transactions["passport_renewal"].name.zh == "普通护照快到期换发"


def move_windows(root: Path) -> None:
    """Gas matters of window 63 go to window 62, and 62's to 63."""
    path = root / "transactions/gas.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('windows: "62"', 'windows: "62-63"').replace('windows: "63"', 'windows: "62-63"'), "utf-8"
    )


def test_windows_may_change_after_closing_time(stores: Stores, edited: Path) -> None:
    move_windows(edited)
    assert reload(stores).taken
    assert stores.ledger.queues.by_transaction["gas_activation"].windows == (62, 63)
    assert stores.desk.about("gas_activation").transaction.windows == (62, 63)


@pytest.mark.parametrize("stores", [OPEN], indirect=True)
def test_windows_do_not_change_under_people_who_hold_a_number(stores: Stores, edited: Path) -> None:
    """A ticket is a promise: its windows stay while numbers for them are given."""
    ticket = stores.ledger.issue("a citizen", "gas_activation").ticket
    before = stores.catalog
    move_windows(edited)
    answer = reload(stores)
    assert not answer.taken and "gas_6" in answer.faults[0] and "closing time" in answer.faults[0]
    assert stores.catalog is before
    assert stores.ledger.place(ticket).ahead == 0


@pytest.mark.parametrize("stores", [OPEN], indirect=True)
def test_other_facts_change_in_opening_hours(stores: Stores, edited: Path) -> None:
    ticket = stores.ledger.issue("a citizen", "gas_activation").ticket
    change(edited, "transactions/gas.yml", "改户名不收费", "改户名免费")
    assert reload(stores).taken
    assert stores.ledger.by_reference(ticket.reference) == ticket


def test_the_hours_of_the_center_are_followed(stores: Stores, edited: Path) -> None:
    change(edited, "center.yml", 'closes: "16:30"', 'closes: "20:30"')
    words = edited / "center.yml"  # which have to say the same
    words.write_text(words.read_text(encoding="utf-8").replace("9:00-16:30", "9:00-20:30"), encoding="utf-8")
    assert not stores.desk.about("gas_activation").open_now
    assert reload(stores).taken
    assert stores.desk.about("gas_activation").open_now


def test_readers_see_one_catalog_or_the_other() -> None:
    old = load_catalog()
    live = LiveCatalog(old)
    taken = live.now
    record = old.transactions["passport_renewal"].model_copy(update={"fee": Fee(amount=Decimal(1))})
    live.replace(dataclasses.replace(old, transactions={**old.transactions, record.id: record}))
    assert taken is old and live.now is not old
    assert live.now.transactions["passport_renewal"].fee.amount == 1


class Process:
    """A process that follows, and what it was asked."""

    def __init__(self, data_dir: Path, answer: Callable[[str], Answer] = Answer) -> None:
        self.asked: list[str] = []
        self._answer = answer
        self.follower = Follower(data_dir, self._reload)

    def _reload(self, request: str) -> Answer:
        self.asked.append(request)
        return self._answer(request)


def test_every_process_answers_once(tmp_path: Path) -> None:
    folder = ReloadFolder(tmp_path)
    processes = [Process(tmp_path), Process(tmp_path, lambda r: Answer(r, taken=False, faults=("a fault",)))]
    for process in processes:
        process.follower.look()
    request = folder.ask()
    for process in processes * 2:
        process.follower.look()
    answers, silent = wait_for_answers(folder, request, 0)
    assert (sorted(answer.taken for answer in answers), silent) == ([False, True], 0)
    assert [process.asked for process in processes] == [[request], [request]]


def test_a_process_that_has_not_looked_is_waited_for_and_one_that_left_is_not(tmp_path: Path) -> None:
    folder, slow, gone = ReloadFolder(tmp_path), Process(tmp_path), Process(tmp_path)
    slow.follower.look()
    gone.follower.look()
    gone.follower.leave()
    assert wait_for_answers(folder, folder.ask(), 0) == ([], 1)
    slow.follower.look()
    assert wait_for_answers(folder, folder.asked(), 0)[1] == 0


def test_a_process_that_starts_after_a_request_has_read_the_files_already(tmp_path: Path) -> None:
    folder = ReloadFolder(tmp_path)
    folder.ask()
    late = Process(tmp_path)
    late.follower.look()
    assert late.asked == []


def test_a_damaged_request_is_none(tmp_path: Path) -> None:
    folder, process = ReloadFolder(tmp_path), Process(tmp_path)
    folder.ask()
    (tmp_path / "catalog-reload" / "request.json").write_text('{"request": ', encoding="utf-8")
    process.follower.look()
    assert process.asked == [] and folder.asked() == ""


def test_a_transaction_that_is_gone_is_forgotten_by_the_talk() -> None:
    """A conversation that was about it goes on, about nothing."""
    from assistant.dialogue.context import ContextReader
    from assistant.nlu.decision import Context, Decider

    catalog: Catalog = load_catalog()
    fewer = {key: value for key, value in catalog.transactions.items() if key != "passport_renewal"}
    live = LiveCatalog(dataclasses.replace(catalog, transactions=fewer))
    reader = ContextReader(live, Decider(live))
    context = Context("passport_renewal", ("fee",), ("passport_renewal", "passport_first_issue"))
    left = reader._still_there(context)
    assert (left.transaction, left.pending, left.facets) == (None, ("passport_first_issue",), ("fee",))
