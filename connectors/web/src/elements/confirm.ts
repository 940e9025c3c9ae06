import { LitElement, css, html } from "lit";
import { base } from "../styles/base";
import { define } from "./define";

export interface Question {
  ask: string;
  more: string;
  yes: string;
  no: string;
}

/** Asks back before something is lost; "no" comes first and is what Esc means. */
export class CitizenConfirm extends LitElement {
  static override properties = {
    question: { state: true },
  };
  static override styles = [
    base,
    css`
      dialog {
        width: min(26em, calc(100vw - 2em));
        max-height: calc(100dvh - 2em);
        padding: 1.2em;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--sheet);
        color: var(--ink);
        overscroll-behavior: contain;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 55%);
      }
      h2 {
        font-size: 1.18em;
        line-height: 1.35;
      }
      p {
        margin-block: 0.5em 1em;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em;
      }
      button {
        flex: 1 1 7em;
        justify-content: center;
        text-align: center;
      }
    `,
  ];

  private question: Question = { ask: "", more: "", yes: "", no: "" };
  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  /** True only when the citizen pressed the button that says so. */
  async ask(question: Question): Promise<boolean> {
    this.question = question;
    await this.updateComplete;
    const dialog = this.dialog;
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
    });
  }

  override render() {
    const { ask, more, yes, no } = this.question;
    return html`<dialog aria-labelledby="ask" aria-describedby="more" @keydown=${this.kept}>
      <h2 id="ask">${ask}</h2>
      <p id="more">${more}</p>
      <form method="dialog">
        <button type="submit" value="no">${no}</button>
        <button type="submit" value="yes" class="grave">${yes}</button>
      </form>
    </dialog>`;
  }

  /** Esc closes this question and nothing around it. */
  private kept(event: KeyboardEvent): void {
    if (event.key === "Escape") event.stopPropagation();
  }
}

define("ch-confirm", CitizenConfirm);
