// Loaded when a plan is first unfolded. Defines `ch-floor-plan`: a floor with windows marked and the step-free way to them,
// and the way to the lift where that begins elsewhere.
import type { LitElement, html } from "lit";
import type { Language } from "../api/types";
import { words } from "../words";
import { en } from "../words/plan/en";
import { zh } from "../words/plan/zh";

/** Lit as the chat has it: a second one would need a trusted-types policy of its own. */
export interface Drawing {
  LitElement: typeof LitElement;
  html: typeof html;
}

const NAME = "ch-floor-plan";
const styles = `
  figure, p {
    margin: 0;
  }
  img {
    display: block;
    width: 100%;
    max-width: 26em;
    height: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet);
  }
  figure + figure {
    margin-block-start: 0.6em;
  }
  p {
    color: var(--soft);
    font-size: 0.85em;
    margin-block-start: 0.3em;
  }
`;

/** Makes the element; those that stand in the page already become what they are named. */
export function offer({ LitElement, html }: Drawing): void {
  if (customElements.get(NAME)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);

  customElements.define(
    NAME,
    class extends LitElement {
      static override properties = { floor: {}, windows: {}, entranceFloor: {}, language: {}, base: {}, lost: {} };
      static override styles = sheet;

      floor = "";
      /** Windows to mark, such as "7-9, 12". */
      windows = "";
      /** The floor one comes in at. */
      entranceFloor = "";
      language: Language = "zh";
      /** Origin of the server; empty for the page's own. */
      base = "";
      private lost = false;

      override render() {
        const w = words(this.language);
        const p = this.language === "zh" ? zh : en;
        if (this.lost) return html`<p role="status">${w.planLost}</p>`;
        const way = this.entranceFloor !== "" && this.entranceFloor !== this.floor;
        const windows = `windows=${encodeURIComponent(this.windows.replaceAll(" ", ""))}`;
        return html`
          ${way ? this.picture(this.entranceFloor, "to=lift", p.toLift(w.floor(this.entranceFloor))) : ""}
          ${this.picture(this.floor, windows, p.of(w.floor(this.floor), w.windows(this.windows)))}
          <p>${p.sample}</p>
        `;
      }

      private picture(floor: string, marked: string, alternative: string) {
        const source = (theme: string) =>
          `${this.base}/floor-plan/${encodeURIComponent(floor)}.svg?${marked}&language=${this.language}&theme=${theme}`;
        return html`<figure>
          <picture>
            <source media="screen and (prefers-color-scheme: dark)" srcset=${source("dark")} />
            <img
              src=${source("light")}
              alt=${alternative}
              width="368"
              height="780"
              loading="lazy"
              @error=${this.gone}
            />
          </picture>
        </figure>`;
      }

      private gone(): void {
        this.lost = true;
      }
    },
  );
}
