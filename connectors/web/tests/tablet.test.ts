import { describe, expect, test } from "vitest";
import type { Pack, PackedTransaction } from "../src/tablet/pack";
import { direct, findTransactions } from "../src/tablet/search";
import { type Wanted, dayOf, freeLetter, newSeat, readyOf, withoutSeat } from "../src/tablet/seats";

const one = (id: string, ...terms: string[]) => ({ id, terms }) as unknown as PackedTransaction;
const pack = {
  transactions: [
    one("move", "户口迁移", "hukouqianyi", "hkqy", "household move"),
    one("renewal", "换护照", "huanhuzhao", "hhz", "护照到期", "huzhaodaoqi", "hzdq", "passport renewal"),
    one("lost", "护照丢了", "huzhaodiule", "hzdl", "lost passport"),
    one("card", "社保卡", "shebaoka", "sbk", "social insurance card"),
  ],
} as Pack;
const found = (typed: string) => findTransactions(pack, typed).map(({ id }) => id);

describe("search on the tablet", () => {
  test.each([
    ["hz", ["renewal", "lost"]],
    ["HZ", ["renewal", "lost"]],
    ["ｈｚ", ["renewal", "lost"]],
    ["护照", ["renewal", "lost"]],
    ["huzhao", ["renewal", "lost"]],
    ["sbk", ["card"]],
    ["lost", ["lost"]],
  ])("%s finds by initials, pinyin and words", (typed, ids) => {
    expect(found(typed).slice(0, ids.length)).toEqual(ids);
  });

  test.each([
    ["pasport", "lost"],
    ["换一下护照", "renewal"],
    ["socail insurance", "card"],
  ])("%s is near enough", (typed, id) => {
    expect(found(typed)).toContain(id);
  });

  test("nothing is found for nothing, and for what is not there", () => {
    expect(found("  ")).toEqual([]);
    expect(found("zzzzqq")).toEqual([]);
  });

  test("a whole name stands before its beginning, and that before its middle", () => {
    expect(direct("hz", "hz")).toBeGreaterThan(direct("hzdq", "hz"));
    expect(direct("hzdq", "hz")).toBeGreaterThan(direct("hhz", "hz"));
    expect(direct("hzdq", "hzdqx")).toBe(0);
  });
});

describe("citizens at the tablet", () => {
  const wanted = (change: Partial<Wanted>): Wanted =>
    ({
      key: "k",
      seat: "a",
      letter: "A",
      state: "queued",
      sent: false,
      session: null,
      ready: [1],
      ...change,
    }) as Wanted;

  test("each has a letter of their own, also beside numbers that are still to be passed on", () => {
    const seats = [newSeat("1", "A", "zh"), newSeat("2", "C", "zh")];
    expect(freeLetter(seats)).toBe("B");
    expect(freeLetter(seats, [wanted({ letter: "B" })])).toBe("D");
  });

  test("what is ticked is told by place, and nothing ticked tells nothing", () => {
    expect(readyOf(["passport:2", "other:1", "passport:0"], "passport")).toEqual([0, 2]);
    expect(readyOf(["other:1"], "passport")).toBeNull();
  });

  test("who leaves takes along what is settled; what waits stays, without what is theirs", () => {
    const left = withoutSeat(
      [
        wanted({ key: "waits", session: "token" }),
        wanted({ key: "under way", session: "token", sent: true }),
        wanted({ key: "given", state: "given" }),
        wanted({ key: "another's", seat: "b", state: "given" }),
      ],
      (seat) => seat === "a",
    );
    expect(left.map(({ key, seat, session, ready }) => [key, seat, session, ready])).toEqual([
      ["waits", null, null, null],
      // The same conversation has to ask again, or there would be a second number.
      ["under way", null, "token", null],
      ["another's", "b", null, [1]],
    ]);
  });

  test("the day is the hall's", () => {
    expect(dayOf("2026-11-23T15:59:00Z")).toBe("2026-11-23");
    expect(dayOf("2026-11-23T16:01:00Z")).toBe("2026-11-24");
  });
});
