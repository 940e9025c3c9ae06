"""The client process against the real API: it counts answers, and refuses to count anything else."""

import httpx
import pytest

from benchmarks.processes import MeasurementError, free_port
from benchmarks.serving import load


@pytest.mark.parametrize("rate", [0.0, 50.0])
def test_the_client_process_counts_every_answered_message_once(http: httpx.Client, rate):
    found = load(str(http.base_url), citizens=2, count=6, seconds=60, rate=rate)
    assert (len(found.milliseconds), found.failed) == (6, 0)
    assert 0 < min(found.milliseconds) <= found.seconds * 1000


def test_no_message_starts_after_the_end(http: httpx.Client):
    assert len(load(str(http.base_url), citizens=2, count=100_000, seconds=0.2).milliseconds) < 100_000


def test_a_server_that_is_not_there_is_no_measurement():
    with pytest.raises(MeasurementError, match="client failed"):
        load(f"http://127.0.0.1:{free_port()}", citizens=1, count=1, seconds=5)
