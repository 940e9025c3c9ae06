// One request to the server, and what may go wrong with it.
import type { Language } from "./types";

const PATIENCE = 20_000; // ms; longer than the server allows itself for an answer

/** Something went wrong: `code` is the server's, or "network" or "server"; `detail` its sentence, where it gave one. */
export class Trouble extends Error {
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly detail: string | null = null,
  ) {
    super(code);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Asked {
  /** The language to complain in. */
  language: Language;
  token?: string | null | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** An address of the server: `base` is its origin, empty for the page's own. */
export type Ask = <T>(method: string, path: string, asked: Asked) => Promise<T>;

/** A signal that aborts with `outer`, or when `time` ms have passed since the last `start`. */
export function deadline(outer: AbortSignal | undefined, time: number) {
  const own = new AbortController();
  const stop = () => own.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  outer?.addEventListener("abort", stop);
  if (outer?.aborted) stop();
  return {
    signal: own.signal,
    start() {
      clearTimeout(timer);
      timer = setTimeout(stop, time);
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", stop);
    },
  };
}

/** Requests to `/api/v1` of the server at `base` (an origin; empty for the page's own). */
export function asking(base: string): Ask {
  return async <T>(method: string, path: string, { language, token, body, signal }: Asked): Promise<T> => {
    const headers: Record<string, string> = { "Accept-Language": language };
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const limit = deadline(signal, PATIENCE);
    limit.start();
    let response: Response;
    let text: string;
    try {
      const sent: RequestInit = { method, headers, signal: limit.signal, cache: "no-store", credentials: "omit" };
      if (body !== undefined) sent.body = JSON.stringify(body);
      response = await fetch(`${base}/api/v1${path}`, sent);
      text = await response.text();
    } catch {
      throw new Trouble("network");
    } finally {
      limit.end();
    }
    if (response.status === 204) return undefined as T;
    const answer = parsed(text);
    if (response.ok && answer !== null) return answer as T;
    const problem = answer as { code?: unknown; detail?: unknown } | null;
    const code = typeof problem?.code === "string" ? problem.code : "server";
    const detail = typeof problem?.detail === "string" ? problem.detail : null;
    throw new Trouble(code, response.ok ? 502 : response.status, detail);
  };
}

/** The object in a text; null for a proxy's error page, of which all that counts is that it is no answer of ours. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** An id for a message; randomUUID itself is missing where the page comes over plain HTTP, as inside a hall. */
export function freshId(): string {
  const { crypto } = window as { crypto: Omit<Crypto, "randomUUID"> & Partial<Pick<Crypto, "randomUUID">> };
  if (crypto.randomUUID) return crypto.randomUUID();
  const random = (digit: string) => {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (Number(digit) ^ (byte & (15 >> (Number(digit) / 4)))).toString(16);
  };
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, random);
}
