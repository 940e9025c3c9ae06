import { LitElement, html, nothing } from "lit";
import { Trouble } from "../api/request";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { base } from "../styles/base";
import { langOf } from "../words";
import type { TabletDesk } from "./desk";
import { dialogStyles } from "./dialog-styles";
import { qrCode } from "./qr";
import type { HandOver, TabletTalk } from "./talk";
import { tabletWords } from "./words";

const LOOK = 2000; // ms between two looks whether the code was used
type Place = keyof HandOver["links"];
const PLACES: readonly Place[] = ["web", "wechat", "telegram"];

/** The QR code under which a citizen goes on on their own phone; says when that has happened. */
export class TabletHandOver extends LitElement {
  static override properties = {
    language: {},
    made: { state: true },
    place: { state: true },
    used: { state: true },
    fault: { state: true },
    now: { state: true },
  };
  static override styles = [base, dialogStyles];

  desk: TabletDesk | null = null;
  talk: TabletTalk | null = null;
  language: Language = "zh";
  private made: HandOver | null = null;
  private place: Place = "web";
  private used = false;
  private fault = "";
  private now = Date.now();
  private seat = "";
  private ends = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  show(): void {
    this.seat = this.desk?.seat.id ?? "";
    this.place = "web";
    this.dialog.showModal();
    void this.make();
  }

  close(): void {
    clearInterval(this.timer);
    this.made = null;
    this.dialog.close();
  }

  private async make(): Promise<void> {
    const { desk, talk } = this;
    const seat = desk?.seats.find(({ id }) => id === this.seat);
    if (!desk || !talk || !seat) return;
    this.made = null;
    this.used = false;
    this.fault = "";
    try {
      this.made = await talk.handOver(seat);
      clearInterval(this.timer);
      this.timer = setInterval(() => void this.look(), LOOK);
      this.now = Date.now();
      this.ends = this.now + this.made.seconds * 1000;
    } catch (error) {
      this.fault = error instanceof Trouble ? error.code : "server";
    }
  }

  private async look(): Promise<void> {
    this.now = Date.now();
    const seat = this.desk?.seats.find(({ id }) => id === this.seat);
    if (!this.made || !seat || !this.talk || this.left === 0) return;
    if (await this.talk.wasUsed(seat, this.made.code)) {
      this.used = true;
      clearInterval(this.timer);
    }
  }

  /** Seconds for which the code is still good. */
  private get left(): number {
    return this.made ? Math.max(0, Math.round((this.ends - this.now) / 1000)) : 0;
  }

  override render() {
    const t = tabletWords(this.language);
    return html`<dialog lang=${langOf(this.language)} aria-labelledby="title" @close=${() => clearInterval(this.timer)}>
      <h2 id="title">${t.handOver}</h2>
      <p class="aside">${t.handOverMore}</p>
      <div role="status">
        ${
          this.used
            ? html`<p class="used"><b>✓ ${t.used}</b><br />${t.usedMore}</p>`
            : this.fault
              ? nothing
              : this.made
                ? nothing
                : html`<p>${t.making}</p>`
        }
      </div>
      <div role="alert">
        ${this.fault ? html`<p class="fault">${t.troubles[this.fault] ?? t.troubles["server"]}</p>` : nothing}
      </div>
      ${this.made && !this.used ? this.code(this.made) : nothing}
      <div class="acts">
        ${
          (this.made && !this.used && this.left === 0) || this.fault
            ? html`<button type="button" @click=${() => void this.make()}>${t.renew}</button>`
            : nothing
        }
        <button type="button" class="primary" @click=${() => this.close()}>${t.close}</button>
      </div>
    </dialog>`;
  }

  private code({ links }: HandOver) {
    const t = tabletWords(this.language);
    const places = PLACES.filter((place) => links[place]);
    const { left } = this;
    return html`${
      places.length > 1
        ? html`<div class="places" role="group" aria-label=${t.place}>
            ${places.map(
              (place) =>
                html`<button type="button" aria-pressed=${this.place === place} @click=${() => (this.place = place)}>
                  ${t.places[place]}
                </button>`,
            )}
          </div>`
        : nothing
    }
    ${
      left === 0
        ? html`<p class="warm">${t.overdue}</p>`
        : html`<p class="how" role="status">${t.how[this.place]}</p>
            ${qrCode(links[this.place] ?? "", t.qr(t.places[this.place]))}
            <p class="clock">${t.left(`${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`)}</p>`
    }`;
  }
}

define("ch-hand-over", TabletHandOver);
