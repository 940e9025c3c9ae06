import { LitElement, html } from "lit";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { fire } from "../elements/fire";
import { base } from "../styles/base";
import { dialogStyles } from "./dialog-styles";
import { COUNTDOWN } from "./idle";
import { tabletWords } from "./words";

/** Asks whether anybody is there, while the seconds run. Fires `ch-stay`; one press is enough, as often as wanted. */
export class TabletStill extends LitElement {
  static override properties = { left: { attribute: false }, language: {} };
  static override styles = [base, dialogStyles];

  /** Seconds that are left; null while nothing is asked. */
  left: number | null = null;
  language: Language = "zh";

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog") as HTMLDialogElement;
    if (this.left !== null && !dialog.open) dialog.showModal();
    if (this.left === null && dialog.open) dialog.close();
  }

  override render() {
    const t = tabletWords(this.language);
    const stay = () => fire(this, "ch-stay");
    const cancelled = (event: Event) => {
      event.preventDefault();
      stay();
    };
    return html`<dialog aria-labelledby="title" aria-describedby="more" @cancel=${cancelled}>
      <h2 id="title">${t.still}</h2>
      <p class="seconds" aria-hidden="true">${this.left}</p>
      <progress max=${COUNTDOWN / 1000} .value=${this.left ?? 0} aria-hidden="true"></progress>
      <p class="count" id="more">${t.stillMore(this.left ?? 0)}</p>
      <div class="acts"><button type="button" class="primary" @click=${stay}>${t.here}</button></div>
    </dialog>`;
  }
}

define("ch-still", TabletStill);
