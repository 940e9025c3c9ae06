"""The page for everybody: axe-core, small screens, strong magnification, targets, screen readers, both languages."""

from typing import Any

import pytest
from playwright.sync_api import expect

ASKED = {"zh": "护照到期了要带什么？", "en": "What do I bring to renew my passport?"}
UNSURE = {"zh": "社保卡", "en": "housing fund withdrawal"}
TAKE = {"zh": "取个号", "en": "Take a number"}
SCREENS = ((320, 256), (320, 640), (360, 740), (768, 1024), (1280, 800))  # the first is 1280 × 1024 at 400 %


def whole_story(visitor: Any, language: str) -> None:
    """A question, a card with its folded parts open, a number, a question back, an error."""
    page = visitor.page
    visitor.asks(ASKED[language])
    page.get_by_role("button", name=TAKE[language], exact=True).click()
    expect(page.locator(".ticket")).to_have_count(1)
    visitor.asks(UNSURE[language])
    visitor.excused.append("Failed to load resource")
    page.route("**/api/v1/messages", lambda route: route.abort())
    page.locator("#question").fill("hello")
    page.keyboard.press("Enter")
    expect(page.locator(".retry")).to_be_visible()
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(visit: Any, language: str, scheme: str, width: int) -> None:
    """On the empty page, after all kinds of messages, in large text, and in the dialog."""
    visitor = visit(language, width, 800, color_scheme=scheme, reduced_motion="reduce")
    assert visitor.violations() == []
    whole_story(visitor, language)
    assert visitor.violations() == []
    visitor.page.locator("#large").click()
    assert visitor.violations() == []
    visitor.page.locator(".give-up").click()
    assert visitor.violations() == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("screen", SCREENS)
def test_everything_fits_and_can_be_hit(visit: Any, language: str, large: bool, screen: tuple[int, int]) -> None:
    """Nothing sticks out sideways; what is tapped measures 44 px, in large text 60; the way to a person is in sight."""
    visitor = visit(language, *screen, reduced_motion="reduce")
    page = visitor.page
    if large:
        page.locator("#large").click()
    whole_story(visitor, language)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = page.evaluate(
        """(least) => [...document.querySelectorAll('button, summary, textarea, label:has(input), a')]
            .filter((node) => !node.matches('p a, .skip'))
            .filter((node) => node.checkVisibility())
            .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
            .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
            .map(([text, box]) => `${text} ${box.width} x ${box.height}`)""",
        60 if large else 44,
    )
    assert small == []
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        expect(page.locator(".top .person")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_long_answer_starts_with_its_question_under_the_head(
    visit: Any, large: bool, screen: tuple[int, int]
) -> None:
    """What was asked is brought to the top and not under the part of the head that stays, whatever its height is."""
    visitor = visit("en", *screen, reduced_motion="reduce")
    page = visitor.page
    if large:
        page.locator("#large").click()
    visitor.asks(ASKED["en"])
    asked = page.locator("#log .citizen .bubble").bounding_box()
    person = page.locator(".top .person").bounding_box()
    assert person["y"] + person["height"] <= asked["y"] < screen[1] / 2


def test_the_whole_page_works_by_keyboard_and_focus_is_never_hidden(visit: Any) -> None:
    """Every stop of the Tab key can be seen: neither the head nor the question box covers it."""
    visitor = visit("en", 360, 740, reduced_motion="reduce")
    page = visitor.page
    whole_story(visitor, "en")
    page.locator(".skip").focus()
    stops = 0
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        covered = page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width / 2, box.top + box.height * part]);
                const seen = ([x, y]) => document.activeElement.contains(document.elementFromPoint(x, y))
                    || document.elementFromPoint(x, y)?.contains(document.activeElement);
                return points.some(seen) ? null : document.activeElement.outerHTML;
            }"""
        )
        assert covered is None
    assert stops > page.locator("#log button").count()
    assert stops > 25


def test_an_answer_is_read_out_once_from_outside_the_transcript(visit: Any) -> None:
    """The live region gets the whole text in its language, loses it again, and the log itself keeps silent."""
    visitor = visit("zh")
    page = visitor.page
    page.evaluate(
        """() => {
            window.spoken = [];
            const note = (changes) => changes.forEach((change) => change.addedNodes.forEach(
                (node) => window.spoken.push([node.lang, node.textContent])));
            new MutationObserver(note).observe(document.getElementById('spoken'), { childList: true });
        }"""
    )
    visitor.asks(ASKED["en"])
    (reply,) = visitor.history()[-1]["replies"]
    ((language, text),) = page.evaluate("window.spoken.filter(([, text]) => text.length > 60)")
    assert language == "en"
    assert text.startswith(reply["text"])
    assert str(len(reply["choices"])) in text.removeprefix(reply["text"])
    expect(page.locator("#spoken > *")).to_have_count(0)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "off")


def test_a_reader_further_up_is_not_pulled_down(visit: Any) -> None:
    """The new answer is offered by a button; the page stays where the reader is."""
    visitor = visit("en", 360, 740, reduced_motion="reduce")
    page = visitor.page
    visitor.asks(ASKED["en"])
    page.route("**/api/v1/messages", lambda route: (page.mouse.wheel(0, -20_000), route.continue_()), times=1)
    visitor.asks("and how long does it take?")
    expect(page.locator("#newest")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.locator("#newest").click()
    expect(visitor.answers.last.locator("h3")).to_be_in_viewport()


def test_the_words_of_both_languages_have_the_same_names(visit: Any) -> None:
    """Also inside the lists of statuses and events; none is empty."""
    script = """async () => {
        const { WORDS } = await import('/static/home_words.js');
        const inside = (name, word) => names(word).map((inner) => `${name}.${inner}`);
        const names = (words) => Object.entries(words).flatMap(([name, word]) =>
            typeof word === 'object' ? inside(name, word) : [`${name} ${word === '' ? 'empty' : typeof word}`]);
        return [names(WORDS.zh), names(WORDS.en)];
    }"""
    zh, en = visit().page.evaluate(script)
    assert zh == en
    assert not any(name.endswith(" empty") for name in zh)
    assert len(zh) > 60


def test_every_bilingual_part_of_the_page_has_both_languages(visit: Any) -> None:
    """Each parent that shows words in one language shows them in the other."""
    page = visit().page
    lonely = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('.w')].map((node) => node.parentElement))]
            .filter((parent) => {
                const count = (lang) => [...parent.children].filter((node) => node.matches(`.w[lang=${lang}]`)).length;
                return count('zh') !== count('en');
            })
            .map((parent) => parent.outerHTML)"""
    )
    assert lonely == []
    assert page.locator(".w").count() > 30
