// Where the reader is in the transcript, and whether something new may move the view.
import type { LitElement } from "lit";
import type { CitizenTranscript } from "../elements/transcript";

const NEAR = 40; // px below the view that still count as seen

/** Brings new messages into view for a reader who waits for them, and leaves a reader further up where they are. */
export class Reading {
  /** Whether something new stands out of view. */
  unread = false;
  private followed: string | null = null; // the question whose answer is waited for, until a scroll by hand

  constructor(
    private readonly chat: LitElement,
    private readonly transcript: () => CitizenTranscript,
  ) {}

  /** A question was asked: its answer is waited for. */
  follow(key: string): void {
    this.followed = key;
    void this.drawn().then(() => this.bring(key));
  }

  /** Something new stands at `key`; `atEnd` when a reader at the end wants to see it too. */
  show(key: string, atEnd = false): void {
    const isNear = this.followed === key || (atEnd && this.atEnd()) || this.sees(key);
    void this.drawn().then(() => {
      if (isNear) this.bring(key);
      else this.mark(true);
    });
  }

  bring(key: string, smooth = true): void {
    const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.transcript().bring(key, still ? "auto" : "smooth");
    this.mark(false);
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
    await this.transcript().updateComplete;
  }

  private sees(key: string): boolean {
    const box = this.transcript().boxOf(key);
    const view = this.chat.getBoundingClientRect();
    return box !== null && box.bottom > view.top && box.top < view.bottom;
  }

  private atEnd(): boolean {
    return this.transcript().getBoundingClientRect().bottom <= this.chat.getBoundingClientRect().bottom + NEAR;
  }
}
