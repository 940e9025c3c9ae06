// The state behind the tablet: shift, citizens, numbers to be asked for, and the line to the server. Knows no elements.
import { type Ask, Trouble, asking, freshId } from "../api/request";
import type { Language, Session, Ticket } from "../api/types";
import { preferredLanguage } from "../conversation/settings";
import { tab } from "../conversation/storage";
import { onTicks, setTicks, ticked } from "../conversation/ticks";
import { type Pack, type PackedTransaction, loadPack } from "./pack";
import { Numbers } from "./numbers";
import { type Seat, freeLetter, isUsed, newSeat, readyOf } from "./seats";
import { keep, kept, wipeVault } from "./vault";

const SHIFT = "shift";
const LOOK_AGAIN = 8000; // ms between two looks whether the server is there again

interface Shift {
  token: string;
  volunteer: string;
  expires_at: string;
}

export class TabletDesk {
  pack: Pack | null = null;
  shift: Shift | null = tab.get<Shift | null>(SHIFT, null);
  seats: Seat[] = [];
  current = "";
  /** Whether the server answered the last time. */
  isOnline = navigator.onLine;
  readonly ask: Ask;
  readonly numbers: Numbers;
  /** Whether the catalog could not be had at all. */
  isBare = false;
  private readonly byId = new Map<string, PackedTransaction>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private endTicks: (() => void) | null = null;

  constructor(
    readonly language: () => Language,
    private readonly changed: () => void,
  ) {
    const server = asking("");
    this.ask = async <T>(...asked: Parameters<Ask>): Promise<T> => {
      try {
        const answer = await server<T>(...asked);
        this.line(true);
        return answer;
      } catch (error) {
        this.line(!(error instanceof Trouble && error.code === "network"));
        throw error;
      }
    };
    this.numbers = new Numbers(this);
  }

  async start(): Promise<void> {
    window.addEventListener("online", this.look);
    window.addEventListener("offline", this.lost);
    document.addEventListener("visibilitychange", this.look);
    this.timer = setInterval(this.look, LOOK_AGAIN);
    this.endTicks = onTicks(this.ticksChanged);
    await this.numbers.restore();
    // Citizens of a shift that is over are not brought back.
    if (this.shift === null) await keep("seats", []);
    this.seats = await kept<Seat[]>("seats", []);
    if (this.seats.length === 0) this.add();
    else this.turnTo(tab.get("seat", this.seats[0]?.id ?? ""));
    await this.loadCatalog();
    void this.prove();
  }

  stop(): void {
    window.removeEventListener("online", this.look);
    window.removeEventListener("offline", this.lost);
    document.removeEventListener("visibilitychange", this.look);
    clearInterval(this.timer);
    this.endTicks?.();
  }

  transaction(id: string | null): PackedTransaction | null {
    return id === null ? null : (this.byId.get(id) ?? null);
  }

  // --- the line --------------------------------------------------------------------------------------------------------

  private line(isOnline: boolean): void {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    this.changed();
    if (isOnline) void this.backOnline();
  }

  private readonly lost = (): void => this.line(false);

  /** While the line is down, or numbers wait, asks whether the server is there. */
  private readonly look = (): void => {
    if (document.hidden || !navigator.onLine) return;
    if (this.isOnline) void this.numbers.send();
    else void this.ask("GET", "/center", { language: this.language() }).catch(() => undefined);
  };

  private async backOnline(): Promise<void> {
    await this.loadCatalog();
    await this.prove();
    await this.numbers.send();
  }

  /** Tries once more to get the catalog. */
  again(): Promise<void> {
    return this.loadCatalog();
  }

  private async loadCatalog(): Promise<void> {
    try {
      this.pack = await loadPack();
      this.isBare = false;
      this.byId.clear();
      for (const one of this.pack.transactions) this.byId.set(one.id, one);
    } catch {
      this.isBare = this.pack === null;
    }
    this.changed();
  }

  // --- the shift -------------------------------------------------------------------------------------------------------

  /** Opens a shift. Throws a Trouble. */
  async logIn(volunteer: string, pin: string): Promise<void> {
    const body = { volunteer, pin };
    this.shift = await this.ask<Shift>("POST", "/shifts", { language: this.language(), body });
    tab.set(SHIFT, this.shift);
    this.changed();
    await this.numbers.send();
  }

