import { LitElement, css, html, nothing } from "lit";
import type { Language } from "../api/types";
import { base } from "../styles/base";
import { words } from "../words";
import { define } from "./define";
import { canHear, listen } from "./hearing";
import { micIcon } from "./icons";
import { fire } from "./fire";

const MAX_TEXT = 1000; // characters, as the server counts them
const COUNT_FROM = 900;

/** The question box. Fires `ch-submit` with the text, and `ch-complain` with a sentence to be announced. */
export class CitizenComposer extends LitElement {
  static override properties = {
    language: {},
    fault: { state: true },
    left: { state: true },
    listening: { state: true },
  };
  static override styles = [
    base,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.8em;
        align-items: baseline;
        margin-block-end: 0.2em;
      }
      label {
        font-size: 0.9em;
        font-weight: 600;
      }
      .caution {
        color: var(--soft);
        font-size: 0.82em;
        line-height: 1.35;
      }
      .field {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 0.4em;
      }
      textarea {
        flex: 1 1 8em;
        min-width: 0;
        min-height: max(2.8em, var(--target));
        max-height: 8em;
        margin: 0;
        padding: 0.6em 0.8em;
        border: 2px solid var(--edge);
        border-radius: var(--radius);
        background: var(--sheet);
        color: inherit;
        font: inherit;
        line-height: 1.4;
        resize: none;
        field-sizing: content;
      }
      textarea::placeholder {
        color: var(--soft);
        opacity: 1;
      }
      textarea:focus {
        border-color: var(--accent);
      }
      button {
        flex: none;
        justify-content: center;
        min-height: max(2.8em, var(--target));
      }
      .primary {
        padding-inline: 1.2em;
      }
      [aria-pressed="true"],
      [aria-pressed="true"]:hover {
        background: var(--warm);
        border-color: var(--warm-edge);
        color: var(--warm-ink);
      }
      p {
        font-size: 0.92em;
        margin-block-start: 0.2em;
      }
      .fault {
        color: var(--alarm);
      }
    `,
  ];

  language: Language = "zh";
  private fault = "";
  private left = "";
  private listening = false;
  private get box(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea") as HTMLTextAreaElement;
  }

  private stop: (() => void) | null = null;

  override focus(options?: FocusOptions): void {
    this.box.focus(options);
  }

  override render() {
    const w = words(this.language);
    return html`<form autocomplete="off" @submit=${this.submit}>
      <div class="head">
        <label for="question">${w.question}</label>
        <span class="caution" id="caution">${w.caution}</span>
      </div>
      <div class="field">
        <textarea
          id="question"
          rows="1"
          enterkeyhint="send"
          placeholder=${w.placeholder}
          aria-describedby="caution fault"
          aria-invalid=${this.fault === "" ? "false" : "true"}
          @input=${this.count}
          @keydown=${this.keyed}
        ></textarea>
        ${
          canHear()
            ? html`<button
                type="button"
                aria-label=${this.listening ? w.listening : w.speak}
                title=${w.speechNote}
                aria-pressed=${this.listening}
                @click=${this.hear}
              >
                ${micIcon}
              </button>`
            : nothing
        }
        <button type="submit" class="primary">${w.send}</button>
      </div>
      <p ?hidden=${!this.listening}>${w.joined(w.listening, w.speechNote)}</p>
      <p id="fault" class="fault" ?hidden=${this.fault === "" && this.left === ""}>${this.fault || this.left}</p>
    </form>`;
  }

  private length(): number {
    return Array.from(this.box.value.trim()).length;
  }

  private complain(sentence: string): void {
    const isNew = sentence !== "" && this.fault === "";
    this.fault = sentence;
    // Not at every letter.
    if (isNew) fire(this, "ch-complain", sentence);
  }

  private readonly count = (): void => {
    const w = words(this.language);
    const length = this.length();
    this.complain(length > MAX_TEXT ? w.tooLong(length - MAX_TEXT) : "");
    this.left = length >= COUNT_FROM && length <= MAX_TEXT ? w.left(MAX_TEXT - length) : "";
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    // While an input method composes, Enter belongs to it; 229 is what older browsers say then.
    const composing = event.isComposing || event.keyCode === 229; // eslint-disable-line @typescript-eslint/no-deprecated
    if (event.key === "Enter" && !event.shiftKey && !composing) this.submit(event);
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const text = this.box.value.trim();
    if (text === "" || this.length() > MAX_TEXT) {
      if (text === "") this.complain(words(this.language).empty);
      this.box.focus();
      return;
    }
    this.stop?.();
    this.box.value = "";
    this.count();
    fire(this, "ch-submit", text);
  };

  private readonly hear = (): void => {
    if (this.listening) {
      this.stop?.();
      return;
    }
    this.listening = true;
    this.stop = listen(this.language, {
      heard: (text) => {
        this.box.value = text;
        this.count();
      },
      ended: (failed) => {
        this.listening = false;
        this.stop = null;
        if (failed) this.complain(words(this.language).speechFailed);
        this.box.focus({ preventScroll: true });
      },
    });
  };
}

define("ch-composer", CitizenComposer);
