// Drawn signs; each stands beside words or a name and is itself not read out.
import { html } from "lit";

const icon = (path: string) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

export const chatIcon = icon("M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12.5h5");
export const phoneIcon = icon(
  "M6.6 3.6 9 3l2.2 5-1.9 1.6a12 12 0 0 0 5.1 5.1l1.6-1.9 5 2.2-.6 2.4c-.3 1.4-1.6 2.4-3 2.2A16.5 16.5 0 0 1 4.4 6.6c-.2-1.4.8-2.7 2.2-3Z",
);
export const closeIcon = icon("M6 6l12 12M18 6 6 18");
export const micIcon = icon("M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6");
export const speakerIcon = icon("M4 10v4h3l5 4V6L7 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11");
export const printIcon = icon("M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z");
export const mapIcon = icon(
  "M12 21s-6-6.2-6-11a6 6 0 0 1 12 0c0 4.8-6 11-6 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
);
