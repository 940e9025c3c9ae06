// The clerks' console: log in, choose the window, and call, serve, send on; every key does what its button does.
import { LitElement, html, nothing } from "lit";
import { query, state } from "lit/decorators.js";
import { Trouble } from "../api/request";
import type { Language } from "../api/types";
import { preferredLanguage, rememberLanguage } from "../conversation/settings";
import { browser } from "../conversation/storage";
import { define } from "../elements/define";
import "../elements/language-switch";
import { base, tokens } from "../styles/base";
import { langOf } from "../words";
import { en as hallEn } from "../words/hall/en";
import { zh as hallZh } from "../words/hall/zh";
import { board } from "./window-board";
import { boardStyles } from "./window-board-styles";
import { type Act, WindowDesk } from "./window-desk";
import { ACTS, allowed } from "./window-acts";
import { windowStyles } from "./window-styles";
import { type CitizenTransfer, type Target } from "./window-transfer";

const KEYS = "window-keys";

const troubleOf = (error: unknown) => (error instanceof Trouble ? error : new Trouble("server"));

export class CitizenWindow extends LitElement {
  static override styles = [tokens, base, windowStyles, boardStyles];

  @state() private language: Language = preferredLanguage("");
  @state() private fault = "";
  @state() private isTrying = false;
  @state() private hasKeys = browser.get(KEYS, true);
  @query("ch-transfer") private readonly transfer!: CitizenTransfer | null;

  private readonly desk = new WindowDesk(
    () => this.language,
    () => this.requestUpdate(),
  );
  private tick: ReturnType<typeof setInterval> | undefined;

  private get words() {
    return this.language === "zh" ? hallZh : hallEn;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("visibilitychange", this.onSight);
    // The times at the window run on between two looks.
    this.tick = setInterval(() => this.requestUpdate(), 1000);
    const { token, number } = this.desk;
    if (token !== null) void this.logIn(token).then(() => number !== null && this.desk.token && this.desk.sit(number));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("visibilitychange", this.onSight);
    clearInterval(this.tick);
    this.desk.stop();
  }

  override render() {
    const { desk, words: w } = this;
    const isIn = desk.token !== null && desk.windows.length > 0;
    const here = desk.here;
    return html`<div lang=${langOf(this.language)}>
      <header>
        <h1>${isIn && here ? w.window(here.window) : w.console}</h1>
        ${
          isIn && here ? html`<p class="place">${here.department[this.language]} · ${w.floor(here.floor)}</p>` : nothing
        }
        <div class="tools">
          ${isIn && here ? this.tools() : nothing}
          <ch-language
            .language=${this.language}
            @ch-language=${(event: CustomEvent<Language>) => this.speak(event.detail)}
          ></ch-language>
          ${isIn ? html`<button type="button" @click=${() => desk.logOut()}>${w.logOut}</button>` : nothing}
        </div>
      </header>
      <main>${!isIn ? this.entry() : here ? this.console() : this.choice()}</main>
    </div>`;
  }

  private tools() {
    const w = this.words;
    return html`<button type="button" class="keys" aria-pressed=${this.hasKeys} @click=${this.switchKeys}>
        ${this.hasKeys ? w.keysOn : w.keysOff}
      </button>
      <button type="button" @click=${() => this.desk.leave()}>${w.changeWindow}</button>`;
  }

  private entry() {
    const w = this.words;
    return html`<section class="entry">
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          const token = new FormData(event.target as HTMLFormElement).get("token");
          if (typeof token === "string" && token.trim() !== "") void this.logIn(token.trim());
        }}
      >
        <label for="token">${w.token}</label>
        <input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-more" />
        <p id="token-more" class="hint">${w.tokenMore}</p>
        <button class="primary big" aria-disabled=${this.isTrying}>${w.logIn}</button>
      </form>
      <div role="alert">${this.fault ? html`<p class="fault">${this.troubleWords(this.fault)}</p>` : nothing}</div>
    </section>`;
  }

