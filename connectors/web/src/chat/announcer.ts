// Says things to a screen reader once, apart from what is seen. The focus never moves.
import type { Language } from "../api/types";
import { langOf } from "../words";

const HEARD = 1000; // ms after which an item is taken out, so that nobody comes upon it again

/** Speaks through a polite live region; items of one moment follow each other. */
export class Announcer {
  constructor(private readonly region: HTMLElement) {}

  say(text: string, language: Language): void {
    const item = document.createElement("p");
    item.lang = langOf(language);
    item.textContent = text;
    this.region.append(item);
    setTimeout(() => item.remove(), HEARD);
  }
}
