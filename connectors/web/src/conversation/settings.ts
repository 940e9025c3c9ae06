// What a reader has set: language and text size, remembered, the same for everything of ours on a page and in other tabs.
import type { Language } from "../api/types";
import { browser } from "./storage";

/** Standard, 18 pt, 30 pt: the sizes that the rules for elders' editions ask for. */
export type Size = "standard" | "elder" | "elder-larger";
const SIZES: Size[] = ["standard", "elder", "elder-larger"];
const CHANGED = "citizen-home-settings";

/** The language a text is written in: any Han character makes it Chinese. */
export const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? "zh" : "en");

/** The language chosen here before, else the page's, else the browser's. */
export function preferredLanguage(page = document.documentElement.lang): Language {
  const kept = browser.get<string>("language", "");
  if (kept === "zh" || kept === "en") return kept;
  const named = (page || navigator.language).toLowerCase();
  return named.startsWith("zh") ? "zh" : "en";
}

export function preferredSize(): Size {
  const kept = browser.get<Size>("size", "standard");
  return SIZES.includes(kept) ? kept : "standard";
}

export function rememberLanguage(language: Language): void {
  browser.set("language", language);
  window.dispatchEvent(new Event(CHANGED));
}

export function rememberSize(size: Size): void {
  browser.set("size", size);
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls back when a setting has changed, here or in another tab; gives the function that ends it. */
export function onSettings(changed: () => void): () => void {
  const stored = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith("citizen-home.")) changed();
  };
  window.addEventListener(CHANGED, changed);
  window.addEventListener("storage", stored);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener("storage", stored);
  };
}
