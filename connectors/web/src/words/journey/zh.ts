// Words of a life event's card, in Chinese; en.ts has the same names.

export const zh = {
  answer: "怎么办",
  number: "取个号",
  bringOnce: (count: number) => `一次带齐（${count}样）`,
  steps: (places: string) => `第${places}件用`,
};

export type JourneyWords = typeof zh;
