import { LitElement, css, html } from "lit";
import type { Language } from "../api/types";
import { base } from "../styles/base";
import { words } from "../words";
import { define } from "./define";
import { fire } from "./fire";

const NAMES: Record<Language, string> = { zh: "中文", en: "English" };

/** Both languages, each in its own name. Fires `ch-language` with the chosen one. */
export class CitizenLanguageSwitch extends LitElement {
  static override properties = {
    language: {},
  };
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.15em;
      }
      button {
        border-color: transparent;
        background: none;
        padding-inline: 0.45em;
        justify-content: center;
      }
      [aria-pressed="true"] {
        font-weight: 700;
        text-decoration: underline 3px var(--accent);
        text-underline-offset: 0.35em;
      }
      @media (forced-colors: active) {
        [aria-pressed="true"] {
          outline: 2px solid Highlight;
          outline-offset: -4px;
        }
      }
    `,
  ];

  language: Language = "zh";

  override render() {
    return html`<div role="group" aria-label=${words(this.language).languages}>
      ${(["zh", "en"] as const).map(
        (language) =>
          html`<button
            type="button"
            lang=${language}
            aria-pressed=${language === this.language}
            @click=${() => this.choose(language)}
          >
            ${NAMES[language]}
          </button>`,
      )}
    </div>`;
  }

  private choose(language: Language): void {
    fire(this, "ch-language", language);
  }
}

define("ch-language", CitizenLanguageSwitch);
