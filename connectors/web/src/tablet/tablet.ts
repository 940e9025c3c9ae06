// The volunteers' tablet: one screen for whoever stands beside a citizen, good without a network.
import { LitElement, html, nothing } from "lit";
import type { Language } from "../api/types";
import { preferredLanguage, rememberLanguage } from "../conversation/settings";
import "../elements/confirm";
import type { CitizenConfirm } from "../elements/confirm";
import { define } from "../elements/define";
import "../elements/language-switch";
import type { CitizenTranscript } from "../elements/transcript";
import { base, tokens } from "../styles/base";
import { langOf } from "../words";
import { TabletDesk } from "./desk";
import "./find";
import type { TabletFind } from "./find";
import "./hand-over";
import type { TabletHandOver } from "./hand-over";
import { Idle } from "./idle";
import "./login";
import { journeyView, matterView } from "./matter";
import { numberView } from "./numbers-view";
import "./paper-choice";
import type { TabletPaper } from "./paper-choice";
import { type Paper, printSheet } from "./printing";
import type { Priority, Seat } from "./seats";
import { seatTabs } from "./seat-tabs";
import { signStyles } from "./sign-styles";
import { TabletTalk } from "./talk";
import { tabletStyles } from "./tablet-styles";
import { type Dialogs, acts, asking, bring, tabInSight, talking, toTop } from "./parts";
import { paneStyles } from "./pane-styles";
import "./take";
import type { TabletTake } from "./take";
import "./still-there";
import "./turned";
import type { TabletTurned } from "./turned";
import { tabletWords } from "./words";

export class CitizenTablet extends LitElement {
  static override properties = {
    language: { state: true },
    looks: { state: true },
    view: { state: true },
  };
  static override styles = [tokens, base, tabletStyles, paneStyles, signStyles];

  language: Language = preferredLanguage("");
  /** Whether somebody looks things up without a log-in. */
  private looks = false;
  private view: "matter" | "talk" = "matter";
  private newest = "";
  private readonly desk = new TabletDesk(
    () => this.language,
    () => this.requestUpdate(),
  );
  private readonly talk = new TabletTalk(this.desk);
  private readonly idle = new Idle(
    () => this.requestUpdate(),
    () => void this.lock(),
    () => this.desk.isInUse,
  );

