// Prints what a citizen takes along, on A4 or on a roll of 80 mm: in a frame of its own, so that the page around needs no
// rules for paper.
import { html, nothing, render } from "lit";
import type { Language } from "../api/types";
import { langOf, words } from "../words";
import { moment } from "../words/forms";
import { durationOf, feeOf, windowsOf } from "./facts";
import { type PackedTransaction, materialsOf } from "./pack";
import { qrCode } from "./qr";
import type { Wanted } from "./seats";
import { tabletWords } from "./words";

export type Paper = "a4" | "roll";

export interface Sheet {
  transaction: PackedTransaction;
  language: Language;
  ticks: readonly string[];
  numbers: readonly Wanted[];
  /** Where the QR code leads: the server's public address. */
  base: string;
}

const MARGIN = 3; // mm around what is on a roll

const COMMON = `
  body { margin: 0; color: #000; background: #fff;
    font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
  h1, p, ul, dl { margin: 0; padding: 0; }
  h1 { line-height: 1.25; }
  ul { list-style: none; }
  li { display: flex; gap: 0.6em; padding-block: 0.35em; border-bottom: 0.2mm solid #999; break-inside: avoid; }
  .box { flex: none; width: 1.1em; height: 1.1em; border: 0.4mm solid #000; line-height: 1.1em; text-align: center; }
  dl > div { display: flex; gap: 0.8em; padding-block: 0.2em; }
  dt { flex: none; width: 5em; color: #333; }
  dd { margin: 0; font-weight: 600; }
  .sign { margin-block: 0.5em; padding: 0.4em 0.6em; border: 0.6mm solid #000; font-size: 1.4em; font-weight: 700; }
  .number { margin-block: 0.5em; padding: 0.4em 0.6em; border: 0.6mm solid #000; break-inside: avoid; }
  .number strong { display: block; font-size: 2.4em; line-height: 1.1; }
  .number.queued { border-style: dashed; }
  .qr { display: block; width: 32mm; height: 32mm; }
  footer { display: flex; gap: 1em; align-items: center; margin-top: 1em; font-size: 0.85em; break-inside: avoid; }
`;
const PAPERS: Record<Paper, string> = {
  a4: `${COMMON} @page { size: A4; margin: 16mm; } body { font-size: 12pt; line-height: 1.45; } h1 { font-size: 20pt; }`,
  roll: `${COMMON}
    body { width: 74mm; font-size: 10.5pt; line-height: 1.35; } h1 { font-size: 14pt; }
    footer { flex-direction: column; align-items: flex-start; } .qr { width: 40mm; height: 40mm; }`,
};

function number(wanted: Wanted, language: Language) {
  const t = tabletWords(language);
  if (wanted.state === "queued") {
    const noted = moment(wanted.asked, language, { hour: "2-digit", minute: "2-digit" });
    return html`<div class="number queued"><b>${t.provisional}</b><br />${t.provisionalMore(noted)}</div>`;
  }
  if (wanted.ticket === null) return nothing;
  return html`<div class="number">${t.yourNumber}<strong>${wanted.ticket.number}</strong></div>`;
}

function body({ transaction, language, ticks, numbers, base }: Sheet) {
  const w = words(language);
  const t = tabletWords(language);
  const given = numbers.find(({ state }) => state === "given")?.ticket;
  const path = given ? `/t/${given.reference}` : `/transactions/${encodeURIComponent(transaction.id)}`;
  const day = { year: "numeric", month: "long", day: "numeric" } as const;
  return html`
    <h1>${transaction.name[language]}</h1>
    ${numbers.map((one) => number(one, language))}
    <p class="sign">${w.floor(transaction.floor)}${w.comma}${w.windows(windowsOf(transaction))}</p>
    <ul>
      ${materialsOf(transaction, language).map((item, place) => {
        const forms = [item.original ? w.original : "", item.copies ? w.copies(item.copies) : ""].filter(Boolean);
        const mark = { conditional: w.conditional, deferrable: w.deferrable, required: "" }[item.need];
        return html`<li>
          <span class="box">${ticks.includes(`${transaction.id}:${place}`) ? "✓" : ""}</span>
          <span>
            <b>${item.name}</b> ${[...forms, mark].filter(Boolean).join(w.comma)}
            ${item.condition ? html`<br /><small>${w.onlyWhen(item.condition)}</small>` : nothing}
            ${item.note ? html`<br /><small>${item.note}</small>` : nothing}
          </span>
        </li>`;
      })}
    </ul>
    <dl>
      <div>
        <dt>${t.fee}</dt>
        <dd>${feeOf(transaction, language)}</dd>
      </div>
      <div>
        <dt>${t.duration}</dt>
        <dd>${durationOf(transaction, language)}</dd>
      </div>
      <div>
        <dt>${t.phone}</dt>
        <dd>${transaction.phones.join(w.comma)}</dd>
      </div>
    </dl>
    <footer>
      ${qrCode(`${base}${path}?language=${language}`, given ? t.scanTicket : t.scanMore)}
      <p>
        ${given ? t.scanTicket : t.scanMore}<br />${t.source(transaction.source[language], transaction.checked_on)}<br />
        ${t.printedOn(moment(new Date().toISOString(), language, day))}
      </p>
    </footer>
  `;
}

/** A roll has no pages: the sheet is as long as what is on it. Browsers take no "auto" for that. */
function lengthOf(content: HTMLElement): string {
  const millimetres = Math.ceil((content.scrollHeight * 25.4) / 96) + 2 * MARGIN;
  return `@page { size: 80mm ${Math.max(millimetres, 60)}mm; margin: ${MARGIN}mm; }`;
}

/** Opens the browser's print dialog over the sheet. */
export function printSheet(sheet: Sheet, paper: Paper): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.className = "printing";
  frame.tabIndex = -1;
  frame.width = frame.height = "0";
  document.body.append(frame);
  const inner = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inner === null) return;
  const styles = new inner.CSSStyleSheet();
  styles.replaceSync(PAPERS[paper]);
  inner.document.adoptedStyleSheets = [styles];
  inner.document.documentElement.lang = langOf(sheet.language);
  inner.document.title = sheet.transaction.name[sheet.language];
  render(body(sheet), inner.document.body);
  if (paper === "roll") styles.insertRule(lengthOf(inner.document.body));
  inner.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 0));
  inner.focus();
  inner.print();
}
