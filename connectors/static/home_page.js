// What the page has around the conversation: languages, text size, asking back, speaking, the center's own facts.

import { element, telephone } from "./home_elements.js";
import { request } from "./home_service.js";
import { WORDS } from "./home_words.js";

const LANGUAGE = "citizen-home.language";
const LARGE = "citizen-home.large";

const root = document.documentElement;
export const find = (id) => document.getElementById(id);

/** The language that the page is in. */
export const language = () => root.lang;
export const words = () => WORDS[language()];

let human = document.querySelector("[data-person-number]").textContent;
/** The number of a person. */
export const person = () => human;

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is switched off: the setting lasts as long as the page.
  }
}

function speak(chosen) {
  root.lang = chosen;
  document.title = words().title;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
}

function enlarge(on) {
  root.classList.toggle("large", on);
  find("large").setAttribute("aria-pressed", String(on));
}

/** Says it to a screen reader once; the transcript itself stays silent. The focus never moves. */
export function announce(text, lang = language()) {
  const said = element("p", { lang }, text);
  find("spoken").append(said);
  setTimeout(() => said.remove(), 1000);
}

/** Asks back; the answer is true only when the citizen pressed the button that says so. */
export function confirm({ ask, more, yes, no }) {
  const dialog = find("confirm");
  const texts = { "confirm-question": ask, "confirm-more": more, "confirm-yes": yes, "confirm-no": no };
  for (const [id, text] of Object.entries(texts)) find(id).textContent = text;
  dialog.returnValue = "no";
  dialog.showModal();
  const closed = (done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  return new Promise(closed);
}

async function aboutCenter() {
  const center = await request("GET", "/center", { language: language() }).catch(() => null);
  if (center === null) return; // the page itself still says where to turn
  human = center.human_phone;
  for (const link of document.querySelectorAll("[data-person]")) link.href = telephone(human).href;
  for (const number of document.querySelectorAll("[data-person-number]")) number.textContent = human;
  find("center").append(...["zh", "en"].map((lang) => facts(center, lang)));
}

function facts(center, lang) {
  const w = WORDS[lang];
  return element(
    "div",
    { class: "w", lang },
    element("p", {}, w.address(center.address[lang])),
    element("p", {}, w.hours(center.opens, center.closes)),
    element(
      "details",
      {},
      element("summary", {}, w.unconfirmed),
      element("ul", {}, ...center.sample_data.map((text) => element("li", {}, text[lang]))),
    ),
  );
}

/** Puts the remembered settings in force and the switches to work; `changed` runs after the language has changed. */
export function furnish(changed) {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      remember(LANGUAGE, button.dataset.language);
      changed();
    });
  }
  find("large").hidden = false;
  find("large").addEventListener("click", () => {
    const on = !root.classList.contains("large");
    enlarge(on);
    remember(LARGE, String(on));
  });
  document.addEventListener("visibilitychange", () => document.hidden || (document.title = words().title));
  const preferred = remembered(LANGUAGE) ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  speak(preferred === "en" ? "en" : "zh");
  enlarge(remembered(LARGE) === "true");
  void aboutCenter();
}