  /** Whether the shift still holds; without a network it is taken to. */
  private async prove(): Promise<void> {
    if (this.shift === null) return;
    const asked = { language: this.language(), token: this.shift.token };
    try {
      await this.ask("GET", "/shifts/current", asked);
    } catch (error) {
      if (error instanceof Trouble && (error.status === 401 || error.status === 403)) await this.end();
    }
  }

  /** The shift no longer holds: log-in is asked for, what was asked for stays. */
  async end(): Promise<void> {
    this.shift = null;
    tab.set(SHIFT, null);
    await this.wipe();
  }

  /** Ends the shift here and on the server, and wipes what is of citizens. Numbers not yet given wait on. */
  async logOut(): Promise<void> {
    const { shift } = this;
    await this.end();
    if (shift === null) return;
    const asked = { language: this.language(), token: shift.token };
    await this.ask<undefined>("DELETE", "/shifts/current", asked).catch(() => undefined);
  }

  // --- citizens --------------------------------------------------------------------------------------------------------

  get seat(): Seat {
    return this.seats.find(({ id }) => id === this.current) ?? this.add();
  }

  add(): Seat {
    const seat = newSeat(freshId(), freeLetter(this.seats, this.numbers.wanted), preferredLanguage(""));
    this.seats = [...this.seats, seat];
    this.turnTo(seat.id);
    return seat;
  }

  turnTo(id: string): void {
    this.current = this.seats.some((seat) => seat.id === id) ? id : (this.seats[0]?.id ?? "");
    tab.set("seat", this.current);
    const seat = this.seats.find((one) => one.id === this.current);
    setTicks(seat?.ticks ?? []);
    this.store();
  }

  /** Changes a citizen; one who has left is not brought back by a late answer. */
  change(id: string, change: Partial<Seat>): void {
    this.seats = this.seats.map((seat) => (seat.id === id ? { ...seat, ...change } : seat));
    this.store();
  }

  has(id: string): boolean {
    return this.seats.some((seat) => seat.id === id);
  }

  /** A citizen leaves: what is of them is forgotten here, and on the server unless it goes on elsewhere. */
  leave(id: string): void {
    const gone = this.seats.find((seat) => seat.id === id);
    if (gone) this.erase(gone);
    this.numbers.leave((seat) => seat === id);
    this.seats = this.seats.filter((seat) => seat.id !== id);
    if (this.seats.length === 0) this.add();
    else this.turnTo(this.current === id ? (this.seats.at(-1)?.id ?? "") : this.current);
  }

  /** All citizens leave at once, and nothing of them stays: memory, session, IndexedDB. */
  async wipe(): Promise<void> {
    for (const seat of this.seats) this.erase(seat);
    this.seats = [];
    this.numbers.leave((seat) => seat !== null);
    setTicks([]);
    await wipeVault();
    this.numbers.store();
    this.add();
  }

  /** Whether anything of a citizen stands on the tablet, or somebody is logged in. */
  get isInUse(): boolean {
    return this.shift !== null || this.seats.some(isUsed);
  }

  private erase(seat: Seat): void {
    const holds = this.numbers.of(seat.id).some(({ state }) => state !== "refused");
    // A number is told of in its conversation: then the conversation stays, and ends by its time.
    if (seat.token === null || seat.movedOn || holds) return;
    const asked = { language: this.language(), token: seat.token };
    void this.ask<undefined>("DELETE", "/sessions/current", asked).catch(() => undefined);
  }

  /** The token of a citizen's conversation, which begins now if it has not yet. Throws a Trouble. */
  async tokenOf(id: string): Promise<string> {
    const known = this.seats.find((seat) => seat.id === id)?.token;
    if (known) return known;
    const { token } = await this.ask<Session>("POST", "/sessions", { language: this.language(), body: {} });
    this.change(id, { token });
    return token;
  }

  private readonly ticksChanged = (): void => {
    const { seat } = this;
    const ticks = ticked();
    if (ticks.join() === seat.ticks.join()) return;
    this.change(seat.id, { ticks });
    for (const one of this.numbers.of(seat.id)) void this.bring(one.ticket, ticks);
  };

  /** The window sees what is ticked now. */
  private async bring(ticket: Ticket | null, ticks: readonly string[]): Promise<void> {
    if (ticket === null) return;
    const body = { ready: readyOf(ticks, ticket.transaction) ?? [] };
    const path = `/tickets/${encodeURIComponent(ticket.reference)}`;
    await this.ask("PATCH", path, { language: this.language(), body }).catch(() => undefined);
  }

  /** Something changed: drawn anew, and kept. */
  store(): void {
    this.changed();
    void keep("seats", this.seats);
  }
}
