"""The command `citizen-home`. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assistant.commands.backups import backup, restore
from assistant.commands.channels import channels
from assistant.commands.databases import databases
from assistant.commands.doctor import doctor
from assistant.commands.measuring import bench, evaluate, questions
from assistant.commands.models import models
from assistant.commands.retention import retention
from assistant.commands.serving import serve
from assistant.commands.staff import staff
from assistant.commands.starting import command_settings, present_model
from assistant.commands.tickets import simulate, tickets
from assistant.commands.volunteers import volunteers
from catalog.cli import catalog_commands

if TYPE_CHECKING:
    from catalog import Catalog

app = typer.Typer(help="The Citizen Home assistant. 市民之家助手。", no_args_is_help=True, add_completion=False)


def _contract_form(catalog: Catalog) -> dict[str, Any]:
    """The catalog in the public contract's form, which belongs to the API."""
    from assistant.clock import clock_from
    from assistant.settings import get_settings
    from assistant.tickets import SHANGHAI
    from connectors.api.records import department_document, journey_document, transaction_document

    day = clock_from(get_settings().clock)().astimezone(SHANGHAI).date()
    return {
        "departments": [department_document(d) for d in catalog.departments.values()],
        "transactions": [transaction_document(catalog, t, day) for t in catalog.transactions.values()],
        "journeys": [journey_document(catalog, j) for j in catalog.journeys.values()],
    }


app.add_typer(channels, name="channels")
app.add_typer(tickets, name="tickets")
app.add_typer(databases, name="db")
app.add_typer(staff, name="staff")
app.add_typer(volunteers, name="volunteers")
app.add_typer(models, name="model")
app.command()(serve)
app.command()(simulate)
app.command()(retention)
app.command()(doctor)
app.command()(backup)
app.command()(restore)
app.command()(evaluate)
app.command()(bench)
app.command()(questions)
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
        from assistant.operations.tracing import TracesUnavailable

        said = str(error) if isinstance(error, TracesUnavailable) else explained(error)
        if said is None:
            raise
        typer.echo(said, err=True)
        sys.exit(1)


@contextmanager
def _training_bar() -> Iterator[None]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from assistant.nlu import progress

    # Shares of the whole by stage, as measured: reading and cutting first, then the heads side by side.
    first, shares, done = (
        0.35,
        {"act": 0.05, "candidacy": 0.05, "facet": 0.05, "kind": 0.1, "matter": 0.4},
        dict[str, float](),
    )
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn()
    ) as bar:
        task = bar.add_task("Training the model / 训练模型", total=1.0)

        def moved(stage: str, share: float) -> None:
            done[stage] = share
            bar.update(task, completed=first + sum(shares.get(name, 0.0) * part for name, part in done.items()))

        end = progress.listen(moved)
        try:
            yield
            bar.update(task, completed=1.0)
        finally:
            end()


@catalog_commands.command("reload")
def reload_catalog() -> None:
    """Lets the running assistant take the edited files in, without a restart; with a fault in them nothing changes."""
    from catalog import CatalogError, load_catalog
    from catalog.reloading import ReloadFolder, wait_for_answers

    settings = command_settings()
    try:
        load_catalog()
    except CatalogError as error:
        _refuse_reload([str(fault) for fault in error.faults])
    folder = ReloadFolder(settings.data_dir)
    answers, silent = wait_for_answers(folder, folder.ask())
    refused = [answer for answer in answers if not answer.taken]
    if refused:
        _refuse_reload(sorted({fault for answer in refused for fault in answer.faults}))
    if silent:
        typer.echo(f"{silent} of {silent + len(answers)} processes have not answered yet / 有进程还没有答复", err=True)
        raise typer.Exit(1)
    if not answers:
        typer.echo(f"no assistant is running on {settings.data_dir}; the next start reads the files / 没有在运行的助手")
        return
    typer.echo(f"taken in by {len(answers)} {'process' if len(answers) == 1 else 'processes'} / 已生效")
    if any(answer.retrain for answer in answers):
        typer.echo(
            "names, aliases, families or questions have changed: the next start trains the model anew; until then they "
            "are shown, but not yet understood / 名称、别名或问句有改动，重启时会重新训练，之前只显示、还听不懂新叫法"
        )


def _refuse_reload(faults: list[str]) -> NoReturn:
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo("nothing was changed, the old catalog stays / 未作任何改动，继续使用原来的资料", err=True)
    raise typer.Exit(1)


@app.command()
def openapi(
    file: Annotated[Path, typer.Argument(help="where to write it")] = Path("connectors/web/openapi.json"),
) -> None:
    """Writes the OpenAPI document, from which the types of the pages are made."""
    import json
    from tempfile import TemporaryDirectory

    from assistant.bootstrap import open_stores
    from assistant.settings import Settings
    from connectors.gateway import create_app, services_of

    with TemporaryDirectory() as folder:
        stores = open_stores(Settings(_env_file=None, data_dir=Path(folder), database_url=None))
        document = create_app(services_of(stores), lambda: None, lambda: None).openapi()
        stores.close()
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@app.command()
def chat(language: Annotated[str, typer.Option(help="zh or en, for messages that show neither")] = "zh") -> None:
    """Talks in the terminal: choices by number, /quit ends."""
    from assistant.terminal import talk

    settings = command_settings()
    talk(settings, present_model(settings), "en" if language == "en" else "zh")


@app.command()
def train() -> None:
    """Trains the model now."""
    from assistant.bootstrap import train_model

    settings = command_settings()
    with _training_bar():
        path = train_model(settings)
    typer.echo(f"Trained: {path.name}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def rasa(context: typer.Context) -> None:
    """Passes through to Rasa's own command line; its HTTP server is refused."""
    arguments = context.args
    # argparse takes a shortened option for the whole one
    served = any(a.startswith("--en") and "--enable-api".startswith(a.split("=")[0]) for a in arguments)
    if (arguments[:1] and arguments[0] in ("run", "shell", "interactive", "x")) or served:
        raise typer.BadParameter("Rasa's own HTTP server is never exposed; use `citizen-home serve`")
    command_settings()
    from assistant.bootstrap import prepare_rasa

    prepare_rasa()
    import rasa.__main__ as rasa_main

    logging.getLogger("rasa").setLevel(logging.INFO)
    sys.argv = ["rasa", *arguments]
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    rasa_main.main()


if __name__ == "__main__":
    main()
