"""The files for deployment: they name settings, commands, paths and routes that exist, and give away no rights."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from fastapi import FastAPI

from assistant.cli import app as command_line
from assistant.settings import Settings
from connectors.guard import MAX_BODY

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NAME = re.compile(r"\bCITIZEN_HOME_(\w+)\b")
HADOLINT = Path(sys.executable).with_name("hadolint")


def compose() -> dict[str, Any]:
    """The compose file as it is read."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))
    return read


def unit() -> configparser.ConfigParser:
    """The service's unit; keys that come twice are not needed in it."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "citizen-home.service", encoding="utf-8")
    return parser


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yml", "citizen-home.service", "entrypoint.sh"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(NAME.findall((DEPLOY / name).read_text("utf-8")))
    assert named and {one.lower() for one in named} <= Settings.model_fields.keys()


def test_the_dockerfile_passes_the_linter() -> None:
    checked = subprocess.run([HADOLINT, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_image_runs_without_rights_and_without_tools() -> None:
    """The last stage is another one than that which builds, and what runs in it is nobody's administrator."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    stages = re.split(r"^FROM ", text, flags=re.MULTILINE)[1:]
    assert len(stages) == 2
    last = stages[-1]
    users = re.findall(r"^USER (\S+)$", last, re.MULTILINE)
    assert users == ["10001"] and last.index("USER ") < last.index("ENTRYPOINT")
    assert "apt-get" not in last and "pip" not in last and " uv " not in last
    copied = {file for line in re.findall(r"^COPY (.+) \S+$", stages[0], re.MULTILINE) for file in line.split()}
    assert all((ROOT / source).exists() for source in copied)
    assert copied >= {"assistant", "catalog", "connectors", "benchmarks", "nlu_data", "config.yml", "uv.lock"}


@pytest.mark.parametrize("command", ["deploy/Dockerfile", "deploy/compose.yml", "deploy/citizen-home.service"])
def test_every_command_exists(command: str) -> None:
    """Commands and options of the files are those of the command line."""
    text = (ROOT / command).read_text("utf-8")
    group = typer.main.get_command(command_line)
    serve = group.commands["serve"]  # type: ignore[attr-defined]
    options = {option for parameter in serve.params for option in parameter.opts}
    used = set(re.findall(r"(?<=[\s\"])--(?:host|port|workers)\b", text))
    assert used <= options
    assert re.search(r"\bserve\b|db, migrate", text)
    assert "migrate" in group.commands["db"].commands  # type: ignore[attr-defined]


def test_containers_hold_no_more_rights_than_they_need() -> None:
    services = compose()["services"]
    for name in ("assistant", "migrate"):
        service = services[name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert "ports" not in service, "only the proxy is reached from outside"
    assert services["redis"]["read_only"]
    published = {name for name, service in services.items() if "ports" in service}
    assert published == {"proxy"}


def test_images_have_versions_and_secrets_are_asked_for() -> None:
    text = (DEPLOY / "compose.yml").read_text("utf-8")
    for name, service in compose()["services"].items():
        image = service["image"]
        assert image == "citizen-home" or re.search(r":v?\d", image), name
    for secret in ("POSTGRES_PASSWORD", "CITIZEN_HOME_SECRET_KEY"):
        assert set(re.findall(rf"\$\{{{secret}([^}}]*)}}", text)) == {":?write it into deploy/.env"}


def test_what_depends_on_something_depends_on_a_service() -> None:
    services = compose()["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in services, name
            needs_check = how["condition"] == "service_healthy" and other != "assistant"
            assert not needs_check or "healthcheck" in services[other], f"{other} has no healthcheck"


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    """Parsed here, and verified by systemd's own program where that is installed."""
    service = unit()["Service"]
    assert service["ExecReload"].endswith("-HUP $MAINPID") and "--workers" in service["ExecStart"]
    assert int(re.search(r"--workers (\d+)", service["ExecStart"])[1]) > 1, "one process can't be restarted in turn"
    assert service["KillMode"] == "mixed" and service["NoNewPrivileges"] == "yes"
    program = shutil.which("systemd-analyze")
    if program is not None:
        here = (DEPLOY / "citizen-home.service").read_text("utf-8")
        here = here.replace("/opt/citizen-home/.venv/bin/citizen-home", sys.executable)
        here = here.replace("=citizen-home", "=root")
        copy = tmp_path / "citizen-home.service"
        copy.write_text(here, "utf-8")
        checked = subprocess.run([program, "verify", copy], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


def locations() -> list[tuple[str, str]]:
    """The proxy's locations and what stands in them."""
    return re.findall(r"location ([^{]+) \{(.*?)\}", (DEPLOY / "nginx.conf").read_text("utf-8"), re.DOTALL)


def test_the_proxy_passes_every_event_stream_on_as_it_comes(app: FastAPI) -> None:
    (pattern, settings) = next((where[2:], inside) for where, inside in locations() if where.startswith("~ "))
    assert "proxy_buffering off;" in settings and "proxy_read_timeout 1h" in settings
    document = app.openapi()["paths"]
    streams = {path for path, item in document.items() for way in item.values()
               if "text/event-stream" in str(way.get("responses", {}).get("200", {}))}  # fmt: skip
    assert len(streams) == 3
    assert all(re.search(pattern, path) for path in streams)
    assert not any(re.search(pattern, path) for path in document.keys() - streams)


def test_the_proxy_keeps_metrics_inside_and_lets_every_body_through() -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert dict(locations())["= /metrics"].strip() == "return 404;"
    assert int(re.search(r"client_max_body_size (\d+)k;", text)[1]) * 1024 >= MAX_BODY
    assert "$proxy_add_x_forwarded_for" not in text, "a citizen could write an address of their own before it"


def test_the_entry_point_can_be_run() -> None:
    assert os.access(DEPLOY / "entrypoint.sh", os.X_OK)
    assert subprocess.run(["sh", "-n", DEPLOY / "entrypoint.sh"], check=False).returncode == 0
