"""200 attacks as words of a citizen and a volunteer at the tablet: asked, looked for, and as a name; nothing runs."""

from typing import Any

from playwright.sync_api import Page, expect

from benchmarks.hostile_text import PAYLOADS, TAKEN

from .test_hostile_catalog import ACTIVE, PLANTED


def unharmed(page: Page) -> None:
    """Nothing ran and nothing that could run stands in the page. Dialogs are complained of at the end."""
    assert page.evaluate(TAKEN) is False
    assert page.evaluate(PLANTED, ACTIVE) == []


def test_asked_they_stand_in_the_transcript_as_they_were_typed(stands: Any) -> None:
    """All 200 in one conversation, as its question box hands them on, and some typed into the box itself."""
    tablet = stands("zh", 820, 1180)
    page = tablet.page
    tablet.chooses("hz")
    page.locator(".switch button").nth(1).click()
    said = page.locator(".shown .citizen .bubble")
    page.evaluate(
        """async (texts) => {
            const { talk, desk } = document.querySelector('ch-tablet');
            for (const text of texts) {
                dispatchEvent(new PointerEvent('pointerdown'));  // or it would take nobody to be there
                await talk.say(desk.seat, text);
            }
        }""",
        list(PAYLOADS),
    )
    expect(said).to_have_count(len(PAYLOADS))
    assert said.all_text_contents() == list(PAYLOADS)
    expect(page.locator(".shown .message.assistant")).to_have_count(len(PAYLOADS))
    unharmed(page)
    asked = len(PAYLOADS) + 1  # beside an open service, its name is said once before the first that is typed
    for place, text in enumerate(PAYLOADS[::40], 1):
        page.locator("#question").fill(text)
        page.locator("#question").press("Enter")
        expect(said).to_have_count(asked + place)
        assert said.last.text_content() == text
    unharmed(page)


def test_looked_for_and_as_a_name_they_are_words(stands: Any) -> None:
    """Every one in the search with its answer drawn; one for a volunteer's name, which is refused in words."""
    tablet = stands("zh", 820, 1180, log_in=False)
    page = tablet.page
    tablet.visitor.excused.append("Failed to load resource")
    page.locator("#volunteer").fill(PAYLOADS[1][:20])
    page.locator("#pin").fill("482913")
    page.locator("#pin").press("Enter")
    expect(page.locator("#fault .fault")).to_be_visible()
    unharmed(page)
    tablet.logs_in()
    field = page.locator("#find")
    drawn = page.locator("ch-find").evaluate(
        """async (find, texts) => {
            const drawn = [];
            const field = find.shadowRoot.querySelector('#find');
            for (const text of texts) {
                field.value = text;
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                await find.updateComplete;
                drawn.push(find.shadowRoot.querySelector('.count').textContent.trim());
            }
            return drawn;
        }""",
        list(PAYLOADS),
    )
    assert all(drawn) and len(drawn) == len(PAYLOADS)
    assert field.input_value() == PAYLOADS[-1]
    unharmed(page)
