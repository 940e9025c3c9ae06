/** Registers an element once: a page may load the script twice, or load two of our scripts. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
