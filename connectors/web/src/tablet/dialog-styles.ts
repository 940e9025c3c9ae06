import { css } from "lit";

export const dialogStyles = css`
  dialog {
    width: min(38em, calc(100vw - 2em));
    max-height: calc(100dvh - 2em);
    padding: 1.3em;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--sheet);
    color: var(--ink);
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 55%);
  }
  h2 {
    font-size: 1.35em;
    line-height: 1.3;
  }
  .matter {
    font-size: 1.1em;
    font-weight: 600;
  }
  .aside {
    color: var(--soft);
    font-size: 0.9em;
    font-weight: 400;
  }
  .warm {
    margin-block: 0.7em;
    padding: 0.5em 0.8em;
    border-inline-start: 0.3em solid var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
  }
  fieldset {
    margin: 1em 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.5em;
    font-weight: 600;
  }
  .options {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9em, 1fr));
    gap: 0.5em;
  }
  .options label {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.4em;
    padding: 0.3em 0.9em;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    cursor: pointer;
  }
  .options label:has(:checked) {
    border-color: var(--accent);
    background: var(--tint);
    font-weight: 600;
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .options label:has(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  input[type="radio"] {
    flex: none;
    width: 1.3em;
    height: 1.3em;
    margin: 0;
    font: inherit;
    accent-color: var(--accent);
    outline: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    margin-block-start: 1.1em;
  }
  .acts button {
    flex: 1 1 9em;
    justify-content: center;
    min-height: 3.4em;
  }
  .qr {
    display: block;
    width: min(19em, 60vw, 48dvh);
    height: auto;
    margin: 0.8em auto;
    border-radius: 0.4em;
  }
  /* A choice made by fingers of all ages, often standing and from the side. */
  .places {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7em, 1fr));
    gap: 0.5em;
    margin-block: 0.9em 0;
  }
  .places button {
    justify-content: center;
    min-height: max(60px, 3.4em);
    padding-inline: 0.4em;
    text-align: center;
  }
  .places [aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .how {
    margin-block: 0.7em 0;
    text-align: center;
    text-wrap: balance;
  }
  @media (forced-colors: active) {
    .places [aria-pressed="true"] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
  .clock {
    text-align: center;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .used {
    margin-block: 1em;
    padding: 1em;
    border-radius: var(--radius);
    background: var(--tint);
    color: var(--ink);
    font-size: 1.15em;
    text-align: center;
  }
  .fault {
    color: var(--alarm);
    margin-block: 0.6em;
  }
  .count {
    font-size: 1.05em;
    margin-block: 0.6em 0;
  }
  /* Read from an arm's length and from the side, by whoever stands there. */
  .seconds {
    margin-block: 0.1em;
    font-size: min(6em, 30dvh);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 1.1;
    text-align: center;
  }
  progress {
    display: block;
    width: 100%;
    height: 0.7em;
    accent-color: var(--accent);
  }
`;
