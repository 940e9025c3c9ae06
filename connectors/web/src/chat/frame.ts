// What stands around the transcript: title, the way to a person, switches, privacy, first words.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import type { Size } from "../conversation/settings";
import { closeIcon, phoneIcon } from "../elements/icons";
import "../elements/language-switch";
import { type Words, words } from "../words";

/** What the frame shows of a chat, and what its buttons do. */
export interface Framed {
  language: Language;
  size: Size;
  bare: boolean;
  closable: boolean;
  person: string;
  /** Whether privacy and clearing are unfolded. */
  more: boolean;
  /** Whether there is a conversation to clear. */
  readonly begun: boolean;
  resize: () => void;
  enlarge: () => void;
  toggleMore: () => void;
  clear: () => Promise<void>;
  close: () => void;
}

export function head(frame: Framed) {
  const w = words(frame.language);
  const slim = frame.bare && frame.size === "standard";
  return html`<div class="head">
    <div class="title">
      <h2>${frame.bare ? w.short : w.title}<small>${w.bot}</small></h2>
      <div class="fixed">
        <a class="person" href="tel:${frame.person}">
          ${phoneIcon}<span>${w.talkToPerson} <b>${frame.person}</b></span>
        </a>
        ${
          frame.closable
            ? html`<button type="button" class="icon close" aria-label=${w.close} @click=${frame.close}>
                ${closeIcon}
              </button>`
            : nothing
        }
      </div>
      ${slim ? menu(frame, w) : nothing}
    </div>
    ${slim ? nothing : switches(frame, w)}
    <div class="more" id="more" ?hidden=${!frame.more}>
      <p><b>${w.privacy}</b> ${w.privacyText}</p>
      <button type="button" class="grave clear" ?hidden=${!frame.begun} @click=${frame.clear}>${w.clear}</button>
    </div>
  </div>`;
}

function switches(frame: Framed, w: Words) {
  const elder = frame.size !== "standard";
  const larger = frame.size === "elder-larger";
  return html`<div class="tools">
    ${
      frame.bare
        ? nothing
        : html`<ch-language .language=${frame.language}></ch-language>
            <button type="button" class="quiet size" aria-pressed=${elder} @click=${frame.resize}>${w.size}</button>`
    }
    ${
      elder
        ? html`<button type="button" class="quiet larger" aria-pressed=${larger} @click=${frame.enlarge}>
            ${w.sizeMore}
          </button>`
        : nothing
    }
    ${menu(frame, w)}
  </div>`;
}

function menu(frame: Framed, w: Words) {
  return html`<button
    type="button"
    class="quiet menu"
    aria-expanded=${frame.more}
    aria-controls="more"
    @click=${frame.toggleMore}
  >
    ${w.menu}
  </button>`;
}

export function intro(w: Words, ask: (text: string) => void) {
  return html`<section class="intro">
    <h3>${w.greeting}</h3>
    <p class="lead-in">${w.lead}</p>
    <p class="honest">${w.honest}</p>
    <h4>${w.examples}</h4>
    <ul class="starters">
      ${w.starters.map((text) => html`<li><button type="button" @click=${() => ask(text)}>${text}</button></li>`)}
    </ul>
  </section>`;
}
