"""Every English word a citizen reads. zh.py has the same names; a test compares them."""

from __future__ import annotations

from assistant.rendering.en_asking import (
    clarify as clarify,
    clarify_for_ticket as clarify_for_ticket,
    conversation_not_kept as conversation_not_kept,
    engine_unavailable as engine_unavailable,
    handoff as handoff,
    not_covered as not_covered,
    refused_again as refused_again,
    which_matter as which_matter,
    which_matter_for_ticket as which_matter_for_ticket,
)
from assistant.rendering.en_channels import (
    COMMANDS as COMMANDS,
    FLOOR_PLAN as FLOOR_PLAN,
    MENU as MENU,
    TICKET_PAGE as TICKET_PAGE,
    came_too_late as came_too_late,
    choose_language as choose_language,
    forgotten as forgotten,
    forgotten_but_numbers as forgotten_but_numbers,
    language_chosen as language_chosen,
    link_continued as link_continued,
    link_followed as link_followed,
    link_refused as link_refused,
    number_to_choose as number_to_choose,
    old_button as old_button,
    only_text as only_text,
    privacy_abroad as privacy_abroad,
    push_called as push_called,
    push_missed as push_missed,
    push_near_turn as push_near_turn,
    push_requeued as push_requeued,
    push_turn_passed as push_turn_passed,
    starting as starting,
)
from assistant.rendering.en_journeys import (
    BRING_ONCE as BRING_ONCE,
    STEP_BY_STEP as STEP_BY_STEP,
    bring_forms as bring_forms,
    bring_item as bring_item,
    journey as journey,
    journey_numbers as journey_numbers,
    journey_step as journey_step,
    only_if as only_if,
)
from assistant.rendering.en_privacy import (
    OWN_FORGET as OWN_FORGET,
    OWN_FORGET_NOW as OWN_FORGET_NOW,
    OWN_KEEP as OWN_KEEP,
    OWN_SHOW as OWN_SHOW,
    ask_forget as ask_forget,
    held as held,
)
from assistant.rendering.en_problems import PROBLEMS as PROBLEMS
from assistant.rendering.en_smalltalk import (
    anything_else as anything_else,
    goodbye as goodbye,
    greeting as greeting,
    none_of_offered as none_of_offered,
    start_over as start_over,
    thanks as thanks,
)
from assistant.rendering.en_tickets import (
    TICKET_TITLES as TICKET_TITLES,
    closed as closed,
    cooling_down as cooling_down,
    floor as floor,
    full as full,
    give_up_all as give_up_all,
    give_up_this as give_up_this,
    give_up_which as give_up_which,
    given_up as given_up,
    i_lack as i_lack,
    no_number_yet as no_number_yet,
    numbers_kept as numbers_kept,
    people_ahead as people_ahead,
    place as place,
    remote_full as remote_full,
    ticket_already as ticket_already,
    ticket_cancelled as ticket_cancelled,
    ticket_checked_in as ticket_checked_in,
    ticket_code_needed as ticket_code_needed,
    ticket_issued as ticket_issued,
    ticket_moved_back as ticket_moved_back,
    ticket_none as ticket_none,
    ticket_not_cancellable as ticket_not_cancellable,
    ticket_not_possible as ticket_not_possible,
    ticket_ready as ticket_ready,
    ticket_status as ticket_status,
    ticket_which_lacking as ticket_which_lacking,
    tickets_unavailable as tickets_unavailable,
    too_many_today as too_many_today,
    wait_now as wait_now,
    window_list as window_list,
)
from assistant.rendering.en_visits import (
    PLAN_VISIT as PLAN_VISIT,
    TAKE_ALL as TAKE_ALL,
    visit_issued as visit_issued,
    visit_names as visit_names,
    visit_plan as visit_plan,
    visit_refused as visit_refused,
    visit_stop as visit_stop,
    visit_which as visit_which,
    visit_with as visit_with,
    visit_without as visit_without,
)
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.formats import clock_time, day, full_day, money, sentence_list, span
from catalog import Bilingual, Fee, Material
from catalog.fees import FeePeriod

FACET_TITLES = {
    "overview": "The whole picture",
    "materials": "What to bring",
    "location": "Where to go",
    "phone": "Phone",
    "fee": "Cost",
    "duration": "How long",
    "procedure": "Steps",
    "hours": "Opening times",
    "eligibility": "Who can apply",
    "online": "Online?",
    "proxy": "Someone else for me?",
}
TAKE_NUMBER = "Take a number"
TICKET_STATUS = "Where am I in the queue?"
TALK_TO_PERSON = "Talk to a person"
NONE_OF_THESE = "None of these"


def say(text: Bilingual) -> str:
    """A record's English text."""
    return text.en


def material(item: Material) -> str:
    """One line of the checklist."""
    forms = (["original"] if item.original else []) + (
        [f"{item.copies} photocop{'ies' if item.copies > 1 else 'y'}"] if item.copies else []
    )
    line = item.name.en + (f": {' + '.join(forms)}" if forms else "")
    if item.condition is not None:
        line += f" (only {item.condition.en})"
    if item.need == "deferrable":
        line += " (you can start without it and hand it in later)"
    return line + (f". {item.note.en}" if item.note else "")


