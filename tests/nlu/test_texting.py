"""English as it is texted is read as written in full; what only looks like it stays."""

import pytest

from assistant.nlu.texting import in_full


@pytest.mark.parametrize(
    ("texted", "meant"),
    [
        ("whats ur openning time saturday", "whats your openning time saturday"),
        ("wat do i need 2 bring", "what do i need to bring"),
        ("can my bf do it 4 me pls", "can my boyfriend do it for me please"),
        ("r u open on sat n sun", "are you open on saturday and sunday"),
        ("u r open 2day?", "you are open today?"),
        ("ur open till fri?", "you're open till friday?"),
        ("how do i get 2 u by metro", "how do i get to you by metro"),
    ],
)
def test_it_is_written_in_full(texted: str, meant: str) -> None:
    assert in_full(texted) == meant


@pytest.mark.parametrize(
    "text",
    ["I need 2 copies", "window 4 my turn", "I sat on it", "R visa", "mon-fri", "take 2 numbers", "type 2 visa",
     "floor 4 a window", "my HR says", "C1 licence", "办护照 pls", "r.u@example.org", "the sun is out"],
)  # fmt: skip
def test_figures_days_and_names_stay(text: str) -> None:
    assert in_full(text) == text
