"""A conversation's token can't be forged, cut, prolonged or carried over from another place."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from itsdangerous import URLSafeSerializer

from assistant.operations.tokens import ConversationTokens, TokenRefused, signing_key

KEY, LIFE = "a key of the tests", timedelta(hours=24)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class SetClock:
    """A clock that stands until it is moved."""

    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def tokens(clock: SetClock) -> ConversationTokens:
    return ConversationTokens(KEY, LIFE, clock)


@pytest.mark.parametrize("language", ["zh", "en", None])
def test_a_token_is_read_back(language: str | None, tokens: ConversationTokens) -> None:
    session = tokens.issue(language)
    assert tokens.read(session.token) == (session.conversation, language)
    assert session.expires_at == MONDAY + LIFE


def test_conversations_are_many_and_unguessable(tokens: ConversationTokens) -> None:
    issued = [tokens.issue() for _ in range(500)]
    assert len({session.conversation for session in issued}) == len({session.token for session in issued}) == 500
    assert all(len(session.conversation) >= 22 for session in issued), "128 bits are 22 characters"


def test_another_process_with_the_same_key_reads_it(tokens: ConversationTokens, clock: SetClock) -> None:
    session = tokens.issue("en")
    assert ConversationTokens(KEY, LIFE, clock).read(session.token) == (session.conversation, "en")


def test_it_ends_to_the_second(tokens: ConversationTokens, clock: SetClock) -> None:
    session = tokens.issue()
    clock.now = MONDAY + LIFE - timedelta(seconds=1)
    assert tokens.read(session.token)[0] == session.conversation
    clock.now = MONDAY + LIFE
    with pytest.raises(TokenRefused, match="expired"):
        tokens.read(session.token)


def test_another_key_refuses_it(tokens: ConversationTokens, clock: SetClock) -> None:
    with pytest.raises(TokenRefused):
        ConversationTokens(KEY + "!", LIFE, clock).read(tokens.issue().token)


def test_a_signature_of_another_purpose_is_refused(tokens: ConversationTokens) -> None:
    end = int((MONDAY + LIFE).timestamp())
    for purpose in ("conversation-v2", "ticket", "itsdangerous"):
        forged = str(URLSafeSerializer(KEY, salt=purpose).dumps(["any", end, None]))
        with pytest.raises(TokenRefused):
            tokens.read(forged)


def test_every_cut_is_refused(tokens: ConversationTokens) -> None:
    token = tokens.issue("zh").token
    for length in range(len(token)):
        with pytest.raises(TokenRefused):
            tokens.read(token[:length])
        with pytest.raises(TokenRefused):
            tokens.read(token[len(token) - length :])


def test_every_changed_character_is_refused(tokens: ConversationTokens) -> None:
    """All but the last: its two lowest bits carry nothing, so that it has four spellings of the same signature."""
    token = tokens.issue("zh").token
    for place, character in enumerate(token[:-1]):
        other = "A" if character != "A" else "B"
        with pytest.raises(TokenRefused):
            tokens.read(token[:place] + other + token[place + 1 :])


def test_the_payload_of_one_does_not_go_with_the_signature_of_another(tokens: ConversationTokens) -> None:
    one, other = tokens.issue("zh").token, tokens.issue("zh").token
    with pytest.raises(TokenRefused):
        tokens.read(one.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1])


@pytest.mark.parametrize("written", ["", ".", "..", "e30", "e30.e30", "null", "[]", "\x00", "护照", "a" * 5000, " "])
def test_what_is_no_token_is_refused(written: str, tokens: ConversationTokens) -> None:
    with pytest.raises(TokenRefused):
        tokens.read(written)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(TokenRefused):
        ConversationTokens(KEY, LIFE, SetClock()).read(text)


def test_the_key_is_made_once_and_is_the_owner_s_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "signing.key"
    key = signing_key(file)
    assert len(key) >= 64 and signing_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["signing.key"]
    assert signing_key(tmp_path / "other.key") != key


def test_a_key_that_is_there_is_used(tmp_path: Path) -> None:
    file = tmp_path / "signing.key"
    file.write_text("the operator's own key\n", encoding="ascii")
    assert signing_key(file) == "the operator's own key"


def test_a_process_that_comes_second_takes_the_first_one_s_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes up between looking and making."""
    file = tmp_path / "signing.key"
    real = Path.exists
    looked: list[Path] = []

    def exists(path: Path) -> bool:
        if path == file and not looked:
            looked.append(path)
            file.write_text("the first one's key", encoding="ascii")
            return False
        return real(path)

    monkeypatch.setattr(Path, "exists", exists)
    assert signing_key(file) == "the first one's key"
    assert looked and [path.name for path in tmp_path.iterdir()] == ["signing.key"]
