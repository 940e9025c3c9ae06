// Finds transactions and life events by what is typed, on the tablet itself: names, pinyin, initials, near-misses.
import type { Pack, PackedJourney, PackedTransaction } from "./pack";

const LIKE = 0.6; // share of the query's pieces that a near-miss has to have
const FEW = 4; // below so many direct hits near-misses are looked for as well

interface Searched {
  terms: string[];
}

/** What a near-miss is compared by: pairs of letters, or in Chinese single characters, whose order is freer. */
const pieces = (text: string): string[] => {
  const letters = Array.from(text.replace(/\s+/g, ""));
  if (/\p{Script=Han}/u.test(text)) return [...new Set(letters)];
  return [...new Set(letters.slice(1).map((letter, place) => `${letters[place] ?? ""}${letter}`))];
};

/** How well a term answers a query that stands in it: whole, at its beginning, or within; 0 where it does not. */
export function direct(term: string, query: string): number {
  if (term === query) return 100;
  const share = (15 * query.length) / term.length;
  if (term.startsWith(query)) return 80 + share;
  return query.length > 1 && term.includes(query) ? 60 + share : 0;
}

/** How much a term resembles a query: the share of the query's pieces that it has, times 50. */
export function near(term: string, query: readonly string[]): number {
  if (query.length === 0) return 0;
  const share = query.filter((pair) => term.includes(pair)).length / query.length;
  return share < LIKE ? 0 : share * 50;
}

function best<T extends Searched>(among: readonly T[], score: (term: string) => number): [T, number][] {
  return among
    .map((one): [T, number] => [one, Math.max(0, ...one.terms.map(score))])
    .filter(([, points]) => points > 0)
    .sort(([, one], [, other]) => other - one);
}

function ranked<T extends Searched>(among: readonly T[], typed: string, limit: number): T[] {
  const query = typed.normalize("NFKC").trim().toLowerCase();
  if (query === "") return [];
  const hits = best(among, (term) => direct(term, query));
  if (hits.length < FEW) {
    const wanted = pieces(query);
    const known = new Set(hits.map(([one]) => one));
    hits.push(...best(among, (term) => near(term.replace(/\s+/g, ""), wanted)).filter(([one]) => !known.has(one)));
  }
  return hits.slice(0, limit).map(([one]) => one);
}

/** The transactions for a query, the likeliest first; none for a blank one. */
export const findTransactions = (pack: Pack, typed: string, limit = 30): PackedTransaction[] =>
  ranked(pack.transactions, typed, limit);

/** The life events for a query. */
export const findJourneys = (pack: Pack, typed: string): PackedJourney[] =>
  typed.trim().length < 2 ? [] : ranked(pack.journeys, typed, 3);
