// A stream that a screen follows for days: it starts again by itself and says when it has been silent for too long.
import { type ServerEvent, streamed } from "../api/events";
import { Trouble } from "../api/request";

const SILENCE = 20_000; // ms without an event, pings included: what is shown may be out of date
const PAUSE = 3000; // ms until the next attempt, and up to a third more, so that not all screens come at once
const WATCH = 1000; // ms

export interface Following {
  url: string;
  /** Gets every event but pings. */
  handle: (event: ServerEvent) => void;
  /** Whether what is shown is up to date; called when that changes. */
  connected: (yes: boolean) => void;
  /** Gets the server's time, in ms since 1970, with every ping. */
  time?: (now: number) => void;
  /** What to do when the server refuses (404: there is no such thing); true to try again nevertheless. */
  refused?: (status: number) => boolean;
}

export class Live {
  private readonly own = new AbortController();
  private attempt = new AbortController();
  private heard = performance.now();
  private isConnected: boolean | null = null;
  private wake: (() => void) | null = null;

  constructor(private readonly following: Following) {
    const watch = setInterval(() => this.watch(), WATCH);
    const awake = () => {
      if (!document.hidden) this.wake?.();
    };
    document.addEventListener("visibilitychange", awake);
    window.addEventListener("online", awake);
    this.own.signal.addEventListener("abort", () => {
      clearInterval(watch);
      document.removeEventListener("visibilitychange", awake);
      window.removeEventListener("online", awake);
      this.attempt.abort();
      this.wake?.();
    });
    void this.run();
  }

  stop(): void {
    this.own.abort();
  }

  private async run(): Promise<void> {
    while (!this.own.signal.aborted) {
      this.attempt = new AbortController();
      try {
        for await (const event of streamed({ url: this.following.url, signal: this.attempt.signal })) this.take(event);
      } catch (error) {
        const status = error instanceof Trouble ? error.status : 0;
        const isRefusal = status >= 400 && status < 500 && status !== 429;
        if (isRefusal && this.following.refused?.(status) === false) this.stop();
      }
      await this.rest();
    }
  }

  private take(event: ServerEvent): void {
    this.heard = performance.now();
    this.say(true);
    if (event.event === "ping") {
      const { at } = JSON.parse(event.data) as { at: string };
      this.following.time?.(Date.parse(at));
    } else {
      this.following.handle(event);
    }
  }

  private watch(): void {
    if (performance.now() - this.heard < SILENCE) return;
    this.say(false);
    // A connection that is dead without knowing it is given up for a new one.
    this.attempt.abort();
  }

  private say(yes: boolean): void {
    if (this.isConnected === yes) return;
    this.isConnected = yes;
    this.following.connected(yes);
  }

  private rest(): Promise<void> {
    return new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        this.wake = null;
        done();
      };
      if (this.own.signal.aborted) {
        done();
        return;
      }
      const timer = setTimeout(end, PAUSE * (1 + Math.random() / 3));
      this.wake = end;
    });
  }
}
