"""What the machine has to offer: a folder to write to, room on the disk, a right clock, a free port."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.doctor.finding import Finding
from assistant.settings import ROOT, Settings

LEAST_FREE_BYTES, LEAST_FREE_SHARE = 2 * 1024**3, 0.05
LARGEST_ERROR = 60.0  # seconds between this clock and another one


def data_folder(settings: Settings) -> Iterator[Finding]:
    """Whether data can be written, how much room is left, and who can read the signing key."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Finding(
            "data_dir", "wrong",
            f"{folder} can't be written ({why}): give it to the serving account (chown) or set CITIZEN_HOME_DATA_DIR",
            f"{folder} 写不进去（{why}）：把目录交给运行服务的账户（chown），或改 CITIZEN_HOME_DATA_DIR",
        )  # fmt: skip
        return
    space = shutil.disk_usage(folder)
    free = f"{space.free / 1024**3:.1f} GiB"
    if space.free < LEAST_FREE_BYTES or space.free / space.total < LEAST_FREE_SHARE:
        yield Finding(
            "disk", "wrong",
            f"only {free} are free at {folder}: no number can be given once the disk is full",
            f"{folder} 所在的盘只剩 {free}：写满后就发不出号",
        )  # fmt: skip
    yield Finding("data_dir", "ok", f"{folder} can be written, {free} free", f"{folder} 可写，剩余 {free}")
    yield from _key(folder / "signing.key")


def _key(file: Path) -> Iterator[Finding]:
    if file.exists() and file.stat().st_mode & 0o077:
        yield Finding(
            "signing_key", "wrong",
            f"{file} can be read by other accounts: chmod 600 it, or they can forge tokens",
            f"{file} 别的账户也能读，能伪造凭证：请 chmod 600",
        )  # fmt: skip


def clock(settings: Settings, elsewhere: datetime | None = None) -> Iterator[Finding]:
    """Whether the clock goes right; ``elsewhere`` is the database's, which may be on another machine."""
    try:
        ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:
        yield Finding(
            "time_zone", "wrong",
            "the time zone Asia/Shanghai is not known here: install tzdata",
            "系统里没有 Asia/Shanghai 时区：请安装 tzdata",
        )  # fmt: skip
    if settings.clock is not None:
        yield Finding(
            "clock", "wrong",
            "CITIZEN_HOME_CLOCK is set: the service lives at a made-up time; it is for demonstrations only",
            "设了 CITIZEN_HOME_CLOCK：服务按假时间运行，只能用于演示",
        )  # fmt: skip
    now = datetime.fromtimestamp(time.time(), UTC)
    newest = max((path.stat().st_mtime for path in (ROOT / "assistant").glob("*.py")), default=0.0)
    off = abs((now - elsewhere).total_seconds()) if elsewhere else 0.0
    if now.timestamp() < newest - LARGEST_ERROR or off > LARGEST_ERROR:
        yield Finding(
            "clock", "wrong",
            f"the clock says {now:%Y-%m-%d %H:%M} UTC, which can't be: numbers would be given for a wrong day; use NTP",
            f"系统时钟是 {now:%Y-%m-%d %H:%M} UTC，不可能：会按错的日期发号，请用 NTP 校时",
        )  # fmt: skip


def port(host: str, number: int) -> Iterator[Finding]:
    """Whether the port can be listened on; a running service holds its own."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, number))
        except OSError as error:
            yield Finding(
                "port", "wrong",
                f"{host}:{number} can't be listened on ({os.strerror(error.errno or 0)}): another service, or this one "
                "already runs there; choose another with --port",
                f"{host}:{number} 不能监听（{os.strerror(error.errno or 0)}）：被别的服务占着，或本服务已在运行；"
                "可用 --port 换一个",
            )  # fmt: skip
