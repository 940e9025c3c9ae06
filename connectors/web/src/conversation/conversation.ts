// The state behind a chat: entries, tickets, the line to the server. Knows no elements; a chat draws what stands here.
import { type ServerEvent, follow } from "../api/events";
import { type Ask, Trouble, freshId } from "../api/request";
import { type Language, type Stored, type Ticket, type TicketEvent } from "../api/types";
import { type TicketState, isOpen } from "./tickets";
import {
  type Entry,
  type Exchange,
  type Failure,
  type Notice,
  type Offered,
  type Outgoing,
  changed,
  isExchange,
  joined,
  newExchange,
  placed,
  ticketsOf,
} from "./entries";
import { tab } from "./storage";
import { Talk } from "./talk";

const LAST_EVENT = "last-event";
const TICKETS_AGAIN = 30_000; // ms

export interface Heard {
  /** Something changed; the chat draws anew. */
  changed: () => void;
  /** The assistant said something just now. */
  answered: (exchange: Exchange) => void;
  failed: (exchange: Exchange, failure: Failure) => void;
  noticed: (notice: Notice) => void;
}

const failureOf = (trouble: unknown): Failure =>
  trouble instanceof Trouble
    ? { code: trouble.code, detail: trouble.detail, passing: trouble.passing }
    : { code: "server", detail: null, passing: true };

