// Forms of numbers and times that both languages share.
import type { Language } from "../api/types";

/** A wait in minutes; a range from zero is told by its end. */
export const waiting = (low: number, high: number, most: string, about: string, unit: string): string =>
  `${low ? about : most}${low && low < high ? `${low}–` : ""}${high || 1}${unit}`;

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** An amount of money; the yuan has a word of its own. */
export const amountOf = (amount: string, currency: string, yuan: string): string =>
  currency === "CNY" ? `${Number(amount)}${yuan}` : `${Number(amount)} ${currency}`;

/** Window numbers as ranges: 7, 8, 9, 12 gives "7-9, 12". */
export function windowRanges(windows: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...windows].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}

/** A moment as people in Hangzhou read it. */
export function moment(iso: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === "zh" ? "zh-CN" : "en-US";
  const format = new Intl.DateTimeFormat(locale, { timeZone: "Asia/Shanghai", hourCycle: "h23", ...options });
  return format.format(new Date(iso));
}
