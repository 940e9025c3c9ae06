// The catalog as the tablet carries it: one document, kept by the service worker, good without a network.
import type { Language, Material } from "../api/types";

export type Both = Record<Language, string>;

export interface PackedMaterial {
  name: Both;
  original: boolean;
  copies: number;
  required: boolean;
  conditional: boolean;
  deferrable: boolean;
  condition: Both | null;
  note: Both | null;
}

export interface PackedTransaction {
  id: string;
  department: string;
  name: Both;
  summary: Both | null;
  floor: string;
  windows: number[];
  weekend_windows: number[];
  phones: string[];
  materials: PackedMaterial[];
  steps: Both[];
  fee: { amount: number | null; text: Both | null; currency: string; note: Both | null };
  duration: { statutory_days: number | null; promised_days: number | null; immediate: boolean };
  eligibility: Both | null;
  proxy: { allowed: boolean | null; text: Both | null };
  hours: Both | null;
  source: Both;
  checked_on: string;
  /** Everything people type for it, in small letters: names of both languages, pinyin, pinyin initials. */
  terms: string[];
}

export interface PackedDepartment {
  id: string;
  name: Both;
  floor: string;
  windows_text: string;
}

export interface PackedJourney {
  id: string;
  name: Both;
  intro: Both;
  steps: { transaction: string; why: Both; when: Both | null; condition: Both | null }[];
  terms: string[];
}

export interface Pack {
  /** The day whose fees stand in it. */
  day: string;
  /** Where links lead that are handed on. */
  base: string;
  center: { name: Both; address: Both; human_phone: string; sample_data: Both[] };
  departments: PackedDepartment[];
  journeys: PackedJourney[];
  transactions: PackedTransaction[];
}

/** The document from the server, or as the service worker has kept it. Throws where there is neither. */
export async function loadPack(): Promise<Pack> {
  const response = await fetch("/tablet/catalog.json", { credentials: "omit" });
  if (!response.ok) throw new Error(`catalog: ${response.status}`);
  return (await response.json()) as Pack;
}

/** What to bring, in one language, as the checklist shows it. */
export const materialsOf = (transaction: PackedTransaction, language: Language): Material[] =>
  transaction.materials.map((item) => ({
    name: item.name[language],
    original: item.original,
    copies: item.copies,
    need: item.conditional ? "conditional" : item.deferrable ? "deferrable" : "required",
    condition: item.condition?.[language] ?? null,
    note: item.note?.[language] ?? null,
  }));
