"""
One server process of several: `python -m assistant.worker`, started by the supervisor with a listening socket.

It says over its link when it can answer, and ends when the link does: no worker outlives its supervisor.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.conversation import Conversation
    from assistant.settings import Settings

READY = b"R"
TO_SPARE = 2  # seconds beyond the limit of an answer, for what was still waiting for its turn


def drain_seconds(settings: Settings) -> int:
    """How long an ending process lets running answers go on."""
    return math.ceil(settings.answer_seconds) + TO_SPARE


def main() -> None:
    """Serves until SIGTERM, then lets running answers and event streams end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--socket", type=int, required=True, help="descriptor of the listening socket")
    parser.add_argument("--link", type=int, required=True, help="descriptor of the link to the supervisor")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--metrics", type=Path, required=True, help="folder in which all workers count")
    parser.add_argument("--hold", action="store_true", help="takes no connection before it can answer")
    serve(parser.parse_args())


def serve(options: argparse.Namespace) -> None:
    """Opens the stores and serves on the socket."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(options.metrics)  # the library looks when it is first imported
    from assistant.bootstrap import open_stores, quiet_logs, starter
    from assistant.settings import get_settings

    settings = get_settings()
    quiet_logs(settings)
    link = socket.socket(fileno=options.link)
    threading.Thread(target=end_with, args=(link,), name="supervisor", daemon=True).start()
    import uvicorn

    from assistant.messengers import build_channels
    from assistant.operations.metrics import Metrics
    from connectors.gateway import create_app, services_of

    stores = open_stores(settings, Metrics(options.metrics))
    start, stop = starter(stores, options.model)
    held = start() if options.hold else None

    def begin() -> Conversation:
        conversation = held or start()
        link.send(READY)
        return conversation

    services = services_of(stores)
    app = create_app(services, begin, stop, build_channels(stores, services))
    config = uvicorn.Config(
        app, ws="none", log_config=None, access_log=False, timeout_graceful_shutdown=drain_seconds(settings)
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=options.socket)])


def end_with(link: socket.socket) -> None:
    """Ends this process in good order once the supervisor is gone."""
    try:
        while link.recv(1):
            pass
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
