// Facts of a packed transaction in words.
import type { Language } from "../api/types";
import { words } from "../words";
import { windowRanges } from "../words/forms";
import type { PackedTransaction } from "./pack";

export function feeOf({ fee }: PackedTransaction, language: Language): string {
  const w = words(language);
  if (fee.text) return fee.text[language];
  if (fee.amount === null) return w.atWindow;
  return fee.amount === 0 ? w.free : w.amount(String(fee.amount), fee.currency);
}

export function durationOf({ duration }: PackedTransaction, language: Language): string {
  const w = words(language);
  if (duration.immediate) return w.immediate;
  const { promised_days: promised, statutory_days: legal } = duration;
  const said = [promised === null ? "" : w.promised(promised), legal === null ? "" : w.statutory(legal)];
  return said.filter(Boolean).join(w.comma) || w.atWindow;
}

export const windowsOf = (transaction: Pick<PackedTransaction, "windows">): string => windowRanges(transaction.windows);

/** Places of the materials that everybody has to bring. */
export const requiredOf = (transaction: PackedTransaction): number[] =>
  transaction.materials.flatMap((item, place) => (item.required ? [place] : []));

/** How many of them are not ticked. */
export const missingOf = (transaction: PackedTransaction, ticks: readonly string[]): number =>
  requiredOf(transaction).filter((place) => !ticks.includes(`${transaction.id}:${place}`)).length;
