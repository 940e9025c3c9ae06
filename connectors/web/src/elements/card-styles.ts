import { css } from "lit";

export const cardStyles = css`
  article {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet);
  }
  article > * {
    padding-inline: 1em;
  }
  header {
    padding-block: 0.8em 0.65em;
    border-block-end: 1px solid var(--line);
  }
  h3 {
    font-size: 1.18em;
    line-height: 1.35;
  }
  header p {
    color: var(--soft);
    font-size: 0.88em;
  }
  .answer {
    padding-block: 0.75em;
  }
  .answer > * + * {
    margin-block-start: 0.55em;
  }
  .answer a,
  .rows a {
    font-weight: 600;
    white-space: nowrap;
  }
  article > .rows,
  article > details {
    border-block-start: 1px solid var(--line);
  }
  article > .rows {
    padding-block: 0.3em;
  }
  .phones {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
  }
  .rows dd a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    min-width: var(--target);
    margin-block: -0.5em;
  }
  .state {
    padding: 0.05em 0.5em;
    border: 1px solid var(--edge);
    border-radius: 1em;
    font-size: 0.85em;
    white-space: nowrap;
  }
  .state.open {
    border-color: var(--accent);
    color: var(--accent);
  }
  .aside {
    display: block;
    color: var(--soft);
    font-size: 0.9em;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-height: var(--target);
    cursor: pointer;
    font-weight: 600;
    color: var(--accent);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: "";
    flex: none;
    width: 0.5em;
    height: 0.5em;
    margin-inline-start: auto;
    border: solid currentcolor;
    border-width: 0 0.14em 0.14em 0;
    transform: rotate(45deg) translate(-0.1em, -0.1em);
  }
  details[open] > summary::after {
    transform: rotate(225deg);
  }
  details[open] {
    padding-block-end: 0.7em;
  }
  ol {
    padding-inline-start: 1.6em;
  }
  ol li + li {
    margin-block-start: 0.4em;
  }
  li::marker {
    font-weight: 700;
    color: var(--accent);
  }
  footer {
    padding-block: 0.65em 0.4em;
    border-block-start: 1px solid var(--line);
    color: var(--soft);
    font-size: 0.88em;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    margin-inline: -0.5em;
  }
  @media print {
    .tools,
    details:not([open]) {
      display: none;
    }
    article {
      break-inside: avoid;
    }
  }
`;
