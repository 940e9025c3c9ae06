"""The chat for everybody: axe-core, small screens, strong magnification, targets, screen readers, elders' edition."""

from typing import Any

import pytest
from playwright.sync_api import expect

ASKED = {"zh": "护照到期了要带什么", "en": "What do I bring to renew my passport?"}
UNSURE = {"zh": "社保卡", "en": "housing fund withdrawal"}
# The first is 1280 × 1024 at 400 %, then a phone, a tablet, a desktop.
SCREENS = ((320, 256), (390, 844), (768, 1024), (1280, 800))
SIZES = ("standard", "elder", "elder-larger")


def resize(visitor: Any, size: str) -> None:
    """Sets the text size as its switch does."""
    visitor.page.evaluate(
        """(size) => {
            localStorage.setItem('citizen-home.size', JSON.stringify(size));
            dispatchEvent(new Event('citizen-home-settings'));
        }""",
        size,
    )
    expect(visitor.page.locator("citizen-home-chat")).to_have_attribute("size", size)


def whole_story(visitor: Any, language: str) -> None:
    """A question, a card with its folded parts open, a number, a question back, an error."""
    page = visitor.page
    visitor.asks(ASKED[language])
    visitor.takes_number(language)
    visitor.asks(UNSURE[language])
    visitor.excused.append("Failed to load resource")
    page.route("**/api/v1/messages", lambda route: route.abort())
    page.locator("#question").fill("hello")
    page.locator("#question").press("Enter")
    expect(page.locator(".unsent")).to_be_visible()
    for folded in page.locator("citizen-home-chat details").all():
        folded.evaluate("(node) => { node.open = true; }")
    page.locator(".menu").click()


@pytest.mark.parametrize(
    ("language", "scheme", "width", "contrast"),
    [("zh", "light", 390, "no-preference"), ("en", "dark", 1280, "no-preference"), ("zh", "dark", 390, "more")],
)
def test_axe_finds_nothing(visit: Any, language: str, scheme: str, width: int, contrast: str) -> None:
    """On the empty page, after all kinds of messages, in both larger sizes, and in the question before giving up."""
    visitor = visit(language, width, 844, color_scheme=scheme, contrast=contrast)
    assert visitor.violations() == []
    whole_story(visitor, language)
    for size in SIZES:
        resize(visitor, size)
        assert visitor.violations() == []
    visitor.page.locator("ch-ticket").get_by_role("button").click()
    assert visitor.violations() == []


@pytest.mark.parametrize("path", ["/", "/?language=en"])
def test_axe_finds_nothing_at_the_entrance_and_in_the_widget(visit: Any, path: str) -> None:
    """Closed, open, and with an answer."""
    visitor = visit("zh", 1280, 800, path=path)
    assert visitor.violations() == []
    visitor.page.locator(".launch").click()
    expect(visitor.page.locator("#question")).to_be_focused()
    assert visitor.violations() == []
    visitor.asks(ASKED["zh"])
    assert visitor.violations() == []


