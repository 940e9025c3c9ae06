"""The composition root: opens the stores, builds catalog, ledger, engine and conversation; closes them again."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.center import hours_of, ledger_rules
from assistant.clock import Clock, clock_from
from assistant.conversation import Conversation
from assistant.databases import Databases, open_databases
from assistant.dialogue.desk import InformationDesk
from assistant.dialogue.own_data import OwnData
from assistant.engine.models import pinned, verified
from assistant.engine.sources import fingerprint, model_path
from assistant.fan_out import Signals, signals_of
from assistant.history import History
from assistant.machines import Bridge, open_bridge
from assistant.operations.entrance import EntranceCode
from assistant.operations.hand_over import ConversationIds, HandOvers
from assistant.operations.logs import quiet_structlog, set_up as set_up_logs
from assistant.operations.metrics import Metrics
from assistant.operations.shifts import Shifts
from assistant.operations.tokens import ConversationTokens, signing_key
from assistant.operations.tracing import start_tracing
from assistant.rendering.renderer import Renderer
from assistant.retention import Retention
from assistant.settings import Settings
from assistant.tickets import (
    LedgerUnavailable,
    NumbersGivenNow,
    Queues,
    TicketLedger,
    TicketStore,
    WatchedStore,
    build_queues,
)
from assistant.upkeep import retention_of
from catalog import Catalog, CatalogError, load_catalog
from catalog.floors import PLANS, load_floors
from catalog.live import LiveCatalog
from catalog.loader import DATA
from catalog.reloading import Answer, Follower
from connectors.delivery.store import DeliveryStore
from connectors.readings import StoreReadings

if TYPE_CHECKING:
    from assistant.engine.engine import Engine
    from assistant.nlu.reranking import Reranker


def quiet_logs(settings: Settings | None = None) -> None:
    """Rasa embedded without this prints users' text; must run before it is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    set_up_logs(
        *(() if settings is None else (settings.log_format,)), access=bool(settings and settings.access_log == "on")
    )


