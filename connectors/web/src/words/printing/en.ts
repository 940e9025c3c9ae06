// Words on paper only, in English; zh.ts has the same names.
import type { PrintingWords } from "./zh";

export const en: PrintingWords = {
  printedOn: (day) => `Printed on ${day}`,
};
