// The calls of a hall screen: which are new, which is shown large, which stand beside it.

export interface Call {
  number: string;
  window: number;
  floor: string;
  at: string;
}

export const BESIDE = 5; // calls that stand beside the large one
const RECENT = 90_000; // ms; calls younger than this take turns beside the large one when there are many
const STALE = 30_000; // ms; an older call is shown, but no longer rung and said
const WAITING = 24; // calls that wait to be shown large; of more, the oldest are only listed

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });
/** The day of a moment in the hall, such as 2026-11-23. */
export const hallDay = (moment: number) => DAY.format(moment);

const keyOf = (call: Call) => `${call.number} ${call.window} ${call.at}`;

/** Holds the calls of today and gives out the new ones in their order. `now` is the server's time in ms. */
export class Calls {
  private all: Call[] = [];
  private fresh: Call[] = [];
  private known: Set<string> | null = null;

  /** Takes the newest list, newest first. The first list after opening the page is shown without being called again. */
  take(list: Call[]): void {
    const keys = list.map(keyOf);
    if (this.known !== null) {
      const known = this.known;
      const added = list.filter((_, place) => !known.has(keys[place] ?? "")).reverse();
      this.fresh = [...this.fresh, ...added].slice(-WAITING);
    }
    this.known = new Set(keys);
    this.all = list;
  }

  /** The next call to show large, with whether it is still worth a sound; null when there is none. */
  next(now: number): { call: Call; loud: boolean } | null {
    const call = this.fresh.shift();
    return call ? { call, loud: now - Date.parse(call.at) < STALE } : null;
  }

  get waiting(): number {
    return this.fresh.length;
  }

  /** Forgets what is not of today. True when something was forgotten. */
  turnDay(now: number): boolean {
    const today = hallDay(now);
    const kept = this.all.filter((call) => hallDay(Date.parse(call.at)) === today);
    const changed = kept.length !== this.all.length;
    this.all = kept;
    this.fresh = this.fresh.filter((call) => hallDay(Date.parse(call.at)) === today);
    return changed;
  }

  /** The newest call; null before the first one. */
  get newest(): Call | null {
    return this.all[0] ?? null;
  }

  /** What stands beside `large`: the newest calls shown so far, or, where many are recent, a page of them by `turn`. */
  beside(large: Call | null, now: number, turn: number): Call[] {
    const hidden = new Set([...this.fresh, ...(large ? [large] : [])].map(keyOf));
    const others = this.all.filter((call) => !hidden.has(keyOf(call)));
    const recent = others.filter((call) => now - Date.parse(call.at) < RECENT).length;
    const pages = Math.max(1, Math.ceil(recent / BESIDE));
    // The last page is filled up with calls of the page before.
    const first = Math.max(0, Math.min((turn % pages) * BESIDE, recent - BESIDE));
    return others.slice(first, first + BESIDE);
  }
}
