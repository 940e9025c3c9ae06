// Loaded when it is first wanted. Prints what to bring for one transaction, with the ticks as they stand: in a frame of its own, so that the page around
// needs no rules for paper.
import type { html, nothing, render } from "lit";
import type { Language, TransactionCard } from "../api/types";
import { durationOf, feeOf } from "../elements/card-facts";
import { ticked } from "../conversation/ticks";
import { en } from "../words/printing/en";
import { zh } from "../words/printing/zh";
import { langOf, words } from "../words";
import { moment } from "../words/forms";

/** Lit as the chat has it: a second one would need a trusted-types policy of its own. */
export interface Drawing {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
}

const paper = `
  @page {
    size: A4;
    margin: 18mm;
  }
  body {
    margin: 0;
    color: #000;
    font:
      12pt/1.5 system-ui,
      "PingFang SC",
      "Microsoft YaHei",
      "Noto Sans CJK SC",
      sans-serif;
  }
  h1 {
    font-size: 20pt;
    line-height: 1.3;
    margin: 0;
  }
  ul {
    list-style: none;
    padding: 0;
  }
  li {
    display: flex;
    gap: 4mm;
    padding-block: 2.5mm;
    border-bottom: 0.2mm solid #999;
    break-inside: avoid;
  }
  .box {
    flex: none;
    width: 5mm;
    height: 5mm;
    border: 0.4mm solid #000;
    line-height: 5mm;
    text-align: center;
  }
  dt {
    float: left;
    clear: left;
    width: 24mm;
    color: #333;
  }
  dd {
    margin: 0 0 1.5mm 26mm;
    font-weight: 600;
  }
  footer {
    margin-top: 6mm;
    font-size: 10pt;
    color: #333;
  }
`;

function sheet({ html, nothing }: Drawing, card: TransactionCard, language: Language) {
  const w = words(language);
  const done = ticked();
  const note = (text: string | null, worded = (said: string) => said) =>
    text ? html`<br /><small>${worded(text)}</small>` : nothing;
  const day = { year: "numeric", month: "long", day: "numeric" } as const;
  return html`
    <h1>${card.name}</h1>
    <p>${card.department}</p>
    <ul>
      ${card.materials.map((item, place) => {
        const forms = [item.original ? w.original : "", item.copies ? w.copies(item.copies) : ""].filter(Boolean);
        const mark = { conditional: w.conditional, deferrable: w.deferrable, required: "" }[item.need];
        return html`<li>
          <span class="box">${done.includes(`${card.transaction}:${place}`) ? "✓" : ""}</span>
          <span>
            <b>${item.name}</b> ${[...forms, mark].filter(Boolean).join(w.comma)}
            ${note(item.condition, w.onlyWhen)}${note(item.note)}
          </span>
        </li>`;
      })}
    </ul>
    <dl>
      <dt>${w.where}</dt>
      <dd>${w.floor(card.floor)}${w.comma}${w.windows(card.windows_text)}</dd>
      <dt>${w.phone}</dt>
      <dd>${card.phones.join(w.comma)}</dd>
      <dt>${w.fee}</dt>
      <dd>${feeOf(card, w)}</dd>
      <dt>${w.time}</dt>
      <dd>${durationOf(card, w)}</dd>
    </dl>
    <footer>
      ${w.source(card.source)}<br />${w.checkedOn(card.checked_on)} ·
      ${(language === "zh" ? zh : en).printedOn(moment(new Date().toISOString(), language, day))}
    </footer>
  `;
}

/** Opens the browser's print dialog over the checklist of a card. */
export function printChecklist(drawing: Drawing, card: TransactionCard, language: Language): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.width = frame.height = "0";
  frame.style.position = "fixed"; // through the object model, which no style-src forbids
  frame.style.border = "0";
  document.body.append(frame);
  const inner = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inner === null) return;
  const styles = new inner.CSSStyleSheet();
  styles.replaceSync(paper);
  inner.document.adoptedStyleSheets = [styles];
  inner.document.documentElement.lang = langOf(language);
  inner.document.title = card.name;
  drawing.render(sheet(drawing, card, language), inner.document.body);
  inner.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 0));
  inner.focus();
  inner.print();
}
