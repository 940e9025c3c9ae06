// Calls numbers by voice, Chinese then English, one after the other; what can't be said in time is left out.
import type { Call } from "./calls";

const PATIENCE = 12_000; // ms; some browsers never say that an utterance has ended
const DIGITS = "零一二三四五六七八九";

/** What is said of a call, by the language it is said in. A number is read letter by letter and digit by digit. */
export function sentences({ number, window }: Call): { lang: string; text: string }[] {
  const letters = Array.from(number);
  const zh = letters.map((letter) => (/\d/.test(letter) ? DIGITS[Number(letter)] : letter)).join(" ");
  return [
    { lang: "zh-CN", text: `请 ${zh} 号，到 ${window} 号窗口。` },
    { lang: "en-US", text: `Number ${letters.join(" ")}, please go to window ${window}.` },
  ];
}

/** Says it, and resolves when it has been said; at once where the browser has no voice. */
export async function speak(call: Call): Promise<void> {
  if (!("speechSynthesis" in window)) return;
  for (const { lang, text } of sentences(call)) await utter(lang, text);
}

function utter(lang: string, text: string): Promise<void> {
  return new Promise((done) => {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = lang;
    said.rate = 0.9;
    const end = () => {
      clearTimeout(limit);
      done();
    };
    const limit = setTimeout(() => {
      speechSynthesis.cancel();
      done();
    }, PATIENCE);
    said.onend = end;
    said.onerror = end;
    speechSynthesis.speak(said);
  });
}
