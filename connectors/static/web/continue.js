// node_modules/@lit/reactive-element/css-tag.js
var e = globalThis, t = e.ShadowRoot && (e.ShadyCSS === void 0 || e.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, n = Symbol(), r = /* @__PURE__ */ new WeakMap(), i = class {
	constructor(e, t, r) {
		if (this._$cssResult$ = !0, r !== n) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
		this.cssText = e, this.t = t;
	}
	get styleSheet() {
		let e = this.o, n = this.t;
		if (t && e === void 0) {
			let t = n !== void 0 && n.length === 1;
			t && (e = r.get(n)), e === void 0 && ((this.o = e = new CSSStyleSheet()).replaceSync(this.cssText), t && r.set(n, e));
		}
		return e;
	}
	toString() {
		return this.cssText;
	}
}, a = (e) => new i(typeof e == "string" ? e : e + "", void 0, n), o = (e, ...t) => new i(e.length === 1 ? e[0] : t.reduce((t, n, r) => t + ((e) => {
	if (!0 === e._$cssResult$) return e.cssText;
	if (typeof e == "number") return e;
	throw Error("Value passed to 'css' function must be a 'css' function result: " + e + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
})(n) + e[r + 1], e[0]), e, n), s = (n, r) => {
	if (t) n.adoptedStyleSheets = r.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
	else for (let t of r) {
		let r = document.createElement("style"), i = e.litNonce;
		i !== void 0 && r.setAttribute("nonce", i), r.textContent = t.cssText, n.appendChild(r);
	}
}, c = t ? (e) => e : (e) => e instanceof CSSStyleSheet ? ((e) => {
	let t = "";
	for (let n of e.cssRules) t += n.cssText;
	return a(t);
})(e) : e, { is: l, defineProperty: u, getOwnPropertyDescriptor: d, getOwnPropertyNames: f, getOwnPropertySymbols: p, getPrototypeOf: m } = Object, h = globalThis, g = h.trustedTypes, ee = g ? g.emptyScript : "", te = h.reactiveElementPolyfillSupport, _ = (e, t) => e, v = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? ee : null;
				break;
			case Object:
			case Array: e = e == null ? e : JSON.stringify(e);
		}
		return e;
	},
	fromAttribute(e, t) {
		let n = e;
		switch (t) {
			case Boolean:
				n = e !== null;
				break;
			case Number:
				n = e === null ? null : Number(e);
				break;
			case Object:
			case Array: try {
				n = JSON.parse(e);
			} catch {
				n = null;
			}
		}
		return n;
	}
}, y = (e, t) => !l(e, t), b = {
	attribute: !0,
	type: String,
	converter: v,
	reflect: !1,
	useDefault: !1,
	hasChanged: y
};
Symbol.metadata ??= Symbol("metadata"), h.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var x = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = b) {
		if (t.state && (t.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(e) && ((t = Object.create(t)).wrapped = !0), this.elementProperties.set(e, t), !t.noAccessor) {
			let n = Symbol(), r = this.getPropertyDescriptor(e, n, t);
			r !== void 0 && u(this.prototype, e, r);
		}
	}
	static getPropertyDescriptor(e, t, n) {
		let { get: r, set: i } = d(this.prototype, e) ?? {
			get() {
				return this[t];
			},
			set(e) {
				this[t] = e;
			}
		};
		return {
			get: r,
			set(t) {
				let a = r?.call(this);
				i?.call(this, t), this.requestUpdate(e, a, n);
			},
			configurable: !0,
			enumerable: !0
		};
	}
	static getPropertyOptions(e) {
		return this.elementProperties.get(e) ?? b;
	}
	static _$Ei() {
		if (this.hasOwnProperty(_("elementProperties"))) return;
		let e = m(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(_("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(_("properties"))) {
			let e = this.properties, t = [...f(e), ...p(e)];
			for (let n of t) this.createProperty(n, e[n]);
		}
		let e = this[Symbol.metadata];
		if (e !== null) {
			let t = litPropertyMetadata.get(e);
			if (t !== void 0) for (let [e, n] of t) this.elementProperties.set(e, n);
		}
		this._$Eh = /* @__PURE__ */ new Map();
		for (let [e, t] of this.elementProperties) {
			let n = this._$Eu(e, t);
			n !== void 0 && this._$Eh.set(n, e);
		}
		this.elementStyles = this.finalizeStyles(this.styles);
	}
	static finalizeStyles(e) {
		let t = [];
		if (Array.isArray(e)) {
			let n = new Set(e.flat(1 / 0).reverse());
			for (let e of n) t.unshift(c(e));
		} else e !== void 0 && t.push(c(e));
		return t;
	}
	static _$Eu(e, t) {
		let n = t.attribute;
		return !1 === n ? void 0 : typeof n == "string" ? n : typeof e == "string" ? e.toLowerCase() : void 0;
	}
	constructor() {
		super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
	}
	_$Ev() {
		this._$ES = new Promise((e) => this.enableUpdating = e), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((e) => e(this));
	}
	addController(e) {
		(this._$EO ??= /* @__PURE__ */ new Set()).add(e), this.renderRoot !== void 0 && this.isConnected && e.hostConnected?.();
	}
	removeController(e) {
		this._$EO?.delete(e);
	}
	_$E_() {
		let e = /* @__PURE__ */ new Map(), t = this.constructor.elementProperties;
		for (let n of t.keys()) this.hasOwnProperty(n) && (e.set(n, this[n]), delete this[n]);
		e.size > 0 && (this._$Ep = e);
	}
	createRenderRoot() {
		let e = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
		return s(e, this.constructor.elementStyles), e;
	}
	connectedCallback() {
		this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((e) => e.hostConnected?.());
	}
	enableUpdating(e) {}
	disconnectedCallback() {
		this._$EO?.forEach((e) => e.hostDisconnected?.());
	}
	attributeChangedCallback(e, t, n) {
		this._$AK(e, n);
	}
	_$ET(e, t) {
		let n = this.constructor.elementProperties.get(e), r = this.constructor._$Eu(e, n);
		if (r !== void 0 && !0 === n.reflect) {
			let i = (n.converter?.toAttribute === void 0 ? v : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? v : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? y)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
			this.C(e, t, n);
		}
		!1 === this.isUpdatePending && (this._$ES = this._$EP());
	}
	C(e, t, { useDefault: n, reflect: r, wrapped: i }, a) {
		n && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(e) && (this._$Ej.set(e, a ?? t ?? this[e]), !0 !== i || a !== void 0) || (this._$AL.has(e) || (this.hasUpdated || n || (t = void 0), this._$AL.set(e, t)), !0 === r && this._$Em !== e && (this._$Eq ??= /* @__PURE__ */ new Set()).add(e));
	}
	async _$EP() {
		this.isUpdatePending = !0;
		try {
			await this._$ES;
		} catch (e) {
			Promise.reject(e);
		}
		let e = this.scheduleUpdate();
		return e != null && await e, !this.isUpdatePending;
	}
	scheduleUpdate() {
		return this.performUpdate();
	}
	performUpdate() {
		if (!this.isUpdatePending) return;
		if (!this.hasUpdated) {
			if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
				for (let [e, t] of this._$Ep) this[e] = t;
				this._$Ep = void 0;
			}
			let e = this.constructor.elementProperties;
			if (e.size > 0) for (let [t, n] of e) {
				let { wrapped: e } = n, r = this[t];
				!0 !== e || this._$AL.has(t) || r === void 0 || this.C(t, void 0, n, r);
			}
		}
		let e = !1, t = this._$AL;
		try {
			e = this.shouldUpdate(t), e ? (this.willUpdate(t), this._$EO?.forEach((e) => e.hostUpdate?.()), this.update(t)) : this._$EM();
		} catch (t) {
			throw e = !1, this._$EM(), t;
		}
		e && this._$AE(t);
	}
	willUpdate(e) {}
	_$AE(e) {
		this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(e)), this.updated(e);
	}
	_$EM() {
		this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
	}
	get updateComplete() {
		return this.getUpdateComplete();
	}
	getUpdateComplete() {
		return this._$ES;
	}
	shouldUpdate(e) {
		return !0;
	}
	update(e) {
		this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
	}
	updated(e) {}
	firstUpdated(e) {}
};
x.elementStyles = [], x.shadowRootOptions = { mode: "open" }, x[_("elementProperties")] = /* @__PURE__ */ new Map(), x[_("finalized")] = /* @__PURE__ */ new Map(), te?.({ ReactiveElement: x }), (h.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var S = globalThis, ne = (e) => e, C = S.trustedTypes, w = C ? C.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, T = "$lit$", E = `lit$${Math.random().toFixed(9).slice(2)}$`, D = "?" + E, re = `<${D}>`, O = document, k = () => O.createComment(""), A = (e) => e === null || typeof e != "object" && typeof e != "function", j = Array.isArray, ie = (e) => j(e) || typeof e?.[Symbol.iterator] == "function", M = "[ 	\n\f\r]", N = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, ae = /-->/g, oe = />/g, P = RegExp(`>|${M}(?:([^\\s"'>=/]+)(${M}*=${M}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), se = /'/g, ce = /"/g, F = /^(?:script|style|textarea|title)$/i, I = ((e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}))(1), L = Symbol.for("lit-noChange"), R = Symbol.for("lit-nothing"), z = /* @__PURE__ */ new WeakMap(), B = O.createTreeWalker(O, 129);
function V(e, t) {
	if (!j(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return w === void 0 ? t : w.createHTML(t);
}
var le = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = N;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === N ? c[1] === "!--" ? o = ae : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = P) : (F.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = P) : o = oe : o === P ? c[0] === ">" ? (o = i ?? N, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? P : c[3] === "\"" ? ce : se) : o === ce || o === se ? o = P : o === ae || o === oe ? o = N : (o = P, i = void 0);
		let d = o === P && e[t + 1].startsWith("/>") ? " " : "";
		a += o === N ? n + re : l >= 0 ? (r.push(s), n.slice(0, l) + T + n.slice(l) + E + d) : n + E + (l === -2 ? t : d);
	}
	return [V(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, H = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = le(t, n);
		if (this.el = e.createElement(l, r), B.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = B.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(T)) {
					let t = u[o++], n = i.getAttribute(e).split(E), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? de : r[1] === "?" ? fe : r[1] === "@" ? pe : G
					}), i.removeAttribute(e);
				} else e.startsWith(E) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (F.test(i.tagName)) {
					let e = i.textContent.split(E), t = e.length - 1;
					if (t > 0) {
						i.textContent = C ? C.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], k()), B.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], k());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === D) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(E, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += E.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = O.createElement("template");
		return n.innerHTML = e, n;
	}
};
function U(e, t, n = e, r) {
	if (t === L) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = A(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = U(e, i._$AS(e, t.values), i, r)), t;
}
var ue = class {
	constructor(e, t) {
		this._$AV = [], this._$AN = void 0, this._$AD = e, this._$AM = t;
	}
	get parentNode() {
		return this._$AM.parentNode;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	u(e) {
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? O).importNode(t, !0);
		B.currentNode = r;
		let i = B.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new W(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new me(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = B.nextNode(), a++);
		}
		return B.currentNode = O, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, W = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = R, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
	}
	get parentNode() {
		let e = this._$AA.parentNode, t = this._$AM;
		return t !== void 0 && e?.nodeType === 11 && (e = t.parentNode), e;
	}
	get startNode() {
		return this._$AA;
	}
	get endNode() {
		return this._$AB;
	}
	_$AI(e, t = this) {
		e = U(this, e, t), A(e) ? e === R || e == null || e === "" ? (this._$AH !== R && this._$AR(), this._$AH = R) : e !== this._$AH && e !== L && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? ie(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== R && A(this._$AH) ? this._$AA.nextSibling.data = e : this.T(O.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = H.createElement(V(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new ue(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = z.get(e.strings);
		return t === void 0 && z.set(e.strings, t = new H(e)), t;
	}
	k(t) {
		j(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(k()), this.O(k()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = ne(e).nextSibling;
			ne(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, G = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = R, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = R;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = U(this, e, t, 0), a = !A(e) || e !== this._$AH && e !== L, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = U(this, r[n + o], t, o), s === L && (s = this._$AH[o]), a ||= !A(s) || s !== this._$AH[o], s === R ? e = R : e !== R && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === R ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, de = class extends G {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === R ? void 0 : e;
	}
}, fe = class extends G {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== R);
	}
}, pe = class extends G {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = U(this, e, t, 0) ?? R) === L) return;
		let n = this._$AH, r = e === R && n !== R || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== R && (n === R || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, me = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		U(this, e);
	}
}, he = S.litHtmlPolyfillSupport;
he?.(H, W), (S.litHtmlVersions ??= []).push("3.3.3");
var ge = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new W(t.insertBefore(k(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, K = globalThis, q = class extends x {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = ge(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return L;
	}
};
q._$litElement$ = !0, q.finalized = !0, K.litElementHydrateSupport?.({ LitElement: q });
var _e = K.litElementPolyfillSupport;
_e?.({ LitElement: q }), (K.litElementVersions ??= []).push("4.2.2");
// src/api/request.ts
var ve = 2e4, J = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function ye(e, t) {
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
function be(e) {
	return async (t, n, { language: r, token: i, body: a, signal: o }) => {
		let s = { "Accept-Language": r };
		i && (s.Authorization = `Bearer ${i}`), a !== void 0 && (s["Content-Type"] = "application/json");
		let c = ye(o, ve);
		c.start();
		let l, u;
		try {
			let r = {
				method: t,
				headers: s,
				signal: c.signal,
				cache: "no-store",
				credentials: "omit"
			};
			a !== void 0 && (r.body = JSON.stringify(a)), l = await fetch(`${e}/api/v1${n}`, r), u = await l.text();
		} catch {
			throw new J("network");
		} finally {
			c.end();
		}
		if (l.status === 204) return;
		let d = xe(u);
		if (l.ok && d !== null) return d;
		let f = d, p = typeof f?.code == "string" ? f.code : "server", m = typeof f?.detail == "string" ? f.detail : null;
		throw new J(p, l.ok ? 502 : l.status, m);
	};
}
function xe(e) {
	try {
		let t = JSON.parse(e);
		return typeof t == "object" ? t : null;
	} catch {
		return null;
	}
}
function Se() {
	let { crypto: e } = window;
	return e.randomUUID ? e.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (t) => {
		let [n = 0] = e.getRandomValues(/* @__PURE__ */ new Uint8Array(1));
		return (Number(t) ^ n & 15 >> Number(t) / 4).toString(16);
	});
}
// src/conversation/storage.ts
var Y = "citizen-home.", Ce = class {
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
	get(e, t) {
		try {
			let n = this.memory.get(e) ?? this.store?.getItem(Y + e);
			return n == null ? t : JSON.parse(n);
		} catch {
			return t;
		}
	}
	set(e, t) {
		this.memory.delete(e);
		try {
			let n = this.store;
			t === null ? n?.removeItem(Y + e) : n ? n.setItem(Y + e, JSON.stringify(t)) : this.memory.set(e, JSON.stringify(t));
		} catch {
			this.memory.set(e, JSON.stringify(t));
		}
	}
}, X = new Ce("sessionStorage"), we = new Ce("localStorage"), Te = "citizen-home-settings";
function Ee(e = document.documentElement.lang) {
	let t = we.get("language", "");
	return t === "zh" || t === "en" ? t : (e || navigator.language).toLowerCase().startsWith("zh") ? "zh" : "en";
}
function De(e) {
	we.set("language", e), window.dispatchEvent(new Event(Te));
}
// src/elements/define.ts
function Oe(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
// src/styles/base.ts
var ke = o`${a(":root,:host{color-scheme:light dark;--paper:#f6f5f0;--sheet:#fff;--tint:#e4efec;--ink:#17252a;--soft:#4c5b60;--line:#d3d8d4;--edge:#7b8987;--accent:#0b5a57;--on-accent:#fff;--warm:#fdf3dc;--warm-ink:#6b4700;--warm-edge:#c58a1a;--alarm:#9d2318;--alarm-tint:#fdecea;--shade:#0a1e1e38;--target:44px;--radius:.75em;--font:system-ui, -apple-system, \"PingFang SC\", \"Hiragino Sans GB\", \"Microsoft YaHei\", \"HarmonyOS Sans SC\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"Source Han Sans SC\", sans-serif}@media (prefers-color-scheme:dark){:root,:host{--paper:#12191a;--sheet:#1b2425;--tint:#173634;--ink:#e9eeec;--soft:#b3bfbc;--line:#344142;--edge:#7f908d;--accent:#84d3c7;--on-accent:#08211f;--warm:#33290f;--warm-ink:#f3d58c;--warm-edge:#c79a3c;--alarm:#ffb4a8;--alarm-tint:#3a1c19;--shade:#0000008c}}@media (prefers-contrast:more){:root,:host{--soft:var(--ink);--line:var(--ink);--edge:var(--ink)}}@media print{:root,:host{color-scheme:light;--paper:#fff;--sheet:#fff;--tint:#fff;--ink:#000;--soft:#333;--line:#999;--edge:#333;--accent:#000;--on-accent:#fff;--warm:#fff;--warm-ink:#000;--warm-edge:#333;--alarm:#000;--alarm-tint:#fff}}")}`, Z = o`*,::before,::after{box-sizing:border-box}:host{display:block;overflow-wrap:anywhere}[hidden]{display:none !important}h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}a{color:var(--accent);text-underline-offset:.2em}button,.button{display:inline-flex;align-items:center;gap:.4em;font:inherit;line-height:1.35;color:inherit;min-height:var(--target);min-width:var(--target);border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);padding:.35em .85em;cursor:pointer;text-align:start;text-decoration:none;overflow-wrap:anywhere;touch-action:manipulation}@media (hover:hover){button:hover,.button:hover{border-color:var(--accent);background:var(--tint)}}.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}@media (hover:hover){.primary:hover{background:var(--ink);border-color:var(--ink);color:var(--paper)}}.quiet{border-color:transparent;background:none;color:var(--accent);padding-inline:.5em}.grave{border-color:var(--alarm);color:var(--alarm)}@media (hover:hover){.grave:hover{border-color:var(--alarm);background:var(--alarm-tint)}}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentcolor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.rows > div{display:grid;grid-template-columns:minmax(4em,5.5em) 1fr;gap:0 .75em;padding-block:.45em}.rows > div + div{border-block-start:1px solid var(--line)}.rows dt{color:var(--soft)}@container (max-width:17em){.rows > div{display:block}}.whole{white-space:nowrap}@media (forced-colors:active){svg{stroke:currentcolor}.primary.primary{forced-color-adjust:none;border-color:ButtonText;background:ButtonText;color:ButtonFace}[aria-disabled="true"]{border-color:GrayText !important;color:GrayText !important}}`, Ae = (e, t, n, r, i) => `${e ? r : n}${e && e < t ? `${e}–` : ""}${t || 1}${i}`, Q = (e, t) => `${e} ${t}${e === 1 ? "" : "s"}`, je = (e, t, n) => t === "CNY" ? `${Number(e)}${n}` : `${Number(e)} ${t}`, Me = {
	title: "Citizen Home assistant",
	short: "Assistant",
	bot: "automatic, not a person",
	launcher: "Ask us: the Citizen Home assistant",
	unread: (e) => `${e} (new message)`,
	launch: "Ask us",
	close: "Close the assistant",
	languages: "Language",
	size: "Large text",
	sizeMore: "Even larger",
	talkToPerson: "Talk to a person",
	menu: "More",
	privacy: "Privacy",
	privacyText: "No login, no name. ID, mobile and bank card numbers, plates and e-mail addresses are masked before anything is kept. Conversations stay on the center’s server and go to no other company. “Clear my conversation” deletes yours here and there.",
	honest: "I am an automatic assistant, not a person. I answer only from the center’s records and show their source and the day they were checked; what they do not hold, I will say.",
	greeting: "Hello. What do you need to do?",
	lead: "Say it in your own words, in Chinese or English. I tell you what to bring, which floor and window, what it costs and how long it takes, and I can get you a queue number.",
	examples: "You could ask",
	starters: [
		"What do I bring to renew my passport?",
		"I lost my citizen card",
		"Which window for a housing fund rent withdrawal?",
		"Are you open at weekends?"
	],
	conversation: "Conversation",
	question: "Your question",
	placeholder: "What do you need?",
	send: "Send",
	caution: "No ID, phone or bank card numbers, please.",
	empty: "Please write a sentence about what you need.",
	tooLong: (e) => `At most 1000 characters at once: ${e} too many.`,
	left: (e) => `${Q(e, "character")} left.`,
	speak: "Speak your question",
	listening: "Listening; press again when done.",
	speechNote: "Your browser turns the speech into text.",
	speechFailed: "That was not understood. Please say it again, or type it.",
	youSaid: "You said:",
	assistantSaid: "The assistant said:",
	looking: "Looking it up…",
	options: "You can go on with",
	optionsFollow: (e) => `${Q(e, "choice")} below.`,
	chosen: "chosen",
	newest: "See the new answer",
	sendAgain: "Send again",
	loadAgain: "Try again",
	waitingForLine: "No connection. Kept here, and sent as soon as there is one.",
	offline: "There is no connection. What you write is kept here and sent once there is one.",
	online: "Connected again.",
	notSent: (e) => `Not sent. ${e} Your words are still here; nothing is lost.`,
	notTaken: (e) => `That did not work. ${e}`,
	network: "The server can’t be reached; the connection may be down.",
	server: "The system is out of service for the moment.",
	orCall: (e) => `If it is urgent, call ${e}.`,
	historyLost: "The conversation so far can’t be fetched just now.",
	newTalk: "Your last conversation was past its time; this is a new one.",
	readAloud: "Read it to me",
	stopReading: "Stop reading",
	clear: "Clear my conversation",
	clearAsk: "Clear this conversation?",
	clearMore: "It is deleted on this device and on the server, and can’t be continued.",
	clearKeepsTicket: (e) => `${e} stays valid: note the number first.`,
	clearYes: "Clear",
	cancel: "Not now",
	cleared: "The conversation is cleared.",
	clearedHere: "The conversation is cleared on this device. The server can’t be reached now; it is deleted there once it can.",
	stillValid: (e) => `${e} is still valid; please watch the screens in the hall.`,
	bring: (e) => `What to bring (${e})`,
	ticks: "Tick what you have",
	ticked: (e, t) => `${e} of ${t} ready`,
	original: "original",
	copies: (e) => e === 1 ? "1 photocopy" : `${e} photocopies`,
	conditional: "only for some",
	deferrable: "may follow later",
	onlyWhen: (e) => `Only ${e}`,
	where: "Where",
	windows: (e) => `window${/\D/.test(e) ? "s" : ""} ${e}`,
	floor: (e) => ({
		"1F": "1F (ground floor)",
		"2F": "2F (upstairs)",
		B1: "B1 (basement)"
	})[e] ?? e,
	openNow: "open now",
	closedNow: "closed now",
	opensNext: (e) => `opens ${e}`,
	phone: "Phone",
	fee: "Cost",
	free: "free of charge",
	amount: (e, t) => je(e, t, " yuan"),
	time: "How long",
	immediate: "done on the spot if the papers are complete",
	promised: (e) => `within ${Q(e, "working day")}`,
	statutory: (e) => `${Q(e, "working day")} at most by law`,
	comma: ", ",
	joined: (e, t) => `${e} ${t}`,
	atWindow: "the window will tell you",
	source: (e) => `Source: ${e}`,
	checkedOn: (e) => `Checked on ${e}`,
	call: (e) => `Call ${e}`,
	print: "Print the checklist",
	wholePage: "See everything about it",
	plan: "Show the floor plan",
	planLost: "The plan can’t be fetched just now.",
	yourNumber: "Your number",
	ahead: "Ahead of you",
	people: (e) => e === 1 ? "1 person" : `${e} people`,
	wait: "Wait",
	minutes: (e, t) => Ae(e, t, "at most ", "about ", " min"),
	day: "Valid on",
	updated: (e) => `updated ${e}`,
	ticketPage: "Follow it and check in",
	giveUp: "Give up this number",
	giveUpAsk: (e) => `Give up number ${e}?`,
	giveUpMore: "To come back you would need a new number, at the end of the queue.",
	giveUpYes: "Give it up",
	keepIt: "Keep my number",
	goTo: (e) => `Please go to window ${e}`,
	statuses: {
		waiting: "waiting",
		called: "called now",
		serving: "being served",
		served: "done",
		missed: "missed",
		cancelled: "given up",
		expired: "expired"
	},
	events: {
		called: (e, t) => `It is your turn: ${e}, please go to window ${t ?? ""}.`,
		near_turn: (e) => `Nearly your turn: ${e}. Please wait near the windows.`,
		missed: (e) => `${e} was called and nobody came. Please take a new number or ask a volunteer.`,
		expired: (e) => `${e} has expired.`
	}
}, Ne = {
	title: "市民之家助手",
	short: "市民之家助手",
	bot: "自动助手，不是真人",
	launcher: "问一问市民之家助手",
	unread: (e) => `${e}（有新消息）`,
	launch: "问一问",
	close: "关上助手",
	languages: "语言",
	size: "长辈版",
	sizeMore: "字再大些",
	talkToPerson: "找人工",
	menu: "更多",
	privacy: "隐私说明",
	privacyText: "不用登录，不留姓名。身份证号、手机号、银行卡号、车牌和邮箱会先遮住再保存。对话只存在中心的服务器上，不给别的公司。按“清除对话”，两边都删掉。",
	honest: "我是自动助手，不是真人。我只按中心的办事记录回答，写明依据和核对日期；记录里没有的，我会直说。",
	greeting: "您好，您要办什么事？",
	lead: "用自己的话说就行，中文、英文都可以。我告诉您要带什么、去几楼几号窗口、多少钱、要多久，还能帮您取号。",
	examples: "可以这样问",
	starters: [
		"护照到期了要带什么？",
		"市民卡丢了怎么办？",
		"公积金租房提取去哪个窗口？",
		"周末开门吗？"
	],
	conversation: "对话",
	question: "您的问题",
	placeholder: "写一句您要办的事",
	send: "发送",
	caution: "请不要写身份证号、手机号、银行卡号。",
	empty: "请写一句您要办什么事。",
	tooLong: (e) => `一次最多1000个字，还要减${e}个字。`,
	left: (e) => `还能写${e}个字。`,
	speak: "说给助手听",
	listening: "正在听，说完再按一下。",
	speechNote: "语音由您的浏览器识别。",
	speechFailed: "没有听清，请再说一次，或者打字。",
	youSaid: "您说：",
	assistantSaid: "助手说：",
	looking: "正在查记录……",
	options: "可以接着选",
	optionsFollow: (e) => `下面有${e}个选项。`,
	chosen: "已选",
	newest: "看新回答",
	sendAgain: "再发一次",
	loadAgain: "再试一次",
	waitingForLine: "没有网络，先存着。一连上就自动发出。",
	offline: "现在没有网络。您写的话会先存着，连上后自动发出。",
	online: "网络已经连上。",
	notSent: (e) => `没有发出去。${e}您的话还在这里，一个字也没丢。`,
	notTaken: (e) => `没有办成。${e}`,
	network: "连不上服务器，可能是网络断了。",
	server: "系统暂时用不了。",
	orCall: (e) => `急事请打${e}。`,
	historyLost: "之前的对话暂时取不回来。",
	newTalk: "上次的对话过了保存时间，已经重新开始。",
	readAloud: "读给我听",
	stopReading: "不读了",
	clear: "清除对话",
	clearAsk: "清除这段对话吗？",
	clearMore: "这台设备上和服务器上的对话都会删掉，不能再接着聊。",
	clearKeepsTicket: (e) => `${e}号不会退掉，请先记下号码。`,
	clearYes: "清除",
	cancel: "先不",
	cleared: "对话已经清除。",
	clearedHere: "这台设备上的对话已经清除。服务器现在连不上，连上后会自动删掉那边的。",
	stillValid: (e) => `${e}号仍然有效，到时请看大厅的屏幕。`,
	bring: (e) => `要带什么（${e}样）`,
	ticks: "备齐一样，勾一样",
	ticked: (e, t) => `已备${e}样，共${t}样`,
	original: "原件",
	copies: (e) => `复印件${e}份`,
	conditional: "看情况",
	deferrable: "可以后补",
	onlyWhen: (e) => `什么时候要：${e}`,
	where: "在哪里",
	windows: (e) => `${e}号窗口`,
	floor: (e) => ({
		"1F": "一楼（1F）",
		"2F": "二楼（2F）",
		B1: "地下一层（B1）"
	})[e] ?? e,
	openNow: "现在开着",
	closedNow: "现在没开",
	opensNext: (e) => `下次开窗：${e}`,
	phone: "电话",
	fee: "费用",
	free: "不收费",
	amount: (e, t) => je(e, t, "元"),
	time: "多久",
	immediate: "材料齐全，当场办好",
	promised: (e) => `${e}个工作日内办好`,
	statutory: (e) => `法律规定最长${e}个工作日`,
	comma: "，",
	joined: (e, t) => `${e}${t}`,
	atWindow: "以窗口告知为准",
	source: (e) => `依据：${e}`,
	checkedOn: (e) => `核对日期：${e}`,
	call: (e) => `拨打 ${e}`,
	print: "打印清单",
	wholePage: "看全部说明",
	plan: "看平面图",
	planLost: "平面图暂时取不到。",
	yourNumber: "您的号",
	ahead: "前面还有",
	people: (e) => `${e}人`,
	wait: "还要等",
	minutes: (e, t) => Ae(e, t, "最多", "大约", "分钟"),
	day: "哪天有效",
	updated: (e) => `${e}更新`,
	ticketPage: "看进度、报到",
	giveUp: "不要这个号了",
	giveUpAsk: (e) => `真的不要${e}号了吗？`,
	giveUpMore: "退掉以后要重新取号，得从队尾排起。",
	giveUpYes: "不要了",
	keepIt: "留着这个号",
	goTo: (e) => `请到${e}号窗口`,
	statuses: {
		waiting: "排队中",
		called: "正在叫您",
		serving: "正在办理",
		served: "已办完",
		missed: "已过号",
		cancelled: "已退号",
		expired: "已过期"
	},
	events: {
		called: (e, t) => `叫到您了：${e}号，请到${t ?? ""}号窗口。`,
		near_turn: (e) => `快到您了：${e}号，请到窗口附近等。`,
		missed: (e) => `${e}号叫过了没等到您，请重新取号，或问窗口边的志愿者。`,
		expired: (e) => `${e}号已经过期。`
	}
}, Pe = (e) => e === "zh" ? Ne : Me, $ = (e) => e === "zh" ? "zh-CN" : "en";
// src/elements/fire.ts
function Fe(e, t, n = null) {
	e.dispatchEvent(new CustomEvent(t, {
		bubbles: !0,
		composed: !0,
		detail: n
	}));
}
// src/elements/language-switch.ts
var Ie = {
	zh: "中文",
	en: "English"
};
Oe("ch-language", class extends q {
	constructor(...e) {
		super(...e), this.language = "zh";
	}
	static {
		this.properties = { language: {} };
	}
	static {
		this.styles = [Z, o`div{display:flex;flex-wrap:wrap;gap:.15em}button{border-color:transparent;background:none;padding-inline:.45em;justify-content:center}[aria-pressed="true"]{font-weight:700;text-decoration:underline 3px var(--accent);text-underline-offset:.35em}@media (forced-colors:active){[aria-pressed="true"]{outline:2px solid Highlight;outline-offset:-4px}}`];
	}
	render() {
		return I`<div role="group" aria-label=${Pe(this.language).languages}>
