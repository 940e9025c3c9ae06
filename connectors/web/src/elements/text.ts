// Text as templates: paragraphs, telephone links, rows of names and values. Nothing here or elsewhere parses HTML.
import { type TemplateResult, html, nothing } from "lit";
import { whole } from "./whole";

export type Part = TemplateResult | string | typeof nothing;

const dialled = (number: string): string => `tel:${number.replace(/[^\d+]/g, "")}`;

/** A link that calls a number; anything that is no number stays text. */
export const telephone = (number: string, text: Part = number, name = "tel"): Part =>
  /^[\d+][\d\s-]*$/.test(number) ? html`<a class=${name} href=${dialled(number)}>${text}</a>` : text;

/** A text whose known telephone numbers are links; a number inside a longer run of digits stays as it is. */
export function linked(text: string, numbers: readonly string[]): Part[] {
  const known = [...new Set(numbers)].filter((number) => /^[\d+][\d\s-]*$/.test(number));
  if (known.length === 0) return whole(html, text);
  known.sort((one, other) => other.length - one.length);
  const parts = text.split(new RegExp(`(^|[^\\d-])(${known.join("|").replace(/\+/g, "\\+")})(?![\\d-])`));
  // split() gives text, the character before a number, the number, and so on.
  return parts.flatMap((part, place) => (place % 3 === 2 ? [telephone(part)] : whole(html, part)));
}

export const paragraphs = (lines: readonly string[], numbers: readonly string[] = []): TemplateResult[] =>
  lines.map((line) => html`<p>${linked(line, numbers)}</p>`);

/** A list of names and values; rows without a value are left out. */
export function rows(pairs: readonly (readonly [string, Part | Part[] | null])[]): Part {
  const shown = pairs.filter(([, value]) => value !== null && value !== nothing && value !== "");
  if (shown.length === 0) return nothing;
  return html`<dl class="rows">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${typeof value === "string" ? whole(html, value) : value}</dd>
        </div>`,
    )}
  </dl>`;
}