  private get dialogs(): Dialogs {
    const found = (name: string) => this.renderRoot.querySelector(name) as unknown;
    return {
      take: found("ch-take") as TabletTake,
      handOver: found("ch-hand-over") as TabletHandOver,
      paper: found("ch-paper") as TabletPaper,
      turned: found("ch-turned") as TabletTurned,
      confirm: found("ch-confirm") as CitizenConfirm,
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.desk.start();
    this.idle.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk.stop();
    this.idle.stop();
  }

  override render() {
    const { desk, language } = this;
    const t = tabletWords(language);
    const isIn = desk.shift !== null || this.looks;
    return html`<div class="frame" lang=${langOf(language)} @ch-language=${this.spoken}>
      <header>
        <h1>${t.tablet}</h1>
        <p class="line ${desk.isOnline ? "" : "off"}" role="status">${desk.isOnline ? t.online : t.offline}</p>
        <div class="tools">
          <ch-language .language=${language}></ch-language>
          ${
            desk.shift
              ? html`<span class="who">${t.onShift(desk.shift.volunteer)}</span>
                  <button type="button" class="out" @click=${this.logOut}>${t.logOut}</button>`
              : isIn
                ? html`<button type="button" class="in" @click=${() => (this.looks = false)}>${t.logIn}</button>`
                : nothing
          }
        </div>
      </header>
      ${this.orphans()}
      ${isIn ? this.work() : html`<main class="entry"><ch-login .desk=${desk} .language=${language} @ch-look=${() => (this.looks = true)}></ch-login></main>`}
      <ch-take
        .transaction=${desk.transaction(this.here?.matter ?? null)}
        .ticks=${this.here?.ticks ?? []}
        .language=${language}
        .online=${desk.isOnline}
        @ch-take=${(event: CustomEvent<Priority | null>) => this.take(event.detail)}
      ></ch-take>
      <ch-hand-over .desk=${desk} .talk=${this.talk} .language=${this.here?.language ?? language}></ch-hand-over>
      <ch-paper .language=${language} @ch-paper=${(event: CustomEvent<Paper>) => this.print(event.detail)}></ch-paper>
      <ch-turned
        .transaction=${desk.transaction(this.here?.matter ?? null)}
        .numbers=${this.here ? desk.numbers.of(this.here.id) : []}
        .language=${this.here?.language ?? language}
        @ch-language=${this.citizenSpeaks}
      ></ch-turned>
      <ch-still .left=${this.idle.left} .language=${language} @ch-stay=${this.idle.stay}></ch-still>
      <ch-confirm></ch-confirm>
    </div>`;
  }

  /** The newest question is brought to the top when it is asked, and again when it is answered. */
  protected override updated(): void {
    const last = this.view === "talk" ? this.here?.entries.at(-1) : undefined;
    const newest = last ? `${last.key} ${"state" in last ? last.state : ""}` : "";
    if (newest === this.newest) return;
    this.newest = newest;
    const transcript = this.renderRoot.querySelector<CitizenTranscript>("ch-transcript");
    const scroll = this.renderRoot.querySelector(".scroll");
    if (!last || !transcript || !scroll) return;
    void transcript.updateComplete.then(() => {
      const box = transcript.boxOf(last.key);
      if (box) bring(scroll, box.top);
    });
  }

  private get here(): Seat | null {
    return this.desk.seats.find(({ id }) => id === this.desk.current) ?? null;
  }

  /** Numbers of citizens who have left, which somebody has to tell them. */
  private orphans() {
    const { desk, language } = this;
    const t = tabletWords(language);
    const { orphans } = desk.numbers;
    if (orphans.length === 0) return nothing;
    return html`<section class="orphans" aria-label=${t.handedOut}>
      <h2>${t.handedOut}</h2>
      <p>${t.handedOutMore}</p>
      ${orphans.map((one) => numberView(desk, one, language, true))}
    </section>`;
  }

  private work() {
    const { desk, language } = this;
    const t = tabletWords(language);
    const { here } = this;
    if (here === null) return nothing;
    if (desk.isBare)
      return html`<main class="entry">
        <p class="bare" role="alert">${t.noCatalog}</p>
        <button type="button" class="primary" @click=${() => void desk.again()}>${t.again}</button>
      </main>`;
    if (desk.pack === null) return html`<main class="entry"><p role="status">${t.loading}</p></main>`;
    const isOpen = here.matter !== null || here.journey !== null || this.view === "talk";
    return html`${seatTabs(desk, language, this.seated, (seat) => void this.leave(seat))}
      <main>
        <div class="panes ${isOpen ? "open" : ""}" id="citizen" role="tabpanel" aria-labelledby="seat-${here.id}">
          <div class="find">
            <ch-find
              .pack=${desk.pack}
              .language=${language}
              .open=${here.matter}
              @ch-matter=${this.opened}
              @ch-journey=${(event: CustomEvent<string>) => this.open({ journey: event.detail, matter: null })}
            ></ch-find>
          </div>
          <div class="shown">${this.shown(here)}</div>
        </div>
      </main>`;
  }

  private shown(seat: Seat) {
    const { desk } = this;
    const t = tabletWords(this.language);
    const view = (name: "matter" | "talk", word: string) =>
      html`<button type="button" aria-pressed=${this.view === name} @click=${() => (this.view = name)}>
        ${word}
      </button>`;
    return html`<div class="views">
        <button type="button" class="quiet back" @click=${this.back}>← ${t.backToList}</button>
        <div class="switch" role="group" aria-label=${t.view}>
          ${view("matter", t.matterTab)}${view("talk", t.askTab)}
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.view === "talk" ? t.askTab : t.matterTab}>
        ${desk.numbers.of(seat.id).map((one) => numberView(desk, one, this.language))}
        ${this.view === "talk" ? talking(desk, this.talk, seat, this.language, this.dialogs) : this.matter(seat)}
      </div>
      ${this.view === "talk" ? asking(desk, this.talk, seat, this.language) : nothing}
      ${acts(desk, seat, this.language, this.dialogs)}`;
  }

  private matter(seat: Seat) {
    const { desk, language } = this;
    const t = tabletWords(language);
    const transaction = desk.transaction(seat.matter);
    if (transaction && desk.pack) return matterView(desk.pack, transaction, seat.ticks, language);
    const journey = desk.pack?.journeys.find(({ id }) => id === seat.journey);
    if (journey)
      return journeyView(
        journey,
        (id) => desk.transaction(id),
        (matter) => this.open({ matter, journey: journey.id }),
        language,
      );
    return html`<div class="empty">
      <h2>${t.pickTitle}</h2>
      <p>${t.pick}</p>
    </div>`;
  }

  private open(change: Pick<Seat, "matter" | "journey">): void {
    this.view = "matter";
    this.desk.change(this.desk.current, change);
    void this.updateComplete.then(() => toTop(this.renderRoot));
  }

  private readonly opened = (event: CustomEvent<string>): void => {
    this.open({ matter: event.detail, journey: this.here?.journey ?? null });
  };

  private readonly back = (): void => {
    this.open({ matter: null, journey: this.here?.matter ? this.here.journey : null });
  };

  private readonly seated = (): void => {
    this.view = "matter";
    this.renderRoot.querySelector<TabletFind>("ch-find")?.clear();
    void this.updateComplete.then(() => tabInSight(this.renderRoot));
  };

  private take(priority: Priority | null): void {
    const { here, desk } = this;
    if (here?.matter) desk.numbers.want(here, here.matter, priority);
  }

  private print(paper: Paper): void {
    const { here, desk } = this;
    const transaction = desk.transaction(here?.matter ?? null);
    if (here === null || transaction === null) return;
    const numbers = desk.numbers.of(here.id).filter((one) => one.transaction === transaction.id);
    const sheet = { transaction, language: here.language, ticks: here.ticks, numbers, base: desk.pack?.base ?? "" };
    printSheet(sheet, paper);
  }

  private async leave(seat: Seat): Promise<void> {
    const t = tabletWords(this.language);
    const question = { ask: t.leaveAsk(seat.letter), more: t.leaveMore, yes: t.leaveYes, no: t.stay };
    if (!(await this.dialogs.confirm.ask(question))) return;
    this.desk.leave(seat.id);
    this.seated();
  }

  private readonly logOut = async (): Promise<void> => {
    const t = tabletWords(this.language);
    const question = { ask: t.logOutAsk, more: t.logOutMore, yes: t.logOut, no: t.stay };
    if (await this.dialogs.confirm.ask(question)) await this.lock();
  };

  /** Nobody is there any more, or the shift is over. */
  private async lock(): Promise<void> {
    const { take, handOver, paper, turned } = this.dialogs;
    for (const dialog of [take, handOver, paper, turned]) dialog.close();
    this.looks = false;
    this.view = "matter";
    await this.desk.logOut();
  }

  private readonly spoken = (event: CustomEvent<Language>): void => {
    this.language = event.detail;
    rememberLanguage(event.detail);
    document.documentElement.lang = langOf(event.detail);
  };

  private readonly citizenSpeaks = (event: CustomEvent<Language>): void => {
    event.stopPropagation();
    this.desk.change(this.desk.current, { language: event.detail });
  };
}

define("ch-tablet", CitizenTablet);
