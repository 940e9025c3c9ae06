"""What benchmarks/stalled_webhooks.py would find; the rule itself is held by tests/wechat/test_wechat_deadline.py."""

import pytest

from benchmarks.messengers import Messengers
from benchmarks.stalled_webhooks import Heard, summed


def heard() -> tuple[Messengers, dict[str, Heard]]:
    """Two people a channel, each answered once: one in the webhook's answer, the others by a message."""
    stubs = Messengers()
    found = {channel: Heard(milliseconds=[10.0, 20.0]) for channel in ("wechat", "telegram")}
    for one in found.values():
        one.statuses["200"] = 2
    found["wechat"].answered["oA"] = 1
    found["wechat"].answered["oB"] = 0
    stubs.sent["oB"] = ["answer"]
    stubs.sent["1"], stubs.sent["2"] = ["answer"], ["answer"]
    return stubs, found


def test_quick_webhooks_and_one_answer_each_are_sound() -> None:
    stubs, found = heard()
    assert summed(stubs, found, 2)["broken"] == []


@pytest.mark.parametrize("harm", ["slow", "refused", "silent", "twice"])
def test_each_fault_is_found(harm: str) -> None:
    stubs, found = heard()
    if harm == "slow":
        found["wechat"].milliseconds[1] = 1000.0
    elif harm == "refused":
        found["telegram"].statuses["503"] = 1
    elif harm == "silent":
        del stubs.sent["oB"]
    else:
        stubs.sent["2"] = ["answer", "answer"]
    (fault,) = summed(stubs, found, 2)["broken"]
    said = {
        "slow": "wechat: the 99th percentile is 1 s or more",
        "refused": "telegram: webhooks ended with",
        "silent": "wechat: 2 people, 1 answered once",
        "twice": "telegram: 2 people, 1 answered once",
    }
    assert fault.startswith(said[harm])
