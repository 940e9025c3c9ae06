// One reply of the assistant as elements. The reply's text is complete; a card only arranges it and adds its fields.

import { element, linked, paragraphs, rows, telephone, unseen } from "./home_elements.js";
import { WORDS, moment } from "./home_words.js";

const TICKED = "citizen-home.ticked";
const COVERED = ["materials", "location", "phone", "fee", "duration"]; // by an overview

/** Draws replies; `choose` says a choice, `tickets` makes panels, `person` gives the number of a person. */
export class Replies {
  constructor({ choose, tickets, person }) {
    Object.assign(this, { choose, tickets, person });
  }

  /** The elements of a reply. */
  draw(reply) {
    const words = WORDS[reply.language];
    const type = reply.card?.type;
    if (reply.kind === "ticket" && type === "ticket") return this.#ticket(reply);
    if (type === "transaction") return [transaction(reply, words, this.person()), this.#choices(reply, reply.choices)];
    const body = paragraphs(withoutOptions(reply), [this.person()]);
    if (type === "handoff") body.push(telephone(reply.card.phone, words.call(reply.card.phone), "call"));
    return [element("div", { class: "bubble" }, ...body), this.#choices(reply, reply.choices)];
  }

  #ticket(reply) {
    // Giving up loses the place in the queue, so that choice asks back and stands apart from the others.
    const away = reply.choices.find((choice) => choice.payload.startsWith("cancel_ticket"));
    const giveUp = away ? () => this.choose(away, reply) : null;
    const panel = this.tickets.panel(reply.card, reply.language, giveUp);
    const said = element("div", { class: "bubble" }, ...paragraphs(reply.text.split("\n"), [this.person()]));
    return [panel, said, this.#choices(reply, reply.choices.filter((choice) => choice !== away))];
  }

  #choices(reply, choices) {
    if (choices.length === 0) return null;
    const words = WORDS[reply.language];
    const numbered = reply.kind === "choices";
    const name = numbered ? "choices numbered" : "choices";
    const group = element("div", { class: name, role: "group", "aria-label": words.options });
    choices.forEach((choice, place) => {
      const onclick = (event) => {
        if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
        settle(group, choice.title, words);
        this.choose(choice, reply, () => unsettle(group));
      };
      const number = numbered ? element("span", { class: "place" }, `${place + 1}`) : null;
      group.append(element("button", { type: "button", "data-title": choice.title, onclick }, number, choice.title));
    });
    return group;
  }
}

/** One of a group was chosen: all stay readable, none does anything any more. */
export function settle(group, title, words) {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.title === title && !button.classList.contains("chosen")) {
      button.classList.add("chosen");
      button.append(unseen(` (${words.chosen})`));
    }
  }
}

function unsettle(group) {
  for (const button of group.querySelectorAll("button")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("chosen");
    button.querySelector(".unseen")?.remove();
  }
}

/** The lines of a text without those that the numbered buttons repeat word for word. */
function withoutOptions(reply) {
  if (reply.kind !== "choices") return reply.text.split("\n");
  const repeated = reply.choices.map((choice, place) => `${place + 1}. ${choice.title}`);
  return reply.text.split("\n").filter((line) => !repeated.includes(line));
}

function transaction({ text, language, card }, words, person) {
  const told = new Set(card.facets.includes("overview") ? [...COVERED, ...card.facets] : card.facets);
  const missing = (facet, value) => (told.has(facet) ? null : value);
  const { body, closing } = arranged(text, card, words, [...card.phones, person]);
  const count = card.materials.length;
  const list = told.has("materials") || count === 0 ? null : folded(words.bring(count), checklist(card, words));
  const phones = element("span", { class: "phones" }, ...card.phones.map((number) => telephone(number)));
  return element(
    "article",
    { class: "bubble card", "aria-label": card.name },
    element("header", {}, element("h3", {}, card.name), element("p", { class: "department" }, card.department)),
    element("div", { class: "answer" }, ...body),
    list,
    rows([
      [words.where, missing("location", place(card, words, language))],
      [words.fee, missing("fee", fee(card.fee, words))],
      [words.time, missing("duration", duration(card.duration, words))],
      [words.phone, missing("phone", phones)],
    ]),
    element(
      "footer",
      {},
      element("p", {}, words.source(card.source)),
      ...paragraphs(closing.length ? closing : [words.checkedOn(card.checked_on)]),
    ),
  );
}

