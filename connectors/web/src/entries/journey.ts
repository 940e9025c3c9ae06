// Loaded when a life event is first shown. Its card: the matters in order with their places, each a tap away from its answer
// and its queue number, then what to bring once.
import type { LitElement, html, nothing } from "lit";
import { type Choice, type Language, type Reply, knownCard } from "../api/types";
import type { Exchange, Offered } from "../conversation/entries";
import { fire } from "../elements/fire";
import { whole } from "../elements/whole";
import { en } from "../words/journey/en";
import { zh } from "../words/journey/zh";
import { words } from "../words";

/** Lit as the chat has it: a second one would need a trusted-types policy of its own. */
export interface Drawing {
  html: typeof html;
  nothing: typeof nothing;
}

const styles = new CSSStyleSheet();

/** The card for a reply of an entry; what is tapped is told as the transcript tells it. Null for any other reply. */
export function draw(
  { html, nothing }: Drawing,
  host: LitElement & { base: string },
  entry: Exchange,
  reply: Reply,
  place: number,
) {
  const card = knownCard(reply);
  const sheets = host.shadowRoot?.adoptedStyleSheets;
  if (card?.type !== "journey" || !sheets) return null;
  if (!sheets.includes(styles)) sheets.push(styles);
  const { base } = host;
  const chosen = entry.chosen[place] ?? null;
  const language: Language = reply.language;
  const w = words(language);
  const j = language === "zh" ? zh : en;
  const tap = (choice: Choice | undefined, kind: string, word: string, about: string) =>
    choice
      ? html`<button
          type="button"
          class=${kind}
          aria-disabled=${chosen === null ? nothing : "true"}
          @click=${() => {
            if (chosen === null) fire(host, "ch-say", { key: entry.key, place, choice, language } satisfies Offered);
          }}
        >
          <span>${chosen === choice.title ? "✓ " : nothing}${word}</span><span class="unseen">: ${about}</span>
        </button>`
      : nothing;
  const once = card.bring.filter((item) => item.required);
  return html`<article class="journey" aria-label=${card.name}>
    <h3>${card.name}</h3>
    <p>${card.intro}</p>
    <ol>
      ${card.steps.map(
        (step, at) =>
          html`<li>
            <b>${step.name}</b>
            <p class="place">${w.floor(step.floor)}${w.comma}${whole(html, w.windows(step.windows_text))}</p>
            <p>${step.why}</p>
            ${step.when ? html`<p class="when">${step.when}</p>` : nothing}
            ${step.condition ? html`<p class="when">${w.onlyWhen(step.condition)}</p>` : nothing}
            <p class="taps">
              ${tap(reply.choices[at], "", j.answer, step.name)} ${tap(card.offers[at], "primary", j.number, step.name)}
            </p>
          </li>`,
      )}
    </ol>
    ${
      once.length
        ? html`<details>
            <summary>${j.bringOnce(once.length)}</summary>
            <ul>
              ${once.map((item) => {
                const forms = [item.original ? w.original : "", item.copies ? w.copies(item.copies) : ""];
                return html`<li>
                  <b>${item.name}</b> ${forms.filter(Boolean).join(w.comma)}
                  <span class="when">${j.steps(item.steps.join(w.comma))}</span>
                </li>`;
              })}
            </ul>
          </details>`
        : nothing
    }
    <p class="when">
      ${w.checkedOn(card.checked_on)} ·
      <a href="${base}${card.page}?language=${language}" target="_blank" rel="noopener">${w.wholePage}</a>
    </p>
  </article>`;
}

styles.replaceSync(`
  .journey { padding: 0.8em 1em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); }
  .journey > * + * { margin-block-start: 0.6em; }
  .journey h3 { font-size: 1.18em; line-height: 1.35; }
  .journey ol { list-style: none; counter-reset: step; }
  .journey ol > li { position: relative; padding: 0.7em 0 0.7em 2.6em; border-block-start: 1px solid var(--line); }
  .journey ol > li::before { counter-increment: step; content: counter(step); position: absolute; inset: 0.75em auto auto 0;
    display: grid; place-items: center; width: 1.8em; height: 1.8em; border-radius: 50%; background: var(--accent);
    color: var(--on-accent); font-weight: 700; }
  .journey .place, .journey .when { color: var(--soft); font-size: 0.92em; }
  .journey .place { font-weight: 600; }
  .journey li > p::first-letter { text-transform: uppercase; }
  .journey .taps { display: flex; flex-wrap: wrap; gap: 0.5em; margin-block-start: 0.4em; }
  .journey [aria-disabled="true"] { border-style: dashed; border-color: var(--edge); background: none; color: var(--soft);
    cursor: default; }
  .journey ol + * { border-block-start: 1px solid var(--line); }
  .journey summary { display: flex; align-items: center; min-height: var(--target); cursor: pointer; font-weight: 600;
    color: var(--accent); }
  .journey summary::after { content: ""; width: 0.5em; height: 0.5em; margin-inline: auto 0.3em; border: solid currentcolor;
    border-width: 0 0.14em 0.14em 0; transform: rotate(45deg) translate(-0.1em, -0.1em); }
  .journey details[open] > summary::after { transform: rotate(225deg); }
  .journey ul { list-style: none; }
  .journey ul li { padding-block: 0.35em; border-block-start: 1px dashed var(--line); }
`);
