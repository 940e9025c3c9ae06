// What every element's shadow root begins with: boxes, links, buttons, focus. Sizes are in em of the text around.
import { css, unsafeCSS } from "lit";
import tokensText from "./tokens.css?inline";

/** The tokens, for the outermost element of ours only: those inside inherit what is set on it. */
export const tokens = css`
  ${unsafeCSS(tokensText)}
`;

export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    overflow-wrap: anywhere;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font: inherit;
    line-height: 1.35;
    color: inherit;
    min-height: var(--target);
    min-width: var(--target);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--sheet);
    padding: 0.35em 0.85em;
    cursor: pointer;
    text-align: start;
    text-decoration: none;
    overflow-wrap: anywhere;
    touch-action: manipulation;
  }
  /* Where there is no pointer to hover, a tap leaves its hover behind: the button would keep the colours of another. */
  @media (hover: hover) {
    button:hover,
    .button:hover {
      border-color: var(--accent);
      background: var(--tint);
    }
  }
  .primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  @media (hover: hover) {
    .primary:hover {
      background: var(--ink);
      border-color: var(--ink);
      color: var(--paper);
    }
  }
  .quiet {
    border-color: transparent;
    background: none;
    color: var(--accent);
    padding-inline: 0.5em;
  }
  .grave {
    border-color: var(--alarm);
    color: var(--alarm);
  }
  @media (hover: hover) {
    .grave:hover {
      border-color: var(--alarm);
      background: var(--alarm-tint);
    }
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .rows > div {
    display: grid;
    grid-template-columns: minmax(4em, 5.5em) 1fr;
    gap: 0 0.75em;
    padding-block: 0.45em;
  }
  .rows > div + div {
    border-block-start: 1px solid var(--line);
  }
  .rows dt {
    color: var(--soft);
  }
  /* Large type on a small screen: names stand over their values. */
  @container (max-width: 17em) {
    .rows > div {
      display: block;
    }
  }
  .whole {
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    svg {
      stroke: currentcolor;
    }
    /* What to press first, and what can't be pressed, are told apart without our colours too. */
    .primary.primary {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: ButtonText;
      color: ButtonFace;
    }
    [aria-disabled="true"] {
      border-color: GrayText !important;
      color: GrayText !important;
    }
  }
`;
