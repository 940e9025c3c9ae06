import { LitElement, css, html, nothing } from "lit";
import { Trouble, asking, freshId } from "../api/request";
import type { Language } from "../api/types";
import { preferredLanguage, rememberLanguage } from "../conversation/settings";
import { tab } from "../conversation/storage";
import { define } from "../elements/define";
import "../elements/language-switch";
import { base, tokens } from "../styles/base";
import { langOf } from "../words";
import { en } from "../words/continue/en";
import { zh } from "../words/continue/zh";

interface Redeemed {
  kind: "conversation" | "ticket";
  token: string | null;
  path: string;
}

/**
 * Takes a conversation over from a tablet. The code stands behind the `#`, which no log of a server sees, and is used only
 * when the citizen says so: looking at the address, as messengers do to show what is behind it, spends nothing.
 */
export class CitizenContinue extends LitElement {
  static override properties = {
    language: { state: true },
    state: { state: true },
  };
  static override styles = [
    tokens,
    base,
    css`
      main {
        --target: 56px;
        display: grid;
        gap: 1em;
        max-width: 30em;
        margin: auto;
        padding: 1.2em;
        font-size: 1.15rem;
      }
      h1 {
        margin: 0.6em 0 0;
        font-size: 1.6em;
        line-height: 1.25;
      }
      button,
      .button {
        justify-content: center;
      }
      .primary {
        min-height: 3.4em;
        font-size: 1.1em;
      }
      .fault {
        color: var(--alarm);
      }
    `,
  ];

  private language: Language = preferredLanguage("");
  private state: "" | "going" | "noCode" | "refused" | "tooMany" | "network" = "";
  private code = location.hash.slice(1);

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = langOf(this.language);
    if (this.code === "") this.state = "noCode";
  }

  override render() {
    const w = this.language === "zh" ? zh : en;
    const isDone = this.state === "noCode" || this.state === "refused";
    return html`<main lang=${langOf(this.language)}>
      <ch-language .language=${this.language} @ch-language=${this.speak}></ch-language>
      <h1>${w.title}</h1>
      ${isDone ? nothing : html`<p>${w.more}</p>`}
      <div role="alert">
        ${this.state === "" || this.state === "going" ? nothing : html`<p class="fault">${w[this.state]}</p>`}
      </div>
      ${
        isDone
          ? nothing
          : html`<button type="button" class="primary" aria-disabled=${this.state === "going"} @click=${this.go}>
              ${this.state === "going" ? w.going : w.go}
            </button>`
      }
      <a class="button" href="/chat?language=${this.language}">${w.fresh}</a>
    </main>`;
  }

  private readonly speak = (event: CustomEvent<Language>): void => {
    this.language = event.detail;
    rememberLanguage(event.detail);
    document.documentElement.lang = langOf(event.detail);
  };

  private readonly go = async (): Promise<void> => {
    if (this.state === "going") return;
    this.state = "going";
    // The same browser may use the code again: after an answer that was lost on its way, or a reload.
    const device = tab.get<string | null>("device", null) ?? freshId();
    tab.set("device", device);
    try {
      const body = { code: this.code, device };
      const found = await asking("")<Redeemed>("POST", "/hand-overs/redeem", { language: this.language, body });
      if (found.token) {
        for (const name of ["unsent", "ticked", "last-event"]) tab.set(name, null); // of a conversation before this one
        tab.set("token", found.token);
        tab.set("handed-over", true);
      }
      rememberLanguage(this.language);
      location.replace(`${found.path}?language=${this.language}`);
    } catch (error) {
      const status = error instanceof Trouble ? error.status : 0;
      this.state = status === 410 || status === 422 ? "refused" : status === 429 ? "tooMany" : "network";
    }
  };
}

define("ch-continue", CitizenContinue);
