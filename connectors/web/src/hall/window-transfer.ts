// Where a number is sent on to: found by a window's number or a department's name.
import { LitElement, html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { base } from "../styles/base";
import { en as hallEn } from "../words/hall/en";
import { zh as hallZh } from "../words/hall/zh";
import { whole } from "../elements/whole";
import { windowRanges } from "../words/forms";
import type { StaffWindow } from "./window-desk";
import { windowStyles } from "./window-styles";

const SHOWN = 8;

export interface Target {
  to: number | string;
  title: string;
}

/** What a search finds, best first: the very window, windows that begin so, then queues by department. */
export function targets(windows: StaffWindow[], here: number | null, asked: string, language: Language): Target[] {
  const w = language === "zh" ? hallZh : hallEn;
  const text = asked.trim().toLowerCase();
  const name = (one: StaffWindow) => `${w.window(one.window)} · ${one.department[language]} · ${w.floor(one.floor)}`;
  const numbered = windows
    .filter(({ window }) => window !== here && text !== "" && String(window).startsWith(text))
    .sort((one, other) => one.window - other.window)
    .map((one) => ({ to: one.window, title: name(one) }));
  const queues = new Map<string, StaffWindow[]>();
  for (const one of windows) {
    if (Object.values(one.department).some((known) => known.toLowerCase().includes(text))) {
      queues.set(one.queue, [...(queues.get(one.queue) ?? []), one]);
    }
  }
  const named = [...queues].map(([queue, members]) => ({
    to: queue,
    title: w.toQueue(members[0]?.department[language] ?? "", windowRanges(members.map(({ window }) => window))),
  }));
  return [...numbered, ...named].slice(0, SHOWN);
}

/** A dialog. Fires `ch-transfer` with the target; Escape and the last button close it. */
export class CitizenTransfer extends LitElement {
  static override styles = [base, windowStyles];

  @property({ attribute: false }) windows: StaffWindow[] = [];
  @property({ type: Number }) here: number | null = null;
  @property() language: Language = "zh";
  @property() number = "";
  @state() private asked = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("input") private readonly input!: HTMLInputElement;

  ask(): void {
    this.asked = "";
    this.input.value = "";
    this.dialog.showModal();
    this.input.focus();
  }

  override render() {
    const w = this.language === "zh" ? hallZh : hallEn;
    const found = targets(this.windows, this.here, this.asked, this.language);
    return html`<dialog aria-labelledby="title" aria-describedby="hint">
      <h2 id="title">${this.number} · ${w.transferTo}</h2>
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          if (this.asked.trim() !== "" && found[0]) this.choose(found[0]);
        }}
      >
        <label for="search">${w.transferSearch}</label>
        <input id="search" autocomplete="off" enterkeyhint="go" @input=${() => (this.asked = this.input.value)} />
        <p id="hint" class="hint">${w.transferHint}</p>
      </form>
      <ul class="targets">
        ${found.map(
          (target) =>
            html`<li>
              <button type="button" class="big" @click=${() => this.choose(target)}>
                <span>${whole(html, target.title)}</span>
              </button>
            </li>`,
        )}
      </ul>
      <p role="status">${found.length === 0 ? w.noMatch : nothing}</p>
      <button type="button" class="quiet" @click=${() => this.dialog.close()}>${w.cancel}</button>
    </dialog>`;
  }

  private choose(target: Target): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<Target>("ch-transfer", { detail: target }));
  }
}

define("ch-transfer", CitizenTransfer);
