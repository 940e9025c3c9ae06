import { css } from "lit";

export const tabletStyles = css`
  :host {
    --target: 48px;
    height: 100dvh;
    font-size: 1.0625rem;
  }
  .frame {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .frame > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 1em;
    padding: 0.5em 1.1em;
    background: var(--sheet);
    border-block-end: 1px solid var(--line);
  }
  h1 {
    margin: 0;
    font-size: 1.15em;
    line-height: 1.3;
  }
  .line {
    padding: 0.1em 0.75em;
    border: 1px solid var(--accent);
    border-radius: 1em;
    color: var(--accent);
    font-size: 0.88em;
  }
  .line.off {
    border-color: var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
    font-weight: 600;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.7em;
    margin-inline-start: auto;
  }
  .who {
    color: var(--soft);
    font-size: 0.92em;
  }
  .entry {
    display: flex;
    flex-direction: column;
    gap: 1em;
    align-items: center;
    justify-content: center;
    flex: 1;
    padding: 1em;
    overflow: auto;
  }
  .entry ch-login {
    width: 100%;
  }

  /* Citizens */
  .seats {
    display: flex;
    gap: 0.5em;
    align-items: stretch;
    padding: 0.5em 1.1em;
    flex: none;
  }
  /* However many stand in the row: they scroll, and what is done with them stays in sight. */
  .seats .tabs {
    display: flex;
    flex: 0 1 auto;
    gap: 0.5em;
    min-width: 0;
    margin: -0.3em;
    padding: 0.3em;
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }
  .seat {
    flex: none;
    max-width: 15em;
    min-height: 3.1em;
    background: none;
    border-color: var(--line);
    padding-inline: 0.5em 0.9em;
  }
  .seat .letter {
    display: grid;
    place-items: center;
    flex: none;
    width: 2em;
    height: 2em;
    border-radius: 50%;
    border: 2px solid var(--edge);
  }
  .seat .matter {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .seat .held {
    flex: none;
    padding-inline: 0.5em;
    border-radius: 0.4em;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 700;
  }
  .seat .held.waits {
    background: var(--warm);
    color: var(--warm-ink);
    border: 1px dashed var(--warm-edge);
  }
  .seat[aria-selected="true"] {
    background: var(--sheet);
    border-color: var(--accent);
    box-shadow: inset 0 -0.2em 0 var(--accent);
  }
  .seat[aria-selected="true"] .letter {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .seats .next,
  .seats .leave {
    flex: none;
    white-space: nowrap;
    border-style: dashed;
    background: none;
  }
  .seats .leave {
    margin-inline-start: auto;
    border-style: solid;
  }
  @media (max-width: 40rem) {
    .seats {
      flex-wrap: wrap;
    }
    .seats .tabs {
      flex-basis: 100%;
    }
    .seats .next,
    .seats .leave {
      flex: 1;
      justify-content: center;
      padding-inline: 0.5em;
      text-align: center;
      white-space: normal;
    }
  }

  /* Two panes */
  .frame > main:not(.entry) {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(19em, 2fr) 3fr;
    gap: 1.1em;
    flex: 1;
    min-height: 0;
    padding: 0.4em 1.1em 0;
  }
  .find,
  .scroll {
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .find {
    padding: 0.2em 0.3em 1.1em;
    margin-inline-start: -0.3em;
  }
  .shown {
    display: flex;
    margin-block-end: 1.1em;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet);
    overflow: hidden;
    container: pane / inline-size;
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em;
    padding: 0.5em 0.8em;
    border-block-end: 1px solid var(--line);
  }
  .views .back {
    display: none;
  }
  .switch {
    display: flex;
    gap: 0.3em;
  }
  .switch button {
    border-color: transparent;
    background: none;
  }
  .switch [aria-pressed="true"] {
    background: var(--tint);
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  .scroll {
    flex: 1;
    padding: 1em 1.2em;
    outline-offset: -3px;
  }
  .scroll > * + * {
    margin-block-start: 0.9em;
  }
  @media (max-width: 58rem) {
    .panes {
      grid-template-columns: 1fr;
    }
    .panes.open .find,
    .panes:not(.open) .shown {
      display: none;
    }
    .views .back {
      display: inline-flex;
    }
    .panes.open {
      padding-inline: 0 !important;
    }
    .panes.open .shown {
      margin: 0;
      border-width: 1px 0 0;
      border-radius: 0;
    }
  }
  /* Few lines, as under strong magnification: the page scrolls as a whole, and nothing stands before what is read. */
  @media (max-height: 30rem) {
    :host,
    .frame {
      height: auto;
      min-height: 100dvh;
    }
    .frame > main:not(.entry) {
      display: block;
    }
    .find,
    .scroll,
    .shown {
      overflow: visible;
    }
  }
  @media (forced-colors: active) {
    [aria-pressed="true"],
    [aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
`;
