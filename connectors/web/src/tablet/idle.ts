// Notices that nobody touches the tablet any more, counts down, and then says so. Times are compared with the clock: a
// tablet that slept comes back to what has passed.

const QUIET = 90_000; // ms without a touch before the question
/** ms in which the question can be answered. */
export const COUNTDOWN = 20_000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove", "input"] as const;

export class Idle {
  private last = Date.now();
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Seconds that are left, while it counts down. */
  left: number | null = null;

  constructor(
    private readonly changed: () => void,
    private readonly over: () => void,
    private readonly watches: () => boolean,
  ) {}

  start(): void {
    for (const touch of TOUCHES) window.addEventListener(touch, this.touched, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.look);
    this.timer = setInterval(this.look, 500);
  }

  stop(): void {
    for (const touch of TOUCHES) window.removeEventListener(touch, this.touched, { capture: true });
    document.removeEventListener("visibilitychange", this.look);
    clearInterval(this.timer);
  }

  /** Somebody is there: the time begins anew, also while it counts down. */
  readonly stay = (): void => {
    this.last = Date.now();
    this.set(null);
  };

  private readonly touched = (): void => {
    // While it counts down only the answer counts, or the dialog would vanish under a finger that meant something else.
    if (this.left === null) this.last = Date.now();
  };

  private readonly look = (): void => {
    if (!this.watches()) {
      this.stay();
      return;
    }
    const quiet = Date.now() - this.last;
    if (quiet >= QUIET + COUNTDOWN) {
      this.stay();
      this.over();
    } else if (quiet >= QUIET) this.set(Math.ceil((QUIET + COUNTDOWN - quiet) / 1000));
  };

  private set(left: number | null): void {
    if (this.left === left) return;
    this.left = left;
    this.changed();
  }
}
