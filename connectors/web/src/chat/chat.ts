import { LitElement, html, nothing, render } from "lit";
import { asking } from "../api/request";
import type { Language, TransactionCard } from "../api/types";
import { Conversation } from "../conversation/conversation";
import type { Exchange, Offered } from "../conversation/entries";
import {
  type Size,
  languageOf,
  onSettings,
  preferredLanguage,
  preferredSize,
  rememberLanguage,
  rememberSize,
} from "../conversation/settings";
import type { TicketState } from "../conversation/tickets";
import { untick } from "../conversation/ticks";
import "../elements/composer";
import type { CitizenComposer } from "../elements/composer";
import "../elements/confirm";
import type { CitizenConfirm } from "../elements/confirm";
import { define } from "../elements/define";
import { later } from "../elements/later";
import { hush } from "../elements/speaking";
import "../elements/transcript";
import { sentenceOf, sentenceOfNotice } from "../elements/transcript";
import { base, tokens } from "../styles/base";
import { langOf, words } from "../words";
import { Announcer } from "./announcer";
import { chatStyles } from "./chat-styles";
import { type Framed, head, intro } from "./frame";
import { origin } from "./origin";
import { Reading } from "./reading";
import { fire } from "../elements/fire";

const PERSON = "12345"; // until the center's own number has come

/**
 * The whole chat: `<citizen-home-chat>`. Attributes: `server` (origin, default where the script came from), `language`
 * (until the citizen chooses one), `bare` (the page around has the switches, its language holds), `closable` (fires
 * `ch-close`).
 */
export class CitizenHomeChat extends LitElement implements Framed {
  static override properties = {
    server: {},
    language: {},
    size: { reflect: true },
    bare: { type: Boolean },
    closable: { type: Boolean },
    person: { state: true },
    offline: { state: true },
    more: { state: true },
  };
  static override styles = [tokens, base, chatStyles];

  server = origin;
  language: Language = preferredLanguage();
  size: Size = preferredSize();
  bare = false;
  closable = false;
  person = PERSON;
  private offline = !navigator.onLine;
  more = false;

  private get composer(): CitizenComposer {
    return this.renderRoot.querySelector("ch-composer") as CitizenComposer;
  }

  private get confirm(): CitizenConfirm {
    return this.renderRoot.querySelector("ch-confirm") as CitizenConfirm;
  }

  private get body(): HTMLElement {
    return this.renderRoot.querySelector(".body") as HTMLElement;
  }

  private get spoken(): HTMLElement {
    return this.renderRoot.querySelector(".spoken") as HTMLElement;
  }

