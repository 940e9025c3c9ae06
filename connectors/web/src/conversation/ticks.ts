// What has been ticked off, in this tab, as `transaction:place`.
import { tab } from "./storage";

const TICKED = "ticked";
const CHANGED = "citizen-home-ticked";

export const ticked = (): string[] => tab.get<string[]>(TICKED, []);

function set(keys: readonly string[]): void {
  tab.set(TICKED, keys.length ? keys : null);
  window.dispatchEvent(new Event(CHANGED));
}

export function tick(key: string, on: boolean): void {
  const others = ticked().filter((other) => other !== key);
  set(on ? [...others, key] : others);
}

/** Takes all ticks away. */
export const untick = (): void => set([]);

/** Calls back when a tick has changed; gives the function that ends it. */
export function onTicks(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed);
  return () => window.removeEventListener(CHANGED, changed);
}

/** Puts another set of ticks in place of those that are there: another citizen's turn. */
export const setTicks = (keys: readonly string[]): void => set(keys);