@pytest.mark.parametrize(("language", "screen"), [(lg, s) for s in SCREENS for lg in ("zh", "en")])
def test_everything_fits_and_can_be_hit(visit: Any, language: str, screen: tuple[int, int]) -> None:
    """Nothing sticks out sideways; what is tapped measures 44 px, for elders 60; the way to a person is in sight."""
    visitor = visit(language, *screen)
    page = visitor.page
    whole_story(visitor, language)
    for size in SIZES:
        resize(visitor, size)
        beside = """() => [document.scrollingElement, ...['.panel', '.body'].map(
            (part) => document.querySelector('citizen-home-chat').shadowRoot.querySelector(part))]
            .map((node) => node.scrollWidth - node.clientWidth).filter((width) => width > 0)"""
        assert page.evaluate(beside) == [], size
        targets = page.locator("citizen-home-chat").locator("button, summary, textarea, label:has(input), a:not(p a)")
        small = targets.evaluate_all(
            """(all, least) => all.filter((node) => node.checkVisibility())
                .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
                .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
                .map(([text, box]) => `${text} ${box.width} x ${box.height}`)""",
            44 if size == "standard" else 60,
        )
        assert small == [], size
        for share in (0, 0.5, 1):
            page.evaluate(
                """(share) => {
                    scrollTo(0, document.documentElement.scrollHeight);
                    const root = document.querySelector('citizen-home-chat').shadowRoot;
                    for (const part of ['.panel', '.body']) {
                        const node = root.querySelector(part);
                        node.scrollTop = node.scrollHeight * share;
                    }
                }""",
                share,
            )
            if share > 0 or screen[1] > 300:
                expect(page.locator("citizen-home-chat .person")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_long_answer_starts_with_its_question_in_view(visit: Any, screen: tuple[int, int]) -> None:
    """What was asked is brought to the top of the chat, and only the chat scrolls for it."""
    visitor = visit("en", *screen)
    page = visitor.page
    for size in ("standard", "elder"):
        resize(visitor, size)
        before = page.evaluate("scrollY")
        visitor.asks(ASKED["en"])
        expect(page.locator(".citizen .bubble").last).to_be_in_viewport(ratio=0.9)
        asked = page.locator(".citizen .bubble").last.bounding_box()
        person = page.locator("citizen-home-chat .fixed").bounding_box()
        chat = page.locator("citizen-home-chat").bounding_box()
        assert max(chat["y"], person["y"] + person["height"] if chat["height"] < 500 else 0) <= asked["y"] + 1
        assert (
            page.evaluate("scrollY") == before or screen[1] < 300
        )  # there the page itself scrolls to what is typed in


def test_elders_edition_is_one_tap_everywhere_and_remembered(visit: Any) -> None:
    """18 pt, then 30 pt; the entrance, the list and the chat follow, in every tab, also next time."""
    visitor = visit("zh", 390, 844)
    page = visitor.page
    size_of = "(node) => parseFloat(getComputedStyle(node).fontSize) * 72 / 96"
    words = page.locator(".intro .lead-in")
    page.get_by_role("button", name="长辈版").click()
    assert words.evaluate(size_of) >= 18
    page.get_by_role("button", name="字再大些").click()
    assert words.evaluate(size_of) >= 30
    spacing = "(node) => parseFloat(getComputedStyle(node).lineHeight) / parseFloat(getComputedStyle(node).fontSize)"
    assert words.evaluate(spacing) >= 1.3
    page.goto(visitor.address + "/transactions")
    assert page.locator(".lead").evaluate(size_of) >= 30
    page.get_by_role("button", name="长辈版").click()
    visitor.opens()
    expect(page.locator("citizen-home-chat")).to_have_attribute("size", "standard")


def test_an_answer_can_be_read_aloud_in_its_language(visit: Any) -> None:
    """The browser's own voice says the whole text; pressed again, it stops."""
    visitor = visit("zh")
    page = visitor.page
    page.evaluate(
        """() => {
            window.said = [];
            speechSynthesis.speak = (utterance) => window.said.push([utterance.lang, utterance.text]);
            speechSynthesis.cancel = () => window.said.push('stop');
        }"""
    )
    answer = visitor.asks(ASKED["en"])
    button = answer.locator(".aloud")
    expect(button).to_have_text("Read it to me")
    page.evaluate("window.said.length = 0")
    button.click()
    expect(button).to_have_text("Stop reading")
    (reply,) = visitor.history()[-1]["replies"]
    assert page.evaluate("window.said") == ["stop", ["en-US", reply["text"]]]
    button.click()
    expect(button).to_have_text("Read it to me")
    assert page.evaluate("window.said.at(-1)") == "stop"


def test_an_answer_is_read_out_once_from_outside_the_transcript(visit: Any) -> None:
    """The live region gets the whole text in its language, loses it again, and the log itself keeps silent."""
    visitor = visit("zh")
    page = visitor.page
    page.locator(".spoken").evaluate(
        """(region) => {
            window.spoken = [];
            const note = (changes) => changes.forEach((change) => change.addedNodes.forEach(
                (node) => window.spoken.push([node.lang, node.textContent])));
            new MutationObserver(note).observe(region, { childList: true });
        }"""
    )
    visitor.asks(ASKED["en"])
    (reply,) = visitor.history()[-1]["replies"]
    ((language, text),) = page.evaluate("window.spoken.filter(([, text]) => text.length > 60)")
    assert language == "en"
    assert text.startswith(reply["text"])
    assert str(len(reply["choices"])) in text.removeprefix(reply["text"])
    expect(page.locator(".spoken > *")).to_have_count(0)
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_a_reader_further_up_is_not_pulled_down(visit: Any) -> None:
    """The new answer is offered by a button; the view stays where the reader is."""
    visitor = visit("en", 390, 844)
    page = visitor.page
    visitor.asks(ASKED["en"])
    up = "() => { const body = document.querySelector('citizen-home-chat').shadowRoot.querySelector('.body');"
    wheel = (
        f"{up} body.dispatchEvent(new WheelEvent('wheel', {{ bubbles: true, composed: true }})); body.scrollTop = 0; }}"
    )
    page.route("**/api/v1/messages", lambda route: (page.evaluate(wheel), route.continue_()), times=1)
    visitor.asks("and how long does it take?")
    expect(page.locator(".newest")).to_be_visible()
    assert page.locator(".body").evaluate("(node) => node.scrollTop") == 0
    page.locator(".newest").click()
    expect(visitor.answers.last.locator("h3")).to_be_in_viewport()
    expect(page.locator(".newest")).to_have_count(0)


# As much of a browser's voice input as says that it listens and has heard something.
HEARING = """window.SpeechRecognition = class {
    start() { setTimeout(() => this.onresult({ results: [[{ transcript: '护照到期了' }]] }), 10); }
    stop() { this.onend(); }
};"""


def test_who_speaks_reads_that_it_listens_and_who_hears(visit: Any) -> None:
    """In words below the box, not by a colour or a tooltip alone; pressed again, it stops and the words stay."""
    visitor = visit("zh", 390, 844)
    page = visitor.page
    page.context.add_init_script(HEARING)
    visitor.opens()
    microphone = page.locator("ch-composer button[aria-pressed]")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "true")
    expect(page.locator("ch-composer p", has_text="语音由您的浏览器识别")).to_be_visible()
    expect(page.locator("#question")).to_have_value("护照到期了")
    assert visitor.violations() == []
    microphone.click()
    expect(page.locator("ch-composer p", has_text="语音")).to_be_hidden()
    expect(page.locator("#question")).to_have_value("护照到期了")


