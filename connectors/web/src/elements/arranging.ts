// How a reply's text becomes a card: every line of it is kept, in order; lines that repeat the card's lists become them.
import type { Reply, TransactionCard } from "../api/types";

/** A piece of a card's answer. */
export type Piece =
  | { kind: "paragraph"; text: string }
  | { kind: "rows"; pairs: [string, string][] }
  | { kind: "materials" }
  | { kind: "steps" };

export interface Arranged {
  body: Piece[];
  /** Lines with the day of checking; they go to the foot. */
  closing: string[];
}

const PAIR = /^([^：:“”"「」。，,.\d]{1,16})[：:]\s*([^/].*)$/;

/** The text of a transaction's card in order. */
export function arranged(text: string, card: TransactionCard): Arranged {
  const found: Arranged = { body: [], closing: [] };
  const { body, closing } = found;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const list = repeated(line, card);
    const [, name, value] = PAIR.exec(line) ?? [];
    const last = body.at(-1);
    if (line.includes(card.checked_on)) closing.push(line);
    else if (list !== null) {
      if (!body.some((piece) => piece.kind === list)) body.push({ kind: list });
    } else if (name === undefined || value === undefined) body.push({ kind: "paragraph", text: line });
    else if (last?.kind === "rows") last.pairs.push([name, value]);
    else body.push({ kind: "rows", pairs: [[name, value]] });
  }
  return found;
}

/** Which list of the card a line repeats, if it does. */
function repeated(line: string, card: TransactionCard): "steps" | "materials" | null {
  const [, number, rest] = /^(\d+)\. (.+)$/.exec(line) ?? [];
  if (number === undefined || rest === undefined) return null;
  const place = Number(number) - 1;
  if (card.steps[place] === rest) return "steps";
  const material = card.materials[place];
  return material && rest.startsWith(material.name) ? "materials" : null;
}

/** The lines of a text without those that the numbered buttons repeat word for word. */
export function withoutOptions(reply: Reply): string[] {
  if (reply.kind !== "choices") return reply.text.split("\n");
  const repeats = reply.choices.map((choice, place) => `${place + 1}. ${choice.title}`);
  return reply.text.split("\n").filter((line) => !repeats.includes(line));
}
