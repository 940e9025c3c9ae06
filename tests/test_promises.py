"""The short form of benchmarks/promises.py: a worker, PostgreSQL and Redis are killed under citizens who insist."""

import asyncio
from pathlib import Path

from benchmarks.insisting import Citizen, Found
from benchmarks.promises import check, parser, run


def test_no_promise_is_broken_while_everything_is_killed_once(model: Path, tmp_path: Path) -> None:
    """One ticket each, numbers without gaps, messages once and in order, each ticket told once to its stream."""
    asked = "--workers 2 --citizens 5 --messages 3 --kills 1 --server-kills 1 --redis-kills 1 --pause 1"
    found = run(model, tmp_path, parser().parse_args(asked.split()))
    assert found.broken == []
    assert (found.citizens, found.tickets, found.messages) == (5, 5, 15)
    assert (found.kills, found.server_kills, found.redis_kills) == (1, 1, 1)


def test_a_broken_promise_would_be_found() -> None:
    """Two citizens with one number, a message too many, a ticket that was told twice."""
    found, people = Found(), []
    for number in range(2):
        one = Citizen("http://127.0.0.1:9", found, number, 1, sent=["a"], ticket={"reference": "r", "number": "AB001"})
        one.told = [("issued", "r")] * 2
        people.append(one)

    class Kept:
        """A server that has kept another message."""

        status_code = 200

        def json(self) -> dict[str, object]:
            """The conversation."""
            return {"messages": [{"message_id": "a"}, {"message_id": "b"}]}

    async def answered(*_: object, **__: object) -> Kept:
        return Kept()

    for one in people:
        one.insist = answered  # type: ignore[method-assign,assignment]
    asyncio.run(check(people, found))
    said = " ".join(found.broken)
    assert "not in order" in said and "told of 2 tickets" in said
    assert "two citizens have the same" in said and "numbers are not 1…2; twice: [1]" in said
