// The hall screen: the newest call large, the calls before it beside it, called by chime and voice; runs for days.
import { LitElement, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { define } from "../elements/define";
import { en } from "../words/hall/en";
import { zh } from "../words/hall/zh";
import { speak } from "./announcer";
import { type Call, Calls } from "./calls";
import { Chime } from "./chime";
import { displayStyles } from "./display-styles";
import { Live } from "./live";

const DWELL = 4000; // ms that a call stays large at least, also on a silent screen
const HURRY = { waiting: 4, dwell: 1500 }; // with so many waiting to be shown, each stays shorter and is not said
const PAGE = 6000; // ms for which a page of recent calls stands beside the large one
const SHIFT = 60_000; // ms between two steps against burn-in
const STEP = 2; // px
// A walk around a small square, so that no pixel shows the same for hours.
const WALK = [0, 1, 2, 3, 3, 3, 3, 2, 1, 0, 0, 0];
const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hourCycle: "h23", timeStyle: "medium" });
const DAYS = (["zh-CN", "en-GB"] as const).map(
  (locale) =>
    new Intl.DateTimeFormat(locale, { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "long" }),
);
const LONG = 4; // letters and digits of a number that fit in the largest size

const wait = (time: number) => new Promise<void>((done) => setTimeout(done, time));

export class CitizenDisplay extends LitElement {
  static override styles = displayStyles;

  @state() private large: Call | null = null;
  @state() private isNew = false;
  @state() private isUpToDate = true;
  @state() private isSoundOn = false;
  /** The server's time in ms; null until it has told it, because a hall's machine may have any. */
  @state() private now: number | null = null;

