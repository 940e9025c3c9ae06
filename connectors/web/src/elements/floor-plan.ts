import { LitElement, css, html } from "lit";
import type { Language } from "../api/types";
import { base } from "../styles/base";
import { words } from "../words";
import { define } from "./define";

/** A floor with windows marked and the step-free way to them, and the way to the lift where that begins elsewhere. */
export class CitizenFloorPlan extends LitElement {
  static override properties = {
    floor: {},
    windows: {},
    entranceFloor: { attribute: "entrance-floor" },
    language: {},
    base: {},
    lost: { state: true },
  };
  static override styles = [
    base,
    css`
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
    `,
  ];

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
    if (this.lost) return html`<p role="status">${w.planLost}</p>`;
    const way = this.entranceFloor !== "" && this.entranceFloor !== this.floor;
    const windows = `windows=${encodeURIComponent(this.windows.replaceAll(" ", ""))}`;
    return html`
      ${way ? this.picture(this.entranceFloor, "to=lift", w.planToLift(w.floor(this.entranceFloor))) : ""}
      ${this.picture(this.floor, windows, w.planOf(w.floor(this.floor), w.windows(this.windows)))}
      <p>${w.planSample}</p>
    `;
  }

  private picture(floor: string, marked: string, alternative: string) {
    const source = (theme: string) =>
      `${this.base}/floor-plan/${encodeURIComponent(floor)}.svg?${marked}&language=${this.language}&theme=${theme}`;
    return html`<figure>
      <picture>
        <source media="screen and (prefers-color-scheme: dark)" srcset=${source("dark")} />
        <img src=${source("light")} alt=${alternative} width="368" height="780" loading="lazy" @error=${this.gone} />
      </picture>
    </figure>`;
  }

  private gone(): void {
    this.lost = true;
  }
}

define("ch-floor-plan", CitizenFloorPlan);