/** A conversation with the server at `base`, from the first word to "clear". */
export class Conversation {
  entries: Entry[] = [];
  readonly tickets = new Map<string, TicketState>();
  private readonly talk: Talk;
  private line: Promise<void> = Promise.resolve(); // messages go out one after the other, as they were written
  private newest = 0; // id of the last message of the server that is known here
  private listening: AbortController | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly base: string,
    private readonly ask: Ask,
    private readonly language: () => Language,
    private readonly heard: Heard,
  ) {
    this.talk = new Talk(ask, language);
  }

  /** Starts: fetches what was said before and sends what was written and not sent. */
  connect(): void {
    document.addEventListener("visibilitychange", this.looked);
    window.addEventListener("online", this.backOnline);
    this.timer = setInterval(() => this.refreshTickets(), TICKETS_AGAIN);
    this.queue(() => this.restore());
  }

  disconnect(): void {
    document.removeEventListener("visibilitychange", this.looked);
    window.removeEventListener("online", this.backOnline);
    clearInterval(this.timer);
    this.listening?.abort();
    this.listening = null;
  }

  /** Whether there is anything to clear. */
  get begun(): boolean {
    return this.talk.begun || this.entries.length > 0;
  }

  /** Numbers that still hold a place. */
  get held(): string[] {
    return [...this.tickets.values()].filter(isOpen).map((ticket) => ticket.number);
  }

  say(text: string): Exchange {
    return this.send({ id: freshId(), text, language: this.language() });
  }

  choose({ key, place, choice, language }: Offered): Exchange {
    this.mark(key, place, choice.title);
    return this.send({ id: freshId(), text: choice.title, payload: choice.payload, language }, () => {
      this.mark(key, place, undefined); // refused for good: the group is open again
    });
  }

  retry(exchange: Exchange): void {
    this.update(changed(this.entries, exchange.key, { state: "sending" }));
    this.queue(() => this.attempt(exchange.said));
  }

  /** Fetches again what could not be fetched. */
  reload(): void {
    this.update(this.entries.filter((entry) => isExchange(entry) || entry.word !== "historyLost"));
    this.queue(() => this.restore());
  }

  /** Clears it here and on the server. */
  async clear(): Promise<void> {
    const held = this.held.join(this.language() === "zh" ? "、" : ", ");
    this.listening?.abort();
    this.listening = null;
    this.tickets.clear();
    this.newest = 0;
    tab.set(LAST_EVENT, null);
    this.update([]);
    const everywhere = await this.talk.forget();
    this.notice({ word: everywhere ? "cleared" : "clearedHere" });
    if (held) this.notice({ word: "stillValid", about: held });
  }

  private send(said: Outgoing, refused?: () => void): Exchange {
    const exchange = newExchange(said);
    this.talk.hold(said);
    this.update([...this.entries, exchange]);
    this.queue(() => this.attempt(said, refused));
    return exchange;
  }

  private queue(work: () => Promise<void>): void {
    this.line = this.line.then(work).catch(() => undefined);
  }

  private find(key: string): Exchange | undefined {
    return this.entries.filter(isExchange).find((entry) => entry.key === key);
  }

  private async attempt(said: Outgoing, refused?: () => void): Promise<void> {
    if (this.find(said.id)?.state !== "sending") return; // cleared meanwhile, or answered by a refetch
    this.update(changed(this.entries, said.id, { state: "sending" }));
    try {
      const { renewed, ...turn } = await this.talk.say(said);
      if (!this.find(said.id)) return;
      if (renewed) {
        this.newest = 0;
        this.restartEvents();
        this.insertBefore(said.id, { word: "newTalk" });
      }
      this.update(changed(this.entries, said.id, { state: "answered", replies: turn.replies }));
      this.keepTickets(ticketsOf(turn));
      const exchange = this.find(said.id);
      if (exchange) this.heard.answered(exchange);
    } catch (trouble) {
      if (!this.find(said.id)) return;
      const failure = failureOf(trouble);
      this.update(changed(this.entries, said.id, { state: "failed", failure }));
      if (!failure.passing) refused?.();
      const exchange = this.find(said.id);
      if (exchange) this.heard.failed(exchange, failure);
    }
  }

  /** What was under way is sent again under its old id, then the conversation is fetched as it stands. */
  private async restore(): Promise<void> {
    if (navigator.onLine) await this.talk.eraseForgotten();
    for (const said of this.talk.unsent) {
      if (!this.find(said.id)) this.update([...this.entries, newExchange(said)]);
    }
    await this.refetch();
    for (const said of this.talk.unsent) await this.attempt(said);
  }

  private async refetch(): Promise<void> {
    if (!this.talk.begun) return;
    try {
      const { messages, over } = await this.talk.history(this.newest);
      if (over) {
        this.newest = 0;
        this.notice({ word: "newTalk" });
      }
      this.take(messages);
    } catch {
      const lost = this.entries.some((entry) => !isExchange(entry) && entry.word === "historyLost");
      if (this.newest === 0 && !lost) this.notice({ word: "historyLost" });
    }
  }

  private take(messages: Stored[]): void {
    if (messages.length === 0) return;
    this.newest = messages.at(-1)?.id ?? this.newest;
    this.update(joined(this.entries, messages));
    for (const message of messages) if (message.sender === "assistant") this.keepTickets(ticketsOf(message));
    for (const said of this.talk.unsent) if (this.find(said.id)?.state === "answered") this.talk.drop(said);
    this.refreshTickets();
  }

  private readonly looked = (): void => {
    if (document.hidden) return;
    this.queue(() => this.refetch());
    this.refreshTickets();
  };

  private readonly backOnline = (): void => {
    this.queue(async () => {
      await this.talk.eraseForgotten();
    });
    for (const entry of this.entries.filter(isExchange)) {
      if (entry.state === "failed" && entry.failure?.passing) this.retry(entry);
    }
    this.looked();
  };

  // --- tickets and their events --------------------------------------------------------------------------------------

  private keepTickets(tickets: TicketState[]): void {
    for (const ticket of tickets) {
      this.tickets.set(ticket.reference, { ...this.tickets.get(ticket.reference), ...ticket });
    }
    if (tickets.length) this.listen();
    this.heard.changed();
  }

  private refreshTickets(): void {
    if (document.hidden) return;
    for (const ticket of this.tickets.values()) if (isOpen(ticket)) void this.askFor(ticket.reference);
  }

  /** Asks where a number stands; the panel keeps what it last knew, with the time, where that fails. */
  private async askFor(reference: string): Promise<void> {
    try {
      const path = `/tickets/${encodeURIComponent(reference)}`;
      const now = await this.ask<Ticket>("GET", path, { language: this.language() });
      const known = this.tickets.get(reference);
      if (known) this.tickets.set(reference, { ...known, ...now, asked: new Date().toISOString() });
      this.heard.changed();
    } catch {
      // Said by the time that stands on the panel.
    }
  }

  private restartEvents(): void {
    this.listening?.abort();
    this.listening = null;
    tab.set(LAST_EVENT, null);
  }

  private listen(): void {
    if (this.listening || !this.talk.key) return;
    const controller = new AbortController();
    this.listening = controller;
    // From the beginning: after a reload the old notices are shown again, in their places.
    const stream = { url: `${this.base}/api/v1/events`, token: this.talk.key, signal: controller.signal };
    void follow(stream, (event) => this.happened(event));
  }

  /** An event of the ledger: a ticket was called, its turn is near, it was missed. */
  private happened(event: ServerEvent): void {
    const key = `event-${event.id}`;
    if (this.entries.some((entry) => entry.key === key)) return;
    const told = JSON.parse(event.data) as TicketEvent;
    const isNew = Number(event.id) > tab.get(LAST_EVENT, 0);
    if (isNew) tab.set(LAST_EVENT, Number(event.id));
    void this.askFor(told.reference);
    const notice: Notice = { kind: "notice", key, at: told.at, event: told };
    this.update(isNew ? [...this.entries, notice] : placed(this.entries, notice));
    if (isNew) this.heard.noticed(notice);
  }

  private notice(about: Pick<Notice, "word" | "about">): void {
    const notice: Notice = { kind: "notice", key: freshId(), at: "", ...about };
    this.update([...this.entries, notice]);
    this.heard.noticed(notice);
  }

  private insertBefore(key: string, about: Pick<Notice, "word">): void {
    const place = this.entries.findIndex((entry) => entry.key === key);
    const notice: Notice = { kind: "notice", key: freshId(), at: "", ...about };
    this.update([...this.entries.slice(0, place), notice, ...this.entries.slice(place)]);
    this.heard.noticed(notice);
  }

  private mark(key: string, place: number, title: string | undefined): void {
    const exchange = this.find(key);
    if (exchange) this.update(changed(this.entries, key, { chosen: { ...exchange.chosen, [place]: title } }));
  }

  private update(entries: Entry[]): void {
    this.entries = entries;
    this.heard.changed();
  }
}
