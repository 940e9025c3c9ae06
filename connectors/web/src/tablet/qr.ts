// A QR code as a drawing: black on white whatever the theme, because cameras have to read it.
import { html } from "lit";
import { encode } from "uqr";

const QUIET = 4; // modules of white around it

/** One path over all dark modules of a text's code, and how many modules wide the whole is. */
export function modules(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("");
  return { path, size: size + 2 * QUIET };
}

/** The code as SVG with a name for those who can't see it. */
export function qrCode(text: string, name: string) {
  const { path, size } = modules(text);
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${name} shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff" stroke="none"></rect>
    <path d=${path} fill="#000" stroke="none"></path>
  </svg>`;
}
