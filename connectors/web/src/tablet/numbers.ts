// Numbers asked for at the tablet: kept until the server has given or refused them, each under its own key, in order.
import { Trouble, freshId } from "../api/request";
import type { Ticket } from "../api/types";
import type { TabletDesk } from "./desk";
import { type Priority, type Seat, type Wanted, dayOf, readyOf, withoutSeat } from "./seats";
import { keep, kept } from "./vault";

const OUTDATED = "outdated";

export class Numbers {
  wanted: Wanted[] = [];
  private sending: Promise<void> | null = null;

  constructor(private readonly desk: TabletDesk) {}

  async restore(): Promise<void> {
    this.wanted = await kept<Wanted[]>("wanted", []);
  }

  /** Those of one citizen, the newest last. */
  of(seat: string): Wanted[] {
    return this.wanted.filter((one) => one.seat === seat);
  }

  /** Those of citizens who have left the tablet: to be handed out, or still to come. */
  get orphans(): Wanted[] {
    return this.wanted.filter((one) => one.seat === null);
  }

  get queued(): Wanted[] {
    return this.wanted.filter(({ state }) => state === "queued");
  }

  /** Asks for a number; without a network it waits, clearly provisional. */
  want(seat: Seat, transaction: string, priority: Priority | null): Wanted {
    const wanted: Wanted = {
      key: freshId(),
      seat: seat.id,
      letter: seat.letter,
      transaction,
      priority,
      ready: readyOf(seat.ticks, transaction),
      language: seat.language,
      asked: new Date().toISOString(),
      session: null,
      sent: false,
      state: "queued",
      ticket: null,
      refusal: null,
    };
    this.wanted = [...this.wanted, wanted];
    this.store();
    void this.send();
    return wanted;
  }

  /** Takes one away: refused and read, handed out, or no longer wanted and never sent. */
  drop(key: string): void {
    this.wanted = this.wanted.filter((one) => one.key !== key);
    this.store();
  }

  leave(gone: (seat: string | null) => boolean): void {
    this.wanted = withoutSeat(this.wanted, gone);
    this.store();
  }

  /** Sends what waits, one after the other; a call while it runs changes nothing. */
  send(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.desk.shift !== null) {
      const next = this.queued[0];
      if (!next || !(await this.sendOne(next))) return;
    }
  }

  /** True when it is settled, and the next may go. */
  private async sendOne(wanted: Wanted): Promise<boolean> {
    const { desk } = this;
    // A place in a line is of its day: tomorrow's would be another promise.
    if (!wanted.sent && dayOf(wanted.asked) !== dayOf(new Date().toISOString())) {
      this.change(wanted.key, { state: "refused", refusal: { code: OUTDATED, detail: null } });
      return true;
    }
    try {
      const session = wanted.session ?? (wanted.seat && desk.has(wanted.seat) ? await desk.tokenOf(wanted.seat) : null);
      this.change(wanted.key, { sent: true, session });
      const { transaction, priority, ready, language, key: message_id } = wanted;
      const body = { transaction, priority, ready, language, message_id, ...(session ? { session } : {}) };
      const asked = { language: desk.language(), token: desk.shift?.token, body };
      const ticket = await desk.ask<Ticket>("POST", "/hall/tickets", asked);
      this.change(wanted.key, { state: "given", ticket, session: null });
      return true;
    } catch (error) {
      return this.failed(wanted, error instanceof Trouble ? error : new Trouble("server"));
    }
  }

  private async failed(wanted: Wanted, { status, code, detail, passing }: Trouble): Promise<boolean> {
    if (status === 401 || status === 403) {
      await this.desk.end();
      return false;
    }
    if (passing) return false;
    this.change(wanted.key, { state: "refused", session: null, refusal: { code, detail } });
    return true;
  }

  private change(key: string, change: Partial<Wanted>): void {
    this.wanted = this.wanted.map((one) => (one.key === key ? { ...one, ...change } : one));
    this.store();
  }

  store(): void {
    this.desk.store();
    void keep("wanted", this.wanted);
  }
}
