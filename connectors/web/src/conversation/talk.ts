// One conversation over HTTP: its token, what it has not sent yet, its history, and its end.
import { type Ask, Trouble } from "../api/request";
import type { Language, Session, Stored, Turn } from "../api/types";
import type { Outgoing } from "./entries";
import { tab } from "./storage";

const TOKEN = "token";
const UNSENT = "unsent";
const ERASE = "erase";

export type Answered = Turn & { renewed?: boolean };

/** The conversation of this tab. */
export class Talk {
  private token = tab.get<string | null>(TOKEN, null);
  private opening: Promise<Session> | null = null;
  private alive = new AbortController();

  constructor(
    private readonly ask: Ask,
    private readonly language: () => Language,
  ) {}

  /** Whether there is one to go back to. */
  get begun(): boolean {
    return this.token !== null;
  }

  /** The token, for the stream of events. */
  get key(): string | null {
    return this.token;
  }

  /** Messages written and not answered, oldest first; they outlive a reload. */
  get unsent(): Outgoing[] {
    return tab.get<Outgoing[]>(UNSENT, []);
  }

  private request<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.ask<T>(method, path, {
      language: this.language(),
      token: this.token,
      body,
      signal: this.alive.signal,
    });
  }

  private async open(): Promise<void> {
    // No language here: a session that has one would go on complaining in it after the page has changed to the other.
    this.opening ??= this.request<Session>("POST", "/sessions", {}).finally(() => (this.opening = null));
    const { token } = await this.opening;
    this.token = token;
    tab.set(TOKEN, token);
  }

  /** Keeps a message until it is answered. */
  hold(message: Outgoing): void {
    const others = this.unsent.filter((other) => other.id !== message.id);
    tab.set(UNSENT, [...others, message]);
  }

  /** A message is answered, or never will be. */
  drop(message: Outgoing): void {
    const others = this.unsent.filter((other) => other.id !== message.id);
    tab.set(UNSENT, others.length ? others : null);
  }

  /** Sends a message; the same one again gets the same answer. Throws a Trouble. */
  async say(message: Outgoing): Promise<Answered> {
    const { signal } = this.alive;
    try {
      const turn = await this.said(message);
      if (signal.aborted) throw new Trouble("network"); // the conversation was cleared meanwhile
      this.drop(message);
      return turn;
    } catch (trouble) {
      if (trouble instanceof Trouble && !trouble.passing) this.drop(message);
      throw trouble;
    }
  }

  private async said(message: Outgoing): Promise<Answered> {
    if (!this.begun) await this.open();
    const { id: message_id, text, payload, language } = message;
    const send = (body: object) => this.request<Turn>("POST", "/messages", { message_id, language, ...body });
    try {
      return await send(payload ? { payload } : { text });
    } catch (trouble) {
      if (!(trouble instanceof Trouble) || trouble.status !== 401) throw trouble;
      this.leave();
      await this.open();
      // A new conversation does not know the old one's choices: what was tapped is said in words instead.
      return { ...(await send({ text })), renewed: true };
    }
  }

  /** The messages after one, oldest first; `over` when the conversation is past its time. */
  async history(after: number): Promise<{ messages: Stored[]; over: boolean }> {
    const messages: Stored[] = [];
    while (this.begun) {
      try {
        const path = `/messages?after=${messages.at(-1)?.id ?? after}`;
        const page = await this.request<{ messages: Stored[] }>("GET", path);
        if (page.messages.length === 0) break;
        messages.push(...page.messages);
      } catch (trouble) {
        if (!(trouble instanceof Trouble) || trouble.status !== 401) throw trouble;
        this.leave();
        return { messages: [], over: true };
      }
    }
    return { messages, over: false };
  }

  /**
   * Forgets all of it here at once, and on the server; what is under way is cut off, so that no late reply brings it
   * back. False when the server can't be reached: then `eraseForgotten` does it later.
   */
  async forget(): Promise<boolean> {
    this.alive.abort();
    this.alive = new AbortController();
    if (this.token !== null) tab.set(ERASE, [...tab.get<string[]>(ERASE, []), this.token]);
    this.leave();
    tab.set(UNSENT, null);
    return this.eraseForgotten();
  }

  /** Deletes on the server what was cleared while it could not be reached; true when nothing is left to delete. */
  async eraseForgotten(): Promise<boolean> {
    for (const token of tab.get<string[]>(ERASE, [])) {
      try {
        await this.ask<undefined>("DELETE", "/sessions/current", { language: this.language(), token });
      } catch (trouble) {
        // A token that no longer holds belongs to a conversation that is past its time.
        if (!(trouble instanceof Trouble) || trouble.passing) return false;
      }
      const left = tab.get<string[]>(ERASE, []).filter((other) => other !== token);
      tab.set(ERASE, left.length ? left : null);
    }
    return true;
  }

  private leave(): void {
    this.token = null;
    tab.set(TOKEN, null);
  }
}
