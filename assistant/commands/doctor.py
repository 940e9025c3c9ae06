"""`citizen-home doctor`: looks at this deployment and says what is wrong."""

from __future__ import annotations

import logging
from typing import Annotated

import typer


def doctor(
    host: Annotated[str, typer.Option(help="address that will be served on")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="port that must be free", min=1, max=65535)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="only what is not well")] = False,
) -> None:
    """Says in words what is wrong with this deployment; changes nothing. Exits 1 when something is."""
    from assistant.doctor import examine
    from assistant.settings import Settings

    logging.basicConfig(level=logging.CRITICAL)  # what is wrong is said in sentences
    findings = list(examine(Settings, answers, host, port))
    for finding in findings:
        if not (quiet and finding.mark == "ok"):
            typer.echo(str(finding))
    wrong = sum(finding.mark == "wrong" for finding in findings)
    typer.echo(f"{wrong} things are wrong / 有 {wrong} 处问题" if wrong else "nothing is wrong / 没有发现问题")
    raise typer.Exit(1 if wrong else 0)


def answers(url: str) -> str | None:
    """What is wrong with the service at an address; None when it is this program and alive."""
    import httpx

    try:
        answer = httpx.get(f"{url}/healthz", timeout=5, follow_redirects=False)
        alive = answer.json().get("status") == "alive"
    except httpx.HTTPError as error:
        return type(error).__name__
    except (ValueError, AttributeError):
        return "another program answers"
    return None if alive else "another program answers"
