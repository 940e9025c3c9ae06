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
})(e) : e, { is: l, defineProperty: u, getOwnPropertyDescriptor: d, getOwnPropertyNames: ee, getOwnPropertySymbols: te, getPrototypeOf: ne } = Object, f = globalThis, re = f.trustedTypes, ie = re ? re.emptyScript : "", ae = f.reactiveElementPolyfillSupport, p = (e, t) => e, m = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? ie : null;
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
}, h = (e, t) => !l(e, t), g = {
	attribute: !0,
	type: String,
	converter: m,
	reflect: !1,
	useDefault: !1,
	hasChanged: h
};
Symbol.metadata ??= Symbol("metadata"), f.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var _ = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = g) {
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
		return this.elementProperties.get(e) ?? g;
	}
	static _$Ei() {
		if (this.hasOwnProperty(p("elementProperties"))) return;
		let e = ne(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(p("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(p("properties"))) {
			let e = this.properties, t = [...ee(e), ...te(e)];
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
			let i = (n.converter?.toAttribute === void 0 ? m : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? m : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? h)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
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
_.elementStyles = [], _.shadowRootOptions = { mode: "open" }, _[p("elementProperties")] = /* @__PURE__ */ new Map(), _[p("finalized")] = /* @__PURE__ */ new Map(), ae?.({ ReactiveElement: _ }), (f.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var v = globalThis, y = (e) => e, b = v.trustedTypes, oe = b ? b.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, se = "$lit$", x = `lit$${Math.random().toFixed(9).slice(2)}$`, ce = "?" + x, le = `<${ce}>`, S = document, C = () => S.createComment(""), w = (e) => e === null || typeof e != "object" && typeof e != "function", T = Array.isArray, ue = (e) => T(e) || typeof e?.[Symbol.iterator] == "function", E = "[ 	\n\f\r]", D = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, O = /-->/g, k = />/g, A = RegExp(`>|${E}(?:([^\\s"'>=/]+)(${E}*=${E}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), j = /'/g, M = /"/g, N = /^(?:script|style|textarea|title)$/i, P = ((e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}))(1), F = Symbol.for("lit-noChange"), I = Symbol.for("lit-nothing"), L = /* @__PURE__ */ new WeakMap(), R = S.createTreeWalker(S, 129);
function z(e, t) {
	if (!T(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return oe === void 0 ? t : oe.createHTML(t);
}
var de = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = D;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === D ? c[1] === "!--" ? o = O : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = A) : (N.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = A) : o = k : o === A ? c[0] === ">" ? (o = i ?? D, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? A : c[3] === "\"" ? M : j) : o === M || o === j ? o = A : o === O || o === k ? o = D : (o = A, i = void 0);
		let d = o === A && e[t + 1].startsWith("/>") ? " " : "";
		a += o === D ? n + le : l >= 0 ? (r.push(s), n.slice(0, l) + se + n.slice(l) + x + d) : n + x + (l === -2 ? t : d);
	}
	return [z(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, B = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = de(t, n);
		if (this.el = e.createElement(l, r), R.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = R.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(se)) {
					let t = u[o++], n = i.getAttribute(e).split(x), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? pe : r[1] === "?" ? me : r[1] === "@" ? he : U
					}), i.removeAttribute(e);
				} else e.startsWith(x) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (N.test(i.tagName)) {
					let e = i.textContent.split(x), t = e.length - 1;
					if (t > 0) {
						i.textContent = b ? b.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], C()), R.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], C());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === ce) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(x, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += x.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = S.createElement("template");
		return n.innerHTML = e, n;
	}
};
function V(e, t, n = e, r) {
	if (t === F) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = w(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = V(e, i._$AS(e, t.values), i, r)), t;
}
var fe = class {
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
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? S).importNode(t, !0);
		R.currentNode = r;
		let i = R.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new H(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new ge(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = R.nextNode(), a++);
		}
		return R.currentNode = S, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, H = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = I, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
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
		e = V(this, e, t), w(e) ? e === I || e == null || e === "" ? (this._$AH !== I && this._$AR(), this._$AH = I) : e !== this._$AH && e !== F && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? ue(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== I && w(this._$AH) ? this._$AA.nextSibling.data = e : this.T(S.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = B.createElement(z(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new fe(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = L.get(e.strings);
		return t === void 0 && L.set(e.strings, t = new B(e)), t;
	}
	k(t) {
		T(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(C()), this.O(C()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = y(e).nextSibling;
			y(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, U = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = I, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = I;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = V(this, e, t, 0), a = !w(e) || e !== this._$AH && e !== F, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = V(this, r[n + o], t, o), s === F && (s = this._$AH[o]), a ||= !w(s) || s !== this._$AH[o], s === I ? e = I : e !== I && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === I ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, pe = class extends U {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === I ? void 0 : e;
	}
}, me = class extends U {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== I);
	}
}, he = class extends U {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = V(this, e, t, 0) ?? I) === F) return;
		let n = this._$AH, r = e === I && n !== I || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== I && (n === I || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, ge = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		V(this, e);
	}
}, _e = v.litHtmlPolyfillSupport;
_e?.(B, H), (v.litHtmlVersions ??= []).push("3.3.3");
var ve = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new H(t.insertBefore(C(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, W = globalThis, G = class extends _ {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = ve(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return F;
	}
};
G._$litElement$ = !0, G.finalized = !0, W.litElementHydrateSupport?.({ LitElement: G });
var ye = W.litElementPolyfillSupport;
ye?.({ LitElement: G }), (W.litElementVersions ??= []).push("4.2.2");
// node_modules/@lit/reactive-element/decorators/property.js
var be = {
	attribute: !0,
	type: String,
	converter: m,
	reflect: !1,
	hasChanged: h
}, xe = (e = be, t, n) => {
	let { kind: r, metadata: i } = n, a = globalThis.litPropertyMetadata.get(i);
	if (a === void 0 && globalThis.litPropertyMetadata.set(i, a = /* @__PURE__ */ new Map()), r === "setter" && ((e = Object.create(e)).wrapped = !0), a.set(n.name, e), r === "accessor") {
		let { name: r } = n;
		return {
			set(n) {
				let i = t.get.call(this);
				t.set.call(this, n), this.requestUpdate(r, i, e, !0, n);
			},
			init(t) {
				return t !== void 0 && this.C(r, void 0, e, t), t;
			}
		};
	}
	if (r === "setter") {
		let { name: r } = n;
		return function(n) {
			let i = this[r];
			t.call(this, n), this.requestUpdate(r, i, e, !0, n);
		};
	}
	throw Error("Unsupported decorator location: " + r);
};
function Se(e) {
	return (t, n) => typeof n == "object" ? xe(e, t, n) : ((e, t, n) => {
		let r = t.hasOwnProperty(n);
		return t.constructor.createProperty(n, e), r ? Object.getOwnPropertyDescriptor(t, n) : void 0;
	})(e, t, n);
}
// node_modules/@lit/reactive-element/decorators/state.js
function K(e) {
	return Se({
		...e,
		state: !0,
		attribute: !1
	});
}
// src/elements/define.ts
function Ce(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
// src/words/hall/en.ts
var q = {
	console: "Window console",
	token: "Staff token",
	tokenMore: "The token stays in this tab only and is gone when you close it.",
	logIn: "Log in",
	logOut: "Log out",
	chooseWindow: "Which window are you at?",
	windowNumber: "Window number",
	go: "Go",
	noSuchWindow: (e) => `There is no window ${e}.`,
	changeWindow: "Change window",
	window: (e) => `Window ${e}`,
	floor: (e) => ({
		"1F": "1F (ground floor)",
		"2F": "2F (upstairs)",
		B1: "B1 (basement)"
	})[e] ?? e,
	current: "Number at the window",
	nobody: "No number at the window",
	nobodyMore: "Press “Call next” for the next person.",
	statuses: {
		waiting: "waiting",
		called: "called, on the way",
		serving: "being served",
		served: "done",
		missed: "missed",
		cancelled: "given up",
		expired: "expired"
	},
	calledFor: "since the call",
	servingFor: "being served for",
	ready: "Papers ready (ticked by the citizen)",
	lacks: (e) => `Lacks: ${e}`,
	readyUnknown: "Papers: not ticked by the citizen",
	transferred: "sent on from another window",
	acts: {
		next: "Call next",
		recall: "Call again",
		start: "Start",
		served: "Done",
		missed: "Missed",
		hold: "Put aside",
		transfer: "Send on",
		pause: "Pause calling",
		open: "Resume calling",
		undo: "Undo"
	},
	keysOn: "Shortcuts: on",
	keysOff: "Shortcuts: off",
	resume: "Take back",
	requeue: "Queue again",
	onHold: "Put aside",
	missedHere: "Missed",
	waiting: "Waiting",
	people: (e) => e === 1 ? "1 person" : `${e} people`,
	present: (e) => `${e} checked in`,
	coming: "Coming up",
	kept: "Place kept",
	elsewhere: (e) => `at window ${e} now`,
	bound: "has another window to visit first",
	visit: (e) => `Same visit: ${e.join(", ")}`,
	paused: "Calling is paused at this window",
	closed: "This window is closed today",
	undoIn: (e) => `Undo the last step (${e} s left)`,
	transferTo: "Send it on to where?",
	transferSearch: "A window number, or a department",
	transferHint: "The number stays the same and is first in line there.",
	toQueue: (e, t) => `${e}, windows ${t}`,
	noMatch: "No such window or department.",
	cancel: "Don’t send on",
	done: {
		next: (e) => `${e} called`,
		none: "Nobody can be called now.",
		recall: (e) => `${e} called again`,
		start: (e) => `${e} is being served`,
		served: (e) => `${e} is done`,
		missed: (e) => `${e} marked as missed`,
		hold: (e) => `${e} put aside`,
		transfer: (e) => `${e} sent on`,
		resume: (e) => `${e} taken back`,
		requeue: (e) => `${e} waits again`,
		pause: () => "Calling is paused",
		open: () => "Calling goes on",
		undo: () => "The last step was undone"
	},
	lost: "The server can’t be reached. What you see may be out of date; please call nobody by voice until it is back.",
	troubles: {
		network: "No answer came, so it is not known whether it worked. Press again: nobody is called twice.",
		not_staff: "That token is not right. Please enter it again.",
		too_many: "Too many tries. Please wait a minute.",
		unknown_window: "There is no such window or queue.",
		window_busy: "The window still holds a number: finish it, mark it as missed or send it on first.",
		window_idle: "The window holds no number any more; another console may have dealt with it.",
		window_paused: "Calling is paused at this window. Resume calling first.",
		wrong_state: "The number’s state has changed; another console may have dealt with it. This is how it stands now.",
		closed: "That window is closed today, so the number can’t be sent there.",
		nothing_to_undo: "More than 10 seconds have passed; this can’t be undone any more.",
		unavailable: "The ticket system can’t be used right now. Nothing has changed; please press again in a moment.",
		server: "Something went wrong. Press again: nobody is called twice."
	},
	languages: "Language",
	display: "Hall screen",
	number: "Number",
	atWindow: "Window",
	watch: "Please watch for your number",
	latest: "Called before",
	missedHint: "Missed your number? Please ask a volunteer",
	soundOn: "Turn sound on",
	displayLost: "Connection lost: calls may be out of date, please watch the windows"
}, J = {
	console: "窗口叫号台",
	token: "工作人员口令",
	tokenMore: "口令只留在这个标签页，关掉就没有了。",
	logIn: "登录",
	logOut: "退出",
	chooseWindow: "您在几号窗口？",
	windowNumber: "窗口号",
	go: "进入",
	noSuchWindow: (e) => `没有${e}号窗口。`,
	changeWindow: "换窗口",
	window: (e) => `${e}号窗口`,
	floor: (e) => ({
		"1F": "一楼（1F）",
		"2F": "二楼（2F）",
		B1: "地下一层（B1）"
	})[e] ?? e,
	current: "当前号码",
	nobody: "窗口上没有号",
	nobodyMore: "按“叫号”叫下一位。",
	statuses: {
		waiting: "等待中",
		called: "已叫号，等人过来",
		serving: "正在办理",
		served: "已办完",
		missed: "已过号",
		cancelled: "已退号",
		expired: "已过期"
	},
	calledFor: "叫号后",
	servingFor: "已办理",
	ready: "材料齐了（来人自己勾的）",
	lacks: (e) => `还缺：${e}`,
	readyUnknown: "材料：来人没有勾选",
	transferred: "别的窗口转来的",
	acts: {
		next: "叫号",
		recall: "再叫一次",
		start: "开始办理",
		served: "办完",
		missed: "过号",
		hold: "先放一放",
		transfer: "转走",
		pause: "暂停叫号",
		open: "恢复叫号",
		undo: "撤销"
	},
	keysOn: "快捷键：开",
	keysOff: "快捷键：关",
	resume: "接着办",
	requeue: "重新排队",
	onHold: "放着的号",
	missedHere: "过号的号",
	waiting: "等待",
	people: (e) => `${e}人`,
	present: (e) => `已报到${e}人`,
	coming: "接下来",
	kept: "保留位置",
	elsewhere: (e) => `正在${e}号窗口`,
	bound: "先办前一件",
	visit: (e) => `同一趟的号：${e.join("、")}`,
	paused: "这个窗口暂停叫号",
	closed: "这个窗口今天不开",
	undoIn: (e) => `撤销上一步（${e}秒内）`,
	transferTo: "转到哪里？",
	transferSearch: "窗口号，或部门名",
	transferHint: "号码不变，到那边排在最前面。",
	toQueue: (e, t) => `${e}，${t}号窗口`,
	noMatch: "没有这样的窗口或部门。",
	cancel: "不转了",
	done: {
		next: (e) => `已叫${e}号`,
		none: "现在没有可叫的号。",
		recall: (e) => `又叫了一次${e}号`,
		start: (e) => `${e}号开始办理`,
		served: (e) => `${e}号办完了`,
		missed: (e) => `${e}号过号`,
		hold: (e) => `${e}号先放着`,
		transfer: (e) => `${e}号转走了`,
		resume: (e) => `${e}号接着办`,
		requeue: (e) => `${e}号重新排队`,
		pause: () => "已暂停叫号",
		open: () => "已恢复叫号",
		undo: () => "已撤销上一步"
	},
	lost: "连不上服务器。下面可能不是最新的；连上之前请不要口头叫号。",
	troubles: {
		network: "没有收到答复，不知道办成没有。请再按一次，不会叫两次。",
		not_staff: "口令不对，请重新输入。",
		too_many: "试得太多了，请等一分钟再试。",
		unknown_window: "没有这个窗口或队列。",
		window_busy: "窗口上还有一个号，请先办完、过号或转走。",
		window_idle: "窗口上已经没有号了，可能另一台电脑已经处理。",
		window_paused: "这个窗口暂停了叫号，请先恢复。",
		wrong_state: "这个号的状态已经变了，可能另一台电脑已经处理。下面是现在的情况。",
		closed: "那个窗口今天不开，转不过去。",
		nothing_to_undo: "已经过了10秒，撤销不了。",
		unavailable: "取号系统暂时用不了，什么也没有变，请稍后再按。",
		server: "系统出了点问题，请再按一次，不会叫两次。"
	},
	languages: "语言",
	display: "叫号屏",
	number: "号码",
	atWindow: "窗口",
	watch: "请留意叫号",
	latest: "刚才叫过",
	missedHint: "过号了？请找大厅志愿者",
	soundOn: "打开声音",
	displayLost: "连接中断，叫号可能不是最新的，请留意窗口"
}, we = 12e3, Te = "零一二三四五六七八九";
function Ee({ number: e, window: t }) {
	let n = Array.from(e);
	return [{
		lang: "zh-CN",
		text: `请 ${n.map((e) => /\d/.test(e) ? Te[Number(e)] : e).join(" ")} 号，到 ${t} 号窗口。`
	}, {
		lang: "en-US",
		text: `Number ${n.join(" ")}, please go to window ${t}.`
	}];
}
async function De(e) {
	if ("speechSynthesis" in window) for (let { lang: t, text: n } of Ee(e)) await Oe(t, n);
}
function Oe(e, t) {
	return new Promise((n) => {
		let r = new SpeechSynthesisUtterance(t);
		r.lang = e, r.rate = .9;
		let i = () => {
			clearTimeout(a), n();
		}, a = setTimeout(() => {
			speechSynthesis.cancel(), n();
		}, we);
		r.onend = i, r.onerror = i, speechSynthesis.speak(r);
	});
}
var ke = 9e4, Ae = 3e4, je = new Intl.DateTimeFormat("en-CA", {
	timeZone: "Asia/Shanghai",
	dateStyle: "short"
}), Y = (e) => je.format(e), X = (e) => `${e.number} ${e.window} ${e.at}`, Me = class {
	constructor() {
		this.all = [], this.fresh = [], this.known = null;
	}
	take(e) {
		let t = e.map(X);
		if (this.known !== null) {
			let n = this.known, r = e.filter((e, r) => !n.has(t[r] ?? "")).reverse();
			this.fresh = [...this.fresh, ...r].slice(-24);
		}
		this.known = new Set(t), this.all = e;
	}
	next(e) {
		let t = this.fresh.shift();
		return t ? {
			call: t,
			loud: e - Date.parse(t.at) < Ae
		} : null;
	}
	get waiting() {
		return this.fresh.length;
	}
	turnDay(e) {
		let t = Y(e), n = this.all.filter((e) => Y(Date.parse(e.at)) === t), r = n.length !== this.all.length;
		return this.all = n, this.fresh = this.fresh.filter((e) => Y(Date.parse(e.at)) === t), r;
	}
	get newest() {
		return this.all[0] ?? null;
	}
	beside(e, t, n) {
		let r = new Set([...this.fresh, ...e ? [e] : []].map(X)), i = this.all.filter((e) => !r.has(X(e))), a = i.filter((e) => t - Date.parse(e.at) < ke).length, o = Math.max(1, Math.ceil(a / 5)), s = Math.max(0, Math.min(n % o * 5, a - 5));
		return i.slice(s, s + 5);
	}
}, Ne = [659.3, 523.3], Pe = .9, Fe = .45, Ie = class {
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
		return e?.state === "running" ? (Ne.forEach((t, n) => {
			let r = e.currentTime + n * Fe, i = e.createOscillator(), a = e.createGain();
			i.frequency.value = t, a.gain.setValueAtTime(0, r), a.gain.linearRampToValueAtTime(.3, r + .02), a.gain.exponentialRampToValueAtTime(.001, r + Pe), i.connect(a).connect(e.destination), i.start(r), i.stop(r + Pe);
		}), 1.35) : 0;
	}
}, Le = o`*,::before,::after{box-sizing:border-box}[hidden]{display:none !important}:host{--ground:#06201f;--panel:#0c302e;--white:#f4fbf9;--soft:#b9d3cd;--amber:#ffcf5c;display:block;height:100dvh;overflow:hidden;background:var(--ground);color:var(--white);font-family:var(--font);line-height:1.2;font-variant-numeric:tabular-nums;cursor:default}p,h1,h2,ol{margin:0;padding:0;font-size:inherit;font-weight:inherit}.stage{display:grid;grid-template-rows:auto minmax(0,1fr) auto;gap:1.4rem;height:100%;padding:1.6rem 2.2rem 1.3rem}header,footer{display:flex;align-items:center;justify-content:space-between;gap:2rem}.name{display:flex;align-items:center;gap:1rem;font-size:1.8rem;font-weight:600;white-space:nowrap}.name img{width:3.4rem;height:3.4rem}.name small{display:block;color:var(--soft);font-size:1.25rem;font-weight:400}.floor{padding:.35rem 1.2rem;border:.12rem solid var(--soft);border-radius:3rem;font-size:1.8rem;font-weight:600}.clock{white-space:nowrap;font-size:2.9rem;font-weight:600;text-align:end;line-height:1.05}.clock small{display:block;color:var(--soft);font-size:1.25rem;font-weight:400}.lost{padding:.9rem 1.6rem;border-radius:1rem;background:var(--amber);color:#241a00;font-size:2rem;font-weight:600;text-align:center}.lost small{display:block;font-size:1.5rem;font-weight:500}.board{display:grid;grid-template-columns:minmax(0,1.32fr) minmax(0,1fr);gap:2.2rem;min-height:0}.alone{grid-template-columns:minmax(0,1fr)}.out-of-date{opacity:.7;filter:grayscale(1)}.large{display:grid;grid-template-rows:1fr auto 1fr;align-items:center;justify-items:center;border-radius:1.6rem;background:var(--panel);text-align:center;overflow:hidden}.half{display:grid;gap:.4rem;justify-items:center}.caption{color:var(--soft);font-size:2rem}.caption b{margin-inline-start:.6rem;padding:.05rem .8rem;border:.1rem solid var(--soft);border-radius:2rem;color:var(--white);font-weight:600}.large .figure{font-size:16rem;font-weight:700;line-height:.98;letter-spacing:.01em;white-space:nowrap}.large .long{font-size:13rem}.large .window{color:var(--amber)}.rule{width:78%;border:0;border-block-start:.12rem solid #2c5955}.large.new{animation:arrive 1s ease-out 3}.quiet{display:grid;grid-row:1 / -1;gap:1rem;font-size:4rem;font-weight:600}.quiet small{color:var(--soft);font-size:2.4rem;font-weight:400}.before{display:grid;grid-template-rows:auto minmax(0,1fr);min-width:0;min-height:0}.heads,.row{display:grid;grid-template-columns:minmax(0,1fr) max-content;align-items:center;gap:.6rem;padding-inline:.6rem}.heads{padding-block-end:.5rem;color:var(--soft);font-size:1.5rem}.heads :last-child,.row .window{text-align:end}ol{display:grid;grid-template-rows:repeat(5,minmax(0,1fr));list-style:none;min-height:0}.row{border-block-start:.1rem solid #2c5955;font-size:6.25rem;font-weight:600;line-height:1;white-space:nowrap}.row .window{color:var(--amber)}.row small{margin-inline-start:.9rem;color:var(--soft);font-size:1.5rem;font-weight:400;vertical-align:.25em}footer{color:var(--soft);font-size:1.5rem}button{flex:none;min-height:2.6rem;padding:.4rem 1.4rem;border:.1rem solid var(--soft);border-radius:2rem;background:none;color:var(--white);font:inherit;cursor:pointer}button:focus-visible{outline:.2rem solid var(--amber);outline-offset:.2rem}@keyframes arrive{from{background:#22655f}}@media (prefers-reduced-motion:reduce){.large.new{animation:none}}@media (forced-colors:active){.large,.lost{border:.12rem solid CanvasText}.figure,.row > span,.row small{forced-color-adjust:none;color:CanvasText !important}}@media (orientation:portrait){.board{grid-template-columns:minmax(0,1fr);grid-template-rows:minmax(0,1.05fr) minmax(0,1fr)}.alone{grid-template-rows:minmax(0,1fr)}.stage{padding-inline:1.8rem}.large .figure{font-size:14rem}.large .long{font-size:12.5rem}header{gap:1rem}.name small{display:none}.floor{font-size:1.5rem}.clock small,footer{font-size:1.1rem}}`, Re = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function ze(e, t) {
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
var Be = 45e3, Ve = class {
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
async function* He({ url: e, token: t, last: n, signal: r, alive: i }) {
	let a = ze(r, Be);
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
		if (!o.ok || o.body === null) throw new Re("server", o.status);
		let s = o.body.getReader(), c = new TextDecoder(), l = new Ve();
		for (let e = await s.read(); !e.done; e = await s.read()) a.start(), i?.(), yield* l.read(c.decode(e.value, { stream: !0 }));
	} finally {
		a.end();
	}
}
// src/hall/live.ts
var Ue = 2e4, We = 3e3, Ge = 1e3, Ke = class {
	constructor(e) {
		this.following = e, this.own = new AbortController(), this.attempt = new AbortController(), this.heard = performance.now(), this.isConnected = null, this.wake = null;
		let t = setInterval(() => this.watch(), Ge), n = () => {
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
				for await (let e of He({
					url: this.following.url,
					signal: this.attempt.signal
				})) this.take(e);
			} catch (e) {
				let t = e instanceof Re ? e.status : 0;
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
		performance.now() - this.heard < Ue || (this.say(!1), this.attempt.abort());
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
			let n = setTimeout(t, We * (1 + Math.random() / 3));
			this.wake = t;
		});
	}
};
// \0@oxc-project+runtime@0.156.0/helpers/esm/decorate.js
function Z(e, t, n, r) {
	var i = arguments.length, a = i < 3 ? t : r === null ? r = Object.getOwnPropertyDescriptor(t, n) : r, o;
	if (typeof Reflect == "object" && typeof Reflect.decorate == "function") a = Reflect.decorate(e, t, n, r);
	else for (var s = e.length - 1; s >= 0; s--) (o = e[s]) && (a = (i < 3 ? o(a) : i > 3 ? o(t, n, a) : o(t, n)) || a);
	return i > 3 && a && Object.defineProperty(t, n, a), a;
}
// src/hall/display.ts
var qe = 4e3, Je = {
	waiting: 4,
	dwell: 1500
}, Ye = 6e3, Xe = 6e4, Ze = 2, Q = [
	0,
	1,
	2,
	3,
	3,
	3,
	3,
	2,
	1,
	0,
	0,
	0
], Qe = new Intl.DateTimeFormat("zh-CN", {
	timeZone: "Asia/Shanghai",
	hourCycle: "h23",
	timeStyle: "medium"
}), $e = ["zh-CN", "en-GB"].map((e) => new Intl.DateTimeFormat(e, {
	timeZone: "Asia/Shanghai",
	month: "long",
	day: "numeric",
	weekday: "long"
})), et = 4, tt = (e) => new Promise((t) => setTimeout(t, e)), $ = class extends G {
	constructor(...e) {
		super(...e), this.large = null, this.isNew = !1, this.isUpToDate = !0, this.isSoundOn = !1, this.now = null, this.floor = new URLSearchParams(location.search).get("floor"), this.silent = new URLSearchParams(location.search).get("sound") === "off", this.calls = new Me(), this.chime = new Ie(), this.ahead = null, this.isCalling = !1, this.started = performance.now(), this.live = null;
	}
	static {
		this.styles = Le;
	}
	connectedCallback() {
		super.connectedCallback();
		let e = this.floor === null ? "" : `?floor=${encodeURIComponent(this.floor)}`;
		this.live = new Ke({
			url: `/api/v1/display/events${e}`,
			handle: ({ data: e }) => this.take(JSON.parse(e).calls),
			connected: (e) => this.isUpToDate = e,
			time: (e) => {
				this.ahead = e - Date.now(), this.everySecond();
			},
			refused: () => !0
		}), this.tick = setInterval(() => this.everySecond(), 1e3), this.silent || this.turnSoundOn(), this.stayAwake();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.live?.stop(), clearInterval(this.tick);
	}
	render() {
		let { large: e } = this, t = this.calls.beside(e, this.now ?? 0, Math.floor((this.now ?? 0) / Ye)), n = [
			"board",
			this.isUpToDate ? "" : "out-of-date",
			t.length ? "" : "alone"
		].join(" ");
		return P`<div class="stage">
<header>
<h1 class="name">
<img src="/static/favicon.svg" alt="" /><span>市民之家 <small lang="en">Citizen Home</small></span>
</h1>
${this.floor === null ? I : P`<p class="floor">${J.floor(this.floor)}</p>`}
<p class="clock">${this.now === null ? I : this.clock(this.now)}</p>
</header>
<main class=${n}>
<section class=${this.isNew ? "large new" : "large"} aria-live="polite" aria-atomic="true">
${e === null ? this.quiet() : this.largeCall(e)}
</section>
${t.length ? this.callsBefore(t) : I}
</main>
${this.isUpToDate ? this.foot() : this.warning()}
</div>`;
	}
	clock(e) {
		return P`<time>${Qe.format(e)}</time> <small>${$e.map((t) => t.format(e)).join(" · ")}</small>`;
	}
	warning() {
		return P`<p class="lost" role="alert">${J.displayLost} <small lang="en">${q.displayLost}</small></p>`;
	}
	foot() {
		return P`<footer>
<p>${J.missedHint}　<span lang="en">${q.missedHint}</span></p>
${this.isSoundOn || this.silent ? I : P`<button type="button" @click=${() => void this.turnSoundOn()}>
♪ ${J.soundOn} <span lang="en">${q.soundOn}</span>
</button>`}
</footer>`;
	}
	quiet() {
		return P`<p class="quiet">${J.watch} <small lang="en">${q.watch}</small></p>`;
	}
	largeCall({ number: e, window: t, floor: n }) {
		return P`<div class="half">
<p class="caption">${J.number} <span lang="en">${q.number}</span></p>
<p class=${e.length > et ? "figure long" : "figure"}>${e}</p>
</div>
<hr class="rule" aria-hidden="true" />
<div class="half">
<p class="caption">
${J.atWindow} <span lang="en">${q.atWindow}</span>
${this.floor === null ? P`<b>${n}</b>` : I}
</p>
<p class="figure window">${t}</p>
</div>`;
	}
	callsBefore(e) {
		return P`<section class="before" aria-label="${J.latest} ${q.latest}">
<p class="heads" aria-hidden="true">
<span>${J.number} <span lang="en">${q.number}</span></span>
<span>${J.atWindow} <span lang="en">${q.atWindow}</span></span>
</p>
<ol>
${e.map((e) => P`<li class="row">
<span>${e.number}${this.floor === null ? P`<small>${e.floor}</small>` : I}</span>
<span class="window">${e.window}</span>
</li>`)}
</ol>
</section>`;
	}
	take(e) {
		this.calls.take(e), this.large === null && this.calls.waiting === 0 && (this.large = this.calls.newest), this.requestUpdate(), this.callOneByOne();
	}
	async callOneByOne() {
		if (!this.isCalling) {
			this.isCalling = !0;
			try {
				for (let e = this.calls.next(this.now ?? 0); e !== null; e = this.calls.next(this.now ?? 0)) {
					this.large = e.call, this.isNew = !0;
					let t = this.calls.waiting >= Je.waiting, n = e.loud && this.isSoundOn ? this.sound(e.call, !t) : Promise.resolve();
					await Promise.all([n, tt(t ? Je.dwell : qe)]), this.isNew = !1, await this.updateComplete;
				}
				this.large = this.calls.newest;
			} finally {
				this.isCalling = !1;
			}
		}
	}
	async sound(e, t) {
		await tt(this.chime.ring() * 1e3), t && await De(e);
	}
	async turnSoundOn() {
		this.isSoundOn = await this.chime.unlock();
	}
	everySecond() {
		this.ahead !== null && (this.now = Date.now() + this.ahead, this.calls.turnDay(this.now) && (this.large = this.calls.newest));
		let e = Math.floor((performance.now() - this.started) / Xe), t = (Q[e % Q.length] ?? 0) * Ze, n = (Q[(e + 9) % Q.length] ?? 0) * Ze;
		this.style.transform = `translate(${t}px, ${n}px)`;
	}
	async stayAwake() {
		if (!("wakeLock" in navigator)) return;
		let e = () => navigator.wakeLock.request("screen").catch(() => void 0);
		document.addEventListener("visibilitychange", () => {
			document.hidden || e();
		}), await e();
	}
};
Z([K()], $.prototype, "large", void 0), Z([K()], $.prototype, "isNew", void 0), Z([K()], $.prototype, "isUpToDate", void 0), Z([K()], $.prototype, "isSoundOn", void 0), Z([K()], $.prototype, "now", void 0), Ce("ch-display", $);
