"""`citizen-home model …`: which models there are, which one is served, and going back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.starting import command_settings

models = typer.Typer(help="Trained models. 模型。", no_args_is_help=True)
RESTART = "restart to serve it: `kill -HUP` the first process of `serve --workers 2`, without a gap / 重启后生效"


@models.command("list")
def list_all() -> None:
    """Every model with its age, whether it is unchanged, of the present sources, and pinned. 列出模型。"""
    from assistant.engine.models import PINNED, ModelRefused, models as found, pinned
    from assistant.engine.sources import fingerprint
    from catalog import load_catalog

    folder = command_settings().models_dir
    present = fingerprint(load_catalog())
    try:
        active = pinned(folder)
    except ModelRefused as refused:
        active = None
        typer.echo(f"{PINNED}: {refused}", err=True)
    for model in found(folder):
        marks = [
            *(["present sources / 与来源一致"] if model.manifest.sources == present else []),
            *(["pinned / 已指定"] if active == model.path else []),
            *(["CHANGED, refused / 已被改动"] if not model.whole else []),
            *(["found without a manifest"] if model.manifest.adopted else []),
        ]
        typer.echo(f"{model.path.name}  {model.manifest.trained_at}  {'; '.join(marks)}")


@models.command()
def activate(
    name: Annotated[str, typer.Argument(help="a name of `model list`; `present`: that of the present sources again")],
) -> None:
    """Pins a model after its checksum and its canaries have been tried. 指定模型，先验证再生效。"""
    from assistant.engine.models import ModelRefused, activate as pin

    folder = command_settings().models_dir
    try:
        if name != "present":
            _try(folder / name)
        pin(folder, None if name == "present" else name)
    except ModelRefused as refused:
        typer.echo(f"{refused} / 没有指定", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name}: {RESTART}")


@models.command()
def rollback() -> None:
    """Goes back to what was served before the last `activate`. 退回上一个。"""
    from assistant.engine.models import ModelRefused, roll_back

    try:
        name = roll_back(command_settings().models_dir)
    except ModelRefused as refused:
        typer.echo(f"{refused} / 没有退回", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name or 'present'}: {RESTART}")


@models.command("try", hidden=True)
def try_out(path: Path) -> None:
    """Loads a model and parses the canaries; exit 1 when it is not fit to serve."""
    from tempfile import TemporaryDirectory

    from assistant.bootstrap import start_assistant

    settings = command_settings()
    try:
        with TemporaryDirectory() as folder:  # stores that are thrown away
            own = settings.model_copy(update={"data_dir": Path(folder), "database_url": None})
            start_assistant(own, path).close()
    except Exception as error:
        typer.echo(f"{path.name} is not fit to serve: {error}", err=True)
        raise typer.Exit(1) from None


def _try(path: Path) -> None:
    """In a process of its own, which gives all its memory back."""
    from assistant.engine.models import ModelRefused, verified

    verified(path)
    done = subprocess.run(  # noqa: S603 (this interpreter with words of our own)
        [sys.executable, "-m", "assistant.cli", "model", "try", str(path)], check=False
    )
    if done.returncode:
        raise ModelRefused(f"{path.name} failed its canaries")