def materials(facts: AnswerFacts) -> str:
    """What to bring."""
    lines = [f"{n}. {material(item)}" for n, item in enumerate(facts.transaction.materials, 1)]
    return f'For "{facts.transaction.name.en}" bring:\n' + "\n".join(lines)


def location(facts: AnswerFacts) -> str:
    """Where to go."""
    where = place(facts.transaction.floor, facts.transaction.windows)
    return f'"{facts.transaction.name.en}" is at {where}, with {facts.department.name.en}. {open_now(facts)}'


def open_now(facts: AnswerFacts) -> str:
    """Whether the windows are open at this moment."""
    if facts.open_now:
        return "Open now."
    return (
        f"Closed now; open next on {day(facts.next_open.date(), 'en')} at {clock_time(facts.next_open)}."
        if facts.next_open
        else "Closed now."
    )


def phone(facts: AnswerFacts) -> str:
    """Whom to ring."""
    return f'For "{facts.transaction.name.en}" ring {sentence_list(facts.phones, "en")}.'


def fee(facts: AnswerFacts) -> str:
    """What it costs."""
    note = facts.transaction.fee.note
    said = "I hold no fee for today; please ask at the window" if facts.fee is None else price(facts.fee)
    coming = f" From {full_day(facts.next_fee.valid_from, 'en')}: {price(facts.next_fee)}." if facts.next_fee else ""
    return f'"{facts.transaction.name.en}": {said}.{coming}' + (f" {note.en}" if note else "")


def price(cost: Fee | FeePeriod) -> str:
    """An amount or the words that stand for it, without a full stop."""
    if cost.text is not None:
        return cost.text.en.rstrip(".")
    return f"{money(cost.amount)} yuan" if cost.amount else "free of charge"


def duration(facts: AnswerFacts) -> str:
    """How long it takes."""
    limit = facts.transaction.duration
    if limit.immediate:
        said = "done while you wait, if your papers are complete"
    else:
        parts = [f"within {_days(limit.promised_days)}"] if limit.promised_days is not None else []
        parts += [f"by law {_days(limit.statutory_days)} at most"] if limit.statutory_days is not None else []
        said = "; ".join(parts) or "the window tells you how long it takes"
    return f'"{facts.transaction.name.en}": {said}.' + (f" {limit.note.en}" if limit.note else "")


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def procedure(facts: AnswerFacts) -> str:
    """The steps, in order."""
    lines = [f"{n}. {step.en}" for n, step in enumerate(facts.transaction.steps, 1)]
    return f'"{facts.transaction.name.en}" in {len(lines)} steps:\n' + "\n".join(lines)


def hours(facts: AnswerFacts) -> str:
    """When the windows are open."""
    own = facts.transaction.hours
    said = own.en if own else f"windows open Monday to Friday, {span(facts.opens, facts.closes)}"
    weekend = (
        f"at weekends only {window_list(facts.weekend_windows)}, at the hours the center posts"
        if facts.weekend_windows
        else "closed at weekends"
    )
    note = f" {facts.department.note.en}" if facts.department.note else ""
    return f'"{facts.transaction.name.en}": {said.rstrip(".")}; {weekend}. {open_now(facts)}{note}'


def eligibility(facts: AnswerFacts) -> str:
    """Who may apply."""
    return f'Who can apply for "{facts.transaction.name.en}": {facts.transaction.eligibility.en}'


def online(facts: AnswerFacts) -> str:
    """What can be done without coming."""
    lead = {
        "none": ", online:",
        "appointment": " can be booked online.",
        "full": " can be done entirely online.",
    }[facts.transaction.online]
    return f'"{facts.transaction.name.en}"{lead} {facts.transaction.online_guide.en}'


def proxy(facts: AnswerFacts) -> str:
    """Whether another person may act."""
    lead = (
        "Someone else may do it for you. "
        if facts.transaction.proxy.allowed
        else "As a rule you have to come yourself. "
    )
    return f'"{facts.transaction.name.en}": {lead}{facts.transaction.proxy.text.en}'


def overview(facts: AnswerFacts) -> str:
    """All in one: what it is, what to bring, where, whom to ring, fee, time."""
    return "\n".join(
        [
            f'What you need is "{facts.transaction.name.en}". {facts.transaction.summary.en}',
            "Bring:",
            *materials(facts).split("\n")[1:],
            f"Where: {place(facts.transaction.floor, facts.transaction.windows)}. {open_now(facts)}",
            f"Phone: {sentence_list(facts.phones, 'en')}",
            f"Cost: {fee(facts).split(': ', 1)[1]}",
            f"Time: {duration(facts).split(': ', 1)[1]}",
        ]
    )


def closing(facts: AnswerFacts, *, noted: bool) -> str:
    """The note of the record, where the answer is about more than a figure, and the day it was last checked."""
    note = f"Note: {facts.transaction.note.en}\n" if noted and facts.transaction.note else ""
    return f"{note}Record checked on {facts.transaction.checked_on.isoformat()}; the window has the last word."