  private choice() {
    const { words: w, desk } = this;
    const floors = [...new Set(desk.windows.map(({ floor }) => floor))];
    return html`<section class="choose">
      <form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          const entered = new FormData(event.target as HTMLFormElement).get("number");
          const typed = typeof entered === "string" ? entered.trim() : "";
          const known = desk.windows.some(({ window }) => String(window) === typed);
          this.fault = known ? "" : `window ${typed}`;
          if (known) desk.sit(Number(typed));
        }}
      >
        <label for="number">${w.chooseWindow}</label>
        <input id="number" name="number" inputmode="numeric" autocomplete="off" required aria-label=${w.windowNumber} />
        <button class="primary big">${w.go}</button>
      </form>
      <div role="alert">${this.fault ? html`<p class="fault">${this.troubleWords(this.fault)}</p>` : nothing}</div>
      ${floors.map(
        (floor) =>
          html`<h2>${w.floor(floor)}</h2>
            <ul class="numbers">
              ${desk.windows
                .filter((one) => one.floor === floor)
                .map(
                  ({ window }) =>
                    html`<li>
                      <button type="button" aria-label=${w.window(window)} @click=${() => desk.sit(window)}>
                        ${window}
                      </button>
                    </li>`,
                )}
            </ul>`,
      )}
    </section>`;
  }

  private console() {
    const { desk, words: w } = this;
    return html`<div role="alert">${desk.isLost ? html`<p class="lost">${w.lost}</p>` : nothing}</div>
      ${board(desk, w, this.language, (act, body) => void this.press(act, body))}
      <ch-transfer
        .windows=${desk.windows}
        .here=${desk.number}
        .language=${this.language}
        .number=${desk.state?.ticket?.number ?? ""}
        @ch-transfer=${(event: CustomEvent<Target>) => void this.act("transfer", { to: event.detail.to })}
      ></ch-transfer>`;
  }

  private async logIn(token: string): Promise<void> {
    if (this.isTrying) return;
    this.isTrying = true;
    this.fault = "";
    try {
      await this.desk.logIn(token);
    } catch (error) {
      const trouble = troubleOf(error);
      this.fault = trouble.code;
      if (trouble.status === 401 || trouble.status === 403) this.desk.logOut();
    } finally {
      this.isTrying = false;
    }
  }

  /** A button or key. Sending on asks first where to. */
  private async press(act: Act, body: object = {}): Promise<void> {
    if (this.desk.state === null || !allowed(act, this.desk)) return;
    if (act === "transfer") this.transfer?.ask();
    else await this.act(act, body);
  }

  private async act(act: Act, body: object): Promise<void> {
    const before = this.desk.state?.ticket?.number ?? "";
    await this.desk.act(act, body, (done, answer) => {
      if (answer instanceof Trouble) {
        // The reason is looked up when it is shown, so that it follows the language.
        const code = done === "next" && answer.code === "wrong_state" ? "window_busy" : answer.code;
        return { text: (language) => this.troubleWords(code, language, answer.detail), isError: true };
      }
      const number = answer.ticket?.number ?? before;
      const isNobody = done === "next" && !answer.ticket;
      const told = (language: Language) => (language === "zh" ? hallZh : hallEn).done;
      return { text: (language) => (isNobody ? told(language).none : told(language)[done](number)), isError: false };
    });
  }

  private troubleWords(code: string, language = this.language, detail: string | null = null): string {
    const w = language === "zh" ? hallZh : hallEn;
    if (code.startsWith("window ")) return w.noSuchWindow(code.slice("window ".length));
    return w.troubles[code] ?? detail ?? w.troubles["server"] ?? "";
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.hasKeys || event.repeat || event.ctrlKey || event.altKey || event.metaKey || this.desk.state === null)
      return;
    const dialog = this.transfer?.shadowRoot?.querySelector("dialog");
    const target = event.composedPath()[0];
    // A dialog just closed keeps the focus for some milliseconds: its field takes no keys any more.
    const isTyping = target instanceof HTMLInputElement && !dialog?.contains(target);
    if (isTyping || dialog?.open) return;
    // By the key's place, because an input method for Chinese takes the letters away.
    const act = ACTS.find(({ key }) => event.code === `Key${key}`)?.of(this.desk.state);
    if (!act) return;
    event.preventDefault();
    void this.press(act);
  };

  private readonly onSight = (): void => {
    if (!document.hidden) void this.desk.look();
  };

  private readonly switchKeys = (): void => {
    this.hasKeys = !this.hasKeys;
    browser.set(KEYS, this.hasKeys);
  };

  private speak(language: Language): void {
    this.language = language;
    rememberLanguage(language);
    document.documentElement.lang = langOf(language);
  }
}

define("ch-window", CitizenWindow);
