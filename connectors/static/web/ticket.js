// src/hall/chime.ts
var e = [659.3, 523.3], t = .9, n = .45, r = class {
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
		let r = this.context;
		return r?.state === "running" ? (e.forEach((e, i) => {
			let a = r.currentTime + i * n, o = r.createOscillator(), s = r.createGain();
			o.frequency.value = e, s.gain.setValueAtTime(0, a), s.gain.linearRampToValueAtTime(.3, a + .02), s.gain.exponentialRampToValueAtTime(.001, a + t), o.connect(s).connect(r.destination), o.start(a), o.stop(a + t);
		}), 1.35) : 0;
	}
}, i = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function a(e, t) {
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
var o = 45e3, s = class {
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
async function* c({ url: e, token: t, last: n, signal: r, alive: c }) {
	let l = a(r, o);
	l.start();
	try {
		let r = {};
		t && (r.Authorization = `Bearer ${t}`), n && (r["Last-Event-ID"] = n);
		let a = await fetch(e, {
			headers: r,
			signal: l.signal,
			cache: "no-store",
			credentials: "omit"
		});
		if (!a.ok || a.body === null) throw new i("server", a.status);
		let o = a.body.getReader(), u = new TextDecoder(), d = new s();
		for (let e = await o.read(); !e.done; e = await o.read()) l.start(), c?.(), yield* d.read(u.decode(e.value, { stream: !0 }));
	} finally {
		l.end();
	}
}
// src/hall/live.ts
var l = 2e4, u = 3e3, d = 1e3, f = class {
	constructor(e) {
		this.following = e, this.own = new AbortController(), this.attempt = new AbortController(), this.heard = performance.now(), this.isConnected = null, this.wake = null;
		let t = setInterval(() => this.watch(), d), n = () => {
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
				for await (let e of c({
					url: this.following.url,
					signal: this.attempt.signal
				})) this.take(e);
			} catch (e) {
				let t = e instanceof i ? e.status : 0;
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
		performance.now() - this.heard < l || (this.say(!1), this.attempt.abort());
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
			let n = setTimeout(t, u * (1 + Math.random() / 3));
			this.wake = t;
		});
	}
};
// src/hall/parts.ts
function p(e, t) {
	for (let n of ["live", "said"]) m(e.getElementById(n), t.getElementById(n));
	for (let n of e.querySelectorAll("[data-part]")) {
		let e = t.getElementById(n.id);
		e && !n.isEqualNode(e) && h(n, e);
	}
}
function m(e, t) {
	if (e && t) for (let { name: n, value: r } of t.attributes) e.setAttribute(n, r);
}
function h(e, t) {
	let n = e.contains(document.activeElement) ? document.activeElement : null, r = [...e.querySelectorAll("input:checked")].map((e) => e.id), i = [...e.querySelectorAll("details[open]")].map((e) => e.id);
	m(e, t), e.replaceChildren(...t.childNodes);
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
var g = 2e4, _ = 4e3, v = [
	"near",
	"called",
	"passed"
], y = [
	200,
	120,
	200
], b = (e) => document.getElementById(e), x = new r(), S = b("ring"), C = 0, w, T = () => b("live")?.dataset.phase ?? "";
function E() {
	let e = b("said"), t = e?.dataset.words ?? "";
	e && e.textContent !== t && (e.textContent = t);
}
function D(e) {
	document.body.classList.toggle("live", e);
	let t = b("lost");
	t && (t.hidden = e, t.textContent = e ? "" : t.dataset.words ?? "", clearTimeout(w), e || (w = setTimeout(() => void A(), _)));
}
function O(e) {
	let t = new DOMParser().parseFromString(e, "text/html"), n = T();
	return t.getElementById("live") ? (p(document, t), document.title = t.title, E(), T() !== n && v.includes(T()) && k(), S && (S.hidden = ![
		"waiting",
		"near",
		"passed",
		"hold",
		"called"
	].includes(T())), !0) : !1;
}
function k() {
	S?.getAttribute("aria-pressed") !== "false" && x.ring(), "vibrate" in navigator && navigator.userActivation.hasBeenActive && navigator.vibrate(y);
}
async function A() {
	let e = ++C;
	try {
		let t = await fetch(location.href, {
			cache: "no-store",
			headers: { Accept: "text/html" }
		}), n = await t.text();
		e === C && t.ok ? D(O(n)) : t.ok || D(!1);
	} catch {
		D(!1);
	}
}
async function j(e) {
	let t = e.querySelector("button");
	if (t?.getAttribute("aria-disabled") === "true") return;
	t?.setAttribute("aria-disabled", "true");
	let n = ++C;
	try {
		let t = await (await M(e)).text();
		if (n === C && !O(t)) throw Error("not this page");
		b("ticket")?.focus({ preventScroll: !0 }), scrollTo({ top: 0 });
	} catch {
		P(b("live")?.dataset.notSent ?? "");
	} finally {
		t?.removeAttribute("aria-disabled");
	}
}
function M(e) {
	let t = new URLSearchParams();
	for (let [n, r] of new FormData(e)) typeof r == "string" && t.append(n, r);
	return fetch(e.action, {
		method: "POST",
		cache: "no-store",
		body: t
	});
}
async function N(e) {
	let t = ++C;
	try {
		let n = await M(e);
		if (!n.ok) throw Error("not kept");
		let r = await n.text();
		t === C && O(r);
	} catch {
		P(e.dataset.failed ?? "");
	}
}
function P(e) {
	let t = b("notice"), n = document.createElement("p");
	n.className = "notice", n.setAttribute("role", "alert"), n.textContent = e, t?.replaceChildren(n), t?.scrollIntoView({ block: "nearest" });
}
document.addEventListener("change", (e) => {
	let t = e.target.form;
	t?.matches("[data-keep]") && N(t);
}), document.addEventListener("submit", (e) => {
	let t = e.target;
	t.matches("[data-send]") && (e.preventDefault(), j(t));
}), document.addEventListener("pointerdown", () => void x.unlock()), document.addEventListener("keydown", () => void x.unlock()), document.addEventListener("visibilitychange", () => {
	document.hidden || A();
}), document.addEventListener("click", (e) => {
	e.target.closest("#print") && window.print();
}), S?.addEventListener("click", () => {
	let e = S.getAttribute("aria-pressed") === "false";
	S.setAttribute("aria-pressed", String(e)), S.textContent = (e ? S.dataset.on : S.dataset.off) ?? "", e && x.unlock().then(() => x.ring());
}), S?.parentElement && (S.parentElement.hidden = !1), E();
var F = "", I = !1, L = b("live")?.dataset.events;
L && (new f({
	url: L,
	handle: ({ data: e }) => {
		e !== F && A(), F = e;
	},
	connected: (e) => {
		I = e, e ? D(!0) : A();
	},
	refused: () => !1
}), setInterval(() => {
	!I && !document.hidden && A();
}, g));
