// What the volunteer sees of one transaction or life event.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import "../elements/checklist";
import { paragraphs, rows, telephone } from "../elements/text";
import { words } from "../words";
import { durationOf, feeOf, missingOf, windowsOf } from "./facts";
import { type Pack, type PackedJourney, type PackedTransaction, materialsOf } from "./pack";
import { tabletWords } from "./words";

export function placeSign(transaction: PackedTransaction, language: Language) {
  const w = words(language);
  return html`<p class="sign">
    <span class="floor">${transaction.floor}</span>
    <span>${w.windows(windowsOf(transaction))}<small>${w.floor(transaction.floor)}</small></span>
  </p>`;
}

export function matterView(pack: Pack, transaction: PackedTransaction, ticks: readonly string[], language: Language) {
  const w = words(language);
  const t = tabletWords(language);
  const department = pack.departments.find(({ id }) => id === transaction.department);
  const missing = missingOf(transaction, ticks);
  return html`<div class="lead">
      <div>
        <h2 tabindex="-1">${transaction.name[language]}</h2>
        <p class="aside">${department?.name[language] ?? ""}</p>
      </div>
      ${placeSign(transaction, language)}
    </div>
    ${transaction.summary ? html`<p>${transaction.summary[language]}</p>` : nothing}
    <section aria-labelledby="bring">
      <h3 id="bring">${w.bring(transaction.materials.length)}</h3>
      ${
        transaction.materials.length
          ? html`<p class="state ${missing ? "open" : "whole"}" role="status">
                ${missing ? t.missing(missing) : `✓ ${t.checked}`}
              </p>
              <ch-checklist
                .materials=${materialsOf(transaction, language)}
                .transaction=${transaction.id}
                .language=${language}
              ></ch-checklist>`
          : html`<p>${t.noMaterials}</p>`
      }
    </section>
    ${rows([
      [t.fee, feeOf(transaction, language)],
      [t.duration, durationOf(transaction, language)],
      [t.phone, html`<span class="phones">${transaction.phones.map((number) => telephone(number))}</span>`],
      [t.who, transaction.eligibility?.[language] ?? null],
      [t.proxy, transaction.proxy.text?.[language] ?? null],
    ])}
    ${
      transaction.steps.length
        ? html`<details>
            <summary>${t.steps}</summary>
            <ol>
              ${transaction.steps.map((step) => html`<li>${step[language]}</li>`)}
            </ol>
          </details>`
        : nothing
    }
    <p class="aside source">${t.source(transaction.source[language], transaction.checked_on)}</p>`;
}

export function journeyView(
  journey: PackedJourney,
  find: (id: string) => PackedTransaction | null,
  choose: (id: string) => void,
  language: Language,
) {
  const w = words(language);
  const t = tabletWords(language);
  return html`<h2 tabindex="-1">${journey.name[language]}</h2>
    ${paragraphs([journey.intro[language]])}
    <ol class="steps">
      ${journey.steps.map((step, place) => {
        const one = find(step.transaction);
        if (one === null) return nothing;
        return html`<li>
          <button type="button" @click=${() => choose(one.id)}>
            <span class="place" aria-label=${t.step(place + 1)}>${place + 1}</span>
            <span>
              <b>${one.name[language]}</b>
              <span class="aside">${w.floor(one.floor)}${w.comma}${w.windows(windowsOf(one))}</span>
              <span class="why">${step.why[language]}</span>
              ${step.condition ? html`<span class="aside">${w.onlyWhen(step.condition[language])}</span>` : nothing}
              ${step.when ? html`<span class="aside">${step.when[language]}</span>` : nothing}
            </span>
          </button>
        </li>`;
      })}
    </ol>`;
}
