import type { Language } from "../api/types";
import { en } from "./en";
import { type Words, zh } from "./zh";

export type { Words };

/** The words of a language. */
export const words = (language: Language): Words => (language === "zh" ? zh : en);

/** The value `lang` should have in HTML. */
export const langOf = (language: Language): string => (language === "zh" ? "zh-CN" : "en");
