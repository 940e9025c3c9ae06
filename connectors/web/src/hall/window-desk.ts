// What a console does with its window. The server decides everything: nothing is shown before it has answered.
import { Trouble, asking, freshId } from "../api/request";
import type { Language } from "../api/types";
import { tab } from "../conversation/storage";

type Both = Record<Language, string>;

/** A number as a clerk sees it: the matter and the papers, never the person. */
export interface Held {
  number: string;
  transaction: string;
  matter?: Both;
  status: "waiting" | "called" | "serving" | "served" | "missed" | "cancelled" | "expired";
  called_at?: string | null;
  serving_at?: string | null;
  ready?: { has: { name: Both }[]; lacks: { name: Both }[] } | null;
  transferred?: boolean;
  /** Further matters of the same number. */
  also?: Both[];
  /** The other numbers of the same visit. */
  visit?: { number: string; step: number; status: Held["status"]; window: number | null }[];
}

/** GET /api/v1/windows/{n}; what the server does not offer is absent. */
export interface WindowState {
  window: number;
  queue: string;
  waiting: number;
  ticket: Held | null;
  at?: string;
  open?: boolean;
  paused?: boolean;
  present?: number;
  coming?: string[];
  /** Numbers that keep their place: their citizens are at that window, or (null) have something to do before. */
  kept?: { number: string; window: number | null }[];
  on_hold?: Held[];
  missed?: Held[];
  undo_until?: string | null;
}

export interface StaffWindow {
  window: number;
  floor: string;
  queue: string;
  department: Both;
}

export type Act =
  | "next"
  | "recall"
  | "start"
  | "served"
  | "missed"
  | "hold"
  | "resume"
  | "requeue"
  | "transfer"
  | "pause"
  | "open"
  | "undo";

interface Answer {
  ticket?: Held | null;
}

const TOKEN = "staff";
const WINDOW = "window";
const LOOK = 3000; // ms between two looks at the window
const LOST = 9000; // ms without an answer, after which the screen says so
const GUARD = 500; // ms after an answer in which a second press of the same finger is passed over

export class WindowDesk {
  token = tab.get<string | null>(TOKEN, null);
  number = tab.get<number | null>(WINDOW, null);
  windows: StaffWindow[] = [];
  state: WindowState | null = null;
  isLost = false;
  isBusy = false;
  /** What is said of the last press, and whether it is an error. */
  said: { text: (words: Language) => string; isError: boolean } | null = null;
  /** ms by which the server's clock is ahead of this machine's. */
  ahead = 0;

  private readonly ask = asking("");
  private answered = performance.now();
  private free = 0;
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The press whose answer never came: pressed again, it goes out under the same id and is done once. */
  private open: { press: string; id: string } | null = null;

  constructor(
    private readonly language: () => Language,
    private readonly changed: () => void,
  ) {}

  get here(): StaffWindow | null {
    return this.windows.find(({ window }) => window === this.number) ?? null;
  }

  get now(): number {
    return Date.now() + this.ahead;
  }

  /** Proves a token and keeps it for this tab. Throws the Trouble where it is refused. */
  async logIn(token: string): Promise<void> {
    const { windows } = await this.request<{ windows: StaffWindow[] }>("GET", "/staff/me", token);
    tab.set(TOKEN, token);
    Object.assign(this, { token, windows });
    this.changed();
  }

  logOut(): void {
    tab.set(TOKEN, null);
    this.leave();
    Object.assign(this, { token: null, windows: [], said: null });
    this.changed();
  }

  /** Sits down at a window and keeps looking at it. */
  sit(number: number): void {
    tab.set(WINDOW, number);
    Object.assign(this, { number, state: null, said: null, open: null });
    this.answered = performance.now();
    this.changed();
    void this.look();
  }

  /** Gets up: the choice of a window is asked for again. */
  leave(): void {
    tab.set(WINDOW, null);
    this.stop();
    Object.assign(this, { number: null, state: null, isLost: false });
    this.changed();
  }

  /** Looks no more. */
  stop(): void {
    clearTimeout(this.timer);
    this.turn += 1;
  }

  /** Looks at the window now, and again and again. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    const { number } = this;
    if (number === null || this.token === null) return;
    const turn = ++this.turn;
    try {
      const state = await this.request<WindowState>("GET", `/windows/${number}`, this.token);
      if (turn !== this.turn) return;
      this.state = state;
      if (state.at) this.ahead = Date.parse(state.at) - Date.now();
      this.answered = performance.now();
      this.isLost = false;
    } catch (error) {
      if (turn !== this.turn) return;
      if (error instanceof Trouble && (error.status === 401 || error.status === 403)) {
        this.logOut();
        return;
      }
      this.isLost = performance.now() - this.answered > LOST;
    }
    this.timer = setTimeout(() => void this.look(), LOOK);
    this.changed();
  }

  /** One press. What the answer or the error says is told by `tell`. Presses while one is on its way do nothing. */
  async act(
    act: Act,
    body: object,
    tell: (act: Act, answer: Answer | Trouble) => WindowDesk["said"],
  ): Promise<boolean> {
    if (this.isBusy || performance.now() < this.free || this.number === null || this.token === null) return false;
    const press = `${this.number} ${act} ${JSON.stringify(body)}`;
    const id = this.open?.press === press ? this.open.id : freshId();
    Object.assign(this, { isBusy: true, open: { press, id } });
    this.changed();
    let done = false;
    try {
      const path = `/windows/${this.number}/${act}`;
      const answer = await this.request<Answer>("POST", path, this.token, { ...body, request_id: id });
      this.open = null;
      this.said = tell(act, answer);
      done = true;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      if (!error.passing) this.open = null;
      this.said = tell(act, error);
    } finally {
      this.isBusy = false;
      this.free = performance.now() + GUARD;
    }
    await this.look();
    return done;
  }

  private request<T>(method: string, path: string, token: string, body?: object): Promise<T> {
    return this.ask<T>(method, path, { language: this.language(), token, ...(body ? { body } : {}) });
  }
}
