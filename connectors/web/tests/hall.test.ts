import { expect, test } from "vitest";
import { sentences } from "../src/hall/announcer";
import { BESIDE, type Call, Calls, hallDay } from "../src/hall/calls";

const NOON = Date.parse("2026-11-23T12:00:00+08:00");
const call = (no: number, at = NOON): Call => ({
  number: `A${String(no).padStart(3, "0")}`,
  window: no,
  floor: "1F",
  at: new Date(at).toISOString(),
});
const numbers = (list: (Call | null)[]) => list.map((one) => one?.window);

function given(calls: Calls, now: number): (number | undefined)[] {
  const found = [];
  for (let next = calls.next(now); next !== null; next = calls.next(now)) found.push(next.call);
  return numbers(found);
}

test("what is there when the screen is opened is shown and not called again", () => {
  const calls = new Calls();
  calls.take([call(2), call(1)]);
  expect(given(calls, NOON)).toEqual([]);
  expect(calls.newest?.window).toBe(2);
});

test("new calls are given out once, oldest first, and a call that is repeated is given out again", () => {
  const calls = new Calls();
  calls.take([call(1)]);
  calls.take([call(3), call(2), call(1)]);
  calls.take([call(3), call(2), call(1)]);
  expect(given(calls, NOON)).toEqual([2, 3]);
  calls.take([call(2, NOON + 5000), call(3), call(1)]);
  expect(given(calls, NOON)).toEqual([2]);
});

test("a call that was missed while the line was down is shown without a sound", () => {
  const calls = new Calls();
  calls.take([]);
  calls.take([call(2, NOON - 5000), call(1, NOON - 60_000)]);
  expect(calls.next(NOON)?.loud).toBe(false);
  expect(calls.next(NOON)?.loud).toBe(true);
});

test("what waits to be shown stays bounded and keeps the newest", () => {
  const calls = new Calls();
  calls.take([]);
  calls.take(Array.from({ length: 100 }, (_, no) => call(100 - no)));
  const shown = given(calls, NOON);
  expect(shown.length).toBeLessThan(30);
  expect(shown.at(-1)).toBe(100);
});

test("beside the large call stand the newest ones, without those that are still to come", () => {
  const calls = new Calls();
  calls.take([call(3, NOON - 200_000), call(2, NOON - 200_000), call(1, NOON - 200_000)]);
  calls.take([call(4), call(3, NOON - 200_000), call(2, NOON - 200_000), call(1, NOON - 200_000)]);
  expect(numbers(calls.beside(call(3, NOON - 200_000), NOON, 0))).toEqual([2, 1]);
});

test("when many are recent they take turns, so that each is seen and a page is always full", () => {
  const calls = new Calls();
  const list = Array.from({ length: 8 }, (_, no) => call(8 - no));
  calls.take(list);
  const pages = [0, 1].map((turn) => numbers(calls.beside(call(8), NOON, turn)));
  expect(new Set(pages.flat())).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  expect(pages.map((page) => page.length)).toEqual([BESIDE, BESIDE]);
  expect(numbers(calls.beside(call(8), NOON + 600_000, 1))).toEqual([7, 6, 5, 4, 3]);
});

test("the day that ends in the hall clears the screen, wherever the screen's machine thinks it is", () => {
  const calls = new Calls();
  const evening = Date.parse("2026-11-23T23:59:00+08:00");
  calls.take([call(1, evening)]);
  expect(calls.turnDay(evening + 30_000)).toBe(false);
  expect(calls.turnDay(evening + 90_000)).toBe(true);
  expect(calls.newest).toBeNull();
  expect(hallDay(evening + 90_000)).toBe("2026-11-24");
});

test("a call is said in Chinese, then in English, digit by digit", () => {
  expect(sentences({ ...call(12), number: "AB012" })).toEqual([
    { lang: "zh-CN", text: "请 A B 零 一 二 号，到 12 号窗口。" },
    { lang: "en-US", text: "Number A B 0 1 2, please go to window 12." },
  ]);
});
