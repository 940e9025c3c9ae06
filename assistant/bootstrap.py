"""The composition root: opens the stores, builds catalog, ledger, engine and conversation; closes them again."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import Clock, clock_from
from assistant.conversation import Conversation
from assistant.databases import Databases, open_databases
from assistant.dialogue.desk import InformationDesk
from assistant.history import History
from assistant.operations.entrance import EntranceCode
from assistant.operations.hand_over import ConversationIds, HandOvers
from assistant.operations.tokens import ConversationTokens, signing_key
from assistant.rendering.renderer import Renderer
from assistant.settings import Settings
from assistant.tickets import Estimator, OpeningHours, Queues, Rules, TicketLedger, build_queues
from catalog import Catalog, load_catalog
from catalog.service_days import load_service_days
from catalog.ticket_rules import TicketRules
from connectors.delivery.sqlite import SQLiteDelivery

if TYPE_CHECKING:
    from assistant.engine.engine import Engine
    from assistant.simulation import Report

SIMULATED_DAY = date(2026, 11, 23)  # a Monday without anything special


def quiet_logs() -> None:
    """Rasa embedded without this prints users' text; must run before it is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.captureWarnings(True)
    # Python warnings may quote a message (Rasa does, for unparsable payloads): none of them reaches the log.
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)


def prepare_rasa() -> None:
    """Puts the stand-ins for absent packages in place and silences Rasa's logs; before Rasa is first imported."""
    from assistant.engine.absent_packages import stand_in

    os.environ.setdefault("LOG_LEVEL", "ERROR")  # or Rasa draws bars over seven rules
    stand_in()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.WARNING)
        for noisy in ("rasa", "matplotlib", "apscheduler"):
            logging.getLogger(noisy).setLevel(logging.ERROR)


@dataclass(frozen=True)
class Stores:
    """What is there without the engine: enough for tickets, catalog pages and health."""

    settings: Settings
    catalog: Catalog
    queues: Queues
    ledger: TicketLedger
    databases: Databases
    history: History
    desk: InformationDesk
    renderer: Renderer
    tokens: ConversationTokens
    entrance: EntranceCode
    clock: Clock
    delivery: SQLiteDelivery
    links: HandOvers
    ids: ConversationIds

    def close(self) -> None:
        """Closes the databases."""
        self.delivery.close()
        self.databases.close()


@dataclass(frozen=True)
class Assistant:
    """Stores and the conversation over a started engine; ``close`` stops the engine, then closes the databases."""

    stores: Stores
    conversation: Conversation
    close: Callable[[], None]


def open_stores(settings: Settings) -> Stores:
    """
    Opens the databases, and migrates the embedded ones.

    Raises CatalogError, LedgerUnavailable, HistoryUnavailable, or SchemaError when PostgreSQL was not migrated.
    """
    catalog = load_catalog()
    clock = clock_from(settings.clock)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    databases = open_databases(settings, clock)
    databases.prepare()
    history = databases.history
    delivery = SQLiteDelivery(settings.delivery_file, clock)
    delivery.migrate()
    written = catalog.center.tickets
    days = load_service_days()
    hours = OpeningHours(written.opens, written.closes, written.numbers_from, days.is_workday, days.is_closed)
    queues = build_queues(catalog)
    ledger = TicketLedger(databases.tickets, queues, hours, clock, *ledger_rules(written.rules))
    desk = InformationDesk(catalog, ledger, queues, hours, clock)
    key = _key(settings)
    tokens = ConversationTokens(key, timedelta(hours=settings.session_hours), clock)
    return Stores(
        settings=settings,
        catalog=catalog,
        queues=queues,
        ledger=ledger,
        databases=databases,
        history=history,
        desk=desk,
        renderer=Renderer(catalog),
        tokens=tokens,
        entrance=EntranceCode(key, clock),
        clock=clock,
        delivery=delivery,
        links=HandOvers(key, delivery, clock),
        ids=ConversationIds(key),
    )


def _key(settings: Settings) -> str:
    if settings.secret_key:
        return settings.secret_key.get_secret_value()
    return signing_key(settings.data_dir / "signing.key")


def ledger_rules(written: TicketRules) -> tuple[Estimator, Rules]:
    """The center's figures as the ledger takes them."""
    figures = written.model_dump(include=set(Rules.__dataclass_fields__))
    rules = Rules(**figures, midday=(written.midday_from, written.midday_to))
    return Estimator(written.immediate_minutes, written.committed_minutes), rules


def simulated_day(people: int, seed: int) -> Report:
    """A day of this center with so many people, replayed through a ledger of its own; the center's is not touched."""
    from assistant.simulation import plan_day, simulate

    catalog = load_catalog()
    written, queues = catalog.center.tickets, build_queues(catalog)
    estimator, rules = ledger_rules(written.rules)
    hours = OpeningHours(written.opens, written.closes, written.numbers_from)
    plan = plan_day(queues, hours, estimator, SIMULATED_DAY, people, seed)
    return simulate(plan, queues, hours, estimator, rules, seed)


def build_engine(stores: Stores, model: Path) -> Engine:
    """The engine over a trained model, not started yet."""
    prepare_rasa()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from assistant.dialogue.actions import native_actions
        from assistant.dialogue.context import ContextReader
        from assistant.engine.agent import CitizenHomeAgent
        from assistant.engine.engine import Engine
        from assistant.engine.trackers import HistoryTrackerStore
        from assistant.nlu.decision import Decider

        decider = Decider(stores.catalog)
        agent = CitizenHomeAgent(
            HistoryTrackerStore(None, stores.history),
            native_actions(stores.desk, stores.renderer),
            decider,
            ContextReader(stores.catalog, decider),
        )
        return Engine(agent, model)


def find_model(settings: Settings) -> Path | None:
    """The trained model of the present sources, if there is one. Imports no Rasa."""
    from assistant.engine.sources import model_path

    path = model_path(settings.models_dir, load_catalog())
    return path if path.exists() else None


def train_model(settings: Settings) -> Path:
    """Trains the model of the present sources now."""
    prepare_rasa()
    from assistant.engine.training import train

    return train(settings.models_dir, load_catalog())


def starter(stores: Stores, model: Path) -> tuple[Callable[[], Conversation], Callable[[], None]]:
    """Two functions: one starts the engine over opened stores and gives the conversation, one closes everything."""
    started: list[Engine] = []

    def start() -> Conversation:
        engine = build_engine(stores, model)
        started.append(engine)
        engine.start()
        return Conversation(
            engine, stores.history, stores.catalog, stores.settings.answer_seconds, stores.databases.turns
        )

    def stop() -> None:
        for engine in started:
            engine.close()
        stores.close()

    return start, stop


def start_assistant(settings: Settings, model: Path) -> Assistant:
    """Everything, started and ready. Raises EngineError when the model fails its canaries."""
    stores = open_stores(settings)
    start, stop = starter(stores, model)
    try:
        return Assistant(stores, start(), stop)
    except BaseException:
        stop()
        raise