PLANNED = {
    "zh": ("换护照、租房提取公积金和市民卡丢了补办，一起取号", "好的"),
    "en": ("I need to renew my passport and put the water account in my name, get me numbers for both", "yes"),
}


@pytest.mark.parametrize(("language", "size"), [("zh", "elder"), ("en", "standard")])
def test_a_visit_of_several_matters_is_sound(visit: Any, language: str, size: str) -> None:
    """The plan, then all its numbers: axe-core finds nothing, nothing sticks out, no range is parted at its hyphen."""
    visitor = visit(language, 390, 844, color_scheme="dark")
    page = visitor.page
    resize(visitor, size)
    plan, agreed = PLANNED[language]
    answer = visitor.asks(plan)
    expect(answer.locator(".whole").first).to_have_text("7-10" if language == "en" else "1-3")
    assert visitor.violations() == []
    before = visitor.answers.count()
    page.locator("#question").fill(agreed)
    page.locator("#question").press("Enter")
    expect(page.locator("ch-ticket")).to_have_count(3 if language == "zh" else 2)
    assert visitor.answers.count() > before
    assert visitor.violations() == []
    assert page.locator(".body").evaluate("(node) => node.scrollWidth - node.clientWidth") <= 0
    lines = page.locator(".whole").evaluate_all("(all) => all.map((node) => node.getClientRects().length)")
    assert set(lines) == {1}


def test_forced_colours_leave_nothing_invisible(visit: Any) -> None:
    """The state of switches and choices is seen without our colours."""
    visitor = visit("zh", 390, 844, forced_colors="active")
    page = visitor.page
    visitor.asks(ASKED["zh"])
    chosen = visitor.answers.first.get_by_role("button", name="多少钱")
    chosen.click()
    expect(visitor.answers).to_have_count(2)
    assert chosen.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    assert visitor.violations() == []
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("citizen-home-chat")).to_have_attribute("size", "elder")
