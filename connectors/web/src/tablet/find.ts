import { LitElement, html, nothing } from "lit";
import type { Language } from "../api/types";
import { define } from "../elements/define";
import { fire } from "../elements/fire";
import { base } from "../styles/base";
import { langOf, words } from "../words";
import { windowsOf } from "./facts";
import { findStyles } from "./find-styles";
import type { Pack, PackedJourney, PackedTransaction } from "./pack";
import { findJourneys, findTransactions } from "./search";
import { tabletWords } from "./words";

type Shelf = "departments" | "journeys";

/**
 * The catalog by search, department or life event, all of it on the tablet.
 * Fires `ch-matter` with a transaction's id, `ch-journey` with a life event's.
 */
export class TabletFind extends LitElement {
  static override properties = {
    pack: { attribute: false },
    language: {},
    open: {},
    typed: { state: true },
    shelf: { state: true },
    department: { state: true },
  };
  static override styles = [base, findStyles];

  pack: Pack | null = null;
  language: Language = "zh";
  /** The transaction that is open. */
  open: string | null = null;
  private typed = "";
  private shelf: Shelf = "departments";
  private department: string | null = null;

  /** Begins anew for another citizen. */
  clear(): void {
    this.typed = "";
    this.department = null;
  }

  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override render() {
    const { pack, typed } = this;
    const w = tabletWords(this.language);
    return html`<search>
        <label for="find">${w.find}</label>
        <div class="field">
          <input
            id="find"
            type="search"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
            placeholder=${w.findHint}
            .value=${typed}
            @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)}
          />
          ${
            typed
              ? html`<button type="button" class="quiet clear" @click=${this.emptied}>${w.clearSearch}</button>`
              : nothing
          }
        </div>
      </search>
      ${pack === null ? nothing : typed.trim() ? this.results(pack) : this.shelves(pack)}`;
  }

  private readonly emptied = (): void => {
    this.clear();
    this.focus();
  };

  private results(pack: Pack) {
    const w = tabletWords(this.language);
    const found = findTransactions(pack, this.typed);
    const journeys = findJourneys(pack, this.typed);
    const events = journeys.length
      ? html`<ul class="list">
          ${journeys.map((one) => this.journey(one))}
        </ul>`
      : nothing;
    // Two letters are the beginning of many things: then single matters come first.
    const isVague = this.typed.trim().length < 3 && !/\p{Script=Han}/u.test(this.typed);
    return html`<p class="count" role="status">${found.length ? w.found(found.length) : w.nothing}</p>
      ${isVague ? nothing : events}
      <ul class="list" id="results">
        ${found.map((one) => this.matter(one))}
      </ul>
      ${isVague ? events : nothing}`;
  }

  private shelves(pack: Pack) {
    const w = tabletWords(this.language);
    const choose = (shelf: Shelf) => () => {
      this.shelf = shelf;
      this.department = null;
    };
    const shelf = (name: Shelf) =>
      html`<button type="button" aria-pressed=${this.shelf === name} @click=${choose(name)}>${w[name]}</button>`;
    return html`<div class="shelves" role="group" aria-label=${w.browse}>
        ${shelf("departments")}${shelf("journeys")}
      </div>
      ${
        this.shelf === "journeys"
          ? html`<ul class="list">
              ${pack.journeys.map((one) => this.journey(one))}
            </ul>`
          : this.departments(pack)
      }`;
  }

  private departments(pack: Pack) {
    const w = tabletWords(this.language);
    const here = pack.departments.find(({ id }) => id === this.department);
    if (here) {
      return html`<button type="button" class="quiet back" @click=${() => (this.department = null)}>
          ← ${w.departments}
        </button>
        <h2>${here.name[this.language]}</h2>
        <ul class="list">
          ${pack.transactions.filter(({ department }) => department === here.id).map((one) => this.matter(one))}
        </ul>`;
    }
    return html`<ul class="list">
      ${pack.departments.map((one) => {
        const count = pack.transactions.filter(({ department }) => department === one.id).length;
        return html`<li>
          <button type="button" @click=${() => (this.department = one.id)}>
            <b>${one.name[this.language]}</b>
            <span class="aside"
              >${words(this.language).floor(one.floor)}${words(this.language).comma}${words(this.language).windows(one.windows_text)}
              · ${w.items(count)}</span
            >
          </button>
        </li>`;
      })}
    </ul>`;
  }

  private matter(one: PackedTransaction) {
    const { language } = this;
    const w = words(language);
    return html`<li>
      <button
        type="button"
        lang=${langOf(language)}
        aria-current=${this.open === one.id ? "true" : nothing}
        @click=${() => fire(this, "ch-matter", one.id)}
      >
        <b>${one.name[language]}</b>
        <span class="aside">${w.floor(one.floor)}${w.comma}${w.windows(windowsOf(one))}</span>
      </button>
    </li>`;
  }

  private journey(one: PackedJourney) {
    const w = tabletWords(this.language);
    return html`<li>
      <button type="button" class="journey" @click=${() => fire(this, "ch-journey", one.id)}>
        <b>${one.name[this.language]}</b><span class="aside">${w.items(one.steps.length)}</span>
      </button>
    </li>`;
  }
}

define("ch-find", TabletFind);
