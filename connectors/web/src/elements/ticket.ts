import { LitElement, css, html, nothing } from "lit";
import type { Language } from "../api/types";
import { type TicketState, isOpen } from "../conversation/tickets";
import { base } from "../styles/base";
import { words } from "../words";
import { moment, windowRanges } from "../words/forms";
import { define } from "./define";
import { rows } from "./text";
import { fire } from "./fire";

/**
 * A queue number as a panel: number, state, people ahead, waiting range, place.
 * Fires `ch-give-up` when its button is pressed; whoever listens asks back and does it.
 */
export class CitizenTicket extends LitElement {
  static override properties = {
    ticket: { attribute: false },
    language: {},
    canGiveUp: { type: Boolean, attribute: "can-give-up" },
  };
  static override styles = [
    base,
    css`
      :host {
        max-width: 26em;
      }
      article {
        padding: 1em;
        border: 2px solid var(--accent);
        border-radius: var(--radius);
        background: var(--sheet);
      }
      .matter {
        font-weight: 600;
      }
      .label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.2em 0.75em;
        margin-block: 0.3em;
        color: var(--soft);
        font-size: 0.9em;
      }
      .status {
        padding: 0.05em 0.6em;
        border: 1px solid currentcolor;
        border-radius: 1em;
        color: var(--accent);
        font-size: 0.95em;
      }
      .number {
        display: block;
        line-height: 1.1;
        font-size: min(3em, 20cqi, 20vw);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.03em;
      }
      .queue {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 2.5em;
        padding-block: 0.5em 0.6em;
      }
      .queue dt {
        color: var(--soft);
      }
      .queue dd {
        font-size: 1.2em;
        font-weight: 600;
      }
      .go {
        margin-block: 0.4em 0.6em;
        padding: 0.5em 0.8em;
        border-radius: 0.5em;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 1.3em;
        font-weight: 700;
      }
      .stamp {
        margin-block-start: 0.6em;
        color: var(--soft);
        font-size: 0.85em;
      }
      button,
      .button {
        width: 100%;
        justify-content: center;
        margin-block-start: 0.75em;
        text-align: center;
      }
      [data-open="false"] {
        border-style: dashed;
        border-color: var(--edge);
      }
      :is([data-status="cancelled"], [data-status="expired"]) .number {
        text-decoration: line-through;
        color: var(--soft);
      }
      @media print {
        button,
        .button {
          display: none;
        }
      }
    `,
  ];

  base = "";
  ticket: TicketState | null = null;
  language: Language = "zh";
  /** Whether the panel offers to give the number up while it waits. */
  canGiveUp = false;

  override render() {
    const { ticket, language } = this;
    if (ticket === null) return nothing;
    const w = words(language);
    const time = { hour: "2-digit", minute: "2-digit" } as const;
    return html`<article tabindex="-1" data-status=${ticket.status} data-open=${isOpen(ticket)}>
      ${ticket.matter ? html`<p class="matter">${ticket.matter}</p>` : nothing}
      <p class="label"><span>${w.yourNumber}</span><span class="status">${w.statuses[ticket.status]}</span></p>
      <strong class="number">${ticket.number}</strong>
      ${isOpen(ticket) ? this.place(ticket) : nothing}
      ${
        this.canGiveUp && ticket.status === "waiting"
          ? html`<button type="button" class="grave" @click=${this.giveUp}>${w.giveUp}</button>`
          : nothing
      }
      ${ticket.asked ? html`<p class="stamp">${w.updated(moment(ticket.asked, language, time))}</p>` : nothing}
    </article>`;
  }

  private place(ticket: TicketState) {
    const w = words(this.language);
    const day = { month: "long", day: "numeric", weekday: "long" } as const;
    return html`
      ${
        ticket.window !== null && ticket.status !== "waiting"
          ? html`<p class="go">${w.goTo(ticket.window)}</p>`
          : nothing
      }
      ${
        ticket.status === "waiting"
          ? html`<dl class="queue">
              <div>
                <dt>${w.ahead}</dt>
                <dd>${w.people(ticket.ahead)}</dd>
              </div>
              <div>
                <dt>${w.wait}</dt>
                <dd>${w.minutes(ticket.wait_minutes.low, ticket.wait_minutes.high)}</dd>
              </div>
            </dl>`
          : nothing
      }
      ${rows([
        [w.where, `${w.floor(ticket.floor)}${w.comma}${w.windows(windowRanges(ticket.windows))}`],
        [w.day, moment(`${ticket.service_date}T12:00:00+08:00`, this.language, day)],
      ])}
      <a
        class="button primary"
        href="${this.base}/t/${ticket.reference}?language=${this.language}"
        target="_blank"
        rel="noreferrer"
        >${w.ticketPage}</a
      >
    `;
  }

  private giveUp(): void {
    fire(this, "ch-give-up", this.ticket);
  }

  /** The focus of a button that goes away stays at the panel. */
  protected override willUpdate(): void {
    const focused = this.shadowRoot?.activeElement;
    if (focused?.localName === "button" && this.ticket?.status !== "waiting") {
      this.shadowRoot?.querySelector<HTMLElement>("article")?.focus({ preventScroll: true });
    }
  }
}

define("ch-ticket", CitizenTicket);
