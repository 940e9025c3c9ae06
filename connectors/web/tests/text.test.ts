import { type TemplateResult, html } from "lit";
import { expect, test } from "vitest";
import type { Reply, TransactionCard } from "../src/api/types";
import { joined, newExchange, settled } from "../src/conversation/entries";
import { arranged } from "../src/elements/arranging";
import { linked } from "../src/elements/text";
import { whole } from "../src/elements/whole";
import { windowRanges } from "../src/words/forms";

const material = { original: true, copies: 0, need: "required" as const, condition: null, note: null };
const card = {
  materials: [{ ...material, name: "身份证" }],
  steps: ["取号", "交材料"],
  checked_on: "2026-11-01",
} as Partial<TransactionCard> as TransactionCard;

test("a text with lists becomes the card's lists and loses no other line", () => {
  const text = "护照换发要带这些：\n1. 身份证（原件）\n怎么办：按次序\n1. 取号\n2. 交材料\n\n资料核对于2026-11-01";
  expect(arranged(text, card)).toEqual({
    body: [
      { kind: "paragraph", text: "护照换发要带这些：" },
      { kind: "materials" },
      { kind: "rows", pairs: [["怎么办", "按次序"]] },
      { kind: "steps" },
    ],
    closing: ["资料核对于2026-11-01"],
  });
});

test("only a known number that stands by itself becomes a link", () => {
  const parts = linked("打12345，别打123456或0571-12345", ["12345", "javascript:1"]);
  const drawn = parts.filter((part): part is TemplateResult => typeof part === "object");
  expect(drawn.filter(({ strings }) => strings.join("").includes("<a "))).toHaveLength(1);
});

test("a range of windows, and a day, is not parted at its hyphens, and no word is lost", () => {
  const parts = whole(html, "1F, windows 7-10, 2026-11-23: 12 people");
  const drawn = parts.filter((part) => typeof part === "object");
  expect(drawn.map(({ values }) => values)).toEqual([["7-10"], ["2026-11-23"]]);
  const said = parts.map((part) => (typeof part === "string" ? part : part.values.join("")));
  expect(said.join("")).toBe("1F, windows 7-10, 2026-11-23: 12 people");
});

test("windows are said as ranges", () => {
  expect(windowRanges([12, 7, 9, 8])).toBe("7-9, 12");
});

const reply = (title: string): Reply => ({
  kind: "choices",
  text: "哪一件？",
  language: "zh",
  card: null,
  choices: [{ title, payload: `answer:${title}` }],
});

test("history is joined by message id: what this tab said stands once, what another tab said comes to its place", () => {
  const own = { ...newExchange({ id: "a", text: "护照", language: "zh" as const }), at: "2026-11-23T10:00:00Z" };
  const turn = (text: string) => ({
    language: "zh" as const,
    replies: [reply(text)],
    understanding: {} as never,
  });
  const stored = (id: number, message_id: string, text: string, at: string) => [
    { id, created_at: at, language: "zh" as const, sender: "citizen" as const, text, message_id },
    { id: id + 1, created_at: at, sender: "assistant" as const, ...turn("换证") },
  ];
  const messages = [
    ...stored(1, "b", "你好", "2026-11-23T09:00:00Z"),
    ...stored(3, "a", "护照", "2026-11-23T10:00:00Z"),
    ...stored(5, "c", "换证", "2026-11-23T11:00:00Z"),
  ];
  const all = joined([own], messages);
  expect(all.map((entry) => entry.key)).toEqual(["b", "a", "c"]);
  expect(joined(all, messages)).toEqual(all);
  expect(all[1]).toMatchObject({ state: "answered", chosen: { 0: "换证" } });
  expect(all[0]).toMatchObject({ chosen: {} });
});

test("a group that was chosen from is not chosen from again", () => {
  const asked = { ...newExchange({ id: "a", text: "护照", language: "zh" as const }), replies: [reply("换证")] };
  const once = settled([asked], "换证", "b");
  expect(once[0]).toMatchObject({ chosen: { 0: "换证" } });
  expect(settled(once, "换证", "c")).toEqual(once);
});
