"""Joins the hall's other ticket machine, where one is set, to the ledger; and says how things stand with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assistant.settings import Settings
from assistant.tickets import Queues, TicketLedger
from connectors.checking import Finding
from connectors.queue_systems.bridge import Bridge as Bridge
from connectors.queue_systems.fqm import FQM
from connectors.queue_systems.intents import Intents
from connectors.queue_systems.protocol import PeerFault, QueueSystem
from connectors.queue_systems.qminder import ADDRESS, Qminder

PREFIX = "CITIZEN_HOME_QUEUE_SYSTEM"
NEEDED = {"fqm": ("token", "services", "url"), "qminder": ("token", "services", "location", "user")}


def missing_settings(settings: Settings) -> list[str]:
    """The settings that the machine needs and that are not there; none where no machine is set."""
    wanted = NEEDED.get(settings.queue_system or "", ())
    return [f"{PREFIX}_{name.upper()}" for name in wanted if not getattr(settings, f"queue_system_{name}")]


def open_machine(settings: Settings) -> QueueSystem | None:
    """The machine that is set. Raises ValueError naming what is missing."""
    if settings.queue_system is None:
        return None
    if missing := missing_settings(settings):
        raise ValueError(f"{PREFIX} is {settings.queue_system}, but {', '.join(missing)} is missing")
    token = settings.queue_system_token.get_secret_value() if settings.queue_system_token else ""
    if settings.queue_system == "fqm":
        return FQM(settings.queue_system_url or "", token)
    location, user = settings.queue_system_location or "", settings.queue_system_user or ""
    return Qminder(token, location, user, settings.queue_system_url or ADDRESS)


def open_bridge(settings: Settings, ledger: TicketLedger, clock: Callable[[], datetime]) -> Bridge | None:
    """The bridge to the machine that is set. Raises ValueError for a setting that is missing or names no queue."""
    machine = open_machine(settings)
    if machine is None:
        return None
    if strangers := sorted(set(settings.queue_services) - set(ledger.queues.by_id)):
        machine.close()
        raise ValueError(f"{PREFIX}_SERVICES names queues that are not there: {', '.join(strangers)}")
    return Bridge(machine, ledger, Intents(settings.queue_system_file), settings.queue_services, clock)


def check_machine(settings: Settings, queues: Queues) -> list[Finding]:
    """What is set, what is missing, and how a first call went; asks for the machine's services, changes nothing."""
    name = settings.queue_system
    if name is None:
        return [Finding("machine", "off", f"{PREFIX} is not set: the hall has no other ticket machine")]
    try:
        machine = open_machine(settings)
    except ValueError as error:
        return [Finding(name, "wrong", str(error))]
    assert machine is not None
    try:
        offered = {service.id: service.name for service in machine.services()}
    except PeerFault as fault:
        return [Finding(name, "wrong", f"can't be asked: {type(fault).__name__} {fault}")]
    finally:
        machine.close()
    found = [Finding(name, "ok", f"answers, with {len(offered)} services")]
    for queue, (service, _) in settings.queue_services.items():
        if queue not in queues.by_id:
            found.append(Finding(name, "wrong", f"{queue} is none of our queues"))
        elif service not in offered:
            found.append(Finding(name, "wrong", f"{queue}: the machine has no service {service}"))
        else:
            found.append(Finding(name, "ok", f"{queue} is its service {service}, {offered[service]}"))
    left = [queue for queue in queues.by_id if queue not in settings.queue_services]
    if left:
        found.append(Finding(name, "note", f"{len(left)} queues are not at the machine: {', '.join(left)}"))
    return [*found, *_standing(settings, name)]


def _standing(settings: Settings, name: str) -> list[Finding]:
    if not settings.queue_system_file.exists():
        return []
    intents = Intents(settings.queue_system_file)
    unconfirmed = sum(intent.number is None for intent in intents.open())
    refused = intents.refused()
    intents.close()
    found = [Finding(name, "ok" if unconfirmed == 0 else "note", f"{unconfirmed} numbers are not confirmed yet")]
    return [*found, Finding(name, "wrong", f"{refused} numbers were refused; see the log")] if refused else found
