"""The command `citizen-home`. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.database_commands import database_commands
from catalog.cli import catalog_commands

if TYPE_CHECKING:
    from assistant.settings import Settings
    from catalog import Catalog

app = typer.Typer(help="The Citizen Home assistant. 市民之家助手。", no_args_is_help=True, add_completion=False)


def _contract_form(catalog: Catalog) -> dict[str, Any]:
    """The catalog in the public contract's form, which belongs to the API."""
    from connectors.api.records import department_document, transaction_document

    return {
        "departments": [department_document(d) for d in catalog.departments.values()],
        "transactions": [transaction_document(catalog, t) for t in catalog.transactions.values()],
    }


app.add_typer(database_commands, name="db")
tickets_commands = typer.Typer(help="The ticket ledger. 取号。", no_args_is_help=True)
app.add_typer(tickets_commands, name="tickets")
app.add_typer(catalog_commands, name="catalog", context_settings={"obj": _contract_form})


def main() -> None:
    """Entry point; a wrong setting or a database in trouble is said in a sentence, not in a traceback."""
    from pydantic import ValidationError

    try:
        app()
    except ValidationError as error:
        for fault in error.errors():
            name = "CITIZEN_HOME_" + "_".join(str(part) for part in fault["loc"]).upper()
            typer.echo(f"{name}: {fault['msg'].removeprefix('Value error, ')}", err=True)
        sys.exit(2)
    except Exception as error:
        from assistant.databases import explained

        said = explained(error)
        if said is None:
            raise
        typer.echo(said, err=True)
        sys.exit(1)


def _settings() -> Settings:
    from assistant.bootstrap import quiet_logs
    from assistant.settings import get_settings

    quiet_logs()
    return get_settings()


@contextmanager
def _training_bar() -> Iterator[None]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from assistant.nlu import progress

    # Shares of the whole by stage, as measured: reading and featurising first, then the heads.
    stages = {"act": (0.25, 0.05), "facet": (0.3, 0.05), "kind": (0.35, 0.1), "matter": (0.45, 0.5)}
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn()
    ) as bar:
        task = bar.add_task("Training the model / 训练模型", total=1.0)

        def moved(stage: str, share: float) -> None:
            start, width = stages.get(stage, (0.0, 0.15))
            bar.update(task, completed=start + width * share)

        end = progress.listen(moved)
        try:
            yield
            bar.update(task, completed=1.0)
        finally:
            end()


def _model(settings: Settings) -> Path:
    """The model of the present sources. It is trained, if it has to be, in a process of its own: half a gigabyte that
    training needs would stay with a process that goes on to serve.
    """
    from assistant.bootstrap import find_model

    found = find_model(settings)
    if found is None:
        if subprocess.run([sys.executable, "-m", "assistant.cli", "train"], check=False).returncode:
            raise typer.Exit(1)
        found = find_model(settings)
    if found is None:
        raise typer.Exit(1)
    return found


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="processes", min=1, max=64)] = 1,
) -> None:
    """Trains if need be, migrates an embedded store, serves API and pages."""
    settings = _settings()
    model = _model(settings)
    if workers > 1:
        from assistant.supervisor import supervise

        supervise(settings, host, port, workers, lambda: _model(settings), _greet)
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
        log_level="warning",
        timeout_graceful_shutdown=drain_seconds(settings),
    )


def _greet(host: str, port: int) -> None:
    address = f"http://{host}:{port}"
    typer.echo(f"Citizen Home / 市民之家: {address}  (API: {address}/docs, Ctrl-C ends)")


channels = typer.Typer(help="Messengers: Telegram, WeChat. 聊天软件。", no_args_is_help=True)
app.add_typer(channels, name="channels")


@channels.command("check")
def check_channels() -> None:
    """Says what is set, what is missing, and how a first call went; changes nothing. Exits 1 when one can't work."""
    import asyncio

    from assistant.messengers import check_channels as look

    findings = asyncio.run(look(_settings()))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.mark == "wrong" for finding in findings):
        raise typer.Exit(1)


