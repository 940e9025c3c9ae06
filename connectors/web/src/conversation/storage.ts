// What the browser keeps. Storage may be switched off or full: then things last as long as the page.

const PREFIX = "citizen-home.";

/** One store of the browser, read and written as JSON under our own prefix. */
export class Kept {
  private readonly memory = new Map<string, string>();

  constructor(private readonly which: "localStorage" | "sessionStorage") {}

  private get store(): Storage | null {
    try {
      return window[this.which];
    } catch {
      return null;
    }
  }

  get<T>(name: string, fallback: T): T {
    try {
      const written = this.memory.get(name) ?? this.store?.getItem(PREFIX + name);
      return written === null || written === undefined ? fallback : (JSON.parse(written) as T);
    } catch {
      return fallback;
    }
  }

  set(name: string, value: unknown): void {
    this.memory.delete(name);
    try {
      const store = this.store;
      if (value === null) store?.removeItem(PREFIX + name);
      else if (store) store.setItem(PREFIX + name, JSON.stringify(value));
      else this.memory.set(name, JSON.stringify(value));
    } catch {
      this.memory.set(name, JSON.stringify(value));
    }
  }
}

/** Of this tab, gone with it: the conversation. */
export const tab = new Kept("sessionStorage");
/** Of this browser: language and text size, nothing of what was said. */
export const browser = new Kept("localStorage");
