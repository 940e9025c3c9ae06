import { LitElement, html } from "lit";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { fire } from "../elements/fire";
import { base } from "../styles/base";
import { dialogStyles } from "./dialog-styles";
import { tabletWords } from "./words";

/** Asks on which paper. Fires `ch-paper` with "a4" or "roll". */
export class TabletPaper extends LitElement {
  static override properties = { language: {} };
  static override styles = [base, dialogStyles];

  language: Language = "zh";

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  show(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const t = tabletWords(this.language);
    const choose = (paper: "a4" | "roll") => () => {
      this.close();
      fire(this, "ch-paper", paper);
    };
    return html`<dialog aria-labelledby="title" aria-describedby="more">
      <h2 id="title">${t.printTitle}</h2>
      <p id="more" class="aside">${t.printMore}</p>
      <div class="acts">
        <button type="button" class="primary" @click=${choose("a4")}>${t.a4}</button>
        <button type="button" class="primary" @click=${choose("roll")}>${t.roll}</button>
        <button type="button" @click=${() => this.close()}>${t.stay}</button>
      </div>
    </dialog>`;
  }
}

define("ch-paper", TabletPaper);
