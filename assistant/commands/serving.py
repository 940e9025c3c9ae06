"""`citizen-home serve`, from one process or several."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.starting import command_settings, present_model


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="processes", min=1, max=64)] = 1,
) -> None:
    """Trains if need be, migrates an embedded store, serves API and pages."""
    settings = command_settings()
    model = present_model(settings)
    if workers > 1:
        from assistant.supervisor import supervise

        supervise(settings, host, port, workers, lambda: present_model(settings), _greet)
        return
    import uvicorn

    from assistant.bootstrap import open_stores, starter
    from assistant.messengers import build_channels
    from assistant.worker import drain_seconds
    from connectors.gateway import create_app, services_of

    stores = open_stores(settings)
    start, stop = starter(stores, model)
    _greet(host, port)
    services = services_of(stores)
    uvicorn.run(
        create_app(services, start, stop, build_channels(stores, services)),
        host=host,
        port=port,
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=drain_seconds(settings),
    )


def _greet(host: str, port: int) -> None:
    address = f"http://{host}:{port}"
    typer.echo(f"Citizen Home / 市民之家: {address}  (API: {address}/docs, Ctrl-C ends)")
