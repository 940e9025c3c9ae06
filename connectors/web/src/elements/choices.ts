import { LitElement, css, html, nothing } from "lit";
import type { Choice, Language } from "../api/types";
import { base } from "../styles/base";
import { words } from "../words";
import { define } from "./define";
import { fire } from "./fire";

/** Things to tap. One is chosen once; then all stay readable and do nothing more. Fires `ch-choose` with the choice. */
export class CitizenChoices extends LitElement {
  static override properties = {
    choices: { attribute: false },
    chosen: {},
    numbered: { type: Boolean },
    language: {},
  };
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em;
      }
      .numbered {
        flex-direction: column;
        align-items: stretch;
      }
      .place {
        min-width: 1.2em;
        font-weight: 700;
        color: var(--accent);
      }
      button {
        border-color: var(--accent);
      }
      [aria-disabled="true"] {
        border-style: dashed;
        border-color: var(--edge);
        background: none;
        color: var(--soft);
        cursor: default;
      }
      .chosen {
        border-style: solid;
        border-color: var(--accent);
        background: var(--tint);
        color: var(--ink);
        font-weight: 600;
      }
      .chosen::before {
        content: "✓" / "";
      }
      @media (forced-colors: active) {
        .chosen {
          outline: 2px solid Highlight;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  choices: readonly Choice[] = [];
  /** The title of the one that was chosen. */
  chosen: string | null = null;
  /** Whether they are options of one question, in order. */
  numbered = false;
  language: Language = "zh";

  override render() {
    const w = words(this.language);
    return html`<div role="group" aria-label=${w.options} class=${this.numbered ? "numbered" : ""}>
      ${this.choices.map((choice, place) => {
        const isChosen = this.chosen === choice.title;
        return html`<button
          type="button"
          class=${isChosen ? "chosen" : ""}
          aria-disabled=${this.chosen === null ? nothing : "true"}
          @click=${() => this.choose(choice)}
        >
          ${this.numbered ? html`<span class="place">${place + 1}</span>` : nothing}<span>${choice.title}</span>
          ${isChosen ? html`<span class="unseen">(${w.chosen})</span>` : nothing}
        </button>`;
      })}
    </div>`;
  }

  private choose(choice: Choice): void {
    if (this.chosen !== null) return;
    fire(this, "ch-choose", choice);
  }
}

define("ch-choices", CitizenChoices);