/**
 * The text of a card in order, every line of it: lines that repeat the card's materials or steps become its lists,
 * "name: value" becomes a row, and the line with the day of checking goes to the foot.
 */
function arranged(text, card, words, numbers) {
  const lists = { materials: () => checklist(card, words), steps: () => steps(card) };
  const [body, closing, drawn] = [[], [], new Set()];
  let pairs = [];
  const endRows = () => {
    if (pairs.length) body.push(rows(pairs));
    pairs = [];
  };
  for (const line of text.split("\n")) {
    if (line.includes(card.checked_on)) {
      closing.push(line);
      continue;
    }
    const list = repeats(line, card);
    const row = /^([^：:“”"「」。，,.\d]{1,16})[：:]\s*([^/].*)$/.exec(line);
    if (row) pairs.push([row[1], element("span", {}, ...linked(row[2], numbers))]);
    else endRows();
    if (list && !drawn.has(list)) body.push(lists[list]());
    if (list) drawn.add(list);
    else if (!row && line !== "") body.push(...paragraphs([line], numbers));
  }
  endRows();
  return { body, closing };
}

/** Which list of the card a line repeats, if it does. */
function repeats(line, card) {
  const [, number, rest] = /^(\d+)\. (.+)$/.exec(line) ?? [];
  if (number && card.steps[number - 1] === rest) return "steps";
  return number && card.materials[number - 1] && rest.startsWith(card.materials[number - 1].name) ? "materials" : null;
}

const steps = (card) => element("ol", { class: "steps" }, ...card.steps.map((step) => element("li", {}, step)));
const folded = (title, content) => element("details", {}, element("summary", {}, title), content);

/** What to bring, to be ticked off at home; the ticks stay in this tab. */
function checklist(card, words) {
  const key = (index) => `${card.transaction}:${index}`;
  return element("ul", { class: "checklist" }, ...card.materials.map((item, index) => papers(item, key(index), words)));
}

function papers(item, key, words) {
  const box = element("input", { type: "checkbox", onchange: () => tick(key, box.checked) });
  box.checked = ticked().includes(key);
  const forms = [item.original ? words.original : null, item.copies ? words.copies(item.copies) : null].filter(Boolean);
  const mark = { conditional: words.conditional, deferrable: words.deferrable }[item.need];
  return element(
    "li",
    {},
    element(
      "label",
      {},
      box,
      element(
        "span",
        {},
        element("b", {}, item.name),
        ...forms.map((form) => element("span", { class: "form" }, " ", form)),
        mark ? element("span", { class: `mark ${item.need}` }, " ", mark) : null,
      ),
    ),
    item.condition ? element("p", {}, words.onlyWhen(item.condition)) : null,
    item.note ? element("p", {}, item.note) : null,
  );
}

function ticked() {
  try {
    return JSON.parse(sessionStorage.getItem(TICKED)) ?? [];
  } catch {
    return [];
  }
}

function tick(key, on) {
  const others = ticked().filter((other) => other !== key);
  try {
    sessionStorage.setItem(TICKED, JSON.stringify(on ? [...others, key] : others));
  } catch {
    // Without storage the tick lasts as long as the page.
  }
}

/** Takes all ticks away. */
export function untick() {
  try {
    sessionStorage.removeItem(TICKED);
  } catch {
    // Nothing was kept.
  }
}

function place(card, words, language) {
  const open = { weekday: "long", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  const next = card.next_open ? words.opensNext(moment(card.next_open, language, open)) : null;
  return element(
    "span",
    {},
    `${words.floors[card.floor] ?? card.floor} · ${words.windows(card.windows_text)} `,
    element("span", { class: card.open_now ? "state open" : "state" }, card.open_now ? words.openNow : words.closedNow),
    next ? element("span", { class: "aside" }, next) : null,
  );
}

function fee(cost, words) {
  if (cost.text) return cost.text;
  if (cost.amount === null) return words.atWindow;
  return Number(cost.amount) === 0 ? words.free : words.amount(Number(cost.amount), cost.currency);
}

function duration({ immediate, promised_days: promised, statutory_days: legal }, words) {
  if (immediate) return words.immediate;
  const said = [promised === null ? null : words.promised(promised), legal === null ? null : words.statutory(legal)];
  return said.filter(Boolean).join(words === WORDS.zh ? "，" : ", ") || words.atWindow;
}
