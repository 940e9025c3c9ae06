// /widget.js: one tag on any page. Makes the launcher, and the element <citizen-home-chat> for pages that want it inline.
// Whatever goes wrong here must not harm the page around: it is said in the console and nothing else happens.
import "../chat/chat";
import "../chat/launcher";
import type { CitizenHomeLauncher } from "../chat/launcher";
import { ownScript } from "../chat/origin";

const ASKS = "[data-citizen-home-ask]";

/** Lets the page's own buttons and forms ask: an element with data-citizen-home-ask, or a form with a field "q". */
function connect(launcher: CitizenHomeLauncher): void {
  const open = (question: string) => void launcher.show(question.trim());
  document.addEventListener("click", (event) => {
    const asked = event.target instanceof Element ? event.target.closest<HTMLElement>(ASKS) : null;
    if (asked && !(asked instanceof HTMLFormElement)) open(asked.dataset["citizenHomeAsk"] ?? "");
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(ASKS)) return;
    event.preventDefault();
    const question = new FormData(form).get("q");
    open(typeof question === "string" ? question : "");
    form.reset();
  });
}

function start(): void {
  const { launcher: wanted = "", language = "" } = ownScript?.dataset ?? {};
  if (wanted === "off" || document.querySelector("citizen-home-launcher")) return;
  const launcher = document.createElement("citizen-home-launcher");
  if (language === "zh" || language === "en") launcher.setAttribute("language", language);
  document.body.append(launcher);
  connect(launcher);
}

try {
  if (document.body as HTMLElement | null) start();
  else document.addEventListener("DOMContentLoaded", start);
} catch (error) {
  console.warn("Citizen Home", error);
}
