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
	n.set("language", e), window.dispatchEvent(new Event(i));
}
function s(e) {
	n.set("size", e), window.dispatchEvent(new Event(i));
}
function c(e) {
	let t = (t) => {
		(t.key === null || t.key.startsWith("citizen-home.")) && e();
	};
	return window.addEventListener(i, e), window.addEventListener("storage", t), () => {
		window.removeEventListener(i, e), window.removeEventListener("storage", t);
	};
}
// src/entries/page.ts
var l = document.querySelector("[data-size-switch]");
function u() {
	let e = a();
	document.documentElement.dataset.size = e, l?.setAttribute("aria-pressed", String(e !== "standard"));
}
for (let e of document.querySelectorAll("[data-needs-script], [data-size-switch]")) e.hidden = !1;
l?.addEventListener("click", () => s(a() === "standard" ? "elder" : "standard")), c(u), u();
var d = new URLSearchParams(location.search).get("language");
(d === "zh" || d === "en") && o(d);
