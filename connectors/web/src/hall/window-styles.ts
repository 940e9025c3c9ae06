import { css } from "lit";

export const windowStyles = css`
  :host {
    font-size: 1.0625rem;
    line-height: 1.5;
    color: var(--ink);
  }
  h1,
  h2 {
    margin: 0;
    line-height: 1.3;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 1em;
    padding: 0.6em 1.25em;
    border-block-end: 1px solid var(--line);
    background: var(--sheet);
  }
  header h1 {
    font-size: 1.5em;
  }
  header .place {
    color: var(--soft);
  }
  header .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.5em;
    margin-inline-start: auto;
  }
  main {
    display: block;
    max-width: 78em;
    margin-inline: auto;
    padding: 1.25em;
  }
  .entry {
    max-width: 30em;
    margin-inline: auto;
    display: grid;
    gap: 1em;
    margin-block-start: 6vh;
    padding: 1.5em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet);
  }
  label {
    font-weight: 600;
  }
  input {
    font: inherit;
    color: inherit;
    width: 100%;
    min-height: 60px;
    padding: 0.4em 0.8em;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--sheet);
    font-size: 1.2em;
  }
  form {
    display: grid;
    gap: 0.6em;
  }
  .big {
    min-height: 60px;
    justify-content: center;
    font-size: 1.15em;
  }
  .hint {
    color: var(--soft);
    font-size: 0.95em;
  }
  .fault,
  .lost {
    padding: 0.7em 1em;
    border-inline-start: 0.35em solid var(--alarm);
    border-radius: 0.4em;
    background: var(--alarm-tint);
    color: var(--alarm);
    font-weight: 600;
  }
  .lost {
    margin-block-end: 1em;
    border-color: var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
  }
  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(3.9em, 1fr));
    gap: 0.4em;
    list-style: none;
  }
  .numbers button {
    width: 100%;
    padding-inline: 0.3em;
    white-space: nowrap;
    justify-content: center;
    font-variant-numeric: tabular-nums;
  }
  .choose {
    max-width: 60em;
    padding-block-start: 2vh;
  }
  .choose form {
    grid-template-columns: minmax(0, 12em) auto;
    align-items: end;
    justify-content: start;
  }
  .choose form label {
    grid-column: 1 / -1;
  }
  .choose h2 {
    margin-block: 1em 0.4em;
    font-size: 1em;
  }
  dialog {
    width: min(34em, calc(100vw - 2em));
    max-height: min(40em, 90dvh);
    padding: 1.25em;
    border: 1px solid var(--edge);
    border-radius: 1em;
    background: var(--paper);
    color: var(--ink);
    overflow-y: auto;
  }
  dialog::backdrop {
    background: var(--shade);
  }
  dialog h2 {
    margin-block-end: 0.6em;
    font-size: 1.3em;
  }
  .targets {
    display: grid;
    gap: 0.4em;
    margin-block: 0.8em;
    list-style: none;
  }
  .targets button {
    width: 100%;
    justify-content: flex-start;
  }
  /* Keys are for where keys are. */
  @media (hover: none) and (pointer: coarse), (max-width: 30em) {
    .keys {
      display: none;
    }
  }
  @media (max-width: 30em) {
    main {
      padding: 0.9em;
    }
  }
`;
