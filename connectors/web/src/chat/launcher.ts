import { LitElement, css, html, nothing } from "lit";
import type { Language } from "../api/types";
import { type Size, onSettings, preferredLanguage, preferredSize } from "../conversation/settings";
import { define } from "../elements/define";
import { chatIcon } from "../elements/icons";
import { base, tokens } from "../styles/base";
import { langOf, words } from "../words";
import { tab } from "../conversation/storage";
import "./chat";
import type { CitizenHomeChat } from "./chat";
import { origin } from "./origin";

const PHONE = "(max-width: 40rem), (max-height: 30rem)";

/**
 * The button in a page's corner and the dialog it opens: `<citizen-home-launcher>`. On a small screen the dialog covers
 * the page and is modal; elsewhere the page beside it stays usable. Closed, it takes no more room than its button.
 */
export class CitizenHomeLauncher extends LitElement {
  static override properties = {
    server: {},
    language: {},
    size: { reflect: true },
    open: { type: Boolean, reflect: true },
    told: { state: true },
    wanted: { state: true },
  };
  static override styles = [
    tokens,
    base,
    css`
      :host {
        position: fixed;
        inset-block-end: max(16px, env(safe-area-inset-bottom));
        inset-inline-end: 16px;
        z-index: 2147483000;
        font: medium / 1.5 var(--font);
        color: var(--ink);
        text-align: start;
      }
      :host([size^="elder"]) {
        --target: 60px;
      }
      .launch {
        font-size: 1.0625em;
        gap: 0.5em;
        min-height: max(3.2em, var(--target));
        padding: 0.5em 1.2em;
        border-radius: 2em;
        box-shadow: 0 0.3em 1.2em var(--shade);
      }
      .launch svg {
        width: 1.5em;
        height: 1.5em;
      }
      .unread {
        outline: 3px solid var(--warm-edge);
        outline-offset: 2px;
      }
      :host([size^="elder"]) .launch,
      :host([size^="elder"]) .told {
        font-size: 1.5em;
      }
      .told {
        max-width: min(22em, calc(100vw - 32px));
        margin-block-end: 0.6em;
        padding: 0.6em 0.9em;
        border: 2px solid var(--warm-edge);
        border-radius: var(--radius);
        background: var(--warm);
        color: var(--warm-ink);
        font-weight: 600;
      }
      .told:empty {
        display: none;
      }
      dialog {
        position: fixed;
        inset: auto 16px max(16px, env(safe-area-inset-bottom)) auto;
        width: min(27em, calc(100vw - 32px));
        height: min(44em, calc(100dvh - 32px));
        max-width: none;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: 16px;
        overflow: hidden;
        background: var(--paper);
        color: inherit;
        box-shadow: 0 10px 38px var(--shade);
      }
      :host([size^="elder"]) dialog {
        width: min(40em, calc(100vw - 32px));
        height: calc(100dvh - 32px);
      }
      citizen-home-chat {
        height: 100%;
        min-height: 0;
      }
      @media (max-width: 40rem), (max-height: 30rem) {
        dialog,
        :host([size^="elder"]) dialog {
          inset: 0;
          width: 100vw;
          height: 100dvh;
          border: 0;
          border-radius: 0;
        }
      }
      /* Few lines, as under strong magnification: only the sign, so that it covers little of the page. */
      @media (max-height: 24rem) {
        .launch {
          justify-content: center;
          min-width: 3.2em;
          padding: 0.5em;
        }
        .launch span {
          display: none;
        }
      }
      @media (prefers-reduced-motion: no-preference) {
        dialog[open] {
          animation: rise 0.18s ease-out;
        }
        @keyframes rise {
          from {
            opacity: 0;
            transform: translateY(10px);
          }
        }
      }
      @media print {
        :host(:not([open])) {
          display: none;
        }
      }
    `,
  ];

  /** Origin of the server. */
  server = origin;
  language: Language = preferredLanguage();
  size: Size = preferredSize();
  open = false;
  private told = "";
  /** The chat is made when it is first wanted, or has something to listen to, and kept. */
  private wanted = tab.get<string | null>("token", null) !== null;
  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  private get button(): HTMLButtonElement {
    return this.renderRoot.querySelector(".launch") as HTMLButtonElement;
  }

  private get chat(): CitizenHomeChat {
    return this.renderRoot.querySelector("citizen-home-chat") as CitizenHomeChat;
  }

  private opener: HTMLElement | null = null;
  private endSettings: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.settle();
    this.endSettings = onSettings(this.settle);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endSettings?.();
  }

  override render() {
    const w = words(this.language);
    const name = this.told === "" ? w.launcher : w.unread(w.launcher);
    return html`<div lang=${langOf(this.language)}>
      <div class="told" role="status">${this.open ? "" : this.told}</div>
      <button
        type="button"
        class="launch primary ${this.told === "" ? "" : "unread"}"
        aria-label=${name}
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        ?hidden=${this.open}
        @click=${() => this.show()}
      >
        ${chatIcon}<span>${w.launch}</span>
      </button>
      <dialog aria-label=${w.title} @close=${this.closed} @cancel=${this.cancelled}>
        ${
          this.wanted
            ? html`<citizen-home-chat
                closable
                .server=${this.server}
                language=${this.language}
                @ch-close=${() => this.dialog.close()}
                @ch-noticed=${this.noticed}
              ></citizen-home-chat>`
            : nothing
        }
      </dialog>
    </div>`;
  }

  /** Opens the dialog, and asks a question where there is one. The focus goes in and comes back to where it was. */
  async show(question = ""): Promise<void> {
    const active = document.activeElement;
    this.opener = active instanceof HTMLElement && active !== this && active !== document.body ? active : null;
    this.wanted = true;
    this.open = true;
    this.told = "";
    await this.updateComplete;
    if (!this.dialog.open) {
      if (matchMedia(PHONE).matches) this.dialog.showModal();
      else this.dialog.show();
    }
    await this.chat.updateComplete;
    this.chat.enter();
    if (question !== "") this.chat.say(question);
  }

  private readonly closed = async (): Promise<void> => {
    this.open = false;
    await this.updateComplete;
    (this.opener?.isConnected ? this.opener : this.button).focus({ preventScroll: true });
  };

  /** Esc belongs to the chat, which may have something of its own to close first. */
  private readonly cancelled = (event: Event): void => {
    if (event.target !== this.dialog) return;
    event.preventDefault();
    this.dialog.close();
  };

  private readonly noticed = (event: CustomEvent<string>): void => {
    if (!this.open) this.told = event.detail;
  };

  private readonly settle = (): void => {
    this.language = preferredLanguage(this.getAttribute("language") ?? undefined);
    this.size = preferredSize();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "citizen-home-launcher": CitizenHomeLauncher;
  }
}

define("citizen-home-launcher", CitizenHomeLauncher);
