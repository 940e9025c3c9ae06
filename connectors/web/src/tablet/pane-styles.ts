import { css } from "lit";

/** What stands in the panes: a matter, a life event, numbers. */
export const paneStyles = css`
  .lead {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.6em 1.2em;
  }
  .lead > div {
    flex: 1 1 14em;
  }
  h2 {
    font-size: 1.45em;
    line-height: 1.3;
  }
  h3 {
    font-size: 1.08em;
  }
  .aside {
    color: var(--soft);
    font-size: 0.9em;
  }
  .source {
    border-block-start: 1px solid var(--line);
    padding-block-start: 0.6em;
  }
  .phones {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.2em;
  }
  .phones a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    margin-block: -0.6em;
    font-weight: 600;
  }
  .state {
    width: fit-content;
    margin-block: 0.3em;
    padding: 0.1em 0.75em;
    border-radius: 1em;
    border: 1px solid var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
    font-size: 0.92em;
  }
  .state.whole {
    border-color: var(--accent);
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }
  summary {
    min-height: var(--target);
    display: flex;
    align-items: center;
    cursor: pointer;
    color: var(--accent);
    font-weight: 600;
  }
  .scroll ol {
    padding-inline-start: 1.5em;
  }
  .scroll ol.steps {
    display: grid;
    gap: 0.5em;
    padding: 0;
    list-style: none;
  }
  .steps button {
    width: 100%;
    align-items: flex-start;
    gap: 0.9em;
    padding: 0.7em 0.9em;
    border-color: var(--line);
  }
  .steps .place {
    display: grid;
    place-items: center;
    flex: none;
    width: 2em;
    height: 2em;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 700;
  }
  .steps button > span > span {
    display: block;
  }
  .empty {
    margin: auto;
    padding: 3em 1em;
    text-align: center;
    color: var(--soft);
  }
  .empty h2 {
    color: var(--ink);
  }
  .warm {
    padding: 0.5em 0.8em;
    border-inline-start: 0.3em solid var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
  }
  .asking {
    padding: 0.6em 0.8em;
    border-block-start: 1px solid var(--line);
  }
  .acts {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 0.5em;
    padding: 0.6em 0.8em;
    border-block-start: 1px solid var(--line);
    background: var(--paper);
  }
  .acts button {
    justify-content: center;
    text-align: center;
    min-height: 3.2em;
    padding-inline: 0.4em;
  }
  @container pane (max-width: 26em) {
    .acts {
      grid-auto-flow: row;
      grid-template-columns: 1fr 1fr;
    }
  }
  .acts [aria-disabled="true"] {
    border-style: dashed;
    border-color: var(--edge);
    background: none;
    color: var(--soft);
    cursor: default;
  }

  /* Numbers */
  .number {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em 1.2em;
    padding: 0.7em 1em;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--sheet);
  }
  .number > div:not(.big) {
    flex: 1 1 12em;
  }
  .number .big {
    font-size: 2.6em;
    line-height: 1.1;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .number .who {
    display: block;
    font-weight: 600;
  }
  .number.queued {
    border: 2px dashed var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
  }
  .number.queued .aside,
  .number.queued .who {
    color: inherit;
  }
  .number.refused {
    border-color: var(--alarm);
    background: var(--alarm-tint);
  }
  .number.refused strong {
    color: var(--alarm);
  }
  .orphans {
    display: grid;
    gap: 0.5em;
    max-height: 40dvh;
    padding: 0.8em 1.1em;
    overflow-y: auto;
    border-block-end: 1px solid var(--line);
    background: var(--tint);
  }
  .orphans h2 {
    font-size: 1.1em;
  }
`;
