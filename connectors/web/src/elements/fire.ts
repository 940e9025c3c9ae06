/** Tells whoever listens around an element. */
export function fire(from: HTMLElement, name: string, detail: unknown = null): void {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}
