// What the public pages have beside their text: text size and language, remembered, and what works by script only.
import { onSettings, preferredSize, rememberLanguage, rememberSize } from "../conversation/settings";

const button = document.querySelector<HTMLButtonElement>("[data-size-switch]");

function resize(): void {
  const size = preferredSize();
  document.documentElement.dataset["size"] = size;
  button?.setAttribute("aria-pressed", String(size !== "standard"));
}

for (const part of document.querySelectorAll<HTMLElement>("[data-needs-script], [data-size-switch]"))
  part.hidden = false;
button?.addEventListener("click", () => rememberSize(preferredSize() === "standard" ? "elder" : "standard"));
onSettings(resize);
resize();

// A language asked for in the address is the reader's choice: the chat follows it.
const asked = new URLSearchParams(location.search).get("language");
if (asked === "zh" || asked === "en") rememberLanguage(asked);
