// The page at /: the transcript, the question box, and what to do when the line is down.

import { element, linked, paragraphs, unseen } from "./home_elements.js";
import { announce, confirm, find, furnish, language, person, words } from "./home_page.js";
import { Replies, settle, untick } from "./home_replies.js";
import { Talk, freshId } from "./home_service.js";
import { Tickets } from "./home_tickets.js";
import { WORDS, languageOf } from "./home_words.js";

const MAX_TEXT = 1000;
const COUNT_FROM = 900;
const GAP = 12; // between the head and what is brought under it

const [log, question, fault, newest, clear] = ["log", "question", "fault", "newest", "clear"].map(find);
const heads = [...document.querySelectorAll(".top, .strip, .top .person")];
const main = document.querySelector("main");
const talk = new Talk(language);
const tickets = new Tickets({ language, confirm });
const replies = new Replies({ choose, tickets, person });
let followed = null; // the question whose answer the reader waits for, until a scroll by hand
let line = Promise.resolve(); // messages go out one after the other, in the order they were written

// --- the transcript --------------------------------------------------------------------------------------------------

const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
/** Whether a part of it can be seen, above the question box. */
function visible(node) {
  const box = node.getBoundingClientRect();
  return box.bottom > 0 && box.top < Math.min(innerHeight, find("composer").getBoundingClientRect().top);
}

/** Brings something to the top of the view, or as high as it takes to see all that follows it and the question box. */
function bring(node, behavior = motion()) {
  // Which part of the head stays in view depends on the screen and on the text size.
  const fixed = heads.filter((part) => getComputedStyle(part).position === "sticky").map((part) => part.offsetHeight);
  const top = node.getBoundingClientRect().top - Math.max(0, ...fixed) - GAP;
  const bottom = main.getBoundingClientRect().bottom - innerHeight;
  scrollTo({ top: scrollY + Math.min(top, bottom), behavior });
}

/** Shows something new if the reader is there already, else offers the way to it. */
function show(node, isNear) {
  if (isNear) bring(node);
  else newest.hidden = false;
}

const atEnd = () => log.lastElementChild === null || visible(log.lastElementChild);

function put(node, { at, before } = {}) {
  node.dataset.at = at ?? "";
  // What the server dates goes before what is later or was said just now.
  const isLater = ({ dataset }) => !dataset.at || Date.parse(dataset.at) > Date.parse(at);
  log.insertBefore(node, (at ? [...log.children].find(isLater) : before) ?? null);
  clear.hidden = false;
}

function citizenSaid(text, place) {
  const lang = languageOf(text);
  const said = element("div", { class: "bubble" }, element("p", {}, text));
  const node = element("div", { class: "message citizen", lang, tabindex: -1 }, unseen(WORDS[lang].youSaid), said);
  put(node, place);
  return node;
}

function assistantSaid(reply, place) {
  const { language: lang, kind } = reply;
  const who = unseen(WORDS[lang].assistantSaid);
  const node = element("div", { class: `message assistant kind-${kind}`, lang }, who, ...replies.draw(reply));
  put(node, place);
  if (tickets.any) talk.listen(happened);
  return node;
}

function notice(text, { action, name = "notice", ...place } = {}) {
  const said = paragraphs([text], [person()]);
  const node = element("div", { class: `message ${name}`, lang: language() }, ...said, action);
  put(node, place);
  return node;
}

/** An event of the ledger: a ticket was called, its turn is near, it was missed. */
function happened(event, isNew) {
  void tickets.ask(event.reference);
  const sentence = words().events[event.kind]?.(event);
  if (!sentence) return;
  const isNear = atEnd();
  const node = notice(sentence, isNew ? { name: `notice ${event.kind}` } : { at: event.at });
  if (!isNew) return;
  show(node, isNear);
  announce(sentence);
  if (document.hidden) document.title = `● ${sentence}`;
}

// --- sending ---------------------------------------------------------------------------------------------------------

function send(message, refused) {
  const node = citizenSaid(message.text);
  node.dataset.message = message.id;
  followed = node;
  show(node, true);
  enqueue(message, node, refused);
}

function enqueue(message, node, refused) {
  line = line.then(() => attempt(message, node, refused));
}

async function attempt(message, node, refused) {
  if (!node.isConnected) return; // the conversation was cleared meanwhile
  const unsent = node.querySelector(".unsent");
  if (unsent?.contains(document.activeElement)) node.focus({ preventScroll: true }); // its button goes away
  unsent?.remove();
  node.classList.remove("failed");
  const waiting = lookingUp();
  node.after(waiting);
  const slow = setTimeout(() => announce(words().looking), 2000);
  try {
    const turn = await talk.say(message);
    if (node.isConnected) answered(turn, node, waiting);
  } catch (trouble) {
    if (node.isConnected) failed(trouble, message, node, refused);
  } finally {
    clearTimeout(slow);
    waiting.remove();
  }
}

function lookingUp() {
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
  return element("div", { class: "message assistant waiting", lang: language() }, dots, words().looking);
}

function answered(turn, asked, waiting) {
  const isNear = followed === asked || visible(asked) || visible(waiting);
  // Under its own question, even if the next one is written already.
  if (turn.renewed) notice(words().newTalk, { before: asked });
  for (const reply of turn.replies) {
    assistantSaid(reply, { before: waiting });
    const more = reply.choices.length ? ` ${WORDS[reply.language].optionsFollow(reply.choices.length)}` : "";
    announce(reply.text + more, reply.language);
  }
  waiting.remove();
  show(asked, isNear);
}

