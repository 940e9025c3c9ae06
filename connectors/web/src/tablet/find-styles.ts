import { css } from "lit";

export const findStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.6em;
    min-height: 0;
  }
  label {
    display: block;
    font-weight: 600;
    margin-block-end: 0.25em;
  }
  .field {
    position: relative;
  }
  input {
    width: 100%;
    min-height: 3.2em;
    padding: 0.4em 1em;
    border: 2px solid var(--edge);
    border-radius: var(--radius);
    background: var(--sheet);
    color: inherit;
    font: inherit;
    font-size: 1.12em;
  }
  input:focus {
    border-color: var(--accent);
  }
  input::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  .clear {
    position: absolute;
    inset-block: 0.3em;
    inset-inline-end: 0.3em;
    min-height: 0;
    background: var(--sheet);
  }
  .shelves {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    overflow: hidden;
  }
  .shelves button {
    justify-content: center;
    border: 0;
    border-radius: 0;
    min-height: 3em;
    outline-offset: -4px;
  }
  .shelves [aria-pressed="true"] {
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  h2 {
    font-size: 1.1em;
  }
  .back {
    align-self: start;
  }
  .count {
    color: var(--soft);
    font-size: 0.92em;
  }
  .list {
    display: grid;
    gap: 0.4em;
    list-style: none;
  }
  .list button {
    display: grid;
    gap: 0.1em;
    width: 100%;
    min-height: 3.6em;
    align-content: center;
    padding: 0.5em 0.9em;
    border-color: var(--line);
  }
  .list b {
    font-weight: 600;
    line-height: 1.35;
  }
  .aside {
    color: var(--soft);
    font-size: 0.88em;
  }
  .list [aria-current] {
    border-color: var(--accent);
    background: var(--tint);
    box-shadow: inset 0.3em 0 0 var(--accent);
  }
  .list .journey {
    border-style: dashed;
    border-color: var(--accent);
  }
  @media (forced-colors: active) {
    [aria-current],
    [aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
`;
