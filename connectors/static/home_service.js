// The way to the server: one conversation over HTTP, and its events as they come.

const BASE = "/api/v1";
const TOKEN = "citizen-home.token";
const UNSENT = "citizen-home.unsent";
const LAST_EVENT = "citizen-home.last-event";
const PATIENCE = 20_000; // longer than the server allows itself for an answer
const SILENCE = 45_000; // three pings missed: the stream is dead although nobody said so
const PAUSE = { first: 3000, longest: 30_000 };

/** Something went wrong: `code` is the server's, or "network" or "server"; `detail` its sentence, where it gave one. */
export class Trouble extends Error {
  constructor(code, status = 0, detail = null) {
    super(code);
    Object.assign(this, { code, status, detail });
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** An id for a message; randomUUID itself is missing where the page comes over plain HTTP, as inside a hall. */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** A signal that aborts with `outer`, or when `time` has passed since the last `start`. */
function deadline(outer, time) {
  const own = new AbortController();
  const stop = () => own.abort();
  let timer;
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

/** One request; the answer's JSON, or a Trouble. `language` is the one to complain in. */
export async function request(method, path, { language, token, body, signal } = {}) {
  const headers = { "Accept-Language": language };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const limit = deadline(signal, PATIENCE);
  limit.start();
  let response, text;
  try {
    const sent = { method, headers, signal: limit.signal, cache: "no-store", body: body && JSON.stringify(body) };
    response = await fetch(BASE + path, sent);
    text = await response.text();
  } catch {
    throw new Trouble("network");
  } finally {
    limit.end();
  }
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    // A proxy's error page: all that counts is that it is no answer of ours.
  }
  if (response.ok && answer) return answer;
  throw new Trouble(answer?.code ?? "server", response.ok ? 502 : response.status, answer?.detail ?? null);
}

function kept(name, fallback) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? fallback;
  } catch {
    return fallback;
  }
}

function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is switched off: the page works, only a reload starts anew.
  }
}

/** The conversation of this tab: its token, what it has not sent yet, and its events. */
export class Talk {
  #token = kept(TOKEN, null);
  #opening = null;
  #listening = null;
  #alive = new AbortController();

  constructor(language) {
    this.language = language;
  }

  /** Whether there is one to go back to. */
  get begun() {
    return this.#token !== null;
  }

  /** Messages written and not answered, oldest first; they outlive a reload. */
  get unsent() {
    return kept(UNSENT, []);
  }

  #ask(method, path, body) {
    return request(method, path, { language: this.language(), token: this.#token, body, signal: this.#alive.signal });
  }

  async #open() {
    // No language here: a session that has one would go on complaining in it after the page has changed to the other.
    this.#opening ??= this.#ask("POST", "/sessions", {}).finally(() => (this.#opening = null));
    const { token } = await this.#opening;
    this.#token = token;
    keep(TOKEN, token);
  }

  /** Sends a message `{id, text, payload?, language}`; the same one again gets the same answer. */
  async say(message) {
    const others = this.unsent.filter((other) => other.id !== message.id);
    keep(UNSENT, [...others, message]);
    try {
      const turn = await this.#said(message);
      this.drop(message);
      return turn;
    } catch (trouble) {
      if (!trouble.passing) this.drop(message);
      throw trouble;
    }
  }

  async #said(message) {
    if (!this.begun) await this.#open();
    const { id: message_id, text, payload, language } = message;
    const send = (body) => this.#ask("POST", "/messages", { message_id, language, ...body });
    try {
      return await send(payload ? { payload } : { text });
    } catch (trouble) {
      if (trouble.status !== 401) throw trouble;
      this.#leave();
      await this.#open();
      // A new conversation does not know the old one's choices: what was tapped is said in words instead.
      return { ...(await send({ text })), renewed: true };
    }
  }

  /** A message is answered, or never will be. */
  drop(message) {
    keep(UNSENT, this.unsent.filter((other) => other.id !== message.id));
  }

  /** All messages so far, oldest first; none when the conversation is over. */
  async history() {
    const messages = [];
    for (let after = 0; this.begun; after = messages.at(-1).id) {
      try {
        const page = await this.#ask("GET", `/messages?after=${after}`);
        if (page.messages.length === 0) break;
        messages.push(...page.messages);
      } catch (trouble) {
        if (trouble.status !== 401) throw trouble;
        this.#leave();
        return { messages: [], over: true };
      }
    }
    return { messages, over: false };
  }

  /** Forgets all of it; what is under way is cut off, so that no late reply can bring it back. */
  forget() {
    this.#alive.abort();
    this.#alive = new AbortController();
    this.#leave();
    keep(UNSENT, null);
  }

  #leave() {
    this.#listening?.abort();
    this.#listening = null;
    this.#token = null;
    keep(TOKEN, null);
    keep(LAST_EVENT, null);
  }

  /** Hands over every event of the conversation, `isNew` where this tab has not seen it; reconnects by itself. */
  listen(handle) {
    if (this.#listening || !this.begun) return;
    this.#listening = new AbortController();
    void this.#follow(handle, this.#listening.signal);
  }

  async #follow(handle, signal) {
    let last = 0; // from the beginning: after a reload the old notices are shown again, in their places
    const rhythm = { pause: PAUSE.first };
    while (!signal.aborted) {
      try {
        for await (const event of streamed(this.#token, last, signal, rhythm)) {
          last = Number(event.id);
          const isNew = last > kept(LAST_EVENT, 0);
          if (isNew) keep(LAST_EVENT, last);
          handle(JSON.parse(event.data), isNew);
        }
      } catch (trouble) {
        if (trouble.status === 401) return;
        // Cut off or silent: the next round asks for everything after the last event.
      }
      await rest(rhythm.pause, signal);
      rhythm.pause = Math.min(rhythm.pause * 2, PAUSE.longest);
    }
  }
}

function rest(time, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, time);
    signal.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
  });
}

/** Server-sent events by fetch, because EventSource can't send the Authorization header. */
async function* streamed(token, last, signal, rhythm) {
  const limit = deadline(signal, SILENCE);
  limit.start();
  try {
    const headers = { Authorization: `Bearer ${token}`, "Last-Event-ID": String(last) };
    const response = await fetch(`${BASE}/events`, { headers, signal: limit.signal, cache: "no-store" });
    if (!response.ok) throw new Trouble("server", response.status);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let [rest, event] = ["", {}];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      limit.start();
      rhythm.pause = PAUSE.first;
      // The last part is not a whole line yet, nor is a CR at the end, whose LF may still be on its way.
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line !== "") read(line, event);
        else if (event.data !== undefined && event.id) yield event;
        if (line === "") event = {};
      }
    }
  } finally {
    limit.end();
  }
}

function read(line, event) {
  const [, field, text] = /^([^:]*):? ?(.*)$/.exec(line);
  if (field === "data" && event.data !== undefined) event.data += `\n${text}`;
  else if (field) event[field] = text;
}
