// Voice input where the browser has it. The types of the Web Speech API are not in TypeScript's own library.
import type { Language } from "../api/types";

interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type Recognising = new () => Recognition;

function recognising(): Recognising | null {
  const global = window as unknown as Partial<Record<"SpeechRecognition" | "webkitSpeechRecognition", Recognising>>;
  return global.SpeechRecognition ?? global.webkitSpeechRecognition ?? null;
}

export const canHear = (): boolean => recognising() !== null;

export interface Hearing {
  heard: (text: string) => void;
  /** It ended; `failed` when nothing was understood. */
  ended: (failed: boolean) => void;
}

/** Listens to one utterance; gives the function that stops it. */
export function listen(language: Language, { heard, ended }: Hearing): () => void {
  const Kind = recognising();
  if (!Kind) return () => undefined;
  const recognition = new Kind();
  let failed = false;
  recognition.lang = language === "zh" ? "zh-CN" : "en-US";
  recognition.interimResults = true;
  recognition.onresult = ({ results }) => {
    heard(Array.from(results, (result) => result[0]?.transcript ?? "").join(""));
  };
  recognition.onerror = ({ error }) => (failed = error !== "aborted");
  recognition.onend = () => ended(failed);
  recognition.start();
  return () => recognition.stop();
}
