// What the public pages have beside their text: the text size, remembered and the same in every tab.
import { onSettings, preferredSize, rememberSize } from "../conversation/settings";

const button = document.querySelector<HTMLButtonElement>("[data-size-switch]");

function resize(): void {
  const size = preferredSize();
  document.documentElement.dataset["size"] = size;
  button?.setAttribute("aria-pressed", String(size !== "standard"));
}

if (button) button.hidden = false;
button?.addEventListener("click", () => rememberSize(preferredSize() === "standard" ? "elder" : "standard"));
onSettings(resize);
resize();
