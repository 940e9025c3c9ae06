import { LitElement, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { type Choice, type Language, type Reply, knownCard } from "../api/types";
import {
  type Entry,
  type Exchange,
  type Failure,
  type Notice,
  type Offered,
  isExchange,
} from "../conversation/entries";
import { languageOf } from "../conversation/settings";
import type { TicketState } from "../conversation/tickets";
import type * as Journeys_ from "../entries/journey";
import { base } from "../styles/base";
import { type Words, langOf, words } from "../words";
import { withoutOptions } from "./arranging";
import "./card";
import "./choices";
import { define } from "./define";
import { phoneIcon, speakerIcon } from "./icons";
import { later } from "./later";
import { canSpeak, hush, onSpeaking, readAloud, speaking } from "./speaking";
import { linked, paragraphs, telephone } from "./text";
import "./ticket";
import { transcriptStyles } from "./transcript-styles";
import { fire } from "./fire";

type Journeys = typeof Journeys_;

/**
 * A conversation as it stands, as a log that does not announce itself: whoever shows it says what is new.
 * Fires `ch-say` (an `Offered` choice), `ch-retry` (an `Exchange`), `ch-reload`, and lets `ch-give-up` and `ch-print` of
 * its parts through.
 */
export class CitizenTranscript extends LitElement {
  static override properties = {
    entries: { attribute: false },
    tickets: { attribute: false, hasChanged: () => true },
    language: {},
    base: {},
    person: {},
  };
  static override styles = [base, transcriptStyles];

  entries: readonly Entry[] = [];
  tickets: ReadonlyMap<string, TicketState> = new Map();
  /** The language of what the page itself says; each message has its own. */
  language: Language = "zh";
  /** Origin of the server; empty for the page's own. */
  base = "";
  /** The number of a person. */
  person = "";

  /** Draws life events; not fetched yet, or being fetched, or not to be had. */
  private journeys: Journeys | null | undefined;
  private endSpeaking: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.endSpeaking = onSpeaking(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endSpeaking?.();
    hush();
  }

  /** Where a message stands, in the window's coordinates; null when it is not there. */
  boxOf(key: string): DOMRect | null {
    return this.shadowRoot?.getElementById(key)?.getBoundingClientRect() ?? null;
  }

  override render() {
    return html`<div role="log" aria-live="off" aria-label=${words(this.language).conversation}>
      ${this.entries.map((entry) => keyed(entry.key, isExchange(entry) ? this.exchange(entry) : this.notice(entry)))}
    </div>`;
  }

  private exchange(entry: Exchange) {
    const { said, state, failure } = entry;
    const language = languageOf(said.text);
    const w = words(this.language);
    return html`
      <div
        class="message citizen ${state === "failed" ? "failed" : ""}"
        id=${entry.key}
        lang=${langOf(language)}
        tabindex="-1"
      >
        <span class="unseen">${words(language).youSaid}</span>
        <div class="bubble"><p>${said.text}</p></div>
        ${failure && state === "failed" ? this.unsent(entry, failure) : nothing}
      </div>
      ${
        state === "sending"
          ? html`<div class="message waiting" lang=${langOf(this.language)}>
              <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${w.looking}</span>
            </div>`
          : nothing
      }
      ${entry.replies.map((reply, place) => this.reply(entry, reply, place))}
    `;
  }

  private unsent(entry: Exchange, failure: Failure) {
    const w = words(this.language);
    return html`<div class="unsent ${waits(failure) ? "held" : ""}" lang=${langOf(this.language)}>
      <p>${linked(sentenceOf(failure, w, this.person), [this.person])}</p>
      ${
        failure.passing && !waits(failure)
          ? html`<button type="button" @click=${() => this.tell("ch-retry", entry)}>${w.sendAgain}</button>`
          : nothing
      }
    </div>`;
  }

  private reply(entry: Exchange, reply: Reply, place: number) {
    const { language } = reply;
    const w = words(language);
    const key = `${entry.key}:${place}`;
    const isRead = speaking() === key;
    return html`<div class="message assistant" lang=${langOf(language)} id=${key}>
      <span class="unseen">${w.assistantSaid}</span>
      ${this.body(entry, reply, place)}
      ${
        canSpeak()
          ? html`<button type="button" class="quiet aloud" @click=${() => readAloud(key, reply.text, language)}>
              ${speakerIcon} ${isRead ? w.stopReading : w.readAloud}
            </button>`
          : nothing
      }
    </div>`;
  }

  private body(entry: Exchange, reply: Reply, place: number) {
    const { language } = reply;
    const w = words(language);
    const card = knownCard(reply);
    if (reply.kind === "ticket" && card?.type === "ticket") return this.ticket(entry, reply, place, card);
    if (card?.type === "transaction") {
      return html`<ch-card
          .card=${card}
          .text=${reply.text}
          .language=${language}
          .base=${this.base}
          .person=${this.person}
        ></ch-card>
        ${this.choices(entry, reply, place, reply.choices)}`;
    }
    if (card?.type === "journey") {
      const drawn = this.journeys?.draw({ html, nothing }, this, entry, reply, place);
      if (drawn) return [drawn, this.choices(entry, reply, place, reply.choices.slice(card.steps.length))];
      if (this.journeys === undefined) void this.fetchJourneys();
    }
    return html`<div class="bubble">
        ${paragraphs(withoutOptions(reply), [this.person])}
        ${card?.type === "handoff" ? telephone(card.phone, html`${phoneIcon} ${w.call(card.phone)}`, "call") : nothing}
      </div>
      ${this.choices(entry, reply, place, reply.choices)}`;
  }

  /** The card of a life event is fetched with the first one; until then, or without it, its text stands there. */
  private async fetchJourneys(): Promise<void> {
    this.journeys = null;
    this.journeys = (await later(this.base, "journey").catch(() => null)) as Journeys | null;
    this.requestUpdate();
  }

  private ticket(entry: Exchange, reply: Reply, place: number, card: TicketState) {
    // Giving up loses the place in the queue, so that choice asks back and stands apart from the others.
    const away = reply.choices.find((choice) => choice.payload.startsWith("cancel_ticket"));
    const giveUp = (event: Event) => {
      if (away) this.giveUp(event, { key: entry.key, place, choice: away, language: reply.language });
    };
    return html`<ch-ticket
        .base=${this.base}
        .ticket=${{ ...card, ...this.tickets.get(card.reference) }}
        .language=${reply.language}
        .canGiveUp=${away !== undefined && !entry.chosen[place]}
        @ch-give-up=${giveUp}
      ></ch-ticket>
      <div class="bubble">${paragraphs(reply.text.split("\n"), [this.person])}</div>
      ${this.choices(
        entry,
        reply,
        place,
        reply.choices.filter((choice) => choice !== away),
      )}`;
  }

  /** What is fired carries the choice that gives the number up, beside the number. */
  private giveUp(event: Event, offered: Offered): void {
    event.stopPropagation();
    const ticket = (event as CustomEvent<TicketState>).detail;
    this.tell("ch-give-up", { ticket, offered });
  }

  private choices(entry: Exchange, reply: Reply, place: number, choices: readonly Choice[]) {
    if (choices.length === 0) return nothing;
    const { language } = reply;
    const chosen = choices.find((choice) => choice.title === entry.chosen[place])?.title ?? null;
    const choose = (event: CustomEvent<Choice>) => {
      event.stopPropagation();
      this.tell("ch-say", { key: entry.key, place, choice: event.detail, language } satisfies Offered);
    };
    return html`<ch-choices
      .choices=${choices}
      .chosen=${chosen}
      .numbered=${reply.kind === "choices"}
      .language=${language}
      @ch-choose=${choose}
    ></ch-choices>`;
  }

  private notice(notice: Notice) {
    const w = words(this.language);
    const sentence = sentenceOfNotice(notice, w);
    if (sentence === "") return nothing;
    const lost = notice.word === "historyLost";
    return html`<div class="message ${lost ? "problem" : `notice ${notice.event?.kind ?? ""}`}" id=${notice.key}>
      <p>${linked(sentence, [this.person])}</p>
      ${lost ? html`<button type="button" @click=${() => this.tell("ch-reload", null)}>${w.loadAgain}</button>` : nothing}
    </div>`;
  }

  private tell(name: string, detail: unknown): void {
    fire(this, name, detail);
  }
}

/** Whether there is just no network, so that nothing has gone wrong and nothing has to be done. */
const waits = (failure: Failure): boolean => failure.code === "network" && !navigator.onLine;

/** Why it did not work, in the page's language; the server's own sentence where it gave one. */
export function sentenceOf(failure: Failure, w: Words, person: string): string {
  if (waits(failure)) return w.waitingForLine;
  const reason = failure.detail ?? (failure.code === "network" ? w.network : w.server);
  const said = (failure.passing ? w.notSent : w.notTaken)(reason);
  return failure.detail === null && person ? w.joined(said, w.orCall(person)) : said;
}

/** What a notice says. */
export function sentenceOfNotice(notice: Notice, w: Words): string {
  if (notice.word === "stillValid") return w.stillValid(notice.about ?? "");
  if (notice.word) return w[notice.word];
  const event = notice.event;
  if (!event || !(event.kind in w.events)) return "";
  return w.events[event.kind as keyof Words["events"]](event.number, event.window);
}

define("ch-transcript", CitizenTranscript);