/** Why it did not work, in the page's language; the server's own sentence where it gave one. */
const reason = (trouble) => trouble.detail ?? (trouble.code === "network" ? words().network : words().server);

function failed(trouble, message, node, refused) {
  const sentence = (trouble.passing ? words().notSent : words().notTaken)(reason(trouble));
  const again = () => enqueue(message, node, refused);
  node.classList.add("failed");
  node.append(
    element(
      "div",
      { class: "unsent", lang: language() },
      element("p", {}, ...linked(sentence, [person()])),
      trouble.passing ? element("button", { type: "button", class: "retry", onclick: again }, words().sendAgain) : null,
    ),
  );
  if (!trouble.passing) refused?.();
  announce(sentence);
  show(node, visible(node));
}

function choose(choice, reply, refused) {
  send({ id: freshId(), text: choice.title, payload: choice.payload, language: reply.language }, refused);
}

function complain(sentence) {
  const isNew = sentence !== "" && question.getAttribute("aria-invalid") !== "true";
  fault.textContent = sentence;
  fault.hidden = sentence === "";
  question.setAttribute("aria-invalid", String(sentence !== ""));
  if (isNew) announce(sentence); // not at every letter
}

function count() {
  const length = [...question.value.trim()].length;
  if (length > MAX_TEXT) return complain(words().tooLong(length - MAX_TEXT));
  complain("");
  if (length < COUNT_FROM) return;
  fault.textContent = words().left(MAX_TEXT - length);
  fault.hidden = false;
}

function submit(event) {
  event.preventDefault();
  const text = question.value.trim();
  if (text === "") {
    question.focus();
    return complain(words().empty);
  }
  if ([...text].length > MAX_TEXT) return question.focus();
  question.value = "";
  count();
  send({ id: freshId(), text, language: language() });
}

// --- coming back, leaving --------------------------------------------------------------------------------------------

/** After a reload: what was under way is sent again under its old id, then the conversation is fetched as it stands. */
async function restore() {
  if (!talk.begun && talk.unsent.length === 0) return;
  const stuck = [];
  for (const message of talk.unsent) {
    await talk.say(message).catch((trouble) => trouble.passing && stuck.push([message, trouble]));
  }
  try {
    const { messages, over } = await talk.history();
    if (over) notice(words().newTalk);
    messages.forEach(recall);
  } catch (trouble) {
    const onclick = () => {
      log.replaceChildren();
      line = restore();
    };
    const action = element("button", { type: "button", class: "retry", onclick }, words().loadAgain);
    notice(`${words().historyLost} ${reason(trouble)}`, { action, name: "notice problem" });
    announce(words().historyLost);
  }
  for (const [message, trouble] of stuck) {
    if (!log.querySelector(`[data-message="${message.id}"]`)) failedBefore(message, trouble);
  }
  tickets.refresh();
  if (log.lastElementChild) bring(log.lastElementChild, "auto");
}

function failedBefore(message, trouble) {
  const node = citizenSaid(message.text);
  node.dataset.message = message.id;
  failed(trouble, message, node);
}

function recall(message) {
  if (message.sender === "assistant") {
    for (const reply of message.replies) assistantSaid(reply, { at: message.created_at });
    return;
  }
  // What was said in a choice's very words was chosen: it must not look open again.
  const choices = log.lastElementChild?.querySelector(".choices");
  const titles = [...(choices?.children ?? [])].map((button) => button.dataset.title);
  if (titles.includes(message.text)) settle(choices, message.text, WORDS[log.lastElementChild.lang]);
  citizenSaid(message.text, { at: message.created_at }).lang = message.language;
}

async function clearAll() {
  const { clearAsk, clearMore, clearKeepsTicket, clearYes, cancel } = words();
  const held = tickets.held.join(language() === "zh" ? "、" : ", ");
  const more = held ? `${clearMore} ${clearKeepsTicket(held)}` : clearMore;
  if (!(await confirm({ ask: clearAsk, more, yes: clearYes, no: cancel }))) return;
  talk.forget();
  tickets.forget();
  untick();
  log.replaceChildren();
  clear.hidden = newest.hidden = true;
  question.focus();
  announce(words().cleared);
}

// --- at the start ----------------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-starter]")) {
  button.addEventListener("click", () => send({ id: freshId(), text: button.textContent, language: language() }));
}
find("composer").addEventListener("submit", submit);
question.addEventListener("input", count);
question.addEventListener("keydown", (event) => {
  // While an input method composes, Enter belongs to it.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
});
log.addEventListener("keydown", (event) => event.key === "Escape" && question.focus());
clear.addEventListener("click", clearAll);
newest.addEventListener("click", () => {
  newest.hidden = true;
  const asked = [...log.querySelectorAll(".message.citizen, .message.notice")].at(-1) ?? log.lastElementChild;
  bring(asked);
});
for (const byHand of ["wheel", "touchmove"]) addEventListener(byHand, () => (followed = null), { passive: true });
addEventListener("scroll", () => atEnd() && (newest.hidden = true), { passive: true });
addEventListener("online", () => log.querySelectorAll(".unsent .retry").forEach((button) => button.click()));
furnish(count);
line = restore();
