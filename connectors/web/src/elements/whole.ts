// Keeps ranges of windows, dates and numbers with hyphens on one line; browsers break them after the hyphen.
import type { TemplateResult, html } from "lit";

/** The parts of a text, each run of digits and hyphens in an element that does not wrap. */
export const whole = (draw: typeof html, text: string): (TemplateResult | string)[] =>
  text.split(/(\d+(?:-\d+)+)/).map((part, place) => (place % 2 ? draw`<span class="whole">${part}</span>` : part));
