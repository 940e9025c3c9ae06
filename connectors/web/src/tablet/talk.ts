// What a citizen at the tablet asks the assistant, and the hand-over of that conversation. Answers for citizens who have
// left are dropped.
import { Trouble, freshId } from "../api/request";
import type { Turn } from "../api/types";
import { type Exchange, type Offered, type Outgoing, changed, isExchange, newExchange } from "../conversation/entries";
import type { TabletDesk } from "./desk";
import type { Seat } from "./seats";

export interface HandOver {
  code: string;
  /** For how long it is good. */
  seconds: number;
  links: Partial<Record<"web" | "telegram" | "wechat", string>>;
}

export class TabletTalk {
  constructor(private readonly desk: TabletDesk) {}

  /** Asks for a citizen, about what is open for them: "how much is it?" beside a service means this one. */
  async ask(seat: Seat, text: string): Promise<void> {
    await this.introduce(seat);
    await this.say(seat, text);
  }

  private say(seat: Seat, text: string): Promise<void> {
    return this.send(seat.id, { id: freshId(), text, language: seat.language });
  }

  /** Says once in the conversation what was looked up in the catalog. */
  private async introduce(seat: Seat): Promise<void> {
    const matter = this.desk.transaction(seat.matter);
    if (matter === null || seat.told === matter.id || seat.introduced === matter.id) return;
    this.desk.change(seat.id, { introduced: matter.id });
    await this.say(seat, matter.name[seat.language]);
  }

  choose(seat: Seat, { key, place, choice, language }: Offered): Promise<void> {
    const chosen = seat.entries.filter(isExchange).find((entry) => entry.key === key)?.chosen ?? {};
    this.mark(seat.id, key, { chosen: { ...chosen, [place]: choice.title } });
    return this.send(seat.id, { id: freshId(), text: choice.title, payload: choice.payload, language });
  }

  retry(seat: Seat, exchange: Exchange): Promise<void> {
    this.mark(seat.id, exchange.key, { state: "sending" });
    return this.attempt(seat.id, exchange.said);
  }

  private send(id: string, said: Outgoing): Promise<void> {
    const seat = this.find(id);
    if (seat) this.desk.change(id, { entries: [...seat.entries, newExchange(said)] });
    return this.attempt(id, said);
  }

  private async attempt(id: string, { id: message_id, text, payload, language }: Outgoing): Promise<void> {
    const { desk } = this;
    try {
      const token = await desk.tokenOf(id);
      const body = { message_id, language, ...(payload ? { payload } : { text }) };
      const turn = await desk.ask<Turn>("POST", "/messages", { language, token, body });
      this.mark(id, message_id, { state: "answered", replies: turn.replies });
      const told = turn.understanding.transaction;
      if (told) desk.change(id, { told });
    } catch (error) {
      const trouble = error instanceof Trouble ? error : new Trouble("server");
      const { code, detail, passing } = trouble;
      this.mark(id, message_id, { state: "failed", failure: { code, detail, passing } });
    }
  }

  /**
   * A code under which the conversation goes on elsewhere. What was looked up in the catalog is said in it first, so that
   * it comes along. Throws a Trouble.
   */
  async handOver(seat: Seat): Promise<HandOver> {
    const { desk } = this;
    const token = await desk.tokenOf(seat.id);
    await this.introduce(seat);
    return desk.ask<HandOver>("POST", "/hand-overs", { language: desk.language(), token, body: {} });
  }

  /** Whether somebody has scanned the code and goes on. */
  async wasUsed(seat: Seat, code: string): Promise<boolean> {
    const { desk } = this;
    const asked = { language: desk.language(), token: seat.token, body: { code } };
    const answer = await desk.ask<{ used: boolean }>("POST", "/hand-overs/state", asked).catch(() => ({ used: false }));
    if (answer.used) desk.change(seat.id, { movedOn: true });
    return answer.used;
  }

  private find(id: string): Seat | undefined {
    return this.desk.seats.find((seat) => seat.id === id);
  }

  private mark(id: string, key: string, change: Partial<Exchange>): void {
    const seat = this.find(id);
    if (seat) this.desk.change(id, { entries: changed(seat.entries, key, change) });
  }
}
