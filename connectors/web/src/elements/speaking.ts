// Reading aloud by the browser's own voice, one text at a time, for the whole page.
import type { Language } from "../api/types";

const CHANGED = "citizen-home-speaking";
let current: string | null = null;

export const canSpeak = (): boolean => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

/** The key of what is being read. */
export const speaking = (): string | null => current;

function set(key: string | null): void {
  current = key;
  window.dispatchEvent(new Event(CHANGED));
}

/** Reads a text, or stops where it is being read already. */
export function readAloud(key: string, text: string, language: Language): void {
  const again = current === key;
  hush();
  if (again) return;
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = language === "zh" ? "zh-CN" : "en-US";
  spoken.rate = 0.9;
  spoken.onend = spoken.onerror = () => {
    if (current === key) set(null);
  };
  set(key);
  window.speechSynthesis.speak(spoken);
}

export function hush(): void {
  if (canSpeak()) window.speechSynthesis.cancel();
  if (current !== null) set(null);
}

/** Calls back when reading begins or ends; gives the function that ends it. */
export function onSpeaking(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed);
  return () => window.removeEventListener(CHANGED, changed);
}
