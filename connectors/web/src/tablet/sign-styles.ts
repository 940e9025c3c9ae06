import { css } from "lit";

/** Floor and windows as the hall's own signs show them. */
export const signStyles = css`
  .sign {
    display: flex;
    align-items: stretch;
    border-radius: 0.5em;
    overflow: hidden;
    background: var(--tint);
    color: var(--ink);
    font-weight: 700;
    line-height: 1.3;
  }
  .sign .floor {
    display: grid;
    place-items: center;
    padding: 0.4em 0.6em;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 1.5em;
  }
  .sign span + span {
    padding: 0.5em 0.8em;
    align-self: center;
  }
  .sign span + span::first-letter {
    text-transform: uppercase;
  }
  .sign small {
    display: block;
    font-weight: 400;
    font-size: 0.85em;
  }
`;