  private readonly floor = new URLSearchParams(location.search).get("floor");
  private readonly silent = new URLSearchParams(location.search).get("sound") === "off";
  private readonly calls = new Calls();
  private readonly chime = new Chime();
  private ahead: number | null = null; // ms by which the server's clock is ahead of this machine's
  private isCalling = false;
  private started = performance.now();
  private live: Live | null = null;
  private tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const query = this.floor === null ? "" : `?floor=${encodeURIComponent(this.floor)}`;
    this.live = new Live({
      url: `/api/v1/display/events${query}`,
      handle: ({ data }) => this.take((JSON.parse(data) as { calls: Call[] }).calls),
      connected: (yes) => (this.isUpToDate = yes),
      time: (now) => {
        this.ahead = now - Date.now();
        this.everySecond();
      },
      refused: () => true,
    });
    this.tick = setInterval(() => this.everySecond(), 1000);
    if (!this.silent) void this.turnSoundOn();
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.live?.stop();
    clearInterval(this.tick);
  }

  override render() {
    const { large } = this;
    const rows = this.calls.beside(large, this.now ?? 0, Math.floor((this.now ?? 0) / PAGE));
    const board = ["board", this.isUpToDate ? "" : "out-of-date", rows.length ? "" : "alone"].join(" ");
    return html`<div class="stage">
      <header>
        <h1 class="name">
          <img src="/static/favicon.svg" alt="" /><span>市民之家 <small lang="en">Citizen Home</small></span>
        </h1>
        ${this.floor === null ? nothing : html`<p class="floor">${zh.floor(this.floor)}</p>`}
        <p class="clock">${this.now === null ? nothing : this.clock(this.now)}</p>
      </header>
      <main class=${board}>
        <section class=${this.isNew ? "large new" : "large"} aria-live="polite" aria-atomic="true">
          ${large === null ? this.quiet() : this.largeCall(large)}
        </section>
        ${rows.length ? this.callsBefore(rows) : nothing}
      </main>
      ${this.isUpToDate ? this.foot() : this.warning()}
    </div>`;
  }

  private clock(now: number) {
    return html`<time>${TIME.format(now)}</time> <small>${DAYS.map((day) => day.format(now)).join(" · ")}</small>`;
  }

  private warning() {
    return html`<p class="lost" role="alert">${zh.displayLost} <small lang="en">${en.displayLost}</small></p>`;
  }

  private foot() {
    return html`<footer>
      <p>${zh.missedHint}　<span lang="en">${en.missedHint}</span></p>
      ${
        this.isSoundOn || this.silent
          ? nothing
          : html`<button type="button" @click=${() => void this.turnSoundOn()}>
              ♪ ${zh.soundOn} <span lang="en">${en.soundOn}</span>
            </button>`
      }
    </footer>`;
  }

  private quiet() {
    return html`<p class="quiet">${zh.watch} <small lang="en">${en.watch}</small></p>`;
  }

  private largeCall({ number, window, floor }: Call) {
    return html`<div class="half">
        <p class="caption">${zh.number} <span lang="en">${en.number}</span></p>
        <p class=${number.length > LONG ? "figure long" : "figure"}>${number}</p>
      </div>
      <hr class="rule" aria-hidden="true" />
      <div class="half">
        <p class="caption">
          ${zh.atWindow} <span lang="en">${en.atWindow}</span>
          ${this.floor === null ? html`<b>${floor}</b>` : nothing}
        </p>
        <p class="figure window">${window}</p>
      </div>`;
  }

  private callsBefore(rows: readonly Call[]) {
    return html`<section class="before" aria-label="${zh.latest} ${en.latest}">
      <p class="heads" aria-hidden="true">
        <span>${zh.number} <span lang="en">${en.number}</span></span>
        <span>${zh.atWindow} <span lang="en">${en.atWindow}</span></span>
      </p>
      <ol>
        ${rows.map(
          (call) =>
            html`<li class="row">
              <span>${call.number}${this.floor === null ? html`<small>${call.floor}</small>` : nothing}</span>
              <span class="window">${call.window}</span>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  private take(list: Call[]): void {
    this.calls.take(list);
    if (this.large === null && this.calls.waiting === 0) this.large = this.calls.newest;
    this.requestUpdate();
    void this.callOneByOne();
  }

  /** Shows new calls large, each long enough to be read, rung and said, in the order in which they came. */
  private async callOneByOne(): Promise<void> {
    if (this.isCalling) return;
    this.isCalling = true;
    try {
      for (let next = this.calls.next(this.now ?? 0); next !== null; next = this.calls.next(this.now ?? 0)) {
        this.large = next.call;
        this.isNew = true;
        const hurried = this.calls.waiting >= HURRY.waiting;
        const sound = next.loud && this.isSoundOn ? this.sound(next.call, !hurried) : Promise.resolve();
        await Promise.all([sound, wait(hurried ? HURRY.dwell : DWELL)]);
        this.isNew = false;
        await this.updateComplete;
      }
      this.large = this.calls.newest;
    } finally {
      this.isCalling = false;
    }
  }

  private async sound(call: Call, saysIt: boolean): Promise<void> {
    await wait(this.chime.ring() * 1000);
    if (saysIt) await speak(call);
  }

  private async turnSoundOn(): Promise<void> {
    this.isSoundOn = await this.chime.unlock();
  }

  private everySecond(): void {
    if (this.ahead !== null) {
      this.now = Date.now() + this.ahead;
      if (this.calls.turnDay(this.now)) this.large = this.calls.newest;
    }
    const steps = Math.floor((performance.now() - this.started) / SHIFT);
    const across = (WALK[steps % WALK.length] ?? 0) * STEP;
    const down = (WALK[(steps + 9) % WALK.length] ?? 0) * STEP;
    this.style.transform = `translate(${across}px, ${down}px)`;
  }

  /** Asks the machine not to dim the screen; asks again whenever the page comes back into view. */
  private async stayAwake(): Promise<void> {
    if (!("wakeLock" in navigator)) return;
    const ask = () => navigator.wakeLock.request("screen").catch(() => undefined);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) void ask();
    });
    await ask();
  }
}

define("ch-display", CitizenDisplay);
