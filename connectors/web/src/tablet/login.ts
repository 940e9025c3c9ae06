import { LitElement, css, html, nothing } from "lit";
import { Trouble } from "../api/request";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { fire } from "../elements/fire";
import { base } from "../styles/base";
import type { TabletDesk } from "./desk";
import { tabletWords } from "./words";

/** The log-in of a shift. Fires `ch-look` when somebody only wants to look things up. */
export class TabletLogin extends LitElement {
  static override properties = { language: {}, fault: { state: true }, isTrying: { state: true } };
  static override styles = [
    base,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5em;
        width: min(26em, 100%);
        margin: auto;
        padding: clamp(1em, 5vw, 1.6em);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
      }
      h2 {
        font-size: 1.5em;
        line-height: 1.3;
      }
      p {
        color: var(--soft);
      }
      label {
        margin-block-start: 0.5em;
        font-weight: 600;
      }
      input {
        min-width: 0;
        min-height: 3.2em;
        padding: 0.4em 1em;
        border: 2px solid var(--edge);
        border-radius: var(--radius);
        background: var(--paper);
        color: inherit;
        font: inherit;
        font-size: 1.1em;
        letter-spacing: 0.04em;
      }
      button {
        justify-content: center;
        min-height: 3.4em;
        margin-block-start: 0.5em;
      }
      .fault {
        color: var(--alarm);
      }
    `,
  ];

  desk: TabletDesk | null = null;
  language: Language = "zh";
  private fault = "";
  private isTrying = false;

  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override render() {
    const t = tabletWords(this.language);
    return html`<form autocomplete="off" @submit=${this.submit}>
      <h2>${t.logInTitle}</h2>
      <p>${t.logInMore}</p>
      <label for="volunteer">${t.volunteer}</label>
      <input id="volunteer" name="volunteer" required maxlength="20" autocomplete="off" autocapitalize="off" />
      <label for="pin">${t.pin}</label>
      <input
        id="pin"
        name="pin"
        type="password"
        inputmode="numeric"
        required
        maxlength="12"
        autocomplete="off"
        aria-describedby="fault"
      />
      <div role="alert" id="fault">
        ${this.fault ? html`<p class="fault">${t.troubles[this.fault] ?? t.troubles["server"]}</p>` : nothing}
      </div>
      <button class="primary" aria-disabled=${this.isTrying}>${t.logIn}</button>
      <button type="button" class="quiet" @click=${() => fire(this, "ch-look")}>${t.lookOnly}</button>
    </form>`;
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const typed = (name: string) => (fields.get(name) as string).trim();
    if (this.isTrying || !this.desk) return;
    this.isTrying = true;
    this.fault = "";
    try {
      await this.desk.logIn(typed("volunteer"), typed("pin"));
    } catch (error) {
      this.fault = error instanceof Trouble ? error.code : "server";
      form.querySelector<HTMLInputElement>("#pin")?.select();
    } finally {
      this.isTrying = false;
    }
  };
}

define("ch-login", TabletLogin);
