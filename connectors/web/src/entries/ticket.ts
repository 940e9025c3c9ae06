// Keeps a citizen's ticket page true: the server words it, this puts in what has changed, and rings when it is time.
import { onSettings, preferredSize, rememberSize } from "../conversation/settings";
import { Chime } from "../hall/chime";
import { Live } from "../hall/live";
import { changedParts } from "../hall/parts";

const POLL = 20_000; // ms; how often the page is asked for while there is no stream of events
const AGAIN = 4000; // ms; how soon after a look that failed
const CALLS = ["near", "called", "passed"]; // phases that are worth a sound
const BUZZ = [200, 120, 200]; // ms

const node = (id: string) => document.getElementById(id);
const chime = new Chime();
const ring = node("ring") as HTMLButtonElement | null;
const larger = document.querySelector<HTMLButtonElement>("[data-size-switch]");
let asked = 0;
let again: ReturnType<typeof setTimeout> | undefined;

const phase = () => node("live")?.dataset["phase"] ?? "";

function say(): void {
  const said = node("said");
  const words = said?.dataset["words"] ?? "";
  if (said && said.textContent !== words) said.textContent = words;
}

function connected(yes: boolean): void {
  document.body.classList.toggle("live", yes);
  const lost = node("lost");
  if (!lost) return;
  lost.hidden = yes;
  lost.textContent = yes ? "" : (lost.dataset["words"] ?? "");
  clearTimeout(again);
  if (!yes) again = setTimeout(() => void refresh(), AGAIN);
}

/** Takes over another rendering of this page, with a sound when the turn has come nearer. */
function show(text: string): boolean {
  const next = new DOMParser().parseFromString(text, "text/html");
  const before = phase();
  if (!next.getElementById("live")) return false;
  changedParts(document, next);
  document.title = next.title;
  say();
  if (phase() !== before && CALLS.includes(phase())) alarm();
  if (ring) ring.hidden = !["waiting", "near", "passed", "hold", "called"].includes(phase());
  return true;
}

function alarm(): void {
  if (ring?.getAttribute("aria-pressed") !== "false") chime.ring();
  // Vibration is not everywhere, and refused before the first tap.
  if ("vibrate" in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(BUZZ);
}

/** Asks for this page as it is now. */
async function refresh(): Promise<void> {
  const turn = ++asked;
  try {
    const response = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
    const text = await response.text();
    // A slow answer to an older question must not replace a newer one.
    if (turn === asked && response.ok) connected(show(text));
    else if (!response.ok) connected(false);
  } catch {
    connected(false);
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button");
  if (button?.getAttribute("aria-disabled") === "true") return;
  button?.setAttribute("aria-disabled", "true");
  const turn = ++asked;
  try {
    const response = await post(form);
    const text = await response.text();
    if (turn === asked && !show(text)) throw new Error("not this page");
    node("ticket")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  } catch {
    notice(node("live")?.dataset["notSent"] ?? "");
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

/** Posts a form as a browser without scripts would. */
function post(form: HTMLFormElement): Promise<Response> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fetch(form.action, { method: "POST", cache: "no-store", body: fields });
}

/** Keeps a tick with the ticket; nothing moves on the page. */
async function keep(form: HTMLFormElement): Promise<void> {
  const turn = ++asked;
  try {
    const response = await post(form);
    if (!response.ok) throw new Error("not kept");
    const text = await response.text();
    if (turn === asked) show(text);
  } catch {
    notice(form.dataset["failed"] ?? "");
  }
}

function notice(text: string): void {
  const place = node("notice");
  const line = document.createElement("p");
  line.className = "notice";
  line.setAttribute("role", "alert");
  line.textContent = text;
  place?.replaceChildren(line);
  place?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("change", (event) => {
  const form = (event.target as HTMLInputElement).form;
  if (form?.matches("[data-keep]")) void keep(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  void send(form);
});
document.addEventListener("pointerdown", () => void chime.unlock());
document.addEventListener("keydown", () => void chime.unlock());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void refresh();
});
document.addEventListener("click", (event) => {
  if ((event.target as Element).closest("#print")) window.print();
});
ring?.addEventListener("click", () => {
  const on = ring.getAttribute("aria-pressed") === "false";
  ring.setAttribute("aria-pressed", String(on));
  ring.textContent = (on ? ring.dataset["on"] : ring.dataset["off"]) ?? "";
  if (on) void chime.unlock().then(() => chime.ring());
});

/** As large as the reader has set it anywhere in the assistant. */
function resize(): void {
  document.documentElement.dataset["size"] = preferredSize();
  larger?.setAttribute("aria-pressed", String(preferredSize() !== "standard"));
}

larger?.addEventListener("click", () => rememberSize(preferredSize() === "standard" ? "elder" : "standard"));
onSettings(resize);
resize();
if (larger?.parentElement) larger.parentElement.hidden = false;
say();

let known = "";
let isLive = false;
const events = node("live")?.dataset["events"];
if (events) {
  new Live({
    url: events,
    handle: ({ data }) => {
      // The first event says what the page already shows, unless time has passed since it was rendered.
      if (data !== known) void refresh();
      known = data;
    },
    connected: (yes) => {
      isLive = yes;
      if (yes) connected(true);
      else void refresh();
    },
    refused: () => false,
  });
  setInterval(() => {
    if (!isLive && !document.hidden) void refresh();
  }, POLL);
}