def prepare_rasa() -> None:
    """Puts the stand-ins for absent packages in place and silences Rasa's logs; before Rasa is first imported."""
    from assistant.engine.absent_packages import stand_in

    os.environ.setdefault("LOG_LEVEL", "ERROR")  # or Rasa draws bars over seven rules
    stand_in()
    quiet_structlog()
    for noisy in ("rasa", "matplotlib", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


@dataclass(frozen=True)
class Stores:
    """What is there without the engine: enough for tickets, catalog pages and health."""

    settings: Settings
    live: LiveCatalog
    ledger: TicketLedger
    databases: Databases
    history: History
    desk: InformationDesk
    renderer: Renderer
    tokens: ConversationTokens
    entrance: EntranceCode
    clock: Clock
    delivery: DeliveryStore
    links: HandOvers
    shifts: Shifts
    ids: ConversationIds
    follower: Follower
    metrics: Metrics
    signals: Signals
    end_traces: Callable[[], None]
    retention: Retention
    bridge: Bridge | None = None

    @property
    def catalog(self) -> Catalog:
        """The present catalog."""
        return self.live.now

    @property
    def queues(self) -> Queues:
        """The present queues."""
        return self.ledger.queues

    def close(self) -> None:
        """Closes the databases, and sends the traces that are left."""
        self.signals.bell.close()
        if self.bridge is not None:
            self.bridge.close()
        self.databases.close()
        self.end_traces()


@dataclass(frozen=True)
class Assistant:
    """Stores and the conversation over a started engine; ``close`` stops the engine, then closes the databases."""

    stores: Stores
    conversation: Conversation
    close: Callable[[], None]


def open_stores(settings: Settings, metrics: Metrics | None = None) -> Stores:
    """
    Opens the databases, and migrates the embedded ones. ``metrics``: where to count; this process's own by default.

    Raises CatalogError, LedgerUnavailable, HistoryUnavailable, or SchemaError when PostgreSQL was not migrated.
    """
    catalog = load_catalog()
    clock = clock_from(settings.clock)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    databases = open_databases(settings, clock)
    databases.prepare()
    history, metrics = databases.history, metrics or Metrics()
    delivery = databases.delivery
    key, signals = installation_key(settings), signals_of(settings, databases, metrics)
    tickets = WatchedStore(databases.tickets, signals.bell.ring, metrics.failing("tickets"))
    ledger = _ledger(catalog, tickets, clock)
    metrics.add(StoreReadings(ledger, history, delivery, signals.wires()))
    live = LiveCatalog(catalog)
    return Stores(
        settings=settings,
        live=live,
        ledger=ledger,
        databases=databases,
        history=history,
        desk=InformationDesk(live, ledger, clock),
        renderer=Renderer(live),
        tokens=ConversationTokens(key, timedelta(hours=settings.session_hours), clock),
        entrance=EntranceCode(key, clock),
        clock=clock,
        delivery=delivery,
        links=HandOvers(key, delivery, clock),
        shifts=Shifts(key, settings.volunteers, delivery, clock),
        ids=ConversationIds(key),
        retention=retention_of(settings, databases, ledger, delivery, clock),
        follower=Follower(settings.data_dir, partial(reload_catalog, live, ledger, fingerprint(catalog))),
        metrics=metrics,
        signals=signals,
        end_traces=start_tracing(settings.traces_url) if settings.traces_url else lambda: None,
        bridge=open_bridge(settings, ledger, clock),
    )


def _ledger(catalog: Catalog, tickets: TicketStore, clock: Clock) -> TicketLedger:
    rules = ledger_rules(catalog.center.tickets.rules)
    return TicketLedger(tickets, build_queues(catalog), hours_of(catalog), clock, *rules)


def installation_key(settings: Settings) -> str:
    """What signs tokens and links and keys what must not be guessed."""
    return own.get_secret_value() if (own := settings.secret_key) else signing_key(settings.data_dir / "signing.key")


def reload_catalog(live: LiveCatalog, ledger: TicketLedger, trained: str, request: str) -> Answer:
    """
    Takes the catalog's files in, if they have no fault and no number that is out would lose its windows.

    ``trained``: the fingerprint of the model's sources. Everybody who reads ``live`` answers from the new catalog.
    """
    try:
        catalog = load_catalog()
        if (DATA / PLANS).exists():
            load_floors(catalog)
        ledger.follow(build_queues(catalog), hours_of(catalog), *ledger_rules(catalog.center.tickets.rules))
    except CatalogError as error:
        return Answer(request, taken=False, faults=tuple(map(str, error.faults)))
    except (NumbersGivenNow, LedgerUnavailable, ValueError) as error:
        return Answer(request, taken=False, faults=(_why_not(error),))
    live.replace(catalog)
    return Answer(request, retrain=fingerprint(catalog) != trained)


def _why_not(error: Exception) -> str:
    if isinstance(error, NumbersGivenNow):
        return f"the windows of queue {error.queue} change while numbers for them are given: reload after closing time"
    return str(error) or type(error).__name__


def build_engine(stores: Stores, model: Path) -> Engine:
    """The engine over a trained model, not started yet."""
    prepare_rasa()
    from assistant.engine.later_packages import left_for_later

    with warnings.catch_warnings(), left_for_later():
        warnings.simplefilter("ignore")
        from assistant.dialogue.actions import native_actions
        from assistant.dialogue.context import ContextReader
        from assistant.engine.agent import CitizenHomeAgent
        from assistant.engine.engine import Engine
        from assistant.engine.trackers import HistoryTrackerStore
        from assistant.nlu.decision import Decider

        decider = Decider(stores.live)
        agent = CitizenHomeAgent(
            HistoryTrackerStore(None, stores.history),
            native_actions(stores.desk, stores.renderer),
            decider,
            ContextReader(stores.live, decider),
            reranker_of(stores),
        )
        return Engine(agent, model)


def reranker_of(stores: Stores) -> Reranker | None:
    """Who is asked where the model is unsure; nobody unless the settings name an endpoint."""
    url, model, key = stores.settings.rerank_url, stores.settings.rerank_model, stores.settings.rerank_key
    if url is None or model is None:
        return None
    from connectors.reranker.chat_completions import ChatReranker, Endpoint

    secret = key.get_secret_value() if key else None
    return ChatReranker(Endpoint(url, model, secret, stores.settings.rerank_seconds), stores.live, stores.metrics)


def find_model(settings: Settings) -> Path | None:
    """
    The model to serve: the pinned one, else that of the present sources, if there is one. Imports no Rasa.

    Raises ModelRefused when it is not what its manifest says.
    """
    active = pinned(settings.models_dir)
    if active is not None:
        return active
    path = model_path(settings.models_dir, load_catalog())
    return verified(path) if path.exists() else None


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
        settings = stores.settings
        own = OwnData(stores.ledger, settings.retain_conversation_days, settings.retain_ticket_days)
        turns, failing = stores.databases.turns, stores.metrics.failing("conversations")
        limit, hears = settings.answer_seconds, engine.heard
        return Conversation(engine, stores.history, stores.live, limit, turns, own, failing, hears)

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
