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


@pytest.mark.parametrize(
    "said",
    ["排到哪了", "轮到我了吗", "现在排到几号了?", "到我了没", "where am i in the queue?", "my place in the line"],
)
def test_where_a_number_stands(said: str) -> None:
    assert act_of(said) == "ticket_status"


@pytest.mark.parametrize("said", ["排到哪一天办护照", "到哪儿交钱", "where am i to pay", "我到了", "到哪里"])
def test_what_only_begins_like_it_asks_something_else(said: str) -> None:
    assert act_of(said) is None
