// Facts of a card in words.
import type { TransactionCard } from "../api/types";
import type { Words } from "../words";

export function feeOf({ fee }: TransactionCard, w: Words): string {
  if (fee.text) return fee.text;
  if (fee.amount === null) return w.atWindow;
  return Number(fee.amount) === 0 ? w.free : w.amount(fee.amount, fee.currency);
}

export function durationOf({ duration }: TransactionCard, w: Words): string {
  if (duration.immediate) return w.immediate;
  const { promised_days: promised, statutory_days: legal } = duration;
  const said = [promised === null ? "" : w.promised(promised), legal === null ? "" : w.statutory(legal)];
  return said.filter(Boolean).join(w.comma) || w.atWindow;
}
