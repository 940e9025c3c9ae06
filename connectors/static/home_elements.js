// Makes elements. Text always goes in as text: nothing here or elsewhere in the page parses HTML.

/** An element with properties (attributes, `on…` listeners) and children; empty ones of both are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Words that only a screen reader says. */
export const unseen = (text) => element("span", { class: "unseen" }, text);

const dialled = (number) => `tel:${number.replace(/[^\d+]/g, "")}`;

/** A link that rings a number. */
export const telephone = (number, text = number, name = "tel") =>
  element("a", { class: name, href: dialled(number) }, text);

/** A text whose known telephone numbers are links; a number inside a longer run of digits stays as it is. */
export function linked(text, numbers) {
  const known = [...new Set(numbers)].filter((number) => /^[\d+][\d\s-]*$/.test(number));
  if (known.length === 0) return [text];
  known.sort((one, other) => other.length - one.length);
  const parts = text.split(new RegExp(`(^|[^\\d-])(${known.join("|").replace(/\+/g, "\\+")})(?![\\d-])`));
  // split() gives text, the character before a number, the number, and so on.
  return parts.map((part, place) => (place % 3 === 2 ? telephone(part) : part));
}

/** Paragraphs, one a line. */
export const paragraphs = (lines, numbers = []) => lines.map((line) => element("p", {}, ...linked(line, numbers)));

/** A list of names and values; rows without a value are left out. */
export function rows(pairs) {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (shown.length === 0) return null;
  return element(
    "dl",
    { class: "rows" },
    ...shown.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}
