// src/conversation/storage.ts
var e = "citizen-home.", t = class {
	constructor(e) {
		this.which = e, this.memory = /* @__PURE__ */ new Map();
	}
	get store() {
		try {
			return window[this.which];
		} catch {
			return null;
		}
	}
	get(t, n) {
		try {
			let r = this.memory.get(t) ?? this.store?.getItem(e + t);
			return r == null ? n : JSON.parse(r);
		} catch {
			return n;
		}
	}
	set(t, n) {
		this.memory.delete(t);
		try {
			let r = this.store;
			n === null ? r?.removeItem(e + t) : r ? r.setItem(e + t, JSON.stringify(n)) : this.memory.set(t, JSON.stringify(n));
		} catch {
			this.memory.set(t, JSON.stringify(n));
		}
	}
};
new t("sessionStorage");
var n = new t("localStorage"), r = [
	"standard",
	"elder",
	"elder-larger"
], i = "citizen-home-settings";
function a() {
	let e = n.get("size", "standard");
	return r.includes(e) ? e : "standard";
}
function o(e) {
	n.set("size", e), window.dispatchEvent(new Event(i));
}
function s(e) {
	let t = (t) => {
		(t.key === null || t.key.startsWith("citizen-home.")) && e();
	};
	return window.addEventListener(i, e), window.addEventListener("storage", t), () => {
		window.removeEventListener(i, e), window.removeEventListener("storage", t);
	};
}
// src/hall/chime.ts
var c = [659.3, 523.3], l = .9, u = .45, d = class {
	constructor() {
		this.context = null;
	}
	get unlocked() {
		return this.context?.state === "running";
	}
	async unlock() {
		return typeof AudioContext > "u" ? !1 : (this.context ??= new AudioContext(), this.context.state !== "running" && await Promise.race([this.context.resume().catch(() => void 0), new Promise((e) => setTimeout(e, 300))]), this.unlocked);
	}
	ring() {
		let e = this.context;
		return e?.state === "running" ? (c.forEach((t, n) => {
			let r = e.currentTime + n * u, i = e.createOscillator(), a = e.createGain();
			i.frequency.value = t, a.gain.setValueAtTime(0, r), a.gain.linearRampToValueAtTime(.3, r + .02), a.gain.exponentialRampToValueAtTime(.001, r + l), i.connect(a).connect(e.destination), i.start(r), i.stop(r + l);
		}), 1.35) : 0;
	}
}, f = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function p(e, t) {
	let n = new AbortController(), r = () => n.abort(), i;
	return e?.addEventListener("abort", r), e?.aborted && r(), {
		signal: n.signal,
		start() {
			clearTimeout(i), i = setTimeout(r, t);
		},
		end() {
			clearTimeout(i), e?.removeEventListener("abort", r);
		}
	};
}
// src/api/events.ts
var m = 45e3, h = class {
	constructor() {
		this.rest = "", this.fields = {};
	}
	*read(e) {
		let t = (this.rest + e).split(/\r\n|\n|\r(?!$)/);
		this.rest = t.pop() ?? "";
		for (let e of t) if (e !== "") this.field(e);
		else {
			let { id: e = "", event: t = "message", data: n } = this.fields;
			n !== void 0 && (yield {
				id: e,
				event: t,
				data: n
			}), this.fields = {};
		}
	}
	field(e) {
		let [, t = "", n = ""] = /^([^:]*):? ?(.*)$/.exec(e) ?? [];
		t === "data" ? this.fields.data = this.fields.data === void 0 ? n : `${this.fields.data}\n${n}` : (t === "id" || t === "event") && (this.fields[t] = n);
	}
};
async function* g({ url: e, token: t, last: n, signal: r, alive: i }) {
	let a = p(r, m);
	a.start();
	try {
		let r = {};
		t && (r.Authorization = `Bearer ${t}`), n && (r["Last-Event-ID"] = n);
		let o = await fetch(e, {
			headers: r,
			signal: a.signal,
			cache: "no-store",
			credentials: "omit"
		});
		if (!o.ok || o.body === null) throw new f("server", o.status);
		let s = o.body.getReader(), c = new TextDecoder(), l = new h();
		for (let e = await s.read(); !e.done; e = await s.read()) a.start(), i?.(), yield* l.read(c.decode(e.value, { stream: !0 }));
	} finally {
		a.end();
	}
}
// src/hall/live.ts
var _ = 2e4, v = 3e3, y = 1e3, b = class {
	constructor(e) {
		this.following = e, this.own = new AbortController(), this.attempt = new AbortController(), this.heard = performance.now(), this.isConnected = null, this.wake = null;
		let t = setInterval(() => this.watch(), y), n = () => {
			document.hidden || this.wake?.();
		};
		document.addEventListener("visibilitychange", n), window.addEventListener("online", n), this.own.signal.addEventListener("abort", () => {
			clearInterval(t), document.removeEventListener("visibilitychange", n), window.removeEventListener("online", n), this.attempt.abort(), this.wake?.();
		}), this.run();
	}
	stop() {
		this.own.abort();
	}
	async run() {
		for (; !this.own.signal.aborted;) {
			this.attempt = new AbortController();
			try {
				for await (let e of g({
					url: this.following.url,
					signal: this.attempt.signal
				})) this.take(e);
			} catch (e) {
				let t = e instanceof f ? e.status : 0;
				t >= 400 && t < 500 && t !== 429 && this.following.refused?.(t) === !1 && this.stop();
			}
			await this.rest();
		}
	}
	take(e) {
		if (this.heard = performance.now(), this.say(!0), e.event === "ping") {
			let { at: t } = JSON.parse(e.data);
			this.following.time?.(Date.parse(t));
		} else this.following.handle(e);
	}
	watch() {
		performance.now() - this.heard < _ || (this.say(!1), this.attempt.abort());
	}
	say(e) {
		this.isConnected !== e && (this.isConnected = e, this.following.connected(e));
	}
	rest() {
		return new Promise((e) => {
			let t = () => {
				clearTimeout(n), this.wake = null, e();
			};
			if (this.own.signal.aborted) {
				e();
				return;
			}
			let n = setTimeout(t, v * (1 + Math.random() / 3));
			this.wake = t;
		});
	}
};
// src/hall/parts.ts
function x(e, t) {
	for (let n of ["live", "said"]) S(e.getElementById(n), t.getElementById(n));
	for (let n of e.querySelectorAll("[data-part]")) {
		let e = t.getElementById(n.id);
		e && !n.isEqualNode(e) && C(n, e);
	}
}
function S(e, t) {
	if (e && t) for (let { name: n, value: r } of t.attributes) e.setAttribute(n, r);
}
function C(e, t) {
	let n = e.contains(document.activeElement) ? document.activeElement : null, r = [...e.querySelectorAll("input:checked")].map((e) => e.id), i = [...e.querySelectorAll("details[open]")].map((e) => e.id);
	S(e, t), e.replaceChildren(...t.childNodes);
	for (let t of r) {
		let n = e.ownerDocument.getElementById(t);
		n instanceof HTMLInputElement && (n.checked = !0);
	}
	for (let t of i) {
		let n = e.ownerDocument.getElementById(t);
		n instanceof HTMLDetailsElement && (n.open = !0);
	}
	n && ((n.id ? e.ownerDocument.getElementById(n.id) : null) ?? e).focus({ preventScroll: !0 });
}
// src/entries/ticket.ts
var w = 2e4, T = 4e3, E = [
	"near",
	"called",
	"passed"
], D = [
	200,
	120,
	200
], O = (e) => document.getElementById(e), k = new d(), A = O("ring"), j = document.querySelector("[data-size-switch]"), M = 0, N, P = () => O("live")?.dataset.phase ?? "";
function F() {
	let e = O("said"), t = e?.dataset.words ?? "";
	e && e.textContent !== t && (e.textContent = t);
}
function I(e) {
	document.body.classList.toggle("live", e);
	let t = O("lost");
	t && (t.hidden = e, t.textContent = e ? "" : t.dataset.words ?? "", clearTimeout(N), e || (N = setTimeout(() => void z(), T)));
}
function L(e) {
	let t = new DOMParser().parseFromString(e, "text/html"), n = P();
	return t.getElementById("live") ? (x(document, t), document.title = t.title, F(), P() !== n && E.includes(P()) && R(), A && (A.hidden = ![
		"waiting",
		"near",
		"passed",
		"hold",
		"called"
	].includes(P())), !0) : !1;
}
function R() {
	A?.getAttribute("aria-pressed") !== "false" && k.ring(), "vibrate" in navigator && navigator.userActivation.hasBeenActive && navigator.vibrate(D);
}
async function z() {
	let e = ++M;
	try {
		let t = await fetch(location.href, {
			cache: "no-store",
			headers: { Accept: "text/html" }
		}), n = await t.text();
		e === M && t.ok ? I(L(n)) : t.ok || I(!1);
	} catch {
		I(!1);
	}
}
async function B(e) {
	let t = e.querySelector("button");
	if (t?.getAttribute("aria-disabled") === "true") return;
	t?.setAttribute("aria-disabled", "true");
	let n = ++M;
	try {
		let t = await (await V(e)).text();
		if (n === M && !L(t)) throw Error("not this page");
		O("ticket")?.focus({ preventScroll: !0 }), scrollTo({ top: 0 });
	} catch {
		U(O("live")?.dataset.notSent ?? "");
	} finally {
		t?.removeAttribute("aria-disabled");
	}
}
function V(e) {
	let t = new URLSearchParams();
	for (let [n, r] of new FormData(e)) typeof r == "string" && t.append(n, r);
	return fetch(e.action, {
		method: "POST",
		cache: "no-store",
		body: t
	});
}
async function H(e) {
	let t = ++M;
	try {
		let n = await V(e);
		if (!n.ok) throw Error("not kept");
		let r = await n.text();
		t === M && L(r);
	} catch {
		U(e.dataset.failed ?? "");
	}
}
function U(e) {
	let t = O("notice"), n = document.createElement("p");
	n.className = "notice", n.setAttribute("role", "alert"), n.textContent = e, t?.replaceChildren(n), t?.scrollIntoView({ block: "nearest" });
}
document.addEventListener("change", (e) => {
	let t = e.target.form;
	t?.matches("[data-keep]") && H(t);
}), document.addEventListener("submit", (e) => {
	let t = e.target;
	t.matches("[data-send]") && (e.preventDefault(), B(t));
}), document.addEventListener("pointerdown", () => void k.unlock()), document.addEventListener("keydown", () => void k.unlock()), document.addEventListener("visibilitychange", () => {
	document.hidden || z();
}), document.addEventListener("click", (e) => {
	e.target.closest("#print") && window.print();
}), A?.addEventListener("click", () => {
	let e = A.getAttribute("aria-pressed") === "false";
	A.setAttribute("aria-pressed", String(e)), A.textContent = (e ? A.dataset.on : A.dataset.off) ?? "", e && k.unlock().then(() => k.ring());
});
function W() {
	document.documentElement.dataset.size = a(), j?.setAttribute("aria-pressed", String(a() !== "standard"));
}
j?.addEventListener("click", () => o(a() === "standard" ? "elder" : "standard")), s(W), W(), j?.parentElement && (j.parentElement.hidden = !1), F();
var G = "", K = !1, q = O("live")?.dataset.events;
q && (new b({
	url: q,
	handle: ({ data: e }) => {
		e !== G && z(), G = e;
	},
	connected: (e) => {
		K = e, e ? I(!0) : z();
	},
	refused: () => !1
}), setInterval(() => {
	!K && !document.hidden && z();
}, w));
