import { css } from "lit";

export const transcriptStyles = css`
  [role="log"] {
    display: flex;
    flex-direction: column;
    gap: 0.9em;
  }
  .message {
    max-width: 100%;
  }
  .message > * + * {
    margin-block-start: 0.55em;
  }
  .bubble {
    width: fit-content;
    max-width: 100%;
    padding: 0.55em 0.9em;
    border-radius: var(--radius);
  }
  .bubble p + p {
    margin-block-start: 0.35em;
  }
  .citizen {
    align-self: flex-end;
    max-width: 88%;
  }
  .citizen .bubble {
    margin-inline-start: auto;
    background: var(--tint);
    border: 1px solid var(--accent);
    border-end-end-radius: 0.15em;
    white-space: pre-wrap;
  }
  .assistant .bubble {
    background: var(--sheet);
    border: 1px solid var(--line);
    border-end-start-radius: 0.15em;
  }
  .bubble a {
    font-weight: 600;
    white-space: nowrap;
  }
  .call.call {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: var(--target);
    margin-block-start: 0.6em;
    padding: 0.4em 1.1em;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    text-decoration: none;
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 0.6em;
    color: var(--soft);
  }
  .waiting > * + * {
    margin: 0;
  }
  .dots {
    display: inline-flex;
    gap: 0.3em;
  }
  i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: var(--accent);
    animation: breathe 1.4s ease-in-out infinite;
  }
  i:nth-child(2) {
    animation-delay: 0.2s;
  }
  i:nth-child(3) {
    animation-delay: 0.4s;
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  .notice {
    padding: 0.6em 0.9em;
    border-inline-start: 4px solid var(--warm-edge);
    border-radius: 0.4em;
    background: var(--warm);
    color: var(--warm-ink);
  }
  .notice a,
  .unsent a {
    color: inherit;
  }
  .called {
    border: 2px solid var(--warm-edge);
    font-size: 1.12em;
    font-weight: 700;
  }
  .failed .bubble {
    border-style: dashed;
  }
  .unsent,
  .problem {
    padding: 0.6em 0.9em;
    border-inline-start: 4px solid var(--alarm);
    border-radius: 0.4em;
    background: var(--alarm-tint);
    color: var(--alarm);
  }
  .unsent button,
  .problem button {
    margin-block-start: 0.5em;
    border-color: var(--alarm);
    color: var(--ink);
  }
  .held {
    border-color: var(--warm-edge);
    background: var(--warm);
    color: var(--warm-ink);
  }
  .aloud {
    font-size: 0.88em;
    margin-block-start: 0.1em;
  }
  @media (prefers-reduced-motion: reduce) {
    i {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    i {
      background: CanvasText;
    }
  }
  @media print {
    .aloud,
    .unsent button {
      display: none;
    }
    .message {
      break-inside: avoid;
    }
  }
`;
