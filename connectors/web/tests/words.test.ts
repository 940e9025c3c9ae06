import { describe, expect, test } from "vitest";

type Named = Record<string, unknown>;
const files = import.meta.glob<Record<string, Named>>("../src/words/**/{zh,en}.ts", { eager: true });

function names(words: Named, prefix = ""): string[] {
  return Object.entries(words).flatMap(([name, word]) => {
    if (typeof word === "object" && word !== null && !Array.isArray(word)) return names(word as Named, `${name}.`);
    const kind = Array.isArray(word) ? `list of ${word.length}` : typeof word;
    return [`${prefix}${name} ${word === "" ? "empty" : kind}`];
  });
}

describe("the words of both languages", () => {
  const chinese = Object.keys(files).filter((file) => file.endsWith("/zh.ts"));

  test("there are some", () => {
    expect(chinese.length).toBeGreaterThan(0);
  });

  test.each(chinese)("%s has the same names as its English side, and none is empty", (file) => {
    const zh = names(files[file]?.["zh"] ?? {});
    const en = names(files[file.replace(/zh\.ts$/, "en.ts")]?.["en"] ?? {});
    expect(zh.length).toBeGreaterThan(0);
    expect(en.toSorted()).toEqual(zh.toSorted());
    expect(zh.filter((name) => name.endsWith(" empty"))).toEqual([]);
  });
});
