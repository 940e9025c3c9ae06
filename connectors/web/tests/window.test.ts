import { expect, test } from "vitest";
import { type Seat, allowed, expected, secondsToUndo } from "../src/hall/window-acts";
import type { WindowState } from "../src/hall/window-desk";
import { targets } from "../src/hall/window-transfer";

const NOW = Date.parse("2026-11-23T10:00:00+08:00");
const held = (status: "called" | "serving") => ({ number: "A001", transaction: "x", status });
const desk = (state: Partial<WindowState>, isBusy = false): Seat => ({
  state: { window: 7, queue: "q", waiting: 1, ticket: null, ...state },
  isBusy,
  now: NOW,
});

test("an empty window calls, a called number is started, recalled or missed, a served one is finished", () => {
  const empty = desk({});
  const called = desk({ ticket: held("called") });
  const serving = desk({ ticket: held("serving") });
  const ready = (of: Seat) =>
    (["next", "recall", "start", "served", "missed", "transfer"] as const).filter((act) => allowed(act, of));
  expect(ready(empty)).toEqual(["next"]);
  expect(ready(called)).toEqual(["recall", "start", "missed", "transfer"]);
  expect(ready(serving)).toEqual(["served", "transfer"]);
  expect([empty, called, serving].map(({ state }) => state && expected(state))).toEqual(["next", "start", "served"]);
});

test("while a press is on its way, and at a paused or closed window, nobody is called", () => {
  expect(allowed("next", desk({}, true))).toBe(false);
  expect(allowed("next", desk({ paused: true }))).toBe(false);
  expect(allowed("next", desk({ open: false }))).toBe(false);
});

test("a press can be taken back until the server says it can't", () => {
  const until = new Date(NOW + 4200).toISOString();
  expect(secondsToUndo(desk({ undo_until: until }))).toBe(5);
  expect(secondsToUndo(desk({ undo_until: new Date(NOW - 1).toISOString() }))).toBe(0);
  expect(allowed("undo", desk({ undo_until: null }))).toBe(false);
});

const hall = [7, 8, 70, 71].map((window) => ({
  window,
  floor: window < 50 ? "1F" : "2F",
  queue: window < 50 ? "visas_7" : "fund_70",
  department: window < 50 ? { zh: "出入境", en: "Visas" } : { zh: "公积金", en: "Housing fund" },
}));

test("a number is sent on to a window by its number, the very one first, never to where it is", () => {
  expect(targets(hall, 8, "7", "zh").map(({ to }) => to)).toEqual([7, 70, 71]);
  expect(targets(hall, 7, "7", "zh").map(({ to }) => to)).toEqual([70, 71]);
});

test("a number is sent on to a department by its name in either language", () => {
  expect(targets(hall, 7, "housing", "zh")).toEqual([{ to: "fund_70", title: "公积金，70-71号窗口" }]);
  expect(targets(hall, 7, "出入", "en")).toEqual([{ to: "visas_7", title: "Visas, windows 7-8" }]);
  expect(targets(hall, 7, "nothing like it", "en")).toEqual([]);
});