${["zh", "en"].map((e) => I`<button
type="button"
lang=${e}
aria-pressed=${e === this.language}
@click=${() => this.choose(e)}
>
${Ie[e]}
</button>`)}
</div>`;
	}
	choose(e) {
		Fe(this, "ch-language", e);
	}
});
// src/words/continue/en.ts
var Le = {
	title: "Continue on this phone",
	more: "The conversation from the tablet continues here, and its queue numbers come along. The code works once, within ten minutes.",
	go: "Continue",
	going: "Connecting…",
	noCode: "There is no code in this address. Please scan it again at the tablet.",
	refused: "This code was used or has expired. Please ask the volunteer for a new one.",
	tooMany: "Too many tries. Please wait a minute.",
	network: "The server can’t be reached. Check the connection and try again; the code is still good.",
	fresh: "Start a new conversation instead"
}, Re = {
	title: "在这台手机上接着办",
	more: "平板上的对话会在这里继续，取到的号也跟过来。码只能用一次，十分钟内有效。",
	go: "接着办",
	going: "正在接上……",
	noCode: "这个网址里没有接续的码。请在平板上重新扫码。",
	refused: "这个码已经用过或过期了。请让志愿者重新生成一个。",
	tooMany: "试得太频繁了，请等一分钟再试。",
	network: "连不上服务器，请检查网络后再试，码还没有用掉。",
	fresh: "不用接续，直接问助手"
};
Oe("ch-continue", class extends q {
	constructor(...e) {
		super(...e), this.language = Ee(""), this.state = "", this.code = location.hash.slice(1), this.speak = (e) => {
			this.language = e.detail, De(e.detail), document.documentElement.lang = $(e.detail);
		}, this.go = async () => {
			if (this.state === "going") return;
			this.state = "going";
			let e = X.get("device", null) ?? Se();
			X.set("device", e);
			try {
				let t = {
					code: this.code,
					device: e
				}, n = await be("")("POST", "/hand-overs/redeem", {
					language: this.language,
					body: t
				});
				if (n.token) {
					for (let e of [
						"unsent",
						"ticked",
						"last-event"
					]) X.set(e, null);
					X.set("token", n.token), X.set("handed-over", !0);
				}
				De(this.language), location.replace(`${n.path}?language=${this.language}`);
			} catch (e) {
				let t = e instanceof J ? e.status : 0;
				this.state = t === 410 || t === 422 ? "refused" : t === 429 ? "tooMany" : "network";
			}
		};
	}
	static {
		this.properties = {
			language: { state: !0 },
			state: { state: !0 }
		};
	}
	static {
		this.styles = [
			ke,
			Z,
			o`main{--target:56px;display:grid;gap:1em;max-width:30em;margin:auto;padding:1.2em;font-size:1.15rem}h1{margin:.6em 0 0;font-size:1.6em;line-height:1.25}button,.button{justify-content:center}.primary{min-height:3.4em;font-size:1.1em}.fault{color:var(--alarm)}`
		];
	}
	connectedCallback() {
		super.connectedCallback(), document.documentElement.lang = $(this.language), this.code === "" && (this.state = "noCode");
	}
	render() {
		let e = this.language === "zh" ? Re : Le, t = this.state === "noCode" || this.state === "refused";
		return I`<main lang=${$(this.language)}>
<ch-language .language=${this.language} @ch-language=${this.speak}></ch-language>
<h1>${e.title}</h1>
${t ? R : I`<p>${e.more}</p>`}
<div role="alert">
${this.state === "" || this.state === "going" ? R : I`<p class="fault">${e[this.state]}</p>`}
</div>
${t ? R : I`<button type="button" class="primary" aria-disabled=${this.state === "going"} @click=${this.go}>
${this.state === "going" ? e.going : e.go}
</button>`}
<a class="button" href="/chat?language=${this.language}">${e.fresh}</a>
</main>`;
	}
});
