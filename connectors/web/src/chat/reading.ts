// Where the reader is in the transcript, and whether something new may move the view.
import type { LitElement } from "lit";
import type { CitizenTranscript } from "../elements/transcript";

const GAP = 10; // px above what is brought to the top
const NEAR = 40; // px below the view that still count as seen

/** Brings new messages into view for a reader who waits for them, and leaves a reader further up where they are. */
export class Reading {
  /** Whether something new stands out of view. */
  unread = false;
  private begun = false;
  private followed: string | null = null; // the question whose answer is waited for, until a scroll by hand

  constructor(private readonly chat: LitElement) {}

  private part(selector: string): HTMLElement {
    return this.chat.renderRoot.querySelector(selector) as HTMLElement;
  }

  private get transcript(): CitizenTranscript {
    return this.part("ch-transcript") as CitizenTranscript;
  }

  /** A question was asked: its answer is waited for. */
  follow(key: string): void {
    this.followed = key;
    void this.drawn().then(() => this.bring(key));
  }

  /** Who comes back to a conversation finds what was said last, once it has been fetched and is in sight. */
  begin(key: string | undefined): void {
    if (this.begun || !key || this.chat.offsetParent === null) return;
    this.begun = true;
    void this.drawn().then(() => requestAnimationFrame(() => this.bring(key, false)));
  }

  /** Something new stands at `key`; `atEnd` when a reader at the end wants to see it too. */
  show(key: string, atEnd = false): void {
    const isNear = this.followed === key || (atEnd && this.atEnd()) || this.sees(key);
    void this.drawn().then(() => {
      if (isNear) this.bring(key);
      else this.mark(true);
    });
  }

  /** Brings a message to the top of the view, or as high as what follows it allows. Nothing but the chat scrolls. */
  bring(key: string, smooth = true): void {
    const box = this.transcript.boxOf(key);
    this.mark(false);
    if (box === null) return;
    const body = this.part(".body");
    // With few lines all of the panel scrolls, under the one strip that stays.
    const whole = getComputedStyle(body).overflowY === "visible";
    const scroller = whole ? this.part(".panel") : body;
    const covered = whole ? this.part(".fixed").offsetHeight : 0;
    const top = scroller.scrollTop + box.top - scroller.getBoundingClientRect().top - covered - GAP;
    const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.scrollTo({ top, behavior: still ? "auto" : "smooth" });
  }

  byHand = (): void => {
    this.followed = null;
  };

  scrolled = (): void => {
    if (this.unread && this.atEnd()) this.mark(false);
  };

  mark(unread: boolean): void {
    this.unread = unread;
    this.chat.requestUpdate();
  }

  private async drawn(): Promise<void> {
    await this.chat.updateComplete;
    await this.transcript.updateComplete;
  }

  private sees(key: string): boolean {
    const box = this.transcript.boxOf(key);
    const view = this.chat.getBoundingClientRect();
    return box !== null && box.bottom > view.top && box.top < view.bottom;
  }

  private atEnd(): boolean {
    return this.transcript.getBoundingClientRect().bottom <= this.chat.getBoundingClientRect().bottom + NEAR;
  }
}
