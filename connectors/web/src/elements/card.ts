import { LitElement, html, nothing } from "lit";
import type { Language, TransactionCard } from "../api/types";
import { base } from "../styles/base";
import { type Words, langOf, words } from "../words";
import { moment } from "../words/forms";
import { type Piece, arranged } from "./arranging";
import "./checklist";
import { define } from "./define";
import { mapIcon, printIcon } from "./icons";
import { durationOf, feeOf } from "./card-facts";
import { cardStyles } from "./card-styles";
import { type Part, linked, paragraphs, rows, telephone } from "./text";
import { whole } from "./whole";
import { fire } from "./fire";
import { later } from "./later";
import type * as Plan from "../entries/plan";

const COVERED = ["materials", "location", "phone", "fee", "duration"]; // by an overview

/**
 * A transaction's card: the answer to what was asked first, then what to bring, where, cost, time, phone, plan, source.
 * Fires `ch-print` with the card when the checklist is to be printed.
 */
export class CitizenCard extends LitElement {
  static override properties = {
    card: { attribute: false },
    text: {},
    language: {},
    base: {},
    person: {},
    hasPlan: { state: true },
  };
  static override styles = [base, cardStyles];

  card: TransactionCard | null = null;
  /** The reply's whole text; the card only arranges it. */
  text = "";
  language: Language = "zh";
  /** Origin of the server; empty for the page's own. */
  base = "";
  /** The number of a person, which becomes a link where the text names it. */
  person = "";
  /** Whether what draws plans is there; false when it is not to be had. */
  private hasPlan: boolean | undefined;

  override render() {
    const { card } = this;
    if (card === null) return nothing;
    const w = words(this.language);
    const { body, closing } = arranged(this.text, card);
    const told = new Set(card.facets.includes("overview") ? [...COVERED, ...card.facets] : card.facets);
    const missing = (facet: string, value: Part | Part[]) => (told.has(facet) ? null : value);
    return html`<article lang=${langOf(this.language)} aria-labelledby="name">
      <header>
        <h3 id="name">${card.name}</h3>
        <p>${card.department}</p>
      </header>
      <div class="answer">${body.map((piece) => this.piece(piece, card))}</div>
      ${
        told.has("materials") || card.materials.length === 0
          ? nothing
          : html`<details>
              <summary>${w.bring(card.materials.length)}</summary>
              ${this.checklist(card)}
            </details>`
      }
      ${rows([
        [w.where, missing("location", placeOf(card, w, this.language))],
        [w.fee, missing("fee", feeOf(card, w))],
        [w.time, missing("duration", durationOf(card, w))],
        [
          w.phone,
          missing("phone", html`<span class="phones">${card.phones.map((number) => telephone(number))}</span>`),
        ],
      ])}
      <details ?open=${card.facets[0] === "location"} @toggle=${this.fetchPlan}>
        <summary>${mapIcon} ${w.plan}</summary>
        ${this.hasPlan === false ? html`<p role="status">${w.planLost}</p>` : nothing}
        <ch-floor-plan
          .floor=${card.floor}
          .windows=${card.windows_text}
          .entranceFloor=${card.entrance_floor}
          .language=${this.language}
          .base=${this.base}
        ></ch-floor-plan>
      </details>
      ${this.foot(card, closing, w)}
    </article>`;
  }

  /** What draws plans is fetched with the first that is unfolded. */
  private async fetchPlan(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open || this.hasPlan) return;
    try {
      ((await later(this.base, "plan")) as typeof Plan).offer({ LitElement, html });
      this.hasPlan = true;
    } catch {
      this.hasPlan = false;
    }
  }

  private piece(piece: Piece, card: TransactionCard) {
    const numbers = [...card.phones, this.person];
    switch (piece.kind) {
      case "materials":
        return this.checklist(card);
      case "steps":
        return html`<ol>
          ${card.steps.map((step) => html`<li>${step}</li>`)}
        </ol>`;
      case "rows":
        return rows(piece.pairs.map(([name, value]) => [name, linked(value, numbers)] as const));
      case "paragraph":
        return paragraphs([piece.text], numbers);
    }
  }

  private checklist(card: TransactionCard) {
    return html`<ch-checklist
      .materials=${card.materials}
      .transaction=${card.transaction}
      .language=${this.language}
    ></ch-checklist>`;
  }

  private foot(card: TransactionCard, closing: string[], w: Words) {
    const page = `${this.base}/transactions/${encodeURIComponent(card.transaction)}?language=${this.language}`;
    return html`<footer>
      <p>${w.source(card.source)}</p>
      ${closing.length ? paragraphs(closing) : html`<p>${w.checkedOn(card.checked_on)}</p>`}
      <div class="tools">
        ${
          card.materials.length
            ? html`<button type="button" class="quiet" @click=${this.print}>${printIcon} ${w.print}</button>`
            : nothing
        }
        <a class="button quiet" href=${page} target="_blank" rel="noopener">${w.wholePage}</a>
      </div>
    </footer>`;
  }

  private print(): void {
    fire(this, "ch-print", this.card);
  }
}

/** Floor, windows, and whether one of them is open. */
export function placeOf(card: TransactionCard, w: Words, language: Language): Part {
  const open = { weekday: "long", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return html`<span>
    ${w.floor(card.floor)}${w.comma}${whole(html, w.windows(card.windows_text))}
    <span class="state ${card.open_now ? "open" : ""}">${card.open_now ? w.openNow : w.closedNow}</span>
    ${card.next_open ? html`<span class="aside">${w.opensNext(moment(card.next_open, language, open))}</span>` : nothing}
  </span>`;
}

define("ch-card", CitizenCard);
