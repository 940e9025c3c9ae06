// What the tablet keeps over a reload, in IndexedDB: citizens at the tablet, and numbers that are still to be asked for.
// Where a browser has none, things last as long as the page.
import { type UseStore, clear, createStore, get, set } from "idb-keyval";

let store: UseStore | null = null;
let broken = false;

function open(): UseStore {
  store ??= createStore("citizen-home-tablet", "kept");
  return store;
}

async function quietly<T>(work: (at: UseStore) => Promise<T>, otherwise: T): Promise<T> {
  if (broken) return otherwise;
  try {
    return await work(open());
  } catch {
    broken = true;
    return otherwise;
  }
}

export const kept = <T>(name: string, fallback: T): Promise<T> =>
  quietly(async (at) => (await get<T>(name, at)) ?? fallback, fallback);

export const keep = (name: string, value: unknown): Promise<void> => quietly((at) => set(name, value, at), undefined);

/** Deletes everything that stands there. */
export const wipeVault = (): Promise<void> => quietly((at) => clear(at), undefined);
