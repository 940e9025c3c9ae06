import { LitElement, css, html, nothing } from "lit";
import type { Language, Material } from "../api/types";
import { onTicks, tick, ticked } from "../conversation/ticks";
import { base } from "../styles/base";
import { words } from "../words";
import { define } from "./define";

/** What to bring, to be ticked off; the ticks stay in this tab and are the same wherever the list is shown in it. */
export class CitizenChecklist extends LitElement {
  static override properties = {
    materials: { attribute: false },
    transaction: {},
    language: {},
  };
  static override styles = [
    base,
    css`
      p.head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1em;
        color: var(--soft);
        font-size: 0.9em;
      }
      ul {
        list-style: none;
      }
      li + li {
        border-block-start: 1px dashed var(--line);
      }
      label {
        display: flex;
        gap: 0.7em;
        align-items: flex-start;
        min-height: var(--target);
        padding-block: 0.55em;
        cursor: pointer;
        line-height: 1.5;
      }
      input {
        flex: none;
        width: 1.4em;
        height: 1.4em;
        margin: 0.05em 0 0;
        font: inherit;
        accent-color: var(--accent);
      }
      label > span {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.6em;
        min-width: 0;
      }
      input:checked + span b {
        color: var(--soft);
      }
      li > p {
        margin: -0.35em 0 0.45em 2.28em;
        color: var(--soft);
        font-size: 0.92em;
      }
      p::first-letter {
        text-transform: uppercase;
      }
      .form,
      .mark {
        font-size: 0.88em;
        color: var(--soft);
      }
      .mark {
        padding-inline: 0.5em;
        border: 1px solid var(--warm-edge);
        border-radius: 1em;
        background: var(--warm);
        color: var(--warm-ink);
      }
      .deferrable {
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
      }
    `,
  ];

  materials: readonly Material[] = [];
  /** Names the ticks: the transaction's id. */
  transaction = "";
  language: Language = "zh";

  private endTicks: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.endTicks = onTicks(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endTicks?.();
  }

  private key(place: number): string {
    return `${this.transaction}:${place}`;
  }

  override render() {
    const w = words(this.language);
    const all = ticked();
    const done = this.materials.filter((_, place) => all.includes(this.key(place))).length;
    return html`
      <p class="head"><span>${w.ticks}</span><span>${w.ticked(done, this.materials.length)}</span></p>
      <ul>
        ${this.materials.map((item, place) => this.item(item, place, all.includes(this.key(place))))}
      </ul>
    `;
  }

  private item(item: Material, place: number, isTicked: boolean) {
    const w = words(this.language);
    const forms = [item.original ? w.original : "", item.copies ? w.copies(item.copies) : ""].filter(Boolean);
    const mark = { conditional: w.conditional, deferrable: w.deferrable, required: "" }[item.need];
    const changed = (event: Event) => tick(this.key(place), (event.target as HTMLInputElement).checked);
    return html`<li>
      <label>
        <input type="checkbox" .checked=${isTicked} @change=${changed} />
        <span>
          <b>${item.name}</b>
          ${forms.map((form) => html`<span class="form">${form}</span>`)}
          ${mark ? html`<span class="mark ${item.need}">${mark}</span>` : nothing}
        </span>
      </label>
      ${item.condition ? html`<p>${w.onlyWhen(item.condition)}</p>` : nothing}
      ${item.note ? html`<p>${item.note}</p>` : nothing}
    </li>`;
  }
}

define("ch-checklist", CitizenChecklist);
