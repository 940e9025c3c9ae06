import type { Language } from "../api/types";
import { en } from "../words/tablet/en";
import { type TabletWords, zh } from "../words/tablet/zh";

export type { TabletWords };

/** The tablet's own words of a language. */
export const tabletWords = (language: Language): TabletWords => (language === "zh" ? zh : en);
