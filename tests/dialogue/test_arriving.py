"""What somebody who holds a number says in a few words: given up, another one, or about a matter after all."""

import pytest

from assistant.dialogue.arriving import act_of


@pytest.mark.parametrize(
    "said",
    ["不要了", "取消吧", "算了，退掉吧", "帮我取消这个号", "cancel it", "please cancel that", "ok, drop it then",
     "cancel", "actually, cancel my number", "give it up", "give up my place please", "i don't need it any more"],
)  # fmt: skip
def test_a_number_is_given_up(said: str) -> None:
    assert act_of(said) == "cancel_ticket"


@pytest.mark.parametrize(
    "said",
    ["cancel my sim card", "取消市民卡", "drop my son from the register", "give it to me", "can i cancel it online?"],
)
def test_a_matter_is_no_number(said: str) -> None:
    assert act_of(said) is None


def test_another_number() -> None:
    assert act_of("再取一个号") == act_of("give me another ticket") == "take_ticket"