@channels.command("wechat-menu")
def wechat_menu() -> None:
    """Publishes the menu of the WeChat Official Account."""
    from assistant.messengers import publish_wechat_menu
    from connectors.delivery.model import SendFailed, Undeliverable

    try:
        publish_wechat_menu(_settings())
    except LookupError as error:
        raise typer.BadParameter(f"the account is not set: {error} is missing; see `channels check`") from None
    except (SendFailed, Undeliverable) as failure:
        typer.echo(f"The menu was not published: {failure}", err=True)
        raise typer.Exit(1) from None
    typer.echo("The menu is published; WeChat shows it within a day, or after following anew.")


@app.command()
def chat(language: Annotated[str, typer.Option(help="zh or en, for messages that show neither")] = "zh") -> None:
    """Talks in the terminal: choices by number, /quit ends."""
    from assistant.terminal import talk

    settings = _settings()
    talk(settings, _model(settings), "en" if language == "en" else "zh")


@app.command()
def train() -> None:
    """Trains the model now."""
    from assistant.bootstrap import train_model

    settings = _settings()
    with _training_bar():
        path = train_model(settings)
    typer.echo(f"Trained: {path.name}")


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="labelled questions, JSON lines", exists=True, dir_okay=False)],
    json: Annotated[Path | None, typer.Option(help="writes the figures here")] = None,
    failures: Annotated[Path | None, typer.Option(help="writes what went wrong here, JSON lines")] = None,
) -> None:
    """Scores labelled questions in process."""
    from assistant.evaluation import run

    settings = _settings()
    try:
        run(settings, _model(settings), files, json, failures)
    except ValueError as error:  # a file that is not of the form
        raise typer.BadParameter(str(error), param_hint="FILES") from error


@app.command()
def bench(
    peers: Annotated[bool, typer.Option("--peers", help="also makes and measures a stock Rasa project")] = False,
    results: Annotated[Path | None, typer.Option(help="folder for the results")] = None,
) -> None:
    """Measures ours, and the peers in the same run; prints ratios."""
    from benchmarks.bench import run

    settings = _settings()
    run(settings, _model(settings), peers=peers, results=results)


@app.command()
def simulate(
    people: Annotated[int, typer.Option(help="how many come on the day", min=1, max=100_000)] = 5708,
    seed: Annotated[int, typer.Option(help="another seed is another day")] = 1,
    picture: Annotated[Path | None, typer.Option(help="PNG file for the day's picture")] = None,
) -> None:
    """Replays a day of the hall through the real ledger on a simulated clock; exit 1 when somebody is lost."""
    from assistant.bootstrap import simulated_day

    _settings()
    report = simulated_day(people, seed)
    for line in report.lines():
        typer.echo(line)
    if picture is not None:
        from assistant.simulation.picture import draw

        draw(report, picture)
        typer.echo(f"picture: {picture}")
    raise typer.Exit(1 if report.faults else 0)


@tickets_commands.command("verify")
def verify() -> None:
    """Checks the audit chains against each other and the tickets; exit 1 when a row was changed, cut or added."""
    from assistant.bootstrap import open_stores

    stores = open_stores(_settings())
    try:
        faults = stores.ledger.verify_audit()
    finally:
        stores.close()
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(
        "the audit chains are whole / 审计链完整" if not faults else f"{len(faults)} faults / 处不符", err=bool(faults)
    )
    raise typer.Exit(1 if faults else 0)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def rasa(context: typer.Context) -> None:
    """Passes through to Rasa's own command line; its HTTP server is refused."""
    arguments = context.args
    # argparse takes a shortened option for the whole one
    served = any(a.startswith("--en") and "--enable-api".startswith(a.split("=")[0]) for a in arguments)
    if (arguments[:1] and arguments[0] in ("run", "shell", "interactive", "x")) or served:
        raise typer.BadParameter("Rasa's own HTTP server is never exposed; use `citizen-home serve`")
    _settings()
    from assistant.bootstrap import prepare_rasa

    prepare_rasa()
    import rasa.__main__ as rasa_main

    logging.getLogger("rasa").setLevel(logging.INFO)
    sys.argv = ["rasa", *arguments]
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    rasa_main.main()


if __name__ == "__main__":
    main()
