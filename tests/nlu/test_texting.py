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
        ("need 2 bring docs", "need to bring docs"),
        ("i want 2 work in hangzhou", "i want to work in hangzhou"),
        ("how 2 book appointments", "how to book appointments"),
        ("do i have 2 change this or its address", "do i have to change this or its address"),
        ("want 2 report us as moved", "want to report us as moved"),
        ("need 2 register business", "need to register business"),
        ("i want 2 work overseas", "i want to work overseas"),
        ("visitor 4 my son", "visitor for my son"),
        ("do it 4 me", "do it for me"),
        ("open on sat", "open on saturday"),
        ("r u open on sun?", "are you open on sunday?"),
    ],
)
def test_it_is_written_in_full(texted: str, meant: str) -> None:
    assert in_full(texted) == meant


@pytest.mark.parametrize(
    "counted",
    [
        "work permits",
        "drive licences",
        "change requests",
        "report cards",
        "book copies",
        "China visas",
        "register books",
    ],
)
@pytest.mark.parametrize("lead", ["I have", "you need", "I got", "the next"])
def test_two_things_are_counted(lead: str, counted: str) -> None:
    """A word that may do or describe, before a plural: "I have 2 work permits" is no duty to work."""
    assert in_full(f"{lead} 2 {counted}") == f"{lead} 2 {counted}"


@pytest.mark.parametrize("named", ["form", "section", "type", "part", "class", "room", "line", "bus", "gate", "Form"])
def test_a_number_after_what_is_numbered_stays(named: str) -> None:
    assert in_full(f"{named} 4 my visa, {named} 4 a") == f"{named} 4 my visa, {named} 4 a"


@pytest.mark.parametrize("street", ["street", "road", "avenue", "Street", "yat-sen road"])
def test_a_street_is_no_day(street: str) -> None:
    assert in_full(f"I live on sun {street}") == f"I live on sun {street}"


@pytest.mark.parametrize(
    "text",
    ["I need 2 copies", "window 4 my turn", "I sat on it", "R visa", "mon-fri", "take 2 numbers", "type 2 visa",
     "floor 4 a window", "my HR says", "C1 licence", "办护照 pls", "r.u@example.org", "the sun is out"],
)  # fmt: skip
def test_figures_days_and_names_stay(text: str) -> None:
    assert in_full(text) == text