  private conversation: Conversation | null = null;
  private announcer: Announcer | null = null;
  private readonly reading: Reading = new Reading(this);
  private endSettings: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.settle();
    this.endSettings = onSettings(this.settle);
    window.addEventListener("online", this.line);
    window.addEventListener("offline", this.line);
    this.conversation = new Conversation(this.server, asking(this.server), () => this.language, {
      changed: () => this.requestUpdate(),
      answered: (exchange) => this.answered(exchange),
      failed: (exchange, failure) => {
        this.announce(sentenceOf(failure, words(this.language), this.person), this.language);
        this.reading.show(exchange.key);
      },
      noticed: (notice) => this.noticed(sentenceOfNotice(notice, words(this.language)), notice.key),
    });
    this.conversation.connect();
    void this.findPerson();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endSettings?.();
    window.removeEventListener("online", this.line);
    window.removeEventListener("offline", this.line);
    this.conversation?.disconnect();
    hush();
  }

  protected override firstUpdated(): void {
    this.announcer = new Announcer(this.spoken);
  }

  protected override updated(): void {
    this.reading.begin(this.conversation?.entries.at(-1)?.key);
  }

  override focus(options?: FocusOptions): void {
    this.composer.focus(options);
  }

  /** Where the focus goes when the chat opens: to the question box, but on a touch screen not so as to raise a keyboard. */
  enter(): void {
    this.updated();
    if (matchMedia("(pointer: coarse)").matches) this.body.focus({ preventScroll: true });
    else this.composer.focus({ preventScroll: true });
  }

  /** Asks a question as if it had been typed. */
  say(text: string): void {
    const exchange = this.conversation?.say(text);
    if (exchange) this.went(exchange);
  }

  override render() {
    const w = words(this.language);
    const entries = this.conversation?.entries ?? [];
    return html`<div class="frame">
      <div
        class="panel"
        lang=${langOf(this.language)}
        @ch-submit=${(event: CustomEvent<string>) => this.say(event.detail)}
        @ch-complain=${(event: CustomEvent<string>) => this.announce(event.detail, this.language)}
        @ch-say=${(event: CustomEvent<Offered>) => this.chosen(event.detail)}
        @ch-retry=${(event: CustomEvent<Exchange>) => this.conversation?.retry(event.detail)}
        @ch-reload=${() => this.conversation?.reload()}
        @ch-give-up=${this.giveUp}
        @ch-print=${this.print}
        @ch-language=${(event: CustomEvent<Language>) => rememberLanguage(event.detail)}
        @keydown=${this.keyed}
        @wheel=${{ handleEvent: this.reading.byHand, passive: true }}
        @touchmove=${{ handleEvent: this.reading.byHand, passive: true }}
        @scroll=${this.reading.scrolled}
      >
        ${head(this)}
        <div class="body" tabindex="0" role="region" aria-label=${w.conversation} @scroll=${this.reading.scrolled}>
          ${intro(w, (text) => this.say(text))}
          <ch-transcript
            .entries=${entries}
            .tickets=${this.conversation?.tickets ?? new Map<string, TicketState>()}
            .language=${this.language}
            .base=${this.server}
            .person=${this.person}
          ></ch-transcript>
        </div>
        <div class="foot">
          ${
            this.reading.unread
              ? html`<button type="button" class="newest" @click=${this.toNewest}>${w.newest}</button>`
              : nothing
          }
          ${this.offline ? html`<p class="offline">${w.offline}</p>` : nothing}
          <ch-composer .language=${this.language}></ch-composer>
        </div>
        <ch-confirm></ch-confirm>
        <div class="spoken unseen" aria-live="polite"></div>
      </div>
    </div>`;
  }

  get begun(): boolean {
    return (this.conversation?.entries.length ?? 0) > 0;
  }

  // --- what the citizen does -----------------------------------------------------------------------------------------

  private chosen(offered: Offered): void {
    const exchange = this.conversation?.choose(offered);
    if (exchange) this.went(exchange);
  }

  private went(exchange: Exchange): void {
    hush();
    this.reading.follow(exchange.key);
  }

  private readonly giveUp = async (event: CustomEvent<{ ticket: TicketState; offered: Offered }>): Promise<void> => {
    const { ticket, offered } = event.detail;
    const w = words(offered.language);
    const question = { ask: w.giveUpAsk(ticket.number), more: w.giveUpMore, yes: w.giveUpYes, no: w.keepIt };
    if (await this.confirm.ask(question)) this.chosen(offered);
  };

  /** The part that prints is fetched when it is wanted; without it there is still the whole page of the matter. */
  private readonly print = async ({ detail: card }: CustomEvent<TransactionCard>): Promise<void> => {
    const language = languageOf(card.name);
    try {
      const { printChecklist } = (await later(this.server, "printing")) as typeof import("../entries/printing");
      printChecklist({ html, nothing, render }, card, language);
    } catch {
      window.open(`${this.server}/transactions/${encodeURIComponent(card.transaction)}?language=${language}`, "_blank");
    }
  };

  readonly clear = async (): Promise<void> => {
    const w = words(this.language);
    const held = this.conversation?.held.join(this.language === "zh" ? "、" : ", ");
    const more = held ? w.joined(w.clearMore, w.clearKeepsTicket(held)) : w.clearMore;
    if (!(await this.confirm.ask({ ask: w.clearAsk, more, yes: w.clearYes, no: w.cancel }))) return;
    untick();
    this.more = false;
    this.reading.mark(false);
    await this.conversation?.clear();
    this.composer.focus();
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.closable) this.close();
    else this.composer.focus();
  };

  readonly close = (): void => {
    hush();
    fire(this, "ch-close");
  };

  readonly resize = (): void => rememberSize(this.size === "standard" ? "elder" : "standard");
  readonly enlarge = (): void => rememberSize(this.size === "elder-larger" ? "elder" : "elder-larger");
  readonly toggleMore = (): void => {
    this.more = !this.more;
  };

  // --- what comes back -----------------------------------------------------------------------------------------------

  private answered(exchange: Exchange): void {
    for (const reply of exchange.replies) {
      const more = reply.choices.length ? ` ${words(reply.language).optionsFollow(reply.choices.length)}` : "";
      this.announce(reply.text + more, reply.language);
    }
    this.reading.show(exchange.key);
  }

  private noticed(sentence: string, key: string): void {
    if (sentence === "") return;
    this.announce(sentence, this.language);
    fire(this, "ch-noticed", sentence);
    this.reading.show(key, true);
  }

  private announce(text: string, language: Language): void {
    this.announcer?.say(text, language);
  }

  private readonly toNewest = (): void => {
    const last = this.conversation?.entries.at(-1);
    if (last) this.reading.bring(last.key);
    this.composer.focus({ preventScroll: true });
  };

  // --- settings and the line -----------------------------------------------------------------------------------------

  private readonly settle = (): void => {
    if (!this.bare) this.language = preferredLanguage(this.getAttribute("language") ?? undefined);
    this.size = preferredSize();
  };

  private readonly line = (): void => {
    this.offline = !navigator.onLine;
    const w = words(this.language);
    this.announce(this.offline ? w.offline : w.online, this.language);
  };

  private async findPerson(): Promise<void> {
    const ask = asking(this.server);
    const center = await ask<{ human_phone?: unknown }>("GET", "/center", { language: this.language }).catch(
      () => null,
    );
    if (typeof center?.human_phone === "string") this.person = center.human_phone;
  }
}

define("citizen-home-chat", CitizenHomeChat);
