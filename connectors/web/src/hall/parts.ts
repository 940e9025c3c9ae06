// Puts what has changed of one rendering of a page into another, so that focus, folded parts and ticks stay.

/** Replaces the parts (`data-part`, by id) of `page` that differ in `next`, and takes over the attributes of `#live` and `#said`. */
export function changedParts(page: Document, next: Document): void {
  for (const id of ["live", "said"]) adopt(page.getElementById(id), next.getElementById(id));
  for (const part of page.querySelectorAll<HTMLElement>("[data-part]")) {
    const newer = next.getElementById(part.id);
    if (newer && !part.isEqualNode(newer)) exchange(part, newer);
  }
}

function adopt(part: HTMLElement | null, newer: HTMLElement | null): void {
  if (!part || !newer) return;
  for (const { name, value } of newer.attributes) part.setAttribute(name, value);
}

function exchange(part: HTMLElement, newer: HTMLElement): void {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const ticked = [...part.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.id);
  const opened = [...part.querySelectorAll<HTMLDetailsElement>("details[open]")].map((folded) => folded.id);
  adopt(part, newer);
  part.replaceChildren(...newer.childNodes);
  for (const id of ticked) {
    const input = part.ownerDocument.getElementById(id);
    if (input instanceof HTMLInputElement) input.checked = true;
  }
  for (const id of opened) {
    const folded = part.ownerDocument.getElementById(id);
    if (folded instanceof HTMLDetailsElement) folded.open = true;
  }
  if (!focused) return;
  // Where the button that had the focus is gone, the part it stood in keeps it.
  const again = focused.id ? part.ownerDocument.getElementById(focused.id) : null;
  (again ?? part).focus({ preventScroll: true });
}
