// The citizens at the tablet and the numbers asked for them. Pure functions over plain values.
import type { Language, Ticket } from "../api/types";
import type { Entry } from "../conversation/entries";

export const PRIORITIES = ["elderly", "disabled", "pregnant", "with_infant", "soldier"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** One citizen: what is open for them, what they have ticked, and their conversation. No name, no number of theirs. */
export interface Seat {
  id: string;
  /** A letter to tell citizens apart. */
  letter: string;
  language: Language;
  /** Token of the conversation, once there is one. */
  token: string | null;
  /** The transaction that is open. */
  matter: string | null;
  /** The life event that is open. */
  journey: string | null;
  ticks: string[];
  entries: Entry[];
  /** The transaction that the conversation last spoke of. */
  told: string | null;
  /** The open transaction that was last said in the conversation by the tablet itself. */
  introduced: string | null;
  /** Whether the conversation goes on somewhere else. */
  movedOn: boolean;
}

/**
 * A number that was asked for. It is provisional until the server has given it: `key` makes sure that asking again gives
 * the same one.
 */
export interface Wanted {
  key: string;
  /** The citizen's seat, or null once they have left the tablet. */
  seat: string | null;
  letter: string;
  transaction: string;
  priority: Priority | null;
  ready: number[] | null;
  language: Language;
  /** When it was asked for, ISO. */
  asked: string;
  /** The conversation that is to hold it; kept once it was sent, or a second number would be given. */
  session: string | null;
  sent: boolean;
  state: "queued" | "given" | "refused";
  ticket: Ticket | null;
  /** Why there is none: the server's code and sentence. */
  refusal: { code: string; detail: string | null } | null;
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The first letter that nobody at the tablet has, and no number that is still to be handed out. */
export function freeLetter(seats: readonly Seat[], wanted: readonly Wanted[] = []): string {
  const taken = new Set([...seats, ...wanted].map(({ letter }) => letter));
  return Array.from(LETTERS).find((letter) => !taken.has(letter)) ?? `${seats.length + 1}`;
}

export const newSeat = (id: string, letter: string, language: Language): Seat => ({
  id,
  letter,
  language,
  token: null,
  matter: null,
  journey: null,
  ticks: [],
  entries: [],
  told: null,
  introduced: null,
  movedOn: false,
});

/** Whether anything of a citizen stands there. */
export const isUsed = (seat: Seat): boolean =>
  seat.token !== null || seat.matter !== null || seat.journey !== null || seat.ticks.length + seat.entries.length > 0;

/** The places of a transaction's materials that are ticked; null where none is, which says nothing. */
export function readyOf(ticks: readonly string[], transaction: string): number[] | null {
  const places = ticks
    .filter((tick) => tick.startsWith(`${transaction}:`))
    .map((tick) => Number(tick.slice(transaction.length + 1)))
    .sort((one, other) => one - other);
  return places.length ? places : null;
}

/** The day in the hall of a moment. */
export const dayOf = (iso: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date(iso));

/** What becomes of the numbers asked for when citizens leave: those still queued stay, and are nobody's by name. */
export const withoutSeat = (wanted: readonly Wanted[], gone: (seat: string | null) => boolean): Wanted[] =>
  wanted
    .filter((one) => !gone(one.seat) || one.state === "queued")
    .map((one) => (gone(one.seat) ? { ...one, seat: null, session: one.sent ? one.session : null, ready: null } : one));
