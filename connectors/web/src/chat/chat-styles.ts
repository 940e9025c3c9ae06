import { css } from "lit";

export const chatStyles = css`
  :host {
    /* What the reader's browser is set to, whatever the page around does with its own root. */
    font: medium / 1.6 var(--font);
    color: var(--ink);
    background: var(--paper);
    height: min(42em, 85vh);
    min-height: 12em;
    text-align: start;
    letter-spacing: normal;
    text-transform: none;
  }
  :host([size^="elder"]) {
    --target: 60px;
  }
  .frame {
    height: 100%;
    container-type: size;
    font-size: 1.0625em;
  }
  :host([size="elder"]) .frame {
    font-size: 1.5em;
  }
  :host([size="elder-larger"]) .frame {
    font-size: 2.5em;
    line-height: 1.4;
  }
  /* Words for screen readers alone are placed in what scrolls, or they would make the page around longer. */
  .panel,
  .body {
    position: relative;
  }
  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--paper);
  }
  .head {
    flex: none;
    padding: 0.5em 0.8em 0.3em;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  .title,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2em 0.5em;
  }
  .fixed {
    display: flex;
    align-items: center;
    gap: 0.3em;
  }
  .title h2 {
    flex: 1 1 5em;
    font-size: 1.08em;
    line-height: 1.3;
  }
  .title small {
    display: block;
    color: var(--soft);
    font-size: 0.76em;
    font-weight: 400;
  }
  .tools {
    gap: 0 0.3em;
    margin-inline: -0.4em;
    font-size: 0.92em;
  }
  .menu {
    margin-inline-start: auto;
  }
  .person {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: var(--target);
    padding: 0.3em 0.7em;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    line-height: 1.2;
    text-decoration: none;
    font-size: 0.92em;
  }
  .person:hover {
    text-decoration: underline;
  }
  .person b {
    font-size: 1.1em;
    letter-spacing: 0.02em;
  }
  .icon {
    justify-content: center;
    padding: 0;
    border-color: transparent;
    background: none;
  }
  .tools [aria-pressed="true"],
  .tools [aria-expanded="true"] {
    background: var(--tint);
    border-color: var(--accent);
    font-weight: 600;
  }
  .more {
    padding: 0.4em 0 0.6em;
    font-size: 0.92em;
  }
  .more p {
    color: var(--soft);
    margin-block-end: 0.5em;
  }
  .body {
    flex: 1 1 auto;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.9em 0.8em;
    scrollbar-gutter: stable;
  }
  .intro h3 {
    font-size: 1.35em;
    line-height: 1.3;
  }
  .intro p {
    margin-block-start: 0.5em;
  }
  .intro .honest {
    padding-inline-start: 0.7em;
    border-inline-start: 3px solid var(--accent);
    color: var(--soft);
    font-size: 0.92em;
  }
  .intro h4 {
    margin: 1.1em 0 0.4em;
    font-size: 0.95em;
  }
  .starters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15em), 1fr));
    gap: 0.5em;
    list-style: none;
  }
  .starters button {
    width: 100%;
    height: 100%;
  }
  ch-transcript {
    margin-block-start: 1em;
  }
  .foot {
    position: relative;
    flex: none;
    padding: 0.4em 0.8em 0.6em;
    padding-block-end: max(0.6em, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--paper);
  }
  .offline {
    margin-block-end: 0.4em;
    padding: 0.35em 0.7em;
    border-radius: 0.4em;
    background: var(--warm);
    color: var(--warm-ink);
    font-size: 0.92em;
  }
  .newest {
    position: absolute;
    inset-block-end: calc(100% + 0.5em);
    inset-inline-start: 50%;
    transform: translateX(-50%);
    background: var(--ink);
    border-color: var(--ink);
    color: var(--paper);
    white-space: nowrap;
    z-index: 1;
  }
  .newest:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  @container (max-width: 26em) {
    .title h2 {
      font-size: 0.95em;
    }
    .person {
      padding-inline: 0.5em;
      text-align: center;
    }
    .person b {
      display: block;
    }
  }
  @container (min-width: 44em) {
    .head,
    .body,
    .foot {
      padding-inline: max(1em, calc(50% - 23em));
    }
  }
  /* Few lines, as under strong magnification: all of it scrolls, only the way to a person stays. */
  @container (max-height: 30em) {
    .panel {
      display: block;
      overflow-y: auto;
      scroll-padding-block-start: 4em;
    }
    .head {
      display: contents;
    }
    .title {
      display: contents;
    }
    .title h2,
    .tools,
    .more {
      padding-inline: 0.8em;
    }
    .title h2 {
      padding-block: 0.4em;
    }
    .tools {
      margin: 0;
      padding-inline: 0.4em;
      border-block-end: 1px solid var(--line);
    }
    .fixed {
      position: sticky;
      inset-block-start: 0;
      z-index: 2;
      align-items: stretch;
      gap: 0;
      background: var(--paper);
      border-block-end: 1px solid var(--line);
    }
    .fixed .person {
      flex: 1;
      justify-content: center;
      border-radius: 0;
    }
    .fixed b {
      display: inline;
    }
    .body {
      overflow: visible;
    }
    .newest {
      position: sticky;
      inset-block-end: 0.5em;
      transform: none;
      inset-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    .tools [aria-pressed="true"],
    .tools [aria-expanded="true"] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
    .person {
      border: 1px solid;
    }
  }
  @media print {
    :host,
    .frame {
      height: auto !important;
      container-type: normal;
    }
    .panel,
    .body {
      display: block;
      overflow: visible;
      height: auto;
    }
    .tools,
    .menu,
    .foot,
    .intro,
    .icon {
      display: none;
    }
  }
`;
