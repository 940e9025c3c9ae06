import { css } from "lit";

/** The window itself; what stands around it is in window-styles.ts. */
export const boardStyles = css`
  .board {
    display: grid;
    grid-template-columns: minmax(0, 1.75fr) minmax(15em, 1fr);
    gap: 1.25em;
    align-items: start;
  }
  .ticket,
  .queue {
    border: 1px solid var(--line);
    border-radius: 1em;
    background: var(--sheet);
  }
  .ticket {
    min-height: 14.5em;
    padding: 1.1em 1.4em;
    border-inline-start: 0.6em solid var(--edge);
  }
  .ticket[data-status="called"] {
    border-inline-start-color: var(--warm-edge);
  }
  .ticket[data-status="serving"] {
    border-inline-start-color: var(--accent);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1em;
    color: var(--soft);
  }
  .state {
    color: var(--ink);
    font-weight: 600;
  }
  .number {
    font-size: 5.6em;
    font-weight: 700;
    line-height: 1.15;
    font-variant-numeric: tabular-nums;
  }
  .nobody {
    padding-block: 1.1em 0.2em;
    font-size: 1.9em;
    font-weight: 600;
    color: var(--soft);
  }
  .matter {
    font-size: 1.3em;
    font-weight: 600;
    line-height: 1.35;
  }
  .papers {
    display: inline-block;
    margin-block-start: 0.5em;
    padding: 0.1em 0.7em;
    border-radius: 1em;
    background: var(--tint);
  }
  .papers.lacking {
    background: var(--warm);
    color: var(--warm-ink);
    font-weight: 600;
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  .saying {
    min-height: 3.4em;
    padding-block: 0.8em;
    display: grid;
    align-content: center;
  }
  .acts {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.6em;
  }
  .acts button {
    min-height: 60px;
    justify-content: space-between;
    padding-inline: 1em;
    font-size: 1.1em;
  }
  .acts .next {
    grid-column: 1 / -1;
    min-height: 84px;
    font-size: 1.7em;
    font-weight: 700;
    justify-content: center;
    gap: 0.8em;
  }
  .acts .undo {
    grid-column: span 2;
  }
  button[aria-disabled="true"],
  button[aria-disabled="true"]:hover {
    border: 1px dashed var(--line);
    background: none;
    color: var(--soft);
    cursor: not-allowed;
  }
  kbd {
    flex: none;
    min-width: 1.7em;
    padding: 0.05em 0.4em;
    border: 1px solid currentcolor;
    border-radius: 0.35em;
    font: inherit;
    font-size: max(0.8em, 13px);
    line-height: 1.4;
    text-align: center;
  }
  .queue {
    display: grid;
    gap: 1.1em;
    padding: 1.1em 1.3em;
  }
  .queue h2 {
    color: var(--soft);
    font-size: 0.95em;
    font-weight: 400;
  }
  .count {
    font-size: 2em;
    font-weight: 700;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .coming {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 0.9em;
    list-style: none;
    font-size: 1.2em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .aside {
    display: grid;
    gap: 0.4em;
    list-style: none;
  }
  .aside li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.6em;
  }
  .aside b {
    font-size: 1.15em;
    font-variant-numeric: tabular-nums;
  }
  .closed {
    padding: 0.5em 0.9em;
    border-radius: 0.5em;
    background: var(--warm);
    color: var(--warm-ink);
    font-weight: 600;
  }
  @media (max-width: 56em) {
    .board {
      grid-template-columns: minmax(0, 1fr);
    }
    .acts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .acts .undo {
      grid-column: auto;
    }
  }
  @media (max-width: 30em) {
    .number {
      font-size: min(4.2em, 17vw);
    }
    kbd {
      display: none;
    }
  }
`;
