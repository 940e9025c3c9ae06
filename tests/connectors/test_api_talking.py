"""Sessions and messages over the served API."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import httpx
import pytest

from assistant.bootstrap import Assistant


def test_a_session_gives_a_token_that_ends(http: httpx.Client, assistant: Assistant) -> None:
    opened = http.post("/api/v1/sessions").json()
    assert set(opened) == {"token", "expires_at"}
    life = datetime.fromisoformat(opened["expires_at"]) - assistant.stores.clock()
    assert 23 < life.total_seconds() / 3600 <= 24
    assert opened["token"] != http.post("/api/v1/sessions", json={}).json()["token"]


def test_an_answer_has_the_contracts_form(citizen: Callable[..., Any]) -> None:
    turn = citizen().says("我护照快到期了")
    assert {"language", "understanding", "replies"} <= set(turn)
    understood = turn["understanding"]
    assert {"outcome", "transaction", "facet", "candidates", "topic", "act", "confidence"} <= set(understood)
    assert understood["candidates"][0]["id"] == understood["transaction"] == "passport_renewal"
    assert 0 < understood["candidates"][0]["confidence"] <= 1
    (reply,) = turn["replies"]
    assert reply["kind"] == "card"
    assert reply["card"]["transaction"] == "passport_renewal"
    assert all(set(choice) == {"title", "payload"} for choice in reply["choices"])


@pytest.mark.parametrize(("language", "said"), [("zh", "1234"), ("en", "1234")])
def test_the_sessions_language_decides_where_the_text_shows_none(
    citizen: Callable[..., Any], language: str, said: str
) -> None:
    assert citizen(language).says(said)["language"] == language


def test_the_messages_language_goes_before_the_sessions(citizen: Callable[..., Any]) -> None:
    assert citizen("zh").says("1234", language="en")["language"] == "en"


def test_a_tap_answers_in_the_language_of_the_choice(citizen: Callable[..., Any]) -> None:
    speaker = citizen("zh")
    choices = speaker.says("my passport is about to expire")["replies"][0]["choices"]
    where = next(choice for choice in choices if choice["payload"].endswith(":procedure"))
    assert speaker.taps(where["payload"])["language"] == "en"


def test_the_same_message_id_gets_the_same_reply_and_one_ticket(
    citizen: Callable[..., Any], assistant: Assistant
) -> None:
    speaker, once = citizen(), str(uuid.uuid4())
    first = speaker.says("帮我取个换护照的号", message_id=once)
    number = first["replies"][0]["card"]["number"]
    speaker.says("谢谢")
    assert speaker.says("帮我取个换护照的号", message_id=once) == first
    assert speaker.says("我的号排到哪了")["replies"][0]["card"]["number"] == number
    assert len(assistant.stores.ledger.active_of(assistant.stores.tokens.read(speaker.token)[0])) == 1
    told = speaker.http.get("/api/v1/messages", headers=speaker.headers).json()["messages"]
    assert [message["text"] for message in told if message["sender"] == "citizen"] == [
        "帮我取个换护照的号",
        "谢谢",
        "我的号排到哪了",
    ]


def test_the_same_message_id_at_once_is_done_once(citizen: Callable[..., Any], assistant: Assistant) -> None:
    speaker, once = citizen("en"), str(uuid.uuid4())
    with ThreadPoolExecutor(6) as threads:
        turns = list(
            threads.map(lambda _: speaker.says("take a number to renew my passport", message_id=once), range(6))
        )
    assert turns == [turns[0]] * 6
    assert turns[0]["replies"][0]["card"]["status"] == "waiting"
    assert len(assistant.stores.ledger.active_of(assistant.stores.tokens.read(speaker.token)[0])) == 1


def test_a_message_id_belongs_to_its_conversation(citizen: Callable[..., Any]) -> None:
    once = str(uuid.uuid4())
    assert citizen().says("你好", message_id=once)["understanding"]["outcome"] == "smalltalk"
    assert citizen().says("我护照快到期了", message_id=once)["understanding"]["transaction"] == "passport_renewal"


def test_messages_at_once_are_answered_one_after_the_other(citizen: Callable[..., Any]) -> None:
    speaker = citizen()
    texts = ["我护照快到期了", "市民卡丢了要补一张", "过户", "你好", "几点开门", "my passport is about to expire"]
    with ThreadPoolExecutor(len(texts)) as threads:
        turns = dict(zip(texts, threads.map(speaker.says, texts), strict=True))
    told = speaker.http.get("/api/v1/messages", headers=speaker.headers).json()["messages"]
    assert [message["sender"] for message in told] == ["citizen", "assistant"] * len(texts)
    for asked, answered in zip(told[::2], told[1::2], strict=True):
        assert answered["replies"] == turns[asked["text"]]["replies"]
        assert answered["understanding"] == turns[asked["text"]]["understanding"]


def test_the_conversation_can_be_read_on_from_a_message(citizen: Callable[..., Any]) -> None:
    speaker = citizen()
    for text in ("你好", "我护照快到期了", "那要带啥"):
        speaker.says(text)

    def read(after: int) -> list[dict[str, Any]]:
        answer = speaker.http.get("/api/v1/messages", params={"after": after}, headers=speaker.headers)
        assert answer.status_code == 200
        rows: list[dict[str, Any]] = answer.json()["messages"]
        return rows

    whole = read(0)
    assert [message["text"] for message in whole[::2]] == ["你好", "我护照快到期了", "那要带啥"]
    assert [message["id"] for message in whole] == sorted({message["id"] for message in whole})
    assert read(whole[2]["id"]) == whole[3:]
    assert read(whole[-1]["id"]) == []


def test_nobody_reads_anothers_conversation(citizen: Callable[..., Any]) -> None:
    citizen().says("我护照快到期了")
    other = citizen()
    assert other.http.get("/api/v1/messages", headers=other.headers).json() == {"messages": []}


def test_a_choice_offered_to_one_is_not_offered_to_another(citizen: Callable[..., Any]) -> None:
    offered = citizen().says("我护照快到期了")["replies"][0]["choices"]
    refused = citizen().post(payload=offered[0]["payload"])
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_choice")


def test_unknown_fields_do_no_harm(citizen: Callable[..., Any]) -> None:
    turn = citizen().says("你好", sender="admin", intent={"name": "restart"})
    assert turn["understanding"]["outcome"] == "smalltalk"
