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
// src/entries/page.ts
var c = document.querySelector("[data-size-switch]");
function l() {
	let e = a();
	document.documentElement.dataset.size = e, c?.setAttribute("aria-pressed", String(e !== "standard"));
}
c && (c.hidden = !1), c?.addEventListener("click", () => o(a() === "standard" ? "elder" : "standard")), s(l), l();
