// Words on paper only, in Chinese; en.ts has the same names.

export const zh = {
  printedOn: (day: string) => `打印日期：${day}`,
};

export type PrintingWords = typeof zh;
