"""
A PostgreSQL server of one's own in a temporary folder, for tests and measurements; never for production.

The programs come with the development dependency `pgserver`; nothing is installed and nothing is listened on but a
socket in the folder. It can be killed as a power cut would end it, and started again.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import psycopg

OWNER = "home"
START_SECONDS = 30.0
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
DURABLE = ("-c", "fsync=on", "-c", "synchronous_commit=on")
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off")
# After a crash the server flushes its folder before it recovers. By default it opens each of its thousand files for
# that, which takes seconds on a busy disk; syncfs does the same in one call.
RECOVERY = ("-c", "recovery_init_sync_method=syncfs")
ALWAYS = ("-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=64MB", *RECOVERY)


class PostgresServer:
    """The server of a folder, ended with the block; ``durable`` waits for the disk at each commit, as in production."""

    def __init__(self, *, durable: bool) -> None:
        self._options = (*ALWAYS, *(DURABLE if durable else QUICK))
        self._root = Path(tempfile.mkdtemp(prefix="home-pg"))
        self._data, self._log = self._root / "data", self._root / "log"
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(self._root, user.pw_uid, user.pw_gid)
        self._bin = self._programs()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Makes the cluster and starts the server."""
        made = ("-D", str(self._data), "-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        subprocess.run([str(self._bin / "initdb"), *made], check=True, capture_output=True, cwd="/", **self._as)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the server and removes everything."""
        self.kill()
        shutil.rmtree(self._root, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self._root), safe='')}"

    def start(self) -> None:
        """Starts the server and waits until it takes connections; TimeoutError with its log when it does not."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:  # the dead server's memory may still be held
                self._launch()
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url()).close()
                return
            time.sleep(0.02)
        raise TimeoutError(self._log.read_text(encoding="utf-8", errors="replace")[-2000:])

    def _launch(self) -> None:
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-k", str(self._root), *self._options]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd="/", start_new_session=True, **self._as
            )

    def kill(self) -> None:
        """SIGKILL to every process of the server at once."""
        if self._process is None:
            return
        # Its backends stand in groups of their own: the parent is held still while they are counted.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGSTOP)
        for pid in (*self._backends(), self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def read_only(self, on: bool) -> None:
        """Refuses every write from now on, as a standby does, or takes them again; sessions under way too."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if on else 'off'}".encode())
            connection.execute("SELECT pg_reload_conf()")

    def create(self, database: str, template: str = "template1") -> str:
        """A new database, as a copy of a template that nobody uses; gives its address."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"'.encode())
        return self.url(database)

    def _backends(self) -> list[int]:
        assert self._process is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                if int(stat.read_text().rpartition(")")[2].split()[1]) == self._process.pid:
                    found.append(int(stat.parent.name))
        return found

    def _programs(self) -> Path:
        spec = find_spec("pgserver")
        if spec is None or spec.origin is None:
            raise RuntimeError("the development dependency pgserver is not installed")
        installed = Path(spec.origin).parent / "pginstall"
        try:
            subprocess.run(
                [str(installed / "bin" / "postgres"), "--version"], check=True, capture_output=True, **self._as
            )
        except PermissionError:  # a checkout in a home folder that others may not enter
            shutil.copytree(installed, self._root / "pginstall")
            installed = self._root / "pginstall"
        return installed / "bin"


@contextlib.contextmanager
def postgres(*, durable: bool) -> Iterator[PostgresServer]:
    """A running server, gone after the block."""
    with PostgresServer(durable=durable) as server:
        yield server
