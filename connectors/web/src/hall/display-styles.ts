// The hall screen is read from afar: white and amber on a dark green, sizes in rem of a 16:9 stage (1rem = 19.2 px at 1080p).
import { css } from "lit";

export const displayStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :host {
    --ground: #06201f;
    --panel: #0c302e;
    --white: #f4fbf9;
    --soft: #b9d3cd;
    --amber: #ffcf5c;
    display: block;
    height: 100dvh;
    overflow: hidden;
    background: var(--ground);
    color: var(--white);
    font-family: var(--font);
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    cursor: default;
  }
  p,
  h1,
  h2,
  ol {
    margin: 0;
    padding: 0;
    font-size: inherit;
    font-weight: inherit;
  }
  .stage {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: 1.4rem;
    height: 100%;
    padding: 1.6rem 2.2rem 1.3rem;
  }
  header,
  footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 2rem;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 1rem;
    font-size: 1.8rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .name img {
    width: 3.4rem;
    height: 3.4rem;
  }
  .name small {
    display: block;
    color: var(--soft);
    font-size: 1.25rem;
    font-weight: 400;
  }
  .floor {
    padding: 0.35rem 1.2rem;
    border: 0.12rem solid var(--soft);
    border-radius: 3rem;
    font-size: 1.8rem;
    font-weight: 600;
  }
  .clock {
    white-space: nowrap;
    font-size: 2.9rem;
    font-weight: 600;
    text-align: end;
    line-height: 1.05;
  }
  .clock small {
    display: block;
    color: var(--soft);
    font-size: 1.25rem;
    font-weight: 400;
  }
  .lost {
    padding: 0.9rem 1.6rem;
    border-radius: 1rem;
    background: var(--amber);
    color: #241a00;
    font-size: 2rem;
    font-weight: 600;
    text-align: center;
  }
  .lost small {
    display: block;
    font-size: 1.5rem;
    font-weight: 500;
  }
  .board {
    display: grid;
    grid-template-columns: minmax(0, 1.32fr) minmax(0, 1fr);
    gap: 2.2rem;
    min-height: 0;
  }
  /* Nothing to show beside the newest call: it has the whole width. */
  .alone {
    grid-template-columns: minmax(0, 1fr);
  }
  /* Pale, but still to be read by whoever stands at the window that is named. */
  .out-of-date {
    opacity: 0.7;
    filter: grayscale(1);
  }
  .large {
    display: grid;
    grid-template-rows: 1fr auto 1fr;
    align-items: center;
    justify-items: center;
    border-radius: 1.6rem;
    background: var(--panel);
    text-align: center;
    overflow: hidden;
  }
  .half {
    display: grid;
    gap: 0.4rem;
    justify-items: center;
  }
  .caption {
    color: var(--soft);
    font-size: 2rem;
  }
  .caption b {
    margin-inline-start: 0.6rem;
    padding: 0.05rem 0.8rem;
    border: 0.1rem solid var(--soft);
    border-radius: 2rem;
    color: var(--white);
    font-weight: 600;
  }
  .large .figure {
    font-size: 16rem;
    font-weight: 700;
    line-height: 0.98;
    letter-spacing: 0.01em;
    white-space: nowrap;
  }
  .large .long {
    font-size: 13rem;
  }
  .large .window {
    color: var(--amber);
  }
  .rule {
    width: 78%;
    border: 0;
    border-block-start: 0.12rem solid #2c5955;
  }
  .large.new {
    animation: arrive 1s ease-out 3;
  }
  .quiet {
    display: grid;
    grid-row: 1 / -1;
    gap: 1rem;
    font-size: 4rem;
    font-weight: 600;
  }
  .quiet small {
    color: var(--soft);
    font-size: 2.4rem;
    font-weight: 400;
  }
  .before {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }
  .heads,
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) max-content;
    align-items: center;
    gap: 0.6rem;
    padding-inline: 0.6rem;
  }
  .heads {
    padding-block-end: 0.5rem;
    color: var(--soft);
    font-size: 1.5rem;
  }
  .heads :last-child,
  .row .window {
    text-align: end;
  }
  ol {
    display: grid;
    grid-template-rows: repeat(5, minmax(0, 1fr));
    list-style: none;
    min-height: 0;
  }
  .row {
    border-block-start: 0.1rem solid #2c5955;
    font-size: 6.25rem;
    font-weight: 600;
    line-height: 1;
    white-space: nowrap;
  }
  .row .window {
    color: var(--amber);
  }
  .row small {
    margin-inline-start: 0.9rem;
    color: var(--soft);
    font-size: 1.5rem;
    font-weight: 400;
    vertical-align: 0.25em;
  }
  footer {
    color: var(--soft);
    font-size: 1.5rem;
  }
  button {
    flex: none;
    min-height: 2.6rem;
    padding: 0.4rem 1.4rem;
    border: 0.1rem solid var(--soft);
    border-radius: 2rem;
    background: none;
    color: var(--white);
    font: inherit;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 0.2rem solid var(--amber);
    outline-offset: 0.2rem;
  }
  @keyframes arrive {
    from {
      background: #22655f;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .large.new {
      animation: none;
    }
  }
  /* Large figures have no ground of the system's behind them, which would cover the words above. */
  @media (forced-colors: active) {
    .large,
    .lost {
      border: 0.12rem solid CanvasText;
    }
    .figure,
    .row > span,
    .row small {
      forced-color-adjust: none;
      color: CanvasText !important;
    }
  }
  @media (orientation: portrait) {
    .board {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: minmax(0, 1.05fr) minmax(0, 1fr);
    }
    .alone {
      grid-template-rows: minmax(0, 1fr);
    }
    .stage {
      padding-inline: 1.8rem;
    }
    .large .figure {
      font-size: 14rem;
    }
    .large .long {
      font-size: 12.5rem;
    }
    header {
      gap: 1rem;
    }
    .name small {
      display: none;
    }
    .floor {
      font-size: 1.5rem;
    }
    .clock small,
    footer {
      font-size: 1.1rem;
    }
  }
`;
