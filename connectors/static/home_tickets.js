// A queue number as a panel that stays true: it asks again while it waits, and when an event names it.

import { element, rows } from "./home_elements.js";
import { request } from "./home_service.js";
import { WORDS, moment } from "./home_words.js";

const AGAIN = 30_000;
const OPEN = ["waiting", "called", "serving"];

/** The panels of this page by reference; the same number may have been shown more than once. */
export class Tickets {
  #panels = new Map();

  constructor({ language, confirm }) {
    Object.assign(this, { language, confirm });
    setInterval(() => this.refresh(), AGAIN);
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  /** Whether the conversation has had a number at all, so that there is something to listen for. */
  get any() {
    return this.#panels.size > 0;
  }

  /** Numbers that still hold a place. */
  get held() {
    const states = [...this.#panels.values()].map((shown) => shown.state);
    return states.filter((state) => OPEN.includes(state.status)).map((state) => state.number);
  }

  /** A panel for a ticket card; `giveUp` gives it up once the citizen has confirmed it, null where that can't be. */
  panel(card, language, giveUp) {
    const shown = this.#panels.get(card.reference) ?? { places: [] };
    shown.state = card;
    this.#panels.set(card.reference, shown);
    const place = element("div", { class: "ticket", tabindex: -1 });
    shown.places.push({ place, language, giveUp, matter: card.matter });
    this.#draw(shown);
    return place;
  }

  /** Asks the server where the open numbers stand. */
  refresh() {
    if (document.hidden) return;
    for (const [reference, shown] of this.#panels) {
      if (OPEN.includes(shown.state.status)) void this.ask(reference);
    }
  }

  /** Asks where one number stands. */
  async ask(reference) {
    const shown = this.#panels.get(reference);
    if (!shown) return;
    try {
      const path = `/tickets/${encodeURIComponent(reference)}`;
      const now = await request("GET", path, { language: this.language() });
      shown.state = { ...shown.state, ...now };
      shown.asked = new Date().toISOString();
      this.#draw(shown);
    } catch {
      // The panel keeps what it last knew and says when that was.
    }
  }

  forget() {
    this.#panels.clear();
  }

  #draw(shown) {
    for (const { place, language, giveUp, matter } of shown.places) {
      const words = WORDS[language];
      const { state } = shown;
      const when = shown.asked && words.updated(moment(shown.asked, language, { hour: "2-digit", minute: "2-digit" }));
      // Only what changed is put in anew, so that the focus stays on a button that is still there.
      place.dataset.status = state.status;
      place.lang = language;
      const stamp = when ? element("p", { class: "stamp" }, when) : null;
      const body = element("div", {}, ...facts(state, matter, words, language), stamp);
      const button = place.querySelector(".give-up");
      if (place.firstElementChild) place.firstElementChild.replaceWith(body);
      else place.append(body);
      if (state.status !== "waiting") withdraw(button, place);
      else if (giveUp && !button) place.append(this.#giveUpButton(state, place, words, giveUp));
    }
  }

  #giveUpButton({ number }, place, words, giveUp) {
    const { giveUpAsk, giveUpMore: more, giveUpYes: yes, keepIt: no } = words;
    const onclick = async () => {
      if (!(await this.confirm({ ask: giveUpAsk(number), more, yes, no }))) return;
      withdraw(button, place);
      giveUp();
    };
    const button = element("button", { type: "button", class: "give-up", onclick }, words.giveUp);
    return button;
  }
}

/** Takes a button away without losing the focus that may be on it. */
function withdraw(button, place) {
  if (button?.contains(document.activeElement)) place.focus({ preventScroll: true });
  button?.remove();
}

function facts(state, matter, words, language) {
  const where = `${words.floors[state.floor] ?? state.floor} · ${words.windows(windowRanges(state.windows))}`;
  const called = ["called", "serving"].includes(state.status) && state.window;
  const waiting = state.status === "waiting";
  const named = { month: "long", day: "numeric", weekday: "long" };
  const day = moment(`${state.service_date}T12:00:00+08:00`, language, named);
  return [
    element("p", { class: "matter" }, matter),
    element(
      "p",
      { class: "number" },
      element(
        "span",
        { class: "number-label" },
        words.yourNumber,
        element("span", { class: "status" }, words.statuses[state.status]),
      ),
      element("strong", {}, state.number),
    ),
    called ? element("p", { class: "go" }, words.goTo(state.window)) : null,
    waiting
      ? element(
          "div",
          { class: "queue" },
          rows([
            [words.ahead, words.people(state.ahead)],
            [words.wait, words.minutes(state.wait_minutes)],
          ]),
        )
      : null,
    OPEN.includes(state.status)
      ? rows([
          [words.where, where],
          [words.day, day],
        ])
      : null,
  ];
}

/** Window numbers as ranges: 7, 8, 9, 12 gives "7-9, 12". */
function windowRanges(windows) {
  const runs = [];
  for (const number of [...windows].sort((one, other) => one - other)) {
    if (runs.at(-1)?.[1] === number - 1) runs.at(-1)[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}
