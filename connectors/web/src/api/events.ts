// Server-sent events by fetch, because EventSource can't send the Authorization header.
import { Trouble, deadline } from "./request";

const SILENCE = 45_000; // ms; three pings missed: the stream is dead although nobody said so
const PAUSE = { first: 3000, longest: 30_000 }; // ms

export interface ServerEvent {
  id: string;
  event: string;
  data: string;
}

/** Cuts a stream of text into events; keeps what is not whole yet. */
export class EventReader {
  private rest = "";
  private fields: Partial<ServerEvent> = {};

  /** The events that this piece completes. */
  *read(piece: string): Generator<ServerEvent> {
    // The last part is not a whole line yet, nor is a CR at the end, whose LF may still be on its way.
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line !== "") this.field(line);
      else {
        const { id = "", event = "message", data } = this.fields;
        if (data !== undefined) yield { id, event, data };
        this.fields = {};
      }
    }
  }

  private field(line: string): void {
    const [, field = "", text = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === "data") this.fields.data = this.fields.data === undefined ? text : `${this.fields.data}\n${text}`;
    else if (field === "id" || field === "event") this.fields[field] = text;
  }
}

export interface Stream {
  url: string;
  token?: string | null;
  /** Where to go on; the server leaves out what is not newer. */
  last?: string;
  signal: AbortSignal;
  /** Called whenever anything arrives, pings too. */
  alive?: () => void;
}

/** The events of one connection, until it ends or falls silent. Throws a Trouble where the server refuses. */
export async function* streamed({ url, token, last, signal, alive }: Stream): AsyncGenerator<ServerEvent> {
  const limit = deadline(signal, SILENCE);
  limit.start();
  try {
    const headers: Record<string, string> = {};
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (last) headers["Last-Event-ID"] = last;
    const response = await fetch(url, { headers, signal: limit.signal, cache: "no-store", credentials: "omit" });
    if (!response.ok || response.body === null) throw new Trouble("server", response.status);
    const bytes = response.body.getReader();
    const decoder = new TextDecoder();
    const events = new EventReader();
    for (let piece = await bytes.read(); !piece.done; piece = await bytes.read()) {
      limit.start();
      alive?.();
      yield* events.read(decoder.decode(piece.value, { stream: true }));
    }
  } finally {
    limit.end();
  }
}

/** Follows a stream for good: goes on after the last event whenever it was cut, and gives up only when refused (4xx). */
export async function follow(stream: Stream, handle: (event: ServerEvent) => void): Promise<void> {
  let last = stream.last;
  let pause = PAUSE.first;
  const alive = () => {
    pause = PAUSE.first;
    stream.alive?.();
  };
  while (!stream.signal.aborted) {
    try {
      for await (const event of streamed({ ...stream, ...(last ? { last } : {}), alive })) {
        if (event.id) last = event.id;
        handle(event);
      }
    } catch (error) {
      if (error instanceof Trouble && error.status >= 400 && error.status < 500 && error.status !== 429) return;
      // Cut off or silent: the next round asks for everything after the last event.
    }
    await rest(pause, stream.signal);
    pause = Math.min(pause * 2, PAUSE.longest);
  }
}

const rest = (time: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, time);
    signal.addEventListener("abort", () => done());
  });
