"""The image's entry point without an image: the same start, on a root that can't be written."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.processes import free_port

ROOT = Path(__file__).parents[2]
# A mount namespace of its own: everything is read-only but the data folder.
SANDBOX = """
set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind /
shift
! touch /written-to 2>/dev/null
exec "$@"
"""


def image_in(folder: Path, model: Path) -> Path:
    """What of the image the start looks at: the entry point, and the model beside it."""
    (folder / "deploy").mkdir(parents=True)
    (folder / "trained").mkdir()
    entry = folder / "deploy" / "entrypoint.sh"
    entry.write_bytes((ROOT / "deploy" / "entrypoint.sh").read_bytes())
    entry.chmod(0o755)
    (folder / "trained" / model.name).write_bytes(model.read_bytes())
    return entry


@contextmanager
def started(entry: Path, data: Path, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The entry point's process in the sandbox."""
    unshare = ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount"]
    command = [*unshare, "sh", "-c", SANDBOX, "sandbox", str(data), str(entry), "serve", "--port", str(port)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
    own = {"CITIZEN_HOME_DATA_DIR": str(data), "CITIZEN_HOME_LOG_FORMAT": "json", "PYTHONDONTWRITEBYTECODE": "1"}
    own |= {name: str(data) for name in ("HOME", "TMPDIR", "MPLCONFIGDIR")}
    own["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=clean | own, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_ready(http: httpx.Client) -> bool:
    """Whether it answers."""
    try:
        return http.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_the_start_needs_nothing_but_its_data_folder(model: Path, tmp_path: Path) -> None:
    """It takes the model that the image was built with, answers, and ends in good order when told to."""
    entry, data, log = image_in(tmp_path / "image", model), tmp_path / "data", tmp_path / "log"
    data.mkdir()
    port = free_port()
    with (
        started(entry, data, port, log) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as http,
    ):
        end = time.monotonic() + 240
        while not is_ready(http):
            assert process.poll() is None and time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.2)
        token = http.post("/api/v1/sessions", json={}).json()["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        said = http.post("/api/v1/messages", json={"text": "护照快到期了"}, headers=bearer)
        assert said.json()["understanding"]["transaction"] == "passport_renewal"
        assert [file.name for file in (data / "models").glob("*.tar.gz")] == [model.name]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGTERM)
