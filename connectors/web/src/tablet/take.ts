import { LitElement, html, nothing } from "lit";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { fire } from "../elements/fire";
import { base } from "../styles/base";
import { dialogStyles } from "./dialog-styles";
import { missingOf } from "./facts";
import type { PackedTransaction } from "./pack";
import { PRIORITIES, type Priority } from "./seats";
import { tabletWords } from "./words";

/** Asks whether a number comes with priority. Fires `ch-take` with the priority, or null. */
export class TabletTake extends LitElement {
  static override properties = {
    transaction: { attribute: false },
    ticks: { attribute: false },
    language: {},
    online: { type: Boolean },
  };
  static override styles = [base, dialogStyles];

  transaction: PackedTransaction | null = null;
  ticks: readonly string[] = [];
  language: Language = "zh";
  online = true;

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  show(): void {
    this.renderRoot.querySelector("form")?.reset();
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const { transaction, language } = this;
    const t = tabletWords(language);
    const missing = transaction ? missingOf(transaction, this.ticks) : 0;
    return html`<dialog aria-labelledby="title">
      <form @submit=${this.submit}>
        <h2 id="title">${t.takeTitle}</h2>
        <p class="matter">${transaction?.name[language]}</p>
        ${missing ? html`<p class="warm">${t.missing(missing)}</p>` : nothing}
        <fieldset>
          <legend>${t.priority} <span class="aside">${t.priorityMore}</span></legend>
          <div class="options">
            <label><input type="radio" name="priority" value="" checked /><span>${t.none}</span></label>
            ${PRIORITIES.map(
              (one) =>
                html`<label
                  ><input type="radio" name="priority" value=${one} /><span>${t.priorities[one]}</span></label
                >`,
            )}
          </div>
        </fieldset>
        ${this.online ? nothing : html`<p class="warm">${t.takeOfflineMore}</p>`}
        <div class="acts">
          <button type="button" @click=${() => this.close()}>${t.stay}</button>
          <button class="primary">${this.online ? t.takeYes : t.takeOffline}</button>
        </div>
      </form>
    </dialog>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get("priority");
    this.close();
    fire(this, "ch-take", PRIORITIES.find((one): one is Priority => one === chosen) ?? null);
  };
}

define("ch-take", TabletTake);
