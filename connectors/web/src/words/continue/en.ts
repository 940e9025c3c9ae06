// Words of the page behind a hand-over's QR code, in English; zh.ts has the same names.
import type { ContinueWords } from "./zh";

export const en: ContinueWords = {
  title: "Continue on this phone",
  more: "The conversation from the tablet continues here, and its queue numbers come along. The code works once, within ten minutes.",
  go: "Continue",
  going: "Connecting…",
  noCode: "There is no code in this address. Please scan it again at the tablet.",
  refused: "This code was used or has expired. Please ask the volunteer for a new one.",
  tooMany: "Too many tries. Please wait a minute.",
  network: "The server can’t be reached. Check the connection and try again; the code is still good.",
  fresh: "Start a new conversation instead",
};
