"""DELETE /api/v1/sessions/current: what was said is gone everywhere, what was promised stays."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from assistant.bootstrap import Assistant

FORGET = "/api/v1/sessions/current"


def forget(http: httpx.Client, speaker: Any) -> httpx.Response:
    """Clears a speaker's conversation."""
    return http.delete(FORGET, headers=speaker.headers)


def heard(http: httpx.Client, speaker: Any) -> list[dict[str, Any]]:
    """The conversation as the server holds it."""
    messages: list[dict[str, Any]] = http.get("/api/v1/messages", headers=speaker.headers).json()["messages"]
    return messages


def test_a_forgotten_conversation_is_gone_and_the_context_with_it(
    http: httpx.Client, citizen: Callable[..., Any], assistant: Assistant
) -> None:
    """No message, no choice, no state of the dialogue; a follow-up no longer knows of what."""
    speaker, other = citizen("zh"), citizen("zh")
    payload = speaker.says("护照到期了要带什么")["replies"][0]["choices"][1]["payload"]
    other.says("护照到期了要带什么")
    conversation, _ = assistant.stores.tokens.read(speaker.token)
    assert assistant.stores.history.load_tracker(conversation) is not None
    assert forget(http, speaker).status_code == 204
    assert heard(http, speaker) == []
    assert assistant.stores.history.load_tracker(conversation) is None
    assert speaker.post(payload=payload).json()["code"] == "unknown_choice"
    assert speaker.says("那要多少钱")["understanding"]["transaction"] is None
    assert other.says("那要多少钱")["understanding"]["transaction"] == "passport_renewal"


def test_forgetting_again_does_no_harm_and_needs_a_token(http: httpx.Client, citizen: Callable[..., Any]) -> None:
    """Also of a conversation in which nothing was said."""
    speaker = citizen()
    assert [forget(http, speaker).status_code for _ in range(2)] == [204, 204]
    assert http.delete(FORGET).status_code == 401
    assert http.delete(FORGET, headers={"Authorization": "Bearer forged"}).status_code == 401


def test_a_number_is_a_promise_that_outlives_the_conversation(http: httpx.Client, citizen: Callable[..., Any]) -> None:
    """It waits on; the message that took it, repeated, gives the same number and not a second one."""
    speaker = citizen("zh")
    once = str(uuid.uuid4())
    taken = speaker.says("取号换护照", message_id=once)["replies"][0]["card"]
    forget(http, speaker)
    state = http.get(f"/api/v1/tickets/{taken['reference']}").json()
    assert (state["number"], state["status"]) == (taken["number"], "waiting")
    again = speaker.says("取号换护照", message_id=once)["replies"][0]["card"]
    assert again["reference"] == taken["reference"]


def test_forgetting_waits_for_the_answer_under_way(http: httpx.Client, citizen: Callable[..., Any]) -> None:
    """Whatever comes first, nothing of the exchange is left half."""
    for _ in range(5):
        speaker = citizen("zh")
        with ThreadPoolExecutor(2) as threads:
            said = threads.submit(speaker.says, "护照到期了要带什么")
            gone = threads.submit(forget, http, speaker)
        assert said.result()["understanding"]["outcome"] == "answer"
        assert gone.result().status_code == 204
        assert len(heard(http, speaker)) in (0, 2)


def test_the_history_names_the_citizens_message_ids(http: httpx.Client, citizen: Callable[..., Any]) -> None:
    """So that a screen knows which of the messages it has shown already."""
    speaker = citizen("zh")
    once = str(uuid.uuid4())
    speaker.says("你好", message_id=once)
    speaker.says("你好")
    ids = [(message["sender"], message.get("message_id", "-")) for message in heard(http, speaker)]
    assert ids == [("citizen", once), ("assistant", "-"), ("citizen", None), ("assistant", "-")]
