// What stands in a transcript, and how what the server holds is joined with what this tab knows. Pure functions.
import type { Choice, Language, Reply, Stored, TicketEvent, Turn } from "../api/types";
import type { TicketState } from "./tickets";
import { knownCard } from "../api/types";

/** A message on its way; the same `id` again gets the same answer. */
export interface Outgoing {
  id: string;
  text: string;
  payload?: string;
  language: Language;
}

/** Why a message is not answered: the server's code and sentence, and whether it may be sent again. */
export interface Failure {
  code: string;
  detail: string | null;
  passing: boolean;
}

/** What a citizen said and what came back. */
export interface Exchange {
  kind: "exchange";
  key: string;
  said: Outgoing;
  /** ISO time by the server's clock; empty while it is not known. */
  at: string;
  state: "sending" | "answered" | "failed";
  failure?: Failure;
  replies: Reply[];
  /** Titles chosen, by the place of the reply. */
  chosen: Partial<Record<number, string>>;
}

/** Something the assistant says by itself: an event of the ledger, or about the conversation. */
export interface Notice {
  kind: "notice";
  key: string;
  at: string;
  event?: TicketEvent;
  word?: "newTalk" | "historyLost" | "cleared" | "clearedHere" | "stillValid";
  /** What the word speaks of. */
  about?: string;
}

export type Entry = Exchange | Notice;

export const isExchange = (entry: Entry): entry is Exchange => entry.kind === "exchange";

export const newExchange = (said: Outgoing): Exchange => ({
  kind: "exchange",
  key: said.id,
  said,
  at: "",
  state: "sending",
  replies: [],
  chosen: {},
});

/** Puts an entry where its time says; one without a time goes to the end. */
export function placed(entries: readonly Entry[], entry: Entry): Entry[] {
  const later = (other: Entry) => other.at === "" || Date.parse(other.at) > Date.parse(entry.at);
  const place = entry.at === "" ? -1 : entries.findIndex(later);
  return place < 0 ? [...entries, entry] : [...entries.slice(0, place), entry, ...entries.slice(place)];
}

/** The entries with one of them changed. */
export const changed = (entries: readonly Entry[], key: string, change: Partial<Exchange>): Entry[] =>
  entries.map((entry) => (entry.key === key && isExchange(entry) ? { ...entry, ...change } : entry));

/** Marks what was said in a choice's very words as chosen, in the newest open group that offers it. */
export function settled(entries: readonly Entry[], text: string, before: string): Entry[] {
  const end = entries.findIndex((entry) => entry.key === before);
  for (let at = (end < 0 ? entries.length : end) - 1; at >= 0; at--) {
    const entry = entries[at];
    if (entry === undefined || !isExchange(entry)) continue;
    const place = entry.replies.findIndex(
      (reply, index) => !entry.chosen[index] && reply.choices.some((choice) => choice.title === text),
    );
    if (place >= 0) return changed(entries, entry.key, { chosen: { ...entry.chosen, [place]: text } });
  }
  return [...entries];
}

/**
 * The entries joined with messages of the server, oldest first. A message that this tab sent itself is known by its id;
 * what another tab of the same conversation said is put in its place.
 */
export function joined(entries: readonly Entry[], messages: readonly Stored[]): Entry[] {
  let all = [...entries];
  messages.forEach((message, place) => {
    if (message.sender !== "citizen") return;
    const turn = messages[place + 1];
    if (turn?.sender !== "assistant") return;
    const id = message.message_id ?? `stored-${message.id}`;
    const answered = { at: message.created_at, state: "answered" as const, replies: turn.replies };
    if (all.some((entry) => entry.key === id)) {
      all = changed(all, id, answered);
      return;
    }
    const said = { id, text: message.text, language: message.language };
    all = placed(all, { ...newExchange(said), ...answered });
    all = settled(all, message.text, id);
  });
  return all;
}

/** The tickets that replies speak of, each as its last card has it. */
export function ticketsOf(turn: Pick<Turn, "replies">): TicketState[] {
  return turn.replies.flatMap((reply) => {
    const card = knownCard(reply);
    return card?.type === "ticket" ? [card] : [];
  });
}

/** Where a choice is offered. */
export interface Offered {
  key: string;
  place: number;
  choice: Choice;
  language: Language;
}
