// Words of a life event's card, in English; zh.ts has the same names.
import { plural } from "../forms";
import type { JourneyWords } from "./zh";

export const en: JourneyWords = {
  answer: "How it goes",
  number: "Take a number",
  bringOnce: (count) => `Bring once (${plural(count, "paper")})`,
  steps: (places) => `for step ${places}`,
};
