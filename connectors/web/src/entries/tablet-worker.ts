// The tablet's service worker: keeps the page and the catalog, so that both are there without a network. Nothing of a
// citizen ever passes through here: requests to the API, tickets and pages are left alone.

interface Kept {
  version: string;
  shell: string[];
  catalog: string;
}
interface Extendable extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
interface Worker {
  KEPT: Kept;
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  addEventListener(name: "install" | "activate", handle: (event: Extendable) => void): void;
  addEventListener(name: "fetch", handle: (event: Fetching) => void): void;
}

const worker = self as unknown as Worker;
const { version, shell, catalog } = worker.KEPT;
const SHELL = `citizen-home-tablet-${version}`;
const CATALOG = "citizen-home-tablet-catalog";
const PATIENCE = 4000; // ms before the kept catalog is shown instead of a slow one

worker.addEventListener("install", (event) => {
  const filled = async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(shell.map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
    await worker.skipWaiting();
  };
  event.waitUntil(filled());
});

worker.addEventListener("activate", (event) => {
  const cleared = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("citizen-home-tablet-"));
    await Promise.all(names.filter((name) => name !== SHELL && name !== CATALOG).map((name) => caches.delete(name)));
    await worker.clients.claim();
    await fresh().catch(() => undefined);
  };
  event.waitUntil(cleared());
});

/** The catalog from the server, kept for later. */
async function fresh(): Promise<Response> {
  const response = await fetch(catalog, { credentials: "omit" });
  if (response.ok) await (await caches.open(CATALOG)).put(catalog, response.clone());
  return response;
}

/** The catalog as the server has it, or after a while, or without a network, as it was last kept. */
async function newest(): Promise<Response> {
  const before = await (await caches.open(CATALOG)).match(catalog);
  if (!before) return fresh();
  const late = new Promise<Response>((done) => setTimeout(() => done(before), PATIENCE));
  const current = fresh().then((response) => (response.ok ? response : before));
  return Promise.race([current.catch(() => before), late]);
}

async function fromShell(address: string, request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(address)) ?? fetch(request);
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === catalog) event.respondWith(newest());
  else if (shell.includes(pathname)) event.respondWith(fromShell(pathname, request));
});
