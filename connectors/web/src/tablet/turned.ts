import { LitElement, css, html, nothing } from "lit";
import type { Language } from "../api/types";
import "../elements/checklist";
import { define } from "../elements/define";
import "../elements/language-switch";
import { base } from "../styles/base";
import { langOf, words } from "../words";
import { windowRanges } from "../words/forms";
import { durationOf, feeOf } from "./facts";
import { placeSign } from "./matter";
import { type PackedTransaction, materialsOf } from "./pack";
import { signStyles } from "./sign-styles";
import type { Wanted } from "./seats";
import { tabletWords } from "./words";

/**
 * The side for the citizen: large, in their language, nothing on it that is the volunteer's.
 * Fires `ch-language` when the citizen wants the other language.
 */
export class TabletTurned extends LitElement {
  static override properties = {
    transaction: { attribute: false },
    numbers: { attribute: false },
    language: {},
    upside: { type: Boolean, reflect: true },
  };
  static override styles = [
    base,
    signStyles,
    css`
      dialog {
        --target: 60px;
        width: 100vw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 1em clamp(1em, 5vw, 4em) 5em;
        border: 0;
        background: var(--paper);
        color: var(--ink);
        font-size: clamp(1.35rem, 2.6vw, 1.9rem);
        line-height: 1.5;
      }
      :host([upside]) dialog {
        rotate: 180deg;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.5em;
        font-size: 0.75em;
      }
      .tools > :first-child {
        margin-inline-end: auto;
      }
      h2 {
        margin-block: 0.4em 0.5em;
        font-size: 1.5em;
        line-height: 1.25;
      }
      h3 {
        margin-block: 1em 0.2em;
        font-size: 1.05em;
      }
      .sign {
        width: fit-content;
        font-size: 1.15em;
      }
      .facts {
        margin-block: 0.8em;
      }
      .number {
        margin-block: 0.6em;
        padding: 0.6em 0.9em;
        border: 3px solid var(--accent);
        border-radius: var(--radius);
        background: var(--sheet);
      }
      .number strong {
        display: block;
        font-size: 2.6em;
        line-height: 1.1;
        letter-spacing: 0.03em;
      }
      .number.queued {
        border: 3px dashed var(--warm-edge);
        background: var(--warm);
        color: var(--warm-ink);
      }
    `,
  ];

  transaction: PackedTransaction | null = null;
  numbers: readonly Wanted[] = [];
  language: Language = "zh";
  upside = false;

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  show(): void {
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  close(): void {
    this.upside = false;
    this.dialog.close();
  }

  override render() {
    const { transaction, language } = this;
    const t = tabletWords(language);
    return html`<dialog lang=${langOf(language)} aria-label=${t.yourSide} @close=${() => (this.upside = false)}>
      <div class="tools">
        <ch-language .language=${language}></ch-language>
        <button type="button" aria-pressed=${this.upside} @click=${() => (this.upside = !this.upside)}>
          ${t.rotate}
        </button>
        <button type="button" class="primary" @click=${() => this.close()}>${t.turnBack}</button>
      </div>
      ${this.numbers.map((one) => this.number(one))} ${transaction ? this.matter(transaction) : nothing}
    </dialog>`;
  }

  private number(wanted: Wanted) {
    const { language } = this;
    const t = tabletWords(language);
    if (wanted.state === "queued") return html`<p class="number queued">${t.notYet}</p>`;
    const { ticket } = wanted;
    if (wanted.state !== "given" || ticket === null) return nothing;
    const w = words(language);
    return html`<div class="number">
      <span>${t.yourNumber}</span><strong>${ticket.number}</strong>
      <span>${w.floor(ticket.floor)}${w.comma}${w.windows(windowRanges(ticket.windows))}</span>
    </div>`;
  }

  private matter(transaction: PackedTransaction) {
    const { language } = this;
    const t = tabletWords(language);
    return html`<h2>${transaction.name[language]}</h2>
      ${placeSign(transaction, language)}
      <p class="facts">
        ${t.fee}${t.colon}<b>${feeOf(transaction, language)}</b><br />
        ${t.duration}${t.colon}<b>${durationOf(transaction, language)}</b>
      </p>
      ${
        transaction.materials.length
          ? html`<h3>${t.bringThese}</h3>
              <ch-checklist
                .materials=${materialsOf(transaction, language)}
                .transaction=${transaction.id}
                .language=${language}
              ></ch-checklist>`
          : html`<p>${t.noMaterials}</p>`
      }`;
  }
}

define("ch-turned", TabletTurned);
