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
})(e) : e, { is: l, defineProperty: u, getOwnPropertyDescriptor: d, getOwnPropertyNames: f, getOwnPropertySymbols: ee, getPrototypeOf: te } = Object, p = globalThis, ne = p.trustedTypes, re = ne ? ne.emptyScript : "", ie = p.reactiveElementPolyfillSupport, m = (e, t) => e, ae = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? re : null;
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
}, oe = (e, t) => !l(e, t), se = {
	attribute: !0,
	type: String,
	converter: ae,
	reflect: !1,
	useDefault: !1,
	hasChanged: oe
};
Symbol.metadata ??= Symbol("metadata"), p.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var h = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = se) {
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
		return this.elementProperties.get(e) ?? se;
	}
	static _$Ei() {
		if (this.hasOwnProperty(m("elementProperties"))) return;
		let e = te(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(m("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(m("properties"))) {
			let e = this.properties, t = [...f(e), ...ee(e)];
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
			let i = (n.converter?.toAttribute === void 0 ? ae : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? ae : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? oe)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
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
h.elementStyles = [], h.shadowRootOptions = { mode: "open" }, h[m("elementProperties")] = /* @__PURE__ */ new Map(), h[m("finalized")] = /* @__PURE__ */ new Map(), ie?.({ ReactiveElement: h }), (p.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var ce = globalThis, le = (e) => e, ue = ce.trustedTypes, de = ue ? ue.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, fe = "$lit$", g = `lit$${Math.random().toFixed(9).slice(2)}$`, pe = "?" + g, me = `<${pe}>`, _ = document, v = () => _.createComment(""), y = (e) => e === null || typeof e != "object" && typeof e != "function", he = Array.isArray, ge = (e) => he(e) || typeof e?.[Symbol.iterator] == "function", _e = "[ 	\n\f\r]", b = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, ve = /-->/g, ye = />/g, x = RegExp(`>|${_e}(?:([^\\s"'>=/]+)(${_e}*=${_e}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), be = /'/g, xe = /"/g, Se = /^(?:script|style|textarea|title)$/i, S = ((e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}))(1), C = Symbol.for("lit-noChange"), w = Symbol.for("lit-nothing"), Ce = /* @__PURE__ */ new WeakMap(), T = _.createTreeWalker(_, 129);
function we(e, t) {
	if (!he(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return de === void 0 ? t : de.createHTML(t);
}
var Te = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = b;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === b ? c[1] === "!--" ? o = ve : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = x) : (Se.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = x) : o = ye : o === x ? c[0] === ">" ? (o = i ?? b, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? x : c[3] === "\"" ? xe : be) : o === xe || o === be ? o = x : o === ve || o === ye ? o = b : (o = x, i = void 0);
		let d = o === x && e[t + 1].startsWith("/>") ? " " : "";
		a += o === b ? n + me : l >= 0 ? (r.push(s), n.slice(0, l) + fe + n.slice(l) + g + d) : n + g + (l === -2 ? t : d);
	}
	return [we(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, Ee = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = Te(t, n);
		if (this.el = e.createElement(l, r), T.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = T.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(fe)) {
					let t = u[o++], n = i.getAttribute(e).split(g), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? Oe : r[1] === "?" ? ke : r[1] === "@" ? Ae : O
					}), i.removeAttribute(e);
				} else e.startsWith(g) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (Se.test(i.tagName)) {
					let e = i.textContent.split(g), t = e.length - 1;
					if (t > 0) {
						i.textContent = ue ? ue.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], v()), T.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], v());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === pe) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(g, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += g.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = _.createElement("template");
		return n.innerHTML = e, n;
	}
};
function E(e, t, n = e, r) {
	if (t === C) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = y(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = E(e, i._$AS(e, t.values), i, r)), t;
}
var De = class {
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
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? _).importNode(t, !0);
		T.currentNode = r;
		let i = T.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new D(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new je(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = T.nextNode(), a++);
		}
		return T.currentNode = _, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, D = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = w, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
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
		e = E(this, e, t), y(e) ? e === w || e == null || e === "" ? (this._$AH !== w && this._$AR(), this._$AH = w) : e !== this._$AH && e !== C && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? ge(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== w && y(this._$AH) ? this._$AA.nextSibling.data = e : this.T(_.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = Ee.createElement(we(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new De(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = Ce.get(e.strings);
		return t === void 0 && Ce.set(e.strings, t = new Ee(e)), t;
	}
	k(t) {
		he(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(v()), this.O(v()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = le(e).nextSibling;
			le(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, O = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = w, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = w;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = E(this, e, t, 0), a = !y(e) || e !== this._$AH && e !== C, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = E(this, r[n + o], t, o), s === C && (s = this._$AH[o]), a ||= !y(s) || s !== this._$AH[o], s === w ? e = w : e !== w && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === w ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, Oe = class extends O {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === w ? void 0 : e;
	}
}, ke = class extends O {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== w);
	}
}, Ae = class extends O {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = E(this, e, t, 0) ?? w) === C) return;
		let n = this._$AH, r = e === w && n !== w || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== w && (n === w || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, je = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		E(this, e);
	}
}, Me = {
	M: fe,
	P: g,
	A: pe,
	C: 1,
	L: Te,
	R: De,
	D: ge,
	V: E,
	I: D,
	H: O,
	N: ke,
	U: Ae,
	B: Oe,
	F: je
}, Ne = ce.litHtmlPolyfillSupport;
Ne?.(Ee, D), (ce.litHtmlVersions ??= []).push("3.3.3");
var Pe = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new D(t.insertBefore(v(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, Fe = globalThis, k = class extends h {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = Pe(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return C;
	}
};
k._$litElement$ = !0, k.finalized = !0, Fe.litElementHydrateSupport?.({ LitElement: k });
var Ie = Fe.litElementPolyfillSupport;
Ie?.({ LitElement: k }), (Fe.litElementVersions ??= []).push("4.2.2");
// src/conversation/storage.ts
var Le = "citizen-home.", Re = class {
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
			let n = this.memory.get(e) ?? this.store?.getItem(Le + e);
			return n == null ? t : JSON.parse(n);
		} catch {
			return t;
		}
	}
	set(e, t) {
		this.memory.delete(e);
		try {
			let n = this.store;
			t === null ? n?.removeItem(Le + e) : n ? n.setItem(Le + e, JSON.stringify(t)) : this.memory.set(e, JSON.stringify(t));
		} catch {
			this.memory.set(e, JSON.stringify(t));
		}
	}
}, A = new Re("sessionStorage"), ze = new Re("localStorage"), Be = "citizen-home-settings", Ve = (e) => /\p{Script=Han}/u.test(e) ? "zh" : "en";
function He(e = document.documentElement.lang) {
	let t = ze.get("language", "");
	return t === "zh" || t === "en" ? t : (e || navigator.language).toLowerCase().startsWith("zh") ? "zh" : "en";
}
function Ue(e) {
	ze.set("language", e), window.dispatchEvent(new Event(Be));
}
// src/styles/base.ts
var We = o`${a(":root,:host{color-scheme:light dark;--paper:#f6f5f0;--sheet:#fff;--tint:#e4efec;--ink:#17252a;--soft:#4c5b60;--line:#d3d8d4;--edge:#7b8987;--accent:#0b5a57;--on-accent:#fff;--warm:#fdf3dc;--warm-ink:#6b4700;--warm-edge:#c58a1a;--alarm:#9d2318;--alarm-tint:#fdecea;--shade:#0a1e1e38;--target:44px;--radius:.75em;--font:system-ui, -apple-system, \"PingFang SC\", \"Hiragino Sans GB\", \"Microsoft YaHei\", \"HarmonyOS Sans SC\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"Source Han Sans SC\", sans-serif}@media (prefers-color-scheme:dark){:root,:host{--paper:#12191a;--sheet:#1b2425;--tint:#173634;--ink:#e9eeec;--soft:#b3bfbc;--line:#344142;--edge:#7f908d;--accent:#84d3c7;--on-accent:#08211f;--warm:#33290f;--warm-ink:#f3d58c;--warm-edge:#c79a3c;--alarm:#ffb4a8;--alarm-tint:#3a1c19;--shade:#0000008c}}@media (prefers-contrast:more){:root,:host{--soft:var(--ink);--line:var(--ink);--edge:var(--ink)}}@media print{:root,:host{color-scheme:light;--paper:#fff;--sheet:#fff;--tint:#fff;--ink:#000;--soft:#333;--line:#999;--edge:#333;--accent:#000;--on-accent:#fff;--warm:#fff;--warm-ink:#000;--warm-edge:#333;--alarm:#000;--alarm-tint:#fff}}")}`, j = o`*,::before,::after{box-sizing:border-box}:host{display:block;overflow-wrap:anywhere}[hidden]{display:none !important}h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}a{color:var(--accent);text-underline-offset:.2em}button,.button{display:inline-flex;align-items:center;gap:.4em;font:inherit;line-height:1.35;color:inherit;min-height:var(--target);min-width:var(--target);border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);padding:.35em .85em;cursor:pointer;text-align:start;text-decoration:none;overflow-wrap:anywhere;touch-action:manipulation}@media (hover:hover){button:hover,.button:hover{border-color:var(--accent);background:var(--tint)}}.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}@media (hover:hover){.primary:hover{background:var(--ink);border-color:var(--ink);color:var(--paper)}}.quiet{border-color:transparent;background:none;color:var(--accent);padding-inline:.5em}.grave{border-color:var(--alarm);color:var(--alarm)}@media (hover:hover){.grave:hover{border-color:var(--alarm);background:var(--alarm-tint)}}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentcolor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.rows > div{display:grid;grid-template-columns:minmax(4em,5.5em) 1fr;gap:0 .75em;padding-block:.45em}.rows > div + div{border-block-start:1px solid var(--line)}.rows dt{color:var(--soft)}@container (max-width:17em){.rows > div{display:block}}.whole{white-space:nowrap}@media (forced-colors:active){svg{stroke:currentcolor}.primary.primary{forced-color-adjust:none;border-color:ButtonText;background:ButtonText;color:ButtonFace}[aria-disabled="true"]{border-color:GrayText !important;color:GrayText !important}}`;
// src/elements/define.ts
function M(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
M("ch-confirm", class extends k {
	constructor(...e) {
		super(...e), this.question = {
			ask: "",
			more: "",
			yes: "",
			no: ""
		};
	}
	static {
		this.properties = { question: { state: !0 } };
	}
	static {
		this.styles = [j, o`dialog{width:min(26em,calc(100vw - 2em));max-height:calc(100dvh - 2em);padding:1.2em;border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);color:var(--ink);overscroll-behavior:contain}dialog::backdrop{background:rgb(0 0 0 / 55%)}h2{font-size:1.18em;line-height:1.35}p{margin-block:.5em 1em}form{display:flex;flex-wrap:wrap;gap:.6em}button{flex:1 1 7em;justify-content:center;text-align:center}`];
	}
	get dialog() {
		return this.renderRoot.querySelector("dialog");
	}
	async ask(e) {
		this.question = e, await this.updateComplete;
		let t = this.dialog;
		return t.returnValue = "no", t.showModal(), new Promise((e) => {
			t.addEventListener("close", () => e(t.returnValue === "yes"), { once: !0 });
		});
	}
	render() {
		let { ask: e, more: t, yes: n, no: r } = this.question;
		return S`<dialog aria-labelledby="ask" aria-describedby="more" @keydown=${this.kept}>
<h2 id="ask">${e}</h2>
<p id="more">${t}</p>
<form method="dialog">
<button type="submit" value="no">${r}</button>
<button type="submit" value="yes" class="grave">${n}</button>
</form>
</dialog>`;
	}
	kept(e) {
		e.key === "Escape" && e.stopPropagation();
	}
});
// src/words/forms.ts
var Ge = (e, t, n, r, i) => `${e ? r : n}${e && e < t ? `${e}–` : ""}${t || 1}${i}`, N = (e, t) => `${e} ${t}${e === 1 ? "" : "s"}`, Ke = (e, t, n) => t === "CNY" ? `${Number(e)}${n}` : `${Number(e)} ${t}`;
function qe(e) {
	let t = [];
	for (let n of [...e].sort((e, t) => e - t)) {
		let e = t.at(-1);
		e?.[1] === n - 1 ? e[1] = n : t.push([n, n]);
	}
	return t.map(([e, t]) => e === t ? `${e}` : `${e}-${t}`).join(", ");
}
function P(e, t, n) {
	let r = t === "zh" ? "zh-CN" : "en-US";
	return new Intl.DateTimeFormat(r, {
		timeZone: "Asia/Shanghai",
		hourCycle: "h23",
		...n
	}).format(new Date(e));
}
// src/words/en.ts
var Je = {
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
	left: (e) => `${N(e, "character")} left.`,
	speak: "Speak your question",
	listening: "Listening; press again when done.",
	speechNote: "Your browser turns the speech into text.",
	speechFailed: "That was not understood. Please say it again, or type it.",
	youSaid: "You said:",
	assistantSaid: "The assistant said:",
	looking: "Looking it up…",
	options: "You can go on with",
	optionsFollow: (e) => `${N(e, "choice")} below.`,
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
	amount: (e, t) => Ke(e, t, " yuan"),
	time: "How long",
	immediate: "done on the spot if the papers are complete",
	promised: (e) => `within ${N(e, "working day")}`,
	statutory: (e) => `${N(e, "working day")} at most by law`,
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
	minutes: (e, t) => Ge(e, t, "at most ", "about ", " min"),
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
}, Ye = {
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
	amount: (e, t) => Ke(e, t, "元"),
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
	minutes: (e, t) => Ge(e, t, "最多", "大约", "分钟"),
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
}, F = (e) => e === "zh" ? Ye : Je, I = (e) => e === "zh" ? "zh-CN" : "en";
// src/elements/fire.ts
function L(e, t, n = null) {
	e.dispatchEvent(new CustomEvent(t, {
		bubbles: !0,
		composed: !0,
		detail: n
	}));
}
// src/elements/language-switch.ts
var Xe = {
	zh: "中文",
	en: "English"
};
M("ch-language", class extends k {
	constructor(...e) {
		super(...e), this.language = "zh";
	}
	static {
		this.properties = { language: {} };
	}
	static {
		this.styles = [j, o`div{display:flex;flex-wrap:wrap;gap:.15em}button{border-color:transparent;background:none;padding-inline:.45em;justify-content:center}[aria-pressed="true"]{font-weight:700;text-decoration:underline 3px var(--accent);text-underline-offset:.35em}@media (forced-colors:active){[aria-pressed="true"]{outline:2px solid Highlight;outline-offset:-4px}}`];
	}
	render() {
		return S`<div role="group" aria-label=${F(this.language).languages}>
${["zh", "en"].map((e) => S`<button
type="button"
lang=${e}
aria-pressed=${e === this.language}
@click=${() => this.choose(e)}
>
${Xe[e]}
</button>`)}
</div>`;
	}
	choose(e) {
		L(this, "ch-language", e);
	}
});
// src/api/request.ts
var Ze = 2e4, R = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function Qe(e, t) {
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
function $e(e) {
	return async (t, n, { language: r, token: i, body: a, signal: o }) => {
		let s = { "Accept-Language": r };
		i && (s.Authorization = `Bearer ${i}`), a !== void 0 && (s["Content-Type"] = "application/json");
		let c = Qe(o, Ze);
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
			throw new R("network");
		} finally {
			c.end();
		}
		if (l.status === 204) return;
		let d = et(u);
		if (l.ok && d !== null) return d;
		let f = d, ee = typeof f?.code == "string" ? f.code : "server", te = typeof f?.detail == "string" ? f.detail : null;
		throw new R(ee, l.ok ? 502 : l.status, te);
	};
}
function et(e) {
	try {
		let t = JSON.parse(e);
		return typeof t == "object" ? t : null;
	} catch {
		return null;
	}
}
function z() {
	let { crypto: e } = window;
	return e.randomUUID ? e.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (t) => {
		let [n = 0] = e.getRandomValues(/* @__PURE__ */ new Uint8Array(1));
		return (Number(t) ^ n & 15 >> Number(t) / 4).toString(16);
	});
}
// src/conversation/ticks.ts
var tt = "ticked", nt = "citizen-home-ticked", rt = () => A.get(tt, []);
function it(e) {
	A.set(tt, e.length ? e : null), window.dispatchEvent(new Event(nt));
}
function at(e, t) {
	let n = rt().filter((t) => t !== e);
	it(t ? [...n, e] : n);
}
function ot(e) {
	return window.addEventListener(nt, e), () => window.removeEventListener(nt, e);
}
var st = (e) => it(e);
// src/tablet/pack.ts
async function ct() {
	let e = await fetch("/tablet/catalog.json", { credentials: "omit" });
	if (!e.ok) throw Error(`catalog: ${e.status}`);
	return await e.json();
}
var lt = (e, t) => e.materials.map((e) => ({
	name: e.name[t],
	original: e.original,
	copies: e.copies,
	need: e.conditional ? "conditional" : e.deferrable ? "deferrable" : "required",
	condition: e.condition?.[t] ?? null,
	note: e.note?.[t] ?? null
})), ut = [
	"elderly",
	"disabled",
	"pregnant",
	"with_infant",
	"soldier"
], dt = "ABCDEFGHJKLMNPQRSTUVWXYZ";
function ft(e, t = []) {
	let n = new Set([...e, ...t].map(({ letter: e }) => e));
	return Array.from(dt).find((e) => !n.has(e)) ?? `${e.length + 1}`;
}
var pt = (e, t, n) => ({
	id: e,
	letter: t,
	language: n,
	token: null,
	matter: null,
	journey: null,
	ticks: [],
	entries: [],
	told: null,
	introduced: null,
	movedOn: !1
}), mt = (e) => e.token !== null || e.matter !== null || e.journey !== null || e.ticks.length + e.entries.length > 0;
function ht(e, t) {
	let n = e.filter((e) => e.startsWith(`${t}:`)).map((e) => Number(e.slice(t.length + 1))).sort((e, t) => e - t);
	return n.length ? n : null;
}
var gt = (e) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date(e)), _t = (e, t) => e.filter((e) => !t(e.seat) || e.state === "queued").map((e) => t(e.seat) ? {
	...e,
	seat: null,
	session: e.sent ? e.session : null,
	ready: null
} : e);
// node_modules/idb-keyval/dist/index.js
function B(e) {
	return new Promise((t, n) => {
		e.oncomplete = e.onsuccess = () => t(e.result), e.onabort = e.onerror = () => n(e.error);
	});
}
function vt(e, t) {
	let n, r = () => {
		if (n) return n;
		let r = indexedDB.open(e);
		return r.onupgradeneeded = () => r.result.createObjectStore(t), n = B(r), n.then((e) => {
			e.onclose = () => n = void 0;
		}, () => {
			n = void 0;
		}), n;
	};
	return (e, n) => r().then((r) => n(r.transaction(t, e).objectStore(t)));
}
var yt;
function bt() {
	return yt ||= vt("keyval-store", "keyval"), yt;
}
function xt(e, t = bt()) {
	return t("readonly", (t) => B(t.get(e)));
}
function St(e, t, n = bt()) {
	return n("readwrite", (n) => (n.put(t, e), B(n.transaction)));
}
function Ct(e = bt()) {
	return e("readwrite", (e) => (e.clear(), B(e.transaction)));
}
// src/tablet/vault.ts
var wt = null, Tt = !1;
function Et() {
	return wt ??= vt("citizen-home-tablet", "kept"), wt;
}
async function Dt(e, t) {
	if (Tt) return t;
	try {
		return await e(Et());
	} catch {
		return Tt = !0, t;
	}
}
var Ot = (e, t) => Dt(async (n) => await xt(e, n) ?? t, t), kt = (e, t) => Dt((n) => St(e, t, n), void 0), At = () => Dt((e) => Ct(e), void 0), jt = "outdated", Mt = class {
	constructor(e) {
		this.desk = e, this.wanted = [], this.sending = null;
	}
	async restore() {
		this.wanted = await Ot("wanted", []);
	}
	of(e) {
		return this.wanted.filter((t) => t.seat === e);
	}
	get orphans() {
		return this.wanted.filter((e) => e.seat === null);
	}
	get queued() {
		return this.wanted.filter(({ state: e }) => e === "queued");
	}
	want(e, t, n) {
		let r = {
			key: z(),
			seat: e.id,
			letter: e.letter,
			transaction: t,
			priority: n,
			ready: ht(e.ticks, t),
			language: e.language,
			asked: (/* @__PURE__ */ new Date()).toISOString(),
			session: null,
			sent: !1,
			state: "queued",
			ticket: null,
			refusal: null
		};
		return this.wanted = [...this.wanted, r], this.store(), this.send(), r;
	}
	drop(e) {
		this.wanted = this.wanted.filter((t) => t.key !== e), this.store();
	}
	leave(e) {
		this.wanted = _t(this.wanted, e), this.store();
	}
	send() {
		return this.sending ??= this.sendAll().finally(() => this.sending = null), this.sending;
	}
	async sendAll() {
		for (; this.desk.shift !== null;) {
			let e = this.queued[0];
			if (!e || !await this.sendOne(e)) return;
		}
	}
	async sendOne(e) {
		let { desk: t } = this;
		if (!e.sent && gt(e.asked) !== gt((/* @__PURE__ */ new Date()).toISOString())) return this.change(e.key, {
			state: "refused",
			refusal: {
				code: jt,
				detail: null
			}
		}), !0;
		try {
			let n = e.session ?? (e.seat && t.has(e.seat) ? await t.tokenOf(e.seat) : null);
			this.change(e.key, {
				sent: !0,
				session: n
			});
			let { transaction: r, priority: i, ready: a, language: o, key: s } = e, c = {
				transaction: r,
				priority: i,
				ready: a,
				language: o,
				message_id: s,
				...n ? { session: n } : {}
			}, l = {
				language: t.language(),
				token: t.shift?.token,
				body: c
			}, u = await t.ask("POST", "/hall/tickets", l);
			return this.change(e.key, {
				state: "given",
				ticket: u,
				session: null
			}), !0;
		} catch (t) {
			return this.failed(e, t instanceof R ? t : new R("server"));
		}
	}
	async failed(e, { status: t, code: n, detail: r, passing: i }) {
		return t === 401 || t === 403 ? (await this.desk.end(), !1) : !i && (this.change(e.key, {
			state: "refused",
			session: null,
			refusal: {
				code: n,
				detail: r
			}
		}), !0);
	}
	change(e, t) {
		this.wanted = this.wanted.map((n) => n.key === e ? {
			...n,
			...t
		} : n), this.store();
	}
	store() {
		this.desk.store(), kt("wanted", this.wanted);
	}
}, Nt = "shift", Pt = 8e3, Ft = class {
	constructor(e, t) {
		this.language = e, this.changed = t, this.pack = null, this.shift = A.get(Nt, null), this.seats = [], this.current = "", this.isOnline = navigator.onLine, this.isBare = !1, this.byId = /* @__PURE__ */ new Map(), this.endTicks = null, this.lost = () => this.line(!1), this.look = () => {
			!document.hidden && navigator.onLine && (this.isOnline ? this.numbers.send() : this.ask("GET", "/center", { language: this.language() }).catch(() => void 0));
		}, this.ticksChanged = () => {
			let { seat: e } = this, t = rt();
			if (t.join() !== e.ticks.join()) {
				this.change(e.id, { ticks: t });
				for (let n of this.numbers.of(e.id)) this.bring(n.ticket, t);
			}
		};
		let n = $e("");
		this.ask = async (...e) => {
			try {
				let t = await n(...e);
				return this.line(!0), t;
			} catch (e) {
				throw this.line(!(e instanceof R && e.code === "network")), e;
			}
		}, this.numbers = new Mt(this);
	}
	async start() {
		window.addEventListener("online", this.look), window.addEventListener("offline", this.lost), document.addEventListener("visibilitychange", this.look), this.timer = setInterval(this.look, Pt), this.endTicks = ot(this.ticksChanged), await this.numbers.restore(), this.shift === null && await kt("seats", []), this.seats = await Ot("seats", []), this.seats.length === 0 ? this.add() : this.turnTo(A.get("seat", this.seats[0]?.id ?? "")), await this.loadCatalog(), this.prove();
	}
	stop() {
		window.removeEventListener("online", this.look), window.removeEventListener("offline", this.lost), document.removeEventListener("visibilitychange", this.look), clearInterval(this.timer), this.endTicks?.();
	}
	transaction(e) {
		return e === null ? null : this.byId.get(e) ?? null;
	}
	line(e) {
		this.isOnline !== e && (this.isOnline = e, this.changed(), e && this.backOnline());
	}
	async backOnline() {
		await this.loadCatalog(), await this.prove(), await this.numbers.send();
	}
	again() {
		return this.loadCatalog();
	}
	async loadCatalog() {
		try {
			this.pack = await ct(), this.isBare = !1, this.byId.clear();
			for (let e of this.pack.transactions) this.byId.set(e.id, e);
		} catch {
			this.isBare = this.pack === null;
		}
		this.changed();
	}
	async logIn(e, t) {
		let n = {
			volunteer: e,
			pin: t
		};
		this.shift = await this.ask("POST", "/shifts", {
			language: this.language(),
			body: n
		}), A.set(Nt, this.shift), this.changed(), await this.numbers.send();
	}
	async prove() {
		if (this.shift === null) return;
		let e = {
			language: this.language(),
			token: this.shift.token
		};
		try {
			await this.ask("GET", "/shifts/current", e);
		} catch (e) {
			e instanceof R && (e.status === 401 || e.status === 403) && await this.end();
		}
	}
	async end() {
		this.shift = null, A.set(Nt, null), await this.wipe();
	}
	async logOut() {
		let { shift: e } = this;
		if (await this.end(), e === null) return;
		let t = {
			language: this.language(),
			token: e.token
		};
		await this.ask("DELETE", "/shifts/current", t).catch(() => void 0);
	}
	get seat() {
		return this.seats.find(({ id: e }) => e === this.current) ?? this.add();
	}
	add() {
		let e = pt(z(), ft(this.seats, this.numbers.wanted), He(""));
		return this.seats = [...this.seats, e], this.turnTo(e.id), e;
	}
	turnTo(e) {
		this.current = this.seats.some((t) => t.id === e) ? e : this.seats[0]?.id ?? "", A.set("seat", this.current), st(this.seats.find((e) => e.id === this.current)?.ticks ?? []), this.store();
	}
	change(e, t) {
		this.seats = this.seats.map((n) => n.id === e ? {
			...n,
			...t
		} : n), this.store();
	}
	has(e) {
		return this.seats.some((t) => t.id === e);
	}
	leave(e) {
		let t = this.seats.find((t) => t.id === e);
		t && this.erase(t), this.numbers.leave((t) => t === e), this.seats = this.seats.filter((t) => t.id !== e), this.seats.length === 0 ? this.add() : this.turnTo(this.current === e ? this.seats.at(-1)?.id ?? "" : this.current);
	}
	async wipe() {
		for (let e of this.seats) this.erase(e);
		this.seats = [], this.numbers.leave((e) => e !== null), st([]), await At(), this.numbers.store(), this.add();
	}
	get isInUse() {
		return this.shift !== null || this.seats.some(mt);
	}
	erase(e) {
		let t = this.numbers.of(e.id).some(({ state: e }) => e !== "refused");
		if (e.token === null || e.movedOn || t) return;
		let n = {
			language: this.language(),
			token: e.token
		};
		this.ask("DELETE", "/sessions/current", n).catch(() => void 0);
	}
	async tokenOf(e) {
		let t = this.seats.find((t) => t.id === e)?.token;
		if (t) return t;
		let { token: n } = await this.ask("POST", "/sessions", {
			language: this.language(),
			body: {}
		});
		return this.change(e, { token: n }), n;
	}
	async bring(e, t) {
		if (e === null) return;
		let n = { ready: ht(t, e.transaction) ?? [] }, r = `/tickets/${encodeURIComponent(e.reference)}`;
		await this.ask("PATCH", r, {
			language: this.language(),
			body: n
		}).catch(() => void 0);
	}
	store() {
		this.changed(), kt("seats", this.seats);
	}
};
// src/tablet/facts.ts
function It({ fee: e }, t) {
	let n = F(t);
	return e.text ? e.text[t] : e.amount === null ? n.atWindow : e.amount === 0 ? n.free : n.amount(String(e.amount), e.currency);
}
function Lt({ duration: e }, t) {
	let n = F(t);
	if (e.immediate) return n.immediate;
	let { promised_days: r, statutory_days: i } = e;
	return [r === null ? "" : n.promised(r), i === null ? "" : n.statutory(i)].filter(Boolean).join(n.comma) || n.atWindow;
}
var V = (e) => qe(e.windows), Rt = (e) => e.materials.flatMap((e, t) => e.required ? [t] : []), zt = (e, t) => Rt(e).filter((n) => !t.includes(`${e.id}:${n}`)).length, Bt = o`:host{display:flex;flex-direction:column;gap:.6em;min-height:0}label{display:block;font-weight:600;margin-block-end:.25em}.field{position:relative}input{width:100%;min-height:3.2em;padding:.4em 1em;border:2px solid var(--edge);border-radius:var(--radius);background:var(--sheet);color:inherit;font:inherit;font-size:1.12em}input:focus{border-color:var(--accent)}input::placeholder{color:var(--soft);opacity:1}input::-webkit-search-cancel-button{display:none}.clear{position:absolute;inset-block:.3em;inset-inline-end:.3em;min-height:0;background:var(--sheet)}.shelves{display:grid;grid-template-columns:1fr 1fr;border:1px solid var(--edge);border-radius:var(--radius);overflow:hidden}.shelves button{justify-content:center;border:0;border-radius:0;min-height:3em;outline-offset:-4px}.shelves [aria-pressed="true"]{background:var(--accent);color:var(--on-accent);font-weight:600}h2{font-size:1.1em}.back{align-self:start}.count{color:var(--soft);font-size:.92em}.list{display:grid;gap:.4em;list-style:none}.list button{display:grid;gap:.1em;width:100%;min-height:3.6em;align-content:center;padding:.5em .9em;border-color:var(--line)}.list b{font-weight:600;line-height:1.35}.aside{color:var(--soft);font-size:.88em}.list [aria-current]{border-color:var(--accent);background:var(--tint);box-shadow:inset .3em 0 0 var(--accent)}.list .journey{border-style:dashed;border-color:var(--accent)}@media (forced-colors:active){[aria-current],[aria-pressed="true"]{outline:2px solid Highlight;outline-offset:-4px}}`, Vt = .6, Ht = 4, Ut = (e) => {
	let t = Array.from(e.replace(/\s+/g, ""));
	return /\p{Script=Han}/u.test(e) ? [...new Set(t)] : [...new Set(t.slice(1).map((e, n) => `${t[n] ?? ""}${e}`))];
};
function Wt(e, t) {
	if (e === t) return 100;
	let n = 15 * t.length / e.length;
	return e.startsWith(t) ? 80 + n : t.length > 1 && e.includes(t) ? 60 + n : 0;
}
function Gt(e, t) {
	if (t.length === 0) return 0;
	let n = t.filter((t) => e.includes(t)).length / t.length;
	return n < Vt ? 0 : n * 50;
}
function Kt(e, t) {
	return e.map((e) => [e, Math.max(0, ...e.terms.map(t))]).filter(([, e]) => e > 0).sort(([, e], [, t]) => t - e);
}
function qt(e, t, n) {
	let r = t.normalize("NFKC").trim().toLowerCase();
	if (r === "") return [];
	let i = Kt(e, (e) => Wt(e, r));
	if (i.length < Ht) {
		let t = Ut(r), n = new Set(i.map(([e]) => e));
		i.push(...Kt(e, (e) => Gt(e.replace(/\s+/g, ""), t)).filter(([e]) => !n.has(e)));
	}
	return i.slice(0, n).map(([e]) => e);
}
var Jt = (e, t, n = 30) => qt(e.transactions, t, n), Yt = (e, t) => t.trim().length < 2 ? [] : qt(e.journeys, t, 3), Xt = {
	tablet: "Volunteers’ tablet",
	online: "Connected",
	offline: "No network: look things up; numbers are asked for later",
	offlineShort: "Offline",
	noCatalog: "The catalog is not here yet. Please connect and try again.",
	again: "Try again",
	loading: "Fetching the catalog…",
	logIn: "Log in",
	logInTitle: "Volunteers’ log-in",
	logInMore: "You can look things up without logging in. Queue numbers, questions and continuing on a phone need it.",
	volunteer: "Volunteer number",
	pin: "PIN (6 to 12 digits)",
	logOut: "Log out and clear",
	logOutAsk: "Log out?",
	logOutMore: "Everything of the citizens on this tablet is cleared; numbers not yet sent are kept.",
	lookOnly: "Only look things up",
	onShift: (e) => `Volunteer ${e}`,
	troubles: {
		wrong_pin: "The number or the PIN is wrong.",
		too_many: "Too many wrong tries. Please wait some minutes.",
		network: "The server can’t be reached. Without a network there is no log-in; you can still look things up.",
		server: "The system is out of service for the moment. Please try again soon.",
		outdated: "That was asked for on another day and is no longer valid. Please take a new one.",
		no_shift: "The log-in has ended. Please log in again."
	},
	citizens: "Citizens at the tablet",
	citizen: (e) => `Citizen ${e}`,
	next: "Next citizen",
	leave: "This one is done",
	leaveAsk: (e) => `Clear everything of citizen ${e}?`,
	leaveMore: "What was looked up, ticked and said is deleted. Numbers that were given stay.",
	leaveYes: "Clear",
	stay: "Not now",
	handedOut: "Numbers to pass on",
	handedOutMore: "These citizens have left the tablet: please tell them.",
	done: "Told",
	find: "Find a service",
	findHint: "Words, pinyin or initials, such as hz",
	clearSearch: "Clear",
	found: (e) => `${e} found`,
	nothing: "Nothing found. Say it another way, or ask the assistant.",
	departments: "Departments",
	journeys: "Life events",
	results: "Results",
	browse: "How to find",
	backToList: "Back to the list",
	items: (e) => N(e, "service"),
	pick: "Choose a service on the left, or let the citizen say it.",
	pickTitle: "What is it about?",
	where: "Where",
	windows: "Windows",
	fee: "Cost",
	colon: ": ",
	duration: "How long",
	phone: "Phone",
	steps: "Steps",
	who: "Who may apply",
	proxy: "Someone else for you",
	checklist: "Tick together",
	checked: "Everything is there",
	missing: (e) => `${N(e, "required paper")} still missing`,
	noMaterials: "Nothing has to be brought for this.",
	source: (e, t) => `Source: ${e}. Checked on ${t}`,
	take: "Take a number",
	turn: "Show to citizen",
	print: "Print",
	phoneOn: "Continue on phone",
	askTab: "Ask the assistant",
	matterTab: "This service",
	view: "Shown",
	step: (e) => `Step ${e}`,
	takeTitle: "Take a number",
	priority: "Priority",
	priorityMore: "For the queue only; nobody else is shown it.",
	none: "None",
	priorities: {
		elderly: "Elderly",
		disabled: "Disabled",
		pregnant: "Pregnant",
		with_infant: "With an infant",
		soldier: "Soldier"
	},
	takeYes: "Take the number",
	takeOffline: "Note it, take it when connected",
	takeOfflineMore: "There is no network now. This is not a number yet: the citizen is in the queue, and the number known, only once it is connected.",
	needsShift: "Please log in first.",
	provisional: "Not a number yet",
	provisionalMore: (e) => `Noted at ${e}. It is taken automatically once connected, and counts only then`,
	sendingNow: "Taking the number…",
	given: "Given",
	refused: "Not given",
	withdraw: "Not needed",
	ok: "All right",
	number: "Number",
	ahead: (e) => e === 0 ? "nobody ahead" : e === 1 ? "1 person ahead" : `${e} people ahead`,
	yourSide: "The citizen’s side",
	rotate: "Turn it round",
	turnBack: "Back to the volunteer",
	bringThese: "Please bring these; tick what you have",
	yourNumber: "Your number",
	notYet: "You have no number yet: please stay here",
	handOver: "Scan to continue on your own phone",
	handOverMore: "Works once, within ten minutes. Whoever scans it sees this conversation and its queue numbers.",
	making: "Making it…",
	places: {
		web: "Web page",
		telegram: "Telegram",
		wechat: "WeChat"
	},
	how: {
		web: "Scan with the phone’s camera. A web page opens: press “Continue”. No app and no account needed.",
		telegram: "Telegram has to be on the phone; press “Start” when it opens. It is a service abroad: send no ID numbers there.",
		wechat: "Scan with WeChat. If it offers the center’s account, press “Follow”: the conversation goes on there."
	},
	place: "Where to continue",
	left: (e) => `${e} left`,
	overdue: "The code has expired",
	renew: "Make a new one",
	used: "The phone has taken over",
	usedMore: "Conversation and queue numbers are on the phone. You can clear them here.",
	close: "Close",
	qr: (e) => `QR code: ${e}`,
	onlyOnline: "Continuing on the phone needs a network.",
	askOffline: "There is no network: the assistant can’t be asked now; searching on the left works.",
	printTitle: "Print the checklist",
	printMore: "With the ticks, floor and windows, phone and a QR code.",
	a4: "A4 sheet",
	roll: "80 mm roll",
	printedOn: (e) => `Printed on ${e}`,
	scanMore: "Scan for the latest",
	scanTicket: "Scan to follow the queue",
	still: "Still there?",
	stillMore: (e) => `In ${N(e, "second")} everything of the citizens is cleared here and you are logged out.`,
	here: "Still here"
}, Zt = {
	tablet: "志愿者平板",
	online: "已联网",
	offline: "没有网络：能查事项，取号先记着",
	offlineShort: "离线",
	noCatalog: "目录还没有取到。请连上网络再试一次。",
	again: "再试一次",
	loading: "正在取目录……",
	logIn: "登录",
	logInTitle: "志愿者登录",
	logInMore: "查事项不用登录；取号、扫码接续、提问要登录。",
	volunteer: "志愿者编号",
	pin: "密码（6到12位数字）",
	logOut: "退出并清空",
	logOutAsk: "退出登录？",
	logOutMore: "平板上所有市民的内容都会清掉，还没发出的取号会留着。",
	lookOnly: "只查事项",
	onShift: (e) => `志愿者 ${e}`,
	troubles: {
		wrong_pin: "编号或密码不对。",
		too_many: "试错太多次了，请过几分钟再试。",
		network: "连不上服务器。没有网络时不能登录，可以先查事项。",
		server: "系统暂时用不了，请稍后再试。",
		outdated: "这是以前那天要的号，已经不能用，请重新取。",
		no_shift: "登录已失效，请重新登录。"
	},
	citizens: "平板前的市民",
	citizen: (e) => `市民${e}`,
	next: "下一位",
	leave: "这位办好了",
	leaveAsk: (e) => `清空市民${e}的内容？`,
	leaveMore: "查过的、勾过的和对话都会删掉。取到的号不受影响。",
	leaveYes: "清空",
	stay: "先不",
	handedOut: "要转告的号",
	handedOutMore: "市民已经离开平板，请把结果告诉本人。",
	done: "已转告",
	find: "查事项",
	findHint: "说的话、拼音或首字母，例如 hz",
	clearSearch: "清空",
	found: (e) => `找到${e}项`,
	nothing: "没有找到。换个说法，或者直接问助手。",
	departments: "按部门",
	journeys: "按人生大事",
	results: "查到的",
	browse: "怎么找",
	backToList: "回列表",
	items: (e) => `${e}件事`,
	pick: "从左边选一件事，或者让市民自己说。",
	pickTitle: "要办什么？",
	where: "在哪里",
	windows: "窗口",
	fee: "费用",
	colon: "：",
	duration: "多久",
	phone: "电话",
	steps: "怎么办",
	who: "谁能办",
	proxy: "代办",
	checklist: "一起勾一勾",
	checked: "都带齐了",
	missing: (e) => `还差${e}样必带的`,
	noMaterials: "这件事不用带材料。",
	source: (e, t) => `依据：${e}。核对日期：${t}`,
	take: "取号",
	turn: "转给市民看",
	print: "打印",
	phoneOn: "转到手机",
	askTab: "问助手",
	matterTab: "这件事",
	view: "显示",
	step: (e) => `第${e}件`,
	takeTitle: "取一个号",
	priority: "优先照顾",
	priorityMore: "只用来排队，不会显示给别人。",
	none: "不需要",
	priorities: {
		elderly: "老年人",
		disabled: "残疾人",
		pregnant: "孕妇",
		with_infant: "带婴儿",
		soldier: "军人"
	},
	takeYes: "取号",
	takeOffline: "先记下，联网后取",
	takeOfflineMore: "现在没有网络。这不是正式的号：联网后才排上队，号码到时才知道。",
	needsShift: "请先登录。",
	provisional: "还不是号",
	provisionalMore: (e) => `${e}记下，联网后自动去取，取到才算数`,
	sendingNow: "正在取号……",
	given: "已取到",
	refused: "没有取到",
	withdraw: "不要了",
	ok: "知道了",
	number: "号码",
	ahead: (e) => e === 0 ? "前面没有人" : `前面${e}人`,
	yourSide: "给市民看的一面",
	rotate: "上下倒过来",
	turnBack: "转回志愿者",
	bringThese: "请带好这些，有的打勾",
	yourNumber: "您的号",
	notYet: "号还没取到，请先不要走开",
	handOver: "扫码，到自己手机上接着办",
	handOverMore: "十分钟内扫，只能用一次。谁扫，谁就能看到这段对话和取到的号。",
	making: "正在生成……",
	places: {
		web: "手机网页",
		telegram: "Telegram",
		wechat: "微信"
	},
	how: {
		web: "用手机相机或微信扫一扫，打开网页后点“接着办”。不用注册，不用装软件。",
		telegram: "手机上要装好 Telegram，打开后点“开始”。这是境外服务，请不要在里面发证件号码。",
		wechat: "用微信扫一扫。没关注过的先点“关注公众号”，对话就接过来了。"
	},
	place: "到哪里接着",
	left: (e) => `还有${e}`,
	overdue: "码过期了",
	renew: "重新生成",
	used: "手机上已经接上了",
	usedMore: "对话和号都在手机上了，平板上的可以清空。",
	close: "关上",
	qr: (e) => `二维码：${e}`,
	onlyOnline: "要有网络才能接到手机上。",
	askOffline: "没有网络，暂时不能问助手；左边照样可以查。",
	printTitle: "打印清单",
	printMore: "带勾选、楼层窗口、电话和二维码。",
	a4: "A4纸",
	roll: "80毫米小票",
	printedOn: (e) => `打印于${e}`,
	scanMore: "扫码看最新说明",
	scanTicket: "扫码看排队进度",
	still: "还在吗？",
	stillMore: (e) => `${e}秒后清空平板上所有市民的内容并退出登录。`,
	here: "还在"
}, H = (e) => e === "zh" ? Zt : Xt;
M("ch-find", class extends k {
	constructor(...e) {
		super(...e), this.pack = null, this.language = "zh", this.open = null, this.typed = "", this.shelf = "departments", this.department = null, this.emptied = () => {
			this.clear(), this.focus();
		};
	}
	static {
		this.properties = {
			pack: { attribute: !1 },
			language: {},
			open: {},
			typed: { state: !0 },
			shelf: { state: !0 },
			department: { state: !0 }
		};
	}
	static {
		this.styles = [j, Bt];
	}
	clear() {
		this.typed = "", this.department = null;
	}
	focus() {
		this.renderRoot.querySelector("input")?.focus();
	}
	render() {
		let { pack: e, typed: t } = this, n = H(this.language);
		return S`<search>
<label for="find">${n.find}</label>
<div class="field">
<input
id="find"
type="search"
autocomplete="off"
autocapitalize="off"
spellcheck="false"
enterkeyhint="search"
placeholder=${n.findHint}
.value=${t}
@input=${(e) => this.typed = e.target.value}
/>
${t ? S`<button type="button" class="quiet clear" @click=${this.emptied}>${n.clearSearch}</button>` : w}
</div>
</search>
${e === null ? w : t.trim() ? this.results(e) : this.shelves(e)}`;
	}
	results(e) {
		let t = H(this.language), n = Jt(e, this.typed), r = Yt(e, this.typed), i = r.length ? S`<ul class="list">
${r.map((e) => this.journey(e))}
</ul>` : w, a = this.typed.trim().length < 3 && !/\p{Script=Han}/u.test(this.typed);
		return S`<p class="count" role="status">${n.length ? t.found(n.length) : t.nothing}</p>
${a ? w : i}
<ul class="list" id="results">
${n.map((e) => this.matter(e))}
</ul>
${a ? i : w}`;
	}
	shelves(e) {
		let t = H(this.language), n = (e) => () => {
			this.shelf = e, this.department = null;
		}, r = (e) => S`<button type="button" aria-pressed=${this.shelf === e} @click=${n(e)}>${t[e]}</button>`;
		return S`<div class="shelves" role="group" aria-label=${t.browse}>
${r("departments")}${r("journeys")}
</div>
${this.shelf === "journeys" ? S`<ul class="list">
${e.journeys.map((e) => this.journey(e))}
</ul>` : this.departments(e)}`;
	}
	departments(e) {
		let t = H(this.language), n = e.departments.find(({ id: e }) => e === this.department);
		return n ? S`<button type="button" class="quiet back" @click=${() => this.department = null}>
← ${t.departments}
</button>
<h2>${n.name[this.language]}</h2>
<ul class="list">
${e.transactions.filter(({ department: e }) => e === n.id).map((e) => this.matter(e))}
</ul>` : S`<ul class="list">
${e.departments.map((n) => {
			let r = e.transactions.filter(({ department: e }) => e === n.id).length;
			return S`<li>
<button type="button" @click=${() => this.department = n.id}>
<b>${n.name[this.language]}</b>
<span class="aside"
>${F(this.language).floor(n.floor)}${F(this.language).comma}${F(this.language).windows(n.windows_text)}
· ${t.items(r)}</span
>
</button>
</li>`;
		})}
</ul>`;
	}
	matter(e) {
		let { language: t } = this, n = F(t);
		return S`<li>
<button
type="button"
lang=${I(t)}
aria-current=${this.open === e.id ? "true" : w}
@click=${() => L(this, "ch-matter", e.id)}
>
<b>${e.name[t]}</b>
<span class="aside">${n.floor(e.floor)}${n.comma}${n.windows(V(e))}</span>
</button>
</li>`;
	}
	journey(e) {
		let t = H(this.language);
		return S`<li>
<button type="button" class="journey" @click=${() => L(this, "ch-journey", e.id)}>
<b>${e.name[this.language]}</b><span class="aside">${t.items(e.steps.length)}</span>
</button>
</li>`;
	}
});
// src/tablet/dialog-styles.ts
var U = o`dialog{width:min(38em,calc(100vw - 2em));max-height:calc(100dvh - 2em);padding:1.3em;border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);color:var(--ink);overscroll-behavior:contain}dialog::backdrop{background:rgb(0 0 0 / 55%)}h2{font-size:1.35em;line-height:1.3}.matter{font-size:1.1em;font-weight:600}.aside{color:var(--soft);font-size:.9em;font-weight:400}.warm{margin-block:.7em;padding:.5em .8em;border-inline-start:.3em solid var(--warm-edge);background:var(--warm);color:var(--warm-ink)}fieldset{margin:1em 0;padding:0;border:0;min-width:0}legend{padding:0;margin-block-end:.5em;font-weight:600}.options{display:grid;grid-template-columns:repeat(auto-fill,minmax(9em,1fr));gap:.5em}.options label{display:flex;align-items:center;gap:.6em;min-height:3.4em;padding:.3em .9em;border:1px solid var(--edge);border-radius:var(--radius);cursor:pointer}.options label:has(:checked){border-color:var(--accent);background:var(--tint);font-weight:600;box-shadow:inset 0 0 0 1px var(--accent)}.options label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}input[type="radio"]{flex:none;width:1.3em;height:1.3em;margin:0;font:inherit;accent-color:var(--accent);outline:0}.acts{display:flex;flex-wrap:wrap;gap:.6em;margin-block-start:1.1em}.acts button{flex:1 1 9em;justify-content:center;min-height:3.4em}.qr{display:block;width:min(19em,60vw,48dvh);height:auto;margin:.8em auto;border-radius:.4em}.places{display:grid;grid-template-columns:repeat(auto-fit,minmax(7em,1fr));gap:.5em;margin-block:.9em 0}.places button{justify-content:center;min-height:max(60px,3.4em);padding-inline:.4em;text-align:center}.places [aria-pressed="true"]{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}.how{margin-block:.7em 0;text-align:center;text-wrap:balance}@media (forced-colors:active){.places [aria-pressed="true"]{forced-color-adjust:none;border-color:Highlight;background:Highlight;color:HighlightText}}.clock{text-align:center;font-variant-numeric:tabular-nums;font-weight:600}.used{margin-block:1em;padding:1em;border-radius:var(--radius);background:var(--tint);color:var(--ink);font-size:1.15em;text-align:center}.fault{color:var(--alarm);margin-block:.6em}.count{font-size:1.05em;margin-block:.6em 0}.seconds{margin-block:.1em;font-size:min(6em,30dvh);font-weight:700;font-variant-numeric:tabular-nums;line-height:1.1;text-align:center}progress{display:block;width:100%;height:.7em;accent-color:var(--accent)}`, W = /* @__PURE__ */ ((e) => (e[e.Border = -1] = "Border", e[e.Data = 0] = "Data", e[e.Function = 1] = "Function", e[e.Position = 2] = "Position", e[e.Timing = 3] = "Timing", e[e.Alignment = 4] = "Alignment", e))(W || {}), Qt = [0, 1], $t = [1, 0], en = [2, 3], tn = [3, 2], nn = {
	L: Qt,
	M: $t,
	Q: en,
	H: tn
}, rn = /^\d*$/, an = /^[A-Z0-9 $%*+./:-]*$/, on = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", sn = 1, cn = 40, ln = 3, un = 3, G = 40, dn = 10, fn = [
	[
		-1,
		7,
		10,
		15,
		20,
		26,
		18,
		20,
		24,
		30,
		18,
		20,
		24,
		26,
		30,
		22,
		24,
		28,
		30,
		28,
		28,
		28,
		28,
		30,
		30,
		26,
		28,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	],
	[
		-1,
		10,
		16,
		26,
		18,
		24,
		16,
		18,
		22,
		22,
		26,
		30,
		22,
		22,
		24,
		24,
		28,
		28,
		26,
		26,
		26,
		26,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28,
		28
	],
	[
		-1,
		13,
		22,
		18,
		26,
		18,
		24,
		18,
		22,
		20,
		24,
		28,
		26,
		24,
		20,
		30,
		24,
		28,
		28,
		26,
		30,
		28,
		30,
		30,
		30,
		30,
		28,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	],
	[
		-1,
		17,
		28,
		22,
		16,
		22,
		28,
		26,
		26,
		24,
		28,
		24,
		28,
		22,
		24,
		24,
		30,
		28,
		28,
		26,
		28,
		30,
		24,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30,
		30
	]
], pn = [
	[
		-1,
		1,
		1,
		1,
		1,
		1,
		2,
		2,
		2,
		2,
		4,
		4,
		4,
		4,
		4,
		6,
		6,
		6,
		6,
		7,
		8,
		8,
		9,
		9,
		10,
		12,
		12,
		12,
		13,
		14,
		15,
		16,
		17,
		18,
		19,
		19,
		20,
		21,
		22,
		24,
		25
	],
	[
		-1,
		1,
		1,
		1,
		2,
		2,
		4,
		4,
		4,
		5,
		5,
		5,
		8,
		9,
		9,
		10,
		10,
		11,
		13,
		14,
		16,
		17,
		17,
		18,
		20,
		21,
		23,
		25,
		26,
		28,
		29,
		31,
		33,
		35,
		37,
		38,
		40,
		43,
		45,
		47,
		49
	],
	[
		-1,
		1,
		1,
		2,
		2,
		4,
		4,
		6,
		6,
		8,
		8,
		8,
		10,
		12,
		16,
		12,
		17,
		16,
		18,
		21,
		20,
		23,
		23,
		25,
		27,
		29,
		34,
		34,
		35,
		38,
		40,
		43,
		45,
		48,
		51,
		53,
		56,
		59,
		62,
		65,
		68
	],
	[
		-1,
		1,
		1,
		2,
		4,
		4,
		4,
		5,
		6,
		8,
		8,
		11,
		11,
		16,
		16,
		18,
		16,
		19,
		21,
		25,
		25,
		25,
		34,
		30,
		32,
		35,
		37,
		40,
		42,
		45,
		48,
		51,
		54,
		57,
		60,
		63,
		66,
		70,
		74,
		77,
		81
	]
], mn = class {
	constructor(e, t, n, r) {
		if (this.version = e, this.ecc = t, e < sn || e > cn) throw RangeError("Version value out of range");
		if (r < -1 || r > 7) throw RangeError("Mask value out of range");
		this.size = e * 4 + 17;
		let i = Array.from({ length: this.size }).fill(!1);
		for (let e = 0; e < this.size; e++) this.modules.push(i.slice()), this.types.push(i.map(() => 0));
		this.drawFunctionPatterns();
		let a = this.addEccAndInterleave(n);
		if (this.drawCodewords(a), r === -1) {
			let e = 1e9;
			for (let t = 0; t < 8; t++) {
				this.applyMask(t), this.drawFormatBits(t);
				let n = this.getPenaltyScore();
				n < e && (r = t, e = n), this.applyMask(t);
			}
		}
		this.mask = r, this.applyMask(r), this.drawFormatBits(r);
	}
	size;
	mask;
	modules = [];
	types = [];
	getModule(e, t) {
		return e >= 0 && e < this.size && t >= 0 && t < this.size && this.modules[t][e];
	}
	drawFunctionPatterns() {
		for (let e = 0; e < this.size; e++) this.setFunctionModule(6, e, e % 2 == 0, W.Timing), this.setFunctionModule(e, 6, e % 2 == 0, W.Timing);
		this.drawFinderPattern(3, 3), this.drawFinderPattern(this.size - 4, 3), this.drawFinderPattern(3, this.size - 4);
		let e = this.getAlignmentPatternPositions(), t = e.length;
		for (let n = 0; n < t; n++) for (let r = 0; r < t; r++) n === 0 && r === 0 || n === 0 && r === t - 1 || n === t - 1 && r === 0 || this.drawAlignmentPattern(e[n], e[r]);
		this.drawFormatBits(0), this.drawVersion();
	}
	drawFormatBits(e) {
		let t = this.ecc[1] << 3 | e, n = t;
		for (let e = 0; e < 10; e++) n = n << 1 ^ (n >>> 9) * 1335;
		let r = (t << 10 | n) ^ 21522;
		for (let e = 0; e <= 5; e++) this.setFunctionModule(8, e, q(r, e));
		this.setFunctionModule(8, 7, q(r, 6)), this.setFunctionModule(8, 8, q(r, 7)), this.setFunctionModule(7, 8, q(r, 8));
		for (let e = 9; e < 15; e++) this.setFunctionModule(14 - e, 8, q(r, e));
		for (let e = 0; e < 8; e++) this.setFunctionModule(this.size - 1 - e, 8, q(r, e));
		for (let e = 8; e < 15; e++) this.setFunctionModule(8, this.size - 15 + e, q(r, e));
		this.setFunctionModule(8, this.size - 8, !0);
	}
	drawVersion() {
		if (this.version < 7) return;
		let e = this.version;
		for (let t = 0; t < 12; t++) e = e << 1 ^ (e >>> 11) * 7973;
		let t = this.version << 12 | e;
		for (let e = 0; e < 18; e++) {
			let n = q(t, e), r = this.size - 11 + e % 3, i = Math.floor(e / 3);
			this.setFunctionModule(r, i, n), this.setFunctionModule(i, r, n);
		}
	}
	drawFinderPattern(e, t) {
		for (let n = -4; n <= 4; n++) for (let r = -4; r <= 4; r++) {
			let i = Math.max(Math.abs(r), Math.abs(n)), a = e + r, o = t + n;
			a >= 0 && a < this.size && o >= 0 && o < this.size && this.setFunctionModule(a, o, i !== 2 && i !== 4, W.Position);
		}
	}
	drawAlignmentPattern(e, t) {
		for (let n = -2; n <= 2; n++) for (let r = -2; r <= 2; r++) this.setFunctionModule(e + r, t + n, Math.max(Math.abs(r), Math.abs(n)) !== 1, W.Alignment);
	}
	setFunctionModule(e, t, n, r = W.Function) {
		this.modules[t][e] = n, this.types[t][e] = r;
	}
	addEccAndInterleave(e) {
		let t = this.version, n = this.ecc;
		if (e.length !== J(t, n)) throw RangeError("Invalid argument");
		let r = pn[n[0]][t], i = fn[n[0]][t], a = Math.floor(On(t) / 8), o = r - a % r, s = Math.floor(a / r), c = [], l = kn(i);
		for (let t = 0, n = 0; t < r; t++) {
			let r = e.slice(n, n + s - i + (t < o ? 0 : 1));
			n += r.length;
			let a = An(r, l);
			t < o && r.push(0), c.push(r.concat(a));
		}
		let u = [];
		for (let e = 0; e < c[0].length; e++) c.forEach((t, n) => {
			(e !== s - i || n >= o) && u.push(t[e]);
		});
		return u;
	}
	drawCodewords(e) {
		if (e.length !== Math.floor(On(this.version) / 8)) throw RangeError("Invalid argument");
		let t = 0;
		for (let n = this.size - 1; n >= 1; n -= 2) {
			n === 6 && (n = 5);
			for (let r = 0; r < this.size; r++) for (let i = 0; i < 2; i++) {
				let a = n - i, o = n + 1 & 2 ? r : this.size - 1 - r;
				!this.types[o][a] && t < e.length * 8 && (this.modules[o][a] = q(e[t >>> 3], 7 - (t & 7)), t++);
			}
		}
	}
	applyMask(e) {
		if (e < 0 || e > 7) throw RangeError("Mask value out of range");
		for (let t = 0; t < this.size; t++) for (let n = 0; n < this.size; n++) {
			let r;
			switch (e) {
				case 0:
					r = (n + t) % 2 == 0;
					break;
				case 1:
					r = t % 2 == 0;
					break;
				case 2:
					r = n % 3 == 0;
					break;
				case 3:
					r = (n + t) % 3 == 0;
					break;
				case 4:
					r = (Math.floor(n / 3) + Math.floor(t / 2)) % 2 == 0;
					break;
				case 5:
					r = n * t % 2 + n * t % 3 == 0;
					break;
				case 6:
					r = (n * t % 2 + n * t % 3) % 2 == 0;
					break;
				case 7:
					r = ((n + t) % 2 + n * t % 3) % 2 == 0;
					break;
				default: throw Error("Unreachable");
			}
			!this.types[t][n] && r && (this.modules[t][n] = !this.modules[t][n]);
		}
	}
	getPenaltyScore() {
		let e = 0;
		for (let t = 0; t < this.size; t++) {
			let n = !1, r = 0, i = [
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			for (let a = 0; a < this.size; a++) this.modules[t][a] === n ? (r++, r === 5 ? e += ln : r > 5 && e++) : (this.finderPenaltyAddHistory(r, i), n || (e += this.finderPenaltyCountPatterns(i) * G), n = this.modules[t][a], r = 1);
			e += this.finderPenaltyTerminateAndCount(n, r, i) * G;
		}
		for (let t = 0; t < this.size; t++) {
			let n = !1, r = 0, i = [
				0,
				0,
				0,
				0,
				0,
				0,
				0
			];
			for (let a = 0; a < this.size; a++) this.modules[a][t] === n ? (r++, r === 5 ? e += ln : r > 5 && e++) : (this.finderPenaltyAddHistory(r, i), n || (e += this.finderPenaltyCountPatterns(i) * G), n = this.modules[a][t], r = 1);
			e += this.finderPenaltyTerminateAndCount(n, r, i) * G;
		}
		for (let t = 0; t < this.size - 1; t++) for (let n = 0; n < this.size - 1; n++) {
			let r = this.modules[t][n];
			r === this.modules[t][n + 1] && r === this.modules[t + 1][n] && r === this.modules[t + 1][n + 1] && (e += un);
		}
		let t = 0;
		for (let e of this.modules) t = e.reduce((e, t) => e + +!!t, t);
		let n = this.size * this.size, r = Math.ceil(Math.abs(t * 20 - n * 10) / n) - 1;
		return e += r * dn, e;
	}
	getAlignmentPatternPositions() {
		if (this.version === 1) return [];
		{
			let e = Math.floor(this.version / 7) + 2, t = this.version === 32 ? 26 : Math.ceil((this.version * 4 + 4) / (e * 2 - 2)) * 2, n = [6];
			for (let r = this.size - 7; n.length < e; r -= t) n.splice(1, 0, r);
			return n;
		}
	}
	finderPenaltyCountPatterns(e) {
		let t = e[1], n = t > 0 && e[2] === t && e[3] === t * 3 && e[4] === t && e[5] === t;
		return (n && e[0] >= t * 4 && e[6] >= t ? 1 : 0) + (n && e[6] >= t * 4 && e[0] >= t ? 1 : 0);
	}
	finderPenaltyTerminateAndCount(e, t, n) {
		return e && (this.finderPenaltyAddHistory(t, n), t = 0), t += this.size, this.finderPenaltyAddHistory(t, n), this.finderPenaltyCountPatterns(n);
	}
	finderPenaltyAddHistory(e, t) {
		t[0] === 0 && (e += this.size), t.pop(), t.unshift(e);
	}
};
function K(e, t, n) {
	if (t < 0 || t > 31 || e >>> t) throw RangeError("Value out of range");
	for (let r = t - 1; r >= 0; r--) n.push(e >>> r & 1);
}
function q(e, t) {
	return !!(e >>> t & 1);
}
var hn = class {
	constructor(e, t, n) {
		if (this.mode = e, this.numChars = t, this.bitData = n, t < 0) throw RangeError("Invalid argument");
		this.bitData = n.slice();
	}
	getData() {
		return this.bitData.slice();
	}
}, gn = [
	1,
	10,
	12,
	14
], _n = [
	2,
	9,
	11,
	13
], vn = [
	4,
	8,
	16,
	16
];
function yn(e, t) {
	return e[Math.floor((t + 7) / 17) + 1];
}
function bn(e) {
	let t = [];
	for (let n of e) K(n, 8, t);
	return new hn(vn, e.length, t);
}
function xn(e) {
	if (!wn(e)) throw RangeError("String contains non-numeric characters");
	let t = [];
	for (let n = 0; n < e.length;) {
		let r = Math.min(e.length - n, 3);
		K(Number.parseInt(e.substring(n, n + r), 10), r * 3 + 1, t), n += r;
	}
	return new hn(gn, e.length, t);
}
function Sn(e) {
	if (!Tn(e)) throw RangeError("String contains unencodable characters in alphanumeric mode");
	let t = [], n = 0;
	for (; n + 2 <= e.length; n += 2) {
		let r = on.indexOf(e.charAt(n)) * 45;
		r += on.indexOf(e.charAt(n + 1)), K(r, 11, t);
	}
	return n < e.length && K(on.indexOf(e.charAt(n)), 6, t), new hn(_n, e.length, t);
}
function Cn(e) {
	return e === "" ? [] : wn(e) ? [xn(e)] : Tn(e) ? [Sn(e)] : [bn(Dn(e))];
}
function wn(e) {
	return rn.test(e);
}
function Tn(e) {
	return an.test(e);
}
function En(e, t) {
	let n = 0;
	for (let r of e) {
		let e = yn(r.mode, t);
		if (r.numChars >= 1 << e) return Infinity;
		n += 4 + e + r.bitData.length;
	}
	return n;
}
function Dn(e) {
	e = encodeURI(e);
	let t = [];
	for (let n = 0; n < e.length; n++) e.charAt(n) === "%" ? (t.push(Number.parseInt(e.substring(n + 1, n + 3), 16)), n += 2) : t.push(e.charCodeAt(n));
	return t;
}
function On(e) {
	if (e < sn || e > cn) throw RangeError("Version number out of range");
	let t = (16 * e + 128) * e + 64;
	if (e >= 2) {
		let n = Math.floor(e / 7) + 2;
		t -= (25 * n - 10) * n - 55, e >= 7 && (t -= 36);
	}
	return t;
}
function J(e, t) {
	return Math.floor(On(e) / 8) - fn[t[0]][e] * pn[t[0]][e];
}
function kn(e) {
	if (e < 1 || e > 255) throw RangeError("Degree out of range");
	let t = [];
	for (let n = 0; n < e - 1; n++) t.push(0);
	t.push(1);
	let n = 1;
	for (let r = 0; r < e; r++) {
		for (let e = 0; e < t.length; e++) t[e] = jn(t[e], n), e + 1 < t.length && (t[e] ^= t[e + 1]);
		n = jn(n, 2);
	}
	return t;
}
function An(e, t) {
	let n = t.map((e) => 0);
	for (let r of e) {
		let e = r ^ n.shift();
		n.push(0), t.forEach((t, r) => n[r] ^= jn(t, e));
	}
	return n;
}
function jn(e, t) {
	if (e >>> 8 || t >>> 8) throw RangeError("Byte out of range");
	let n = 0;
	for (let r = 7; r >= 0; r--) n = n << 1 ^ (n >>> 7) * 285, n ^= (t >>> r & 1) * e;
	return n;
}
function Mn(e, t, n = 1, r = 40, i = -1, a = !0) {
	if (!(sn <= n && n <= r && r <= cn) || i < -1 || i > 7) throw RangeError("Invalid value");
	let o, s;
	for (o = n;; o++) {
		let n = J(o, t) * 8, i = En(e, o);
		if (i <= n) {
			s = i;
			break;
		}
		if (o >= r) throw RangeError("Data too long");
	}
	for (let e of [
		$t,
		en,
		tn
	]) a && s <= J(o, e) * 8 && (t = e);
	let c = [];
	for (let t of e) {
		K(t.mode[0], 4, c), K(t.numChars, yn(t.mode, o), c);
		for (let e of t.getData()) c.push(e);
	}
	let l = J(o, t) * 8;
	K(0, Math.min(4, l - c.length), c), K(0, (8 - c.length % 8) % 8, c);
	for (let e = 236; c.length < l; e ^= 253) K(e, 8, c);
	let u = Array.from({ length: Math.ceil(c.length / 8) }, () => 0);
	return c.forEach((e, t) => u[t >>> 3] |= e << 7 - (t & 7)), new mn(o, t, u, i);
}
function Nn(e, t) {
	let { ecc: n = "L", boostEcc: r = !1, minVersion: i = 1, maxVersion: a = 40, maskPattern: o = -1, border: s = 1 } = t || {}, c = typeof e == "string" ? Cn(e) : Array.isArray(e) ? [bn(e)] : void 0;
	if (!c) throw Error(`uqr only supports encoding string and binary data, but got: ${typeof e}`);
	let l = Mn(c, nn[n], i, a, o, r), u = Pn({
		version: l.version,
		maskPattern: l.mask,
		size: l.size,
		data: l.modules,
		types: l.types
	}, s);
	return t?.invert && (u.data = u.data.map((e) => e.map((e) => !e))), t?.onEncoded?.(u), u;
}
function Pn(e, t = 1) {
	if (!t) return e;
	let { size: n } = e, r = n + t * 2;
	e.size = r, e.data.forEach((e) => {
		for (let n = 0; n < t; n++) e.unshift(!1), e.push(!1);
	});
	for (let n = 0; n < t; n++) e.data.unshift(Array.from({ length: r }, (e) => !1)), e.data.push(Array.from({ length: r }, (e) => !1));
	let i = W.Border;
	e.types.forEach((e) => {
		for (let n = 0; n < t; n++) e.unshift(i), e.push(i);
	});
	for (let n = 0; n < t; n++) e.types.unshift(Array.from({ length: r }, (e) => i)), e.types.push(Array.from({ length: r }, (e) => i));
	return e;
}
// src/tablet/qr.ts
var Fn = 4;
function In(e) {
	let { data: t, size: n } = Nn(e, {
		ecc: "M",
		border: 0
	});
	return {
		path: t.flatMap((e, t) => e.map((e, n) => e ? `M${n + Fn} ${t + Fn}h1v1h-1z` : "")).join(""),
		size: n + 8
	};
}
function Ln(e, t) {
	let { path: n, size: r } = In(e);
	return S`<svg class="qr" viewBox="0 0 ${r} ${r}" role="img" aria-label=${t} shape-rendering="crispEdges">
<rect width=${r} height=${r} fill="#fff" stroke="none"></rect>
<path d=${n} fill="#000" stroke="none"></path>
</svg>`;
}
// src/tablet/hand-over.ts
var Rn = 2e3, zn = [
	"web",
	"wechat",
	"telegram"
];
M("ch-hand-over", class extends k {
	constructor(...e) {
		super(...e), this.desk = null, this.talk = null, this.language = "zh", this.made = null, this.place = "web", this.used = !1, this.fault = "", this.now = Date.now(), this.seat = "", this.ends = 0;
	}
	static {
		this.properties = {
			language: {},
			made: { state: !0 },
			place: { state: !0 },
			used: { state: !0 },
			fault: { state: !0 },
			now: { state: !0 }
		};
	}
	static {
		this.styles = [j, U];
	}
	get dialog() {
		return this.renderRoot.querySelector("dialog");
	}
	disconnectedCallback() {
		super.disconnectedCallback(), clearInterval(this.timer);
	}
	show() {
		this.seat = this.desk?.seat.id ?? "", this.place = "web", this.dialog.showModal(), this.make();
	}
	close() {
		clearInterval(this.timer), this.made = null, this.dialog.close();
	}
	async make() {
		let { desk: e, talk: t } = this, n = e?.seats.find(({ id: e }) => e === this.seat);
		if (e && t && n) {
			this.made = null, this.used = !1, this.fault = "";
			try {
				this.made = await t.handOver(n), clearInterval(this.timer), this.timer = setInterval(() => void this.look(), Rn), this.now = Date.now(), this.ends = this.now + this.made.seconds * 1e3;
			} catch (e) {
				this.fault = e instanceof R ? e.code : "server";
			}
		}
	}
	async look() {
		this.now = Date.now();
		let e = this.desk?.seats.find(({ id: e }) => e === this.seat);
		this.made && e && this.talk && this.left !== 0 && await this.talk.wasUsed(e, this.made.code) && (this.used = !0, clearInterval(this.timer));
	}
	get left() {
		return this.made ? Math.max(0, Math.round((this.ends - this.now) / 1e3)) : 0;
	}
	render() {
		let e = H(this.language);
		return S`<dialog lang=${I(this.language)} aria-labelledby="title" @close=${() => clearInterval(this.timer)}>
<h2 id="title">${e.handOver}</h2>
<p class="aside">${e.handOverMore}</p>
<div role="status">
${this.used ? S`<p class="used"><b>✓ ${e.used}</b><br />${e.usedMore}</p>` : this.fault || this.made ? w : S`<p>${e.making}</p>`}
</div>
<div role="alert">
${this.fault ? S`<p class="fault">${e.troubles[this.fault] ?? e.troubles.server}</p>` : w}
</div>
${this.made && !this.used ? this.code(this.made) : w}
<div class="acts">
${this.made && !this.used && this.left === 0 || this.fault ? S`<button type="button" @click=${() => void this.make()}>${e.renew}</button>` : w}
<button type="button" class="primary" @click=${() => this.close()}>${e.close}</button>
</div>
</dialog>`;
	}
	code({ links: e }) {
		let t = H(this.language), n = zn.filter((t) => e[t]), { left: r } = this;
		return S`${n.length > 1 ? S`<div class="places" role="group" aria-label=${t.place}>
${n.map((e) => S`<button type="button" aria-pressed=${this.place === e} @click=${() => this.place = e}>
${t.places[e]}
</button>`)}
</div>` : w}
${r === 0 ? S`<p class="warm">${t.overdue}</p>` : S`<p class="how" role="status">${t.how[this.place]}</p>
${Ln(e[this.place] ?? "", t.qr(t.places[this.place]))}
<p class="clock">${t.left(`${Math.floor(r / 60)}:${String(r % 60).padStart(2, "0")}`)}</p>`}`;
	}
});
// src/tablet/idle.ts
var Bn = 9e4, Vn = 2e4, Hn = [
	"pointerdown",
	"keydown",
	"wheel",
	"touchmove",
	"input"
], Un = class {
	constructor(e, t, n) {
		this.changed = e, this.over = t, this.watches = n, this.last = Date.now(), this.left = null, this.stay = () => {
			this.last = Date.now(), this.set(null);
		}, this.touched = () => {
			this.left === null && (this.last = Date.now());
		}, this.look = () => {
			if (!this.watches()) {
				this.stay();
				return;
			}
			let e = Date.now() - this.last;
			e >= 11e4 ? (this.stay(), this.over()) : e >= Bn && this.set(Math.ceil((11e4 - e) / 1e3));
		};
	}
	start() {
		for (let e of Hn) window.addEventListener(e, this.touched, {
			passive: !0,
			capture: !0
		});
		document.addEventListener("visibilitychange", this.look), this.timer = setInterval(this.look, 500);
	}
	stop() {
		for (let e of Hn) window.removeEventListener(e, this.touched, { capture: !0 });
		document.removeEventListener("visibilitychange", this.look), clearInterval(this.timer);
	}
	set(e) {
		this.left !== e && (this.left = e, this.changed());
	}
};
M("ch-login", class extends k {
	constructor(...e) {
		super(...e), this.desk = null, this.language = "zh", this.fault = "", this.isTrying = !1, this.submit = async (e) => {
			e.preventDefault();
			let t = e.target, n = new FormData(t), r = (e) => n.get(e).trim();
			if (!this.isTrying && this.desk) {
				this.isTrying = !0, this.fault = "";
				try {
					await this.desk.logIn(r("volunteer"), r("pin"));
				} catch (e) {
					this.fault = e instanceof R ? e.code : "server", t.querySelector("#pin")?.select();
				} finally {
					this.isTrying = !1;
				}
			}
		};
	}
	static {
		this.properties = {
			language: {},
			fault: { state: !0 },
			isTrying: { state: !0 }
		};
	}
	static {
		this.styles = [j, o`form{display:grid;grid-template-columns:minmax(0,1fr);gap:.5em;width:min(26em,100%);margin:auto;padding:clamp(1em,5vw,1.6em);border:1px solid var(--line);border-radius:var(--radius);background:var(--sheet)}h2{font-size:1.5em;line-height:1.3}p{color:var(--soft)}label{margin-block-start:.5em;font-weight:600}input{min-width:0;min-height:3.2em;padding:.4em 1em;border:2px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:inherit;font:inherit;font-size:1.1em;letter-spacing:.04em}button{justify-content:center;min-height:3.4em;margin-block-start:.5em}.fault{color:var(--alarm)}`];
	}
	focus() {
		this.renderRoot.querySelector("input")?.focus();
	}
	render() {
		let e = H(this.language);
		return S`<form autocomplete="off" @submit=${this.submit}>
<h2>${e.logInTitle}</h2>
<p>${e.logInMore}</p>
<label for="volunteer">${e.volunteer}</label>
<input id="volunteer" name="volunteer" required maxlength="20" autocomplete="off" autocapitalize="off" />
<label for="pin">${e.pin}</label>
<input
id="pin"
name="pin"
type="password"
inputmode="numeric"
required
maxlength="12"
autocomplete="off"
aria-describedby="fault"
/>
<div role="alert" id="fault">
${this.fault ? S`<p class="fault">${e.troubles[this.fault] ?? e.troubles.server}</p>` : w}
</div>
<button class="primary" aria-disabled=${this.isTrying}>${e.logIn}</button>
<button type="button" class="quiet" @click=${() => L(this, "ch-look")}>${e.lookOnly}</button>
</form>`;
	}
}), M("ch-checklist", class extends k {
	constructor(...e) {
		super(...e), this.materials = [], this.transaction = "", this.language = "zh", this.endTicks = null;
	}
	static {
		this.properties = {
			materials: { attribute: !1 },
			transaction: {},
			language: {}
		};
	}
	static {
		this.styles = [j, o`p.head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1em;color:var(--soft);font-size:.9em}ul{list-style:none}li + li{border-block-start:1px dashed var(--line)}label{display:flex;gap:.7em;align-items:flex-start;min-height:var(--target);padding-block:.55em;cursor:pointer;line-height:1.5}input{flex:none;width:1.4em;height:1.4em;margin:.05em 0 0;font:inherit;accent-color:var(--accent)}label > span{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .6em;min-width:0}input:checked + span b{color:var(--soft)}li > p{margin:-.35em 0 .45em 2.28em;color:var(--soft);font-size:.92em}p::first-letter{text-transform:uppercase}.form,.mark{font-size:.88em;color:var(--soft)}.mark{padding-inline:.5em;border:1px solid var(--warm-edge);border-radius:1em;background:var(--warm);color:var(--warm-ink)}.deferrable{border-color:var(--accent);background:var(--tint);color:var(--accent)}`];
	}
	connectedCallback() {
		super.connectedCallback(), this.endTicks = ot(() => this.requestUpdate());
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.endTicks?.();
	}
	key(e) {
		return `${this.transaction}:${e}`;
	}
	render() {
		let e = F(this.language), t = rt(), n = this.materials.filter((e, n) => t.includes(this.key(n))).length;
		return S`
<p class="head"><span>${e.ticks}</span><span>${e.ticked(n, this.materials.length)}</span></p>
<ul>
${this.materials.map((e, n) => this.item(e, n, t.includes(this.key(n))))}
</ul>
`;
	}
	item(e, t, n) {
		let r = F(this.language), i = [e.original ? r.original : "", e.copies ? r.copies(e.copies) : ""].filter(Boolean), a = {
			conditional: r.conditional,
			deferrable: r.deferrable,
			required: ""
		}[e.need];
		return S`<li>
<label>
<input type="checkbox" .checked=${n} @change=${(e) => at(this.key(t), e.target.checked)} />
<span>
<b>${e.name}</b>
${i.map((e) => S`<span class="form">${e}</span>`)}
${a ? S`<span class="mark ${e.need}">${a}</span>` : w}
</span>
</label>
${e.condition ? S`<p>${r.onlyWhen(e.condition)}</p>` : w}
${e.note ? S`<p>${e.note}</p>` : w}
</li>`;
	}
});
// src/elements/whole.ts
var Wn = (e, t) => t.split(/(\d+(?:-\d+)+)/).map((t, n) => n % 2 ? e`<span class="whole">${t}</span>` : t), Gn = (e) => `tel:${e.replace(/[^\d+]/g, "")}`, Kn = (e, t = e, n = "tel") => /^[\d+][\d\s-]*$/.test(e) ? S`<a class=${n} href=${Gn(e)}>${t}</a>` : t;
function qn(e, t) {
	let n = [...new Set(t)].filter((e) => /^[\d+][\d\s-]*$/.test(e));
	return n.length === 0 ? Wn(S, e) : (n.sort((e, t) => t.length - e.length), e.split(RegExp(`(^|[^\\d-])(${n.join("|").replace(/\+/g, "\\+")})(?![\\d-])`)).flatMap((e, t) => t % 3 == 2 ? [Kn(e)] : Wn(S, e)));
}
var Y = (e, t = []) => e.map((e) => S`<p>${qn(e, t)}</p>`);
function X(e) {
	let t = e.filter(([, e]) => e !== null && e !== w && e !== "");
	return t.length === 0 ? w : S`<dl class="rows">
${t.map(([e, t]) => S`<div>
<dt>${e}</dt>
<dd>${typeof t == "string" ? Wn(S, t) : t}</dd>
</div>`)}
</dl>`;
}
// src/tablet/matter.ts
function Jn(e, t) {
	let n = F(t);
	return S`<p class="sign">
<span class="floor">${e.floor}</span>
<span>${n.windows(V(e))}<small>${n.floor(e.floor)}</small></span>
</p>`;
}
function Yn(e, t, n, r) {
	let i = F(r), a = H(r), o = e.departments.find(({ id: e }) => e === t.department), s = zt(t, n);
	return S`<div class="lead">
<div>
<h2 tabindex="-1">${t.name[r]}</h2>
<p class="aside">${o?.name[r] ?? ""}</p>
</div>
${Jn(t, r)}
</div>
${t.summary ? S`<p>${t.summary[r]}</p>` : w}
<section aria-labelledby="bring">
<h3 id="bring">${i.bring(t.materials.length)}</h3>
${t.materials.length ? S`<p class="state ${s ? "open" : "whole"}" role="status">
${s ? a.missing(s) : `✓ ${a.checked}`}
</p>
<ch-checklist
.materials=${lt(t, r)}
.transaction=${t.id}
.language=${r}
></ch-checklist>` : S`<p>${a.noMaterials}</p>`}
</section>
${X([
		[a.fee, It(t, r)],
		[a.duration, Lt(t, r)],
		[a.phone, S`<span class="phones">${t.phones.map((e) => Kn(e))}</span>`],
		[a.who, t.eligibility?.[r] ?? null],
		[a.proxy, t.proxy.text?.[r] ?? null]
	])}
${t.steps.length ? S`<details>
<summary>${a.steps}</summary>
<ol>
${t.steps.map((e) => S`<li>${e[r]}</li>`)}
</ol>
</details>` : w}
<p class="aside source">${a.source(t.source[r], t.checked_on)}</p>`;
}
function Xn(e, t, n, r) {
	let i = F(r), a = H(r);
	return S`<h2 tabindex="-1">${e.name[r]}</h2>
${Y([e.intro[r]])}
<ol class="steps">
${e.steps.map((e, o) => {
		let s = t(e.transaction);
		return s === null ? w : S`<li>
<button type="button" @click=${() => n(s.id)}>
<span class="place" aria-label=${a.step(o + 1)}>${o + 1}</span>
<span>
<b>${s.name[r]}</b>
<span class="aside">${i.floor(s.floor)}${i.comma}${i.windows(V(s))}</span>
<span class="why">${e.why[r]}</span>
${e.condition ? S`<span class="aside">${i.onlyWhen(e.condition[r])}</span>` : w}
${e.when ? S`<span class="aside">${e.when[r]}</span>` : w}
</span>
</button>
</li>`;
	})}
</ol>`;
}
// src/tablet/numbers-view.ts
var Zn = {
	hour: "2-digit",
	minute: "2-digit"
};
function Qn(e, t, n, r = !1) {
	let i = H(n), a = e.transaction(t.transaction), o = a?.name[n] ?? t.transaction, s = (n) => S`<button type="button" @click=${() => e.numbers.drop(t.key)}>${n}</button>`, c = r ? S`<span class="who">${i.citizen(t.letter)}</span>` : w;
	switch (t.state) {
		case "queued": return S`<article class="number queued" data-state="queued">
<div>
${c}<strong>${e.isOnline && e.shift ? i.sendingNow : i.provisional}</strong>
<p>${o}</p>
<p class="aside">${i.provisionalMore(P(t.asked, n, Zn))}</p>
</div>
${t.sent ? w : s(i.withdraw)}
</article>`;
		case "refused": return S`<article class="number refused" data-state="refused">
<div>
${c}<strong>${i.refused}</strong>
<p>${o}</p>
<p>${i.troubles[t.refusal?.code ?? ""] ?? t.refusal?.detail ?? i.troubles.server}</p>
</div>
${s(i.ok)}
</article>`;
		case "given": {
			let { ticket: e } = t;
			if (e === null) return w;
			let l = a ? F(n).windows(V(a)) : "";
			return S`<article class="number given" data-state="given">
<div class="big"><span class="unseen">${i.number}</span>${e.number}</div>
<div>
${c}
<p><b>${o}</b></p>
<p>${F(n).floor(e.floor)}${F(n).comma}${l}</p>
<p class="aside">
${i.ahead(e.ahead)}${F(n).comma}${F(n).minutes(e.wait_minutes.low, e.wait_minutes.high)}
</p>
</div>
${r ? s(i.done) : w}
</article>`;
		}
	}
}
M("ch-paper", class extends k {
	constructor(...e) {
		super(...e), this.language = "zh";
	}
	static {
		this.properties = { language: {} };
	}
	static {
		this.styles = [j, U];
	}
	get dialog() {
		return this.renderRoot.querySelector("dialog");
	}
	show() {
		this.dialog.showModal();
	}
	close() {
		this.dialog.close();
	}
	render() {
		let e = H(this.language), t = (e) => () => {
			this.close(), L(this, "ch-paper", e);
		};
		return S`<dialog aria-labelledby="title" aria-describedby="more">
<h2 id="title">${e.printTitle}</h2>
<p id="more" class="aside">${e.printMore}</p>
<div class="acts">
<button type="button" class="primary" @click=${t("a4")}>${e.a4}</button>
<button type="button" class="primary" @click=${t("roll")}>${e.roll}</button>
<button type="button" @click=${() => this.close()}>${e.stay}</button>
</div>
</dialog>`;
	}
});
// src/tablet/printing.ts
var $n = 3, er = "\nbody { margin: 0; color: #000; background: #fff;\nfont-family: system-ui, \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif; }\nh1, p, ul, dl { margin: 0; padding: 0; }\nh1 { line-height: 1.25; }\nul { list-style: none; }\nli { display: flex; gap: 0.6em; padding-block: 0.35em; border-bottom: 0.2mm solid #999; break-inside: avoid; }\n.box { flex: none; width: 1.1em; height: 1.1em; border: 0.4mm solid #000; line-height: 1.1em; text-align: center; }\ndl > div { display: flex; gap: 0.8em; padding-block: 0.2em; }\ndt { flex: none; width: 5em; color: #333; }\ndd { margin: 0; font-weight: 600; }\n.sign { margin-block: 0.5em; padding: 0.4em 0.6em; border: 0.6mm solid #000; font-size: 1.4em; font-weight: 700; }\n.number { margin-block: 0.5em; padding: 0.4em 0.6em; border: 0.6mm solid #000; break-inside: avoid; }\n.number strong { display: block; font-size: 2.4em; line-height: 1.1; }\n.number.queued { border-style: dashed; }\n.qr { display: block; width: 32mm; height: 32mm; }\nfooter { display: flex; gap: 1em; align-items: center; margin-top: 1em; font-size: 0.85em; break-inside: avoid; }\n", tr = {
	a4: `${er} @page { size: A4; margin: 16mm; } body { font-size: 12pt; line-height: 1.45; } h1 { font-size: 20pt; }`,
	roll: `${er}
body { width: 74mm; font-size: 10.5pt; line-height: 1.35; } h1 { font-size: 14pt; }
footer { flex-direction: column; align-items: flex-start; } .qr { width: 40mm; height: 40mm; }`
};
function nr(e, t) {
	let n = H(t);
	if (e.state === "queued") {
		let r = P(e.asked, t, {
			hour: "2-digit",
			minute: "2-digit"
		});
		return S`<div class="number queued"><b>${n.provisional}</b><br />${n.provisionalMore(r)}</div>`;
	}
	return e.ticket === null ? w : S`<div class="number">${n.yourNumber}<strong>${e.ticket.number}</strong></div>`;
}
function rr({ transaction: e, language: t, ticks: n, numbers: r, base: i }) {
	let a = F(t), o = H(t), s = r.find(({ state: e }) => e === "given")?.ticket, c = s ? `/t/${s.reference}` : `/transactions/${encodeURIComponent(e.id)}`;
	return S`
<h1>${e.name[t]}</h1>
${r.map((e) => nr(e, t))}
<p class="sign">${a.floor(e.floor)}${a.comma}${a.windows(V(e))}</p>
<ul>
${lt(e, t).map((t, r) => {
		let i = [t.original ? a.original : "", t.copies ? a.copies(t.copies) : ""].filter(Boolean), o = {
			conditional: a.conditional,
			deferrable: a.deferrable,
			required: ""
		}[t.need];
		return S`<li>
<span class="box">${n.includes(`${e.id}:${r}`) ? "✓" : ""}</span>
<span>
<b>${t.name}</b> ${[...i, o].filter(Boolean).join(a.comma)}
${t.condition ? S`<br /><small>${a.onlyWhen(t.condition)}</small>` : w}
${t.note ? S`<br /><small>${t.note}</small>` : w}
</span>
</li>`;
	})}
</ul>
<dl>
<div>
<dt>${o.fee}</dt>
<dd>${It(e, t)}</dd>
</div>
<div>
<dt>${o.duration}</dt>
<dd>${Lt(e, t)}</dd>
</div>
<div>
<dt>${o.phone}</dt>
<dd>${e.phones.join(a.comma)}</dd>
</div>
</dl>
<footer>
${Ln(`${i}${c}?language=${t}`, s ? o.scanTicket : o.scanMore)}
<p>
${s ? o.scanTicket : o.scanMore}<br />${o.source(e.source[t], e.checked_on)}<br />
${o.printedOn(P((/* @__PURE__ */ new Date()).toISOString(), t, {
		year: "numeric",
		month: "long",
		day: "numeric"
	}))}
</p>
</footer>
`;
}
function ir(e) {
	let t = Math.ceil(e.scrollHeight * 25.4 / 96) + 6;
	return `@page { size: 80mm ${Math.max(t, 60)}mm; margin: ${$n}mm; }`;
}
function ar(e, t) {
	let n = document.createElement("iframe");
	n.setAttribute("aria-hidden", "true"), n.className = "printing", n.tabIndex = -1, n.width = n.height = "0", document.body.append(n);
	let r = n.contentWindow;
	if (r === null) return;
	let i = new r.CSSStyleSheet();
	i.replaceSync(tr[t]), r.document.adoptedStyleSheets = [i], r.document.documentElement.lang = I(e.language), r.document.title = e.transaction.name[e.language], Pe(rr(e), r.document.body), t === "roll" && i.insertRule(ir(r.document.body)), r.addEventListener("afterprint", () => setTimeout(() => n.remove(), 0)), r.focus(), r.print();
}
// src/tablet/seat-tabs.ts
var or = 6;
function sr(e, t, n, r) {
	let i = H(t), a = (t) => {
		e.turnTo(t), n();
	}, o = (t) => {
		let n = {
			ArrowRight: 1,
			ArrowLeft: -1
		}[t.key];
		if (n === void 0) return;
		t.preventDefault();
		let r = e.seats.findIndex(({ id: t }) => t === e.current), i = e.seats[(r + n + e.seats.length) % e.seats.length];
		if (!i) return;
		a(i.id);
		let o = t.currentTarget;
		requestAnimationFrame(() => o.querySelector("[aria-selected=true]")?.focus());
	}, s = e.seats.find(({ id: t }) => t === e.current);
	return S`<div class="seats" role="region" aria-label=${i.citizens}>
<div class="tabs" role="tablist" aria-label=${i.citizens} @keydown=${o}>
${e.seats.map((n) => {
		let r = e.transaction(n.matter)?.name[t], o = n.id === e.current, s = e.numbers.of(n.id), c = s.find(({ state: e }) => e === "given")?.ticket?.number, l = s.some(({ state: e }) => e === "queued");
		return S`<button
type="button"
role="tab"
id="seat-${n.id}"
class="seat"
aria-selected=${o}
aria-controls=${o ? "citizen" : w}
tabindex=${o ? 0 : -1}
@click=${() => a(n.id)}
>
<b class="letter" aria-hidden="true">${n.letter}</b>
${r ? S`<span class="unseen">${i.citizen(n.letter)}</span>` : w}
<span class="matter">${r ?? i.citizen(n.letter)}</span>
${c ? S`<span class="held">${c}</span>` : l ? S`<span class="held waits">…</span>` : w}
</button>`;
	})}
</div>
${e.seats.length < or ? S`<button
type="button"
class="next"
@click=${() => {
		e.add(), n();
	}}
>
＋ ${i.next}
</button>` : w}
${s ? S`<button type="button" class="leave" @click=${() => r(s)}>${i.leave}</button>` : w}
</div>`;
}
// src/tablet/sign-styles.ts
var cr = o`.sign{display:flex;align-items:stretch;border-radius:.5em;overflow:hidden;background:var(--tint);color:var(--ink);font-weight:700;line-height:1.3}.sign .floor{display:grid;place-items:center;padding:.4em .6em;background:var(--accent);color:var(--on-accent);font-size:1.5em}.sign span + span{padding:.5em .8em;align-self:center}.sign span + span::first-letter{text-transform:uppercase}.sign small{display:block;font-weight:400;font-size:.85em}`, lr = (e) => e.card ?? null, ur = (e) => e.kind === "exchange", dr = (e) => ({
	kind: "exchange",
	key: e.id,
	said: e,
	at: "",
	state: "sending",
	replies: [],
	chosen: {}
}), fr = (e, t, n) => e.map((e) => e.key === t && ur(e) ? {
	...e,
	...n
} : e), pr = class {
	constructor(e) {
		this.desk = e;
	}
	async ask(e, t) {
		await this.introduce(e), await this.say(e, t);
	}
	say(e, t) {
		return this.send(e.id, {
			id: z(),
			text: t,
			language: e.language
		});
	}
	async introduce(e) {
		let t = this.desk.transaction(e.matter);
		t !== null && e.told !== t.id && e.introduced !== t.id && (this.desk.change(e.id, { introduced: t.id }), await this.say(e, t.name[e.language]));
	}
	choose(e, { key: t, place: n, choice: r, language: i }) {
		let a = e.entries.filter(ur).find((e) => e.key === t)?.chosen ?? {};
		return this.mark(e.id, t, { chosen: {
			...a,
			[n]: r.title
		} }), this.send(e.id, {
			id: z(),
			text: r.title,
			payload: r.payload,
			language: i
		});
	}
	retry(e, t) {
		return this.mark(e.id, t.key, { state: "sending" }), this.attempt(e.id, t.said);
	}
	send(e, t) {
		let n = this.find(e);
		return n && this.desk.change(e, { entries: [...n.entries, dr(t)] }), this.attempt(e, t);
	}
	async attempt(e, { id: t, text: n, payload: r, language: i }) {
		let { desk: a } = this;
		try {
			let o = await a.tokenOf(e), s = {
				message_id: t,
				language: i,
				...r ? { payload: r } : { text: n }
			}, c = await a.ask("POST", "/messages", {
				language: i,
				token: o,
				body: s
			});
			this.mark(e, t, {
				state: "answered",
				replies: c.replies
			});
			let l = c.understanding.transaction;
			l && a.change(e, { told: l });
		} catch (n) {
			let { code: r, detail: i, passing: a } = n instanceof R ? n : new R("server");
			this.mark(e, t, {
				state: "failed",
				failure: {
					code: r,
					detail: i,
					passing: a
				}
			});
		}
	}
	async handOver(e) {
		let { desk: t } = this, n = await t.tokenOf(e.id);
		return await this.introduce(e), t.ask("POST", "/hand-overs", {
			language: t.language(),
			token: n,
			body: {}
		});
	}
	async wasUsed(e, t) {
		let { desk: n } = this, r = {
			language: n.language(),
			token: e.token,
			body: { code: t }
		}, i = await n.ask("POST", "/hand-overs/state", r).catch(() => ({ used: !1 }));
		return i.used && n.change(e.id, { movedOn: !0 }), i.used;
	}
	find(e) {
		return this.desk.seats.find((t) => t.id === e);
	}
	mark(e, t, n) {
		let r = this.find(e);
		r && this.desk.change(e, { entries: fr(r.entries, t, n) });
	}
}, mr = o`:host{--target:48px;height:100dvh;font-size:1.0625rem}.frame{display:flex;flex-direction:column;height:100%}.frame > header{display:flex;flex-wrap:wrap;align-items:center;gap:.3em 1em;padding:.5em 1.1em;background:var(--sheet);border-block-end:1px solid var(--line)}h1{margin:0;font-size:1.15em;line-height:1.3}.line{padding:.1em .75em;border:1px solid var(--accent);border-radius:1em;color:var(--accent);font-size:.88em}.line.off{border-color:var(--warm-edge);background:var(--warm);color:var(--warm-ink);font-weight:600}.tools{display:flex;flex-wrap:wrap;align-items:center;gap:.3em .7em;margin-inline-start:auto}.who{color:var(--soft);font-size:.92em}.entry{display:flex;flex-direction:column;gap:1em;align-items:center;justify-content:center;flex:1;padding:1em;overflow:auto}.entry ch-login{width:100%}.seats{display:flex;gap:.5em;align-items:stretch;padding:.5em 1.1em;flex:none}.seats .tabs{display:flex;flex:0 1 auto;gap:.5em;min-width:0;margin:-.3em;padding:.3em;overflow-x:auto;overscroll-behavior-x:contain}.seat{flex:none;max-width:15em;min-height:3.1em;background:none;border-color:var(--line);padding-inline:.5em .9em}.seat .letter{display:grid;place-items:center;flex:none;width:2em;height:2em;border-radius:50%;border:2px solid var(--edge)}.seat .matter{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.seat .held{flex:none;padding-inline:.5em;border-radius:.4em;background:var(--accent);color:var(--on-accent);font-weight:700}.seat .held.waits{background:var(--warm);color:var(--warm-ink);border:1px dashed var(--warm-edge)}.seat[aria-selected="true"]{background:var(--sheet);border-color:var(--accent);box-shadow:inset 0 -.2em 0 var(--accent)}.seat[aria-selected="true"] .letter{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}.seats .next,.seats .leave{flex:none;white-space:nowrap;border-style:dashed;background:none}.seats .leave{margin-inline-start:auto;border-style:solid}@media (max-width:40rem){.seats{flex-wrap:wrap}.seats .tabs{flex-basis:100%}.seats .next,.seats .leave{flex:1;justify-content:center;padding-inline:.5em;text-align:center;white-space:normal}}.frame > main:not(.entry){display:flex;flex:1;min-height:0}.panes{display:grid;grid-template-columns:minmax(19em,2fr) 3fr;gap:1.1em;flex:1;min-height:0;padding:.4em 1.1em 0}.find,.scroll{min-height:0;overflow-y:auto;overscroll-behavior:contain}.find{padding:.2em .3em 1.1em;margin-inline-start:-.3em}.shown{display:flex;margin-block-end:1.1em;flex-direction:column;min-height:0;min-width:0;border:1px solid var(--line);border-radius:var(--radius);background:var(--sheet);overflow:hidden;container:pane / inline-size}.views{display:flex;flex-wrap:wrap;align-items:center;gap:.3em;padding:.5em .8em;border-block-end:1px solid var(--line)}.views .back{display:none}.switch{display:flex;gap:.3em}.switch button{border-color:transparent;background:none}.switch [aria-pressed="true"]{background:var(--tint);border-color:var(--accent);color:var(--accent);font-weight:600}.scroll{flex:1;padding:1em 1.2em;outline-offset:-3px}.scroll > * + *{margin-block-start:.9em}@media (max-width:58rem){.panes{grid-template-columns:1fr}.panes.open .find,.panes:not(.open) .shown{display:none}.views .back{display:inline-flex}.panes.open{padding-inline:0 !important}.panes.open .shown{margin:0;border-width:1px 0 0;border-radius:0}}@media (max-height:30rem){:host,.frame{height:auto;min-height:100dvh}.frame > main:not(.entry){display:block}.find,.scroll,.shown{overflow:visible}}@media (forced-colors:active){[aria-pressed="true"],[aria-selected="true"]{outline:2px solid Highlight;outline-offset:-4px}}`;
// src/elements/hearing.ts
function hr() {
	let e = window;
	return e.SpeechRecognition ?? e.webkitSpeechRecognition ?? null;
}
var gr = () => hr() !== null;
function _r(e, { heard: t, ended: n }) {
	let r = hr();
	if (!r) return () => void 0;
	let i = new r(), a = !1;
	return i.lang = e === "zh" ? "zh-CN" : "en-US", i.interimResults = !0, i.onresult = ({ results: e }) => {
		t(Array.from(e, (e) => e[0]?.transcript ?? "").join(""));
	}, i.onerror = ({ error: e }) => a = e !== "aborted", i.onend = () => n(a), i.start(), () => i.stop();
}
// src/elements/icons.ts
var Z = (e) => S`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${e} /></svg>`;
Z("M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12.5h5");
var vr = Z("M6.6 3.6 9 3l2.2 5-1.9 1.6a12 12 0 0 0 5.1 5.1l1.6-1.9 5 2.2-.6 2.4c-.3 1.4-1.6 2.4-3 2.2A16.5 16.5 0 0 1 4.4 6.6c-.2-1.4.8-2.7 2.2-3Z");
Z("M6 6l12 12M18 6 6 18");
var yr = Z("M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6"), br = Z("M4 10v4h3l5 4V6L7 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"), xr = Z("M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z"), Sr = Z("M12 21s-6-6.2-6-11a6 6 0 0 1 12 0c0 4.8-6 11-6 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"), Q = 1e3, Cr = 900;
M("ch-composer", class extends k {
	constructor(...e) {
		super(...e), this.language = "zh", this.fault = "", this.left = "", this.listening = !1, this.stop = null, this.count = () => {
			let e = F(this.language), t = this.length();
			this.complain(t > Q ? e.tooLong(t - Q) : ""), this.left = t >= Cr && t <= Q ? e.left(Q - t) : "";
		}, this.keyed = (e) => {
			let t = e.isComposing || e.keyCode === 229;
			e.key === "Enter" && !e.shiftKey && !t && this.submit(e);
		}, this.submit = (e) => {
			e.preventDefault();
			let t = this.box.value.trim();
			t === "" || this.length() > Q ? (t === "" && this.complain(F(this.language).empty), this.box.focus()) : (this.stop?.(), this.box.value = "", this.count(), L(this, "ch-submit", t));
		}, this.hear = () => {
			this.listening ? this.stop?.() : (this.listening = !0, this.stop = _r(this.language, {
				heard: (e) => {
					this.box.value = e, this.count();
				},
				ended: (e) => {
					this.listening = !1, this.stop = null, e && this.complain(F(this.language).speechFailed), this.box.focus({ preventScroll: !0 });
				}
			}));
		};
	}
	static {
		this.properties = {
			language: {},
			fault: { state: !0 },
			left: { state: !0 },
			listening: { state: !0 }
		};
	}
	static {
		this.styles = [j, o`.head{display:flex;flex-wrap:wrap;gap:0 .8em;align-items:baseline;margin-block-end:.2em}label{font-size:.9em;font-weight:600}.caution{color:var(--soft);font-size:.82em;line-height:1.35}.field{display:flex;flex-wrap:wrap;align-items:flex-end;gap:.4em}textarea{flex:1 1 8em;min-width:0;min-height:max(2.8em,var(--target));max-height:8em;margin:0;padding:.6em .8em;border:2px solid var(--edge);border-radius:var(--radius);background:var(--sheet);color:inherit;font:inherit;line-height:1.4;resize:none;field-sizing:content}textarea::placeholder{color:var(--soft);opacity:1}textarea:focus{border-color:var(--accent)}button{flex:none;justify-content:center;min-height:max(2.8em,var(--target))}.primary{padding-inline:1.2em}[aria-pressed="true"],[aria-pressed="true"]:hover{background:var(--warm);border-color:var(--warm-edge);color:var(--warm-ink)}p{font-size:.92em;margin-block-start:.2em}.fault{color:var(--alarm)}`];
	}
	get box() {
		return this.renderRoot.querySelector("textarea");
	}
	focus(e) {
		this.box.focus(e);
	}
	render() {
		let e = F(this.language);
		return S`<form autocomplete="off" @submit=${this.submit}>
<div class="head">
<label for="question">${e.question}</label>
<span class="caution" id="caution">${e.caution}</span>
</div>
<div class="field">
<textarea
id="question"
rows="1"
enterkeyhint="send"
placeholder=${e.placeholder}
aria-describedby="caution fault"
aria-invalid=${this.fault === "" ? "false" : "true"}
@input=${this.count}
@keydown=${this.keyed}
></textarea>
${gr() ? S`<button
type="button"
aria-label=${this.listening ? e.listening : e.speak}
title=${e.speechNote}
aria-pressed=${this.listening}
@click=${this.hear}
>
${yr}
</button>` : w}
<button type="submit" class="primary">${e.send}</button>
</div>
<p ?hidden=${!this.listening}>${e.joined(e.listening, e.speechNote)}</p>
<p id="fault" class="fault" ?hidden=${this.fault === "" && this.left === ""}>${this.fault || this.left}</p>
</form>`;
	}
	length() {
		return Array.from(this.box.value.trim()).length;
	}
	complain(e) {
		let t = e !== "" && this.fault === "";
		this.fault = e, t && L(this, "ch-complain", e);
	}
});
// node_modules/lit-html/directive.js
var wr = (e) => (...t) => ({
	_$litDirective$: e,
	values: t
}), Tr = class {
	constructor(e) {}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AT(e, t, n) {
		this._$Ct = e, this._$AM = t, this._$Ci = n;
	}
	_$AS(e, t) {
		return this.update(e, t);
	}
	update(e, t) {
		return this.render(...t);
	}
}, { I: Er } = Me, Dr = {}, Or = (e, t = Dr) => e._$AH = t, kr = wr(class extends Tr {
	constructor() {
		super(...arguments), this.key = w;
	}
	render(e, t) {
		return this.key = e, t;
	}
	update(e, [t, n]) {
		return t !== this.key && (Or(e), this.key = t), n;
	}
}), Ar = /^([^：:“”"「」。，,.\d]{1,16})[：:]\s*([^/].*)$/;
function jr(e, t) {
	let n = {
		body: [],
		closing: []
	}, { body: r, closing: i } = n;
	for (let n of e.split("\n")) {
		if (n === "") continue;
		let e = Mr(n, t), [, a, o] = Ar.exec(n) ?? [], s = r.at(-1);
		n.includes(t.checked_on) ? i.push(n) : e === null ? a === void 0 || o === void 0 ? r.push({
			kind: "paragraph",
			text: n
		}) : s?.kind === "rows" ? s.pairs.push([a, o]) : r.push({
			kind: "rows",
			pairs: [[a, o]]
		}) : r.some((t) => t.kind === e) || r.push({ kind: e });
	}
	return n;
}
function Mr(e, t) {
	let [, n, r] = /^(\d+)\. (.+)$/.exec(e) ?? [];
	if (n === void 0 || r === void 0) return null;
	let i = Number(n) - 1;
	if (t.steps[i] === r) return "steps";
	let a = t.materials[i];
	return a && r.startsWith(a.name) ? "materials" : null;
}
function Nr(e) {
	if (e.kind !== "choices") return e.text.split("\n");
	let t = e.choices.map((e, t) => `${t + 1}. ${e.title}`);
	return e.text.split("\n").filter((e) => !t.includes(e));
}
// src/elements/card-facts.ts
function Pr({ fee: e }, t) {
	return e.text ? e.text : e.amount === null ? t.atWindow : Number(e.amount) === 0 ? t.free : t.amount(e.amount, e.currency);
}
function Fr({ duration: e }, t) {
	if (e.immediate) return t.immediate;
	let { promised_days: n, statutory_days: r } = e;
	return [n === null ? "" : t.promised(n), r === null ? "" : t.statutory(r)].filter(Boolean).join(t.comma) || t.atWindow;
}
// src/elements/card-styles.ts
var Ir = o`article{border:1px solid var(--line);border-radius:var(--radius);background:var(--sheet)}article > *{padding-inline:1em}header{padding-block:.8em .65em;border-block-end:1px solid var(--line)}h3{font-size:1.18em;line-height:1.35}header p{color:var(--soft);font-size:.88em}.answer{padding-block:.75em}.answer > * + *{margin-block-start:.55em}.answer a,.rows a{font-weight:600;white-space:nowrap}article > .rows,article > details{border-block-start:1px solid var(--line)}article > .rows{padding-block:.3em}.phones{display:flex;flex-wrap:wrap;gap:0 1.25em}.rows dd a{display:inline-flex;align-items:center;min-height:var(--target);min-width:var(--target);margin-block:-.5em}.state{padding:.05em .5em;border:1px solid var(--edge);border-radius:1em;font-size:.85em;white-space:nowrap}.state.open{border-color:var(--accent);color:var(--accent)}.aside{display:block;color:var(--soft);font-size:.9em}summary{display:flex;align-items:center;gap:.5em;min-height:var(--target);cursor:pointer;font-weight:600;color:var(--accent)}summary::-webkit-details-marker{display:none}summary::after{content:"";flex:none;width:.5em;height:.5em;margin-inline-start:auto;border:solid currentcolor;border-width:0 .14em .14em 0;transform:rotate(45deg) translate(-.1em,-.1em)}details[open] > summary::after{transform:rotate(225deg)}details[open]{padding-block-end:.7em}ol{padding-inline-start:1.6em}ol li + li{margin-block-start:.4em}li::marker{font-weight:700;color:var(--accent)}footer{padding-block:.65em .4em;border-block-start:1px solid var(--line);color:var(--soft);font-size:.88em}.tools{display:flex;flex-wrap:wrap;gap:0 .5em;margin-inline:-.5em}@media print{.tools,details:not([open]){display:none}article{break-inside:avoid}}`, Lr = (e, t) => import(
	/* @vite-ignore */
	`${e}/static/web/${t}.js`
), Rr = [
	"materials",
	"location",
	"phone",
	"fee",
	"duration"
], zr = class extends k {
	constructor(...e) {
		super(...e), this.card = null, this.text = "", this.language = "zh", this.base = "", this.person = "";
	}
	static {
		this.properties = {
			card: { attribute: !1 },
			text: {},
			language: {},
			base: {},
			person: {},
			hasPlan: { state: !0 }
		};
	}
	static {
		this.styles = [j, Ir];
	}
	render() {
		let { card: e } = this;
		if (e === null) return w;
		let t = F(this.language), { body: n, closing: r } = jr(this.text, e), i = new Set(e.facets.includes("overview") ? [...Rr, ...e.facets] : e.facets), a = (e, t) => i.has(e) ? null : t;
		return S`<article lang=${I(this.language)} aria-labelledby="name">
<header>
<h3 id="name">${e.name}</h3>
<p>${e.department}</p>
</header>
<div class="answer">${n.map((t) => this.piece(t, e))}</div>
${i.has("materials") || e.materials.length === 0 ? w : S`<details>
<summary>${t.bring(e.materials.length)}</summary>
${this.checklist(e)}
</details>`}
${X([
			[t.where, a("location", Br(e, t, this.language))],
			[t.fee, a("fee", Pr(e, t))],
			[t.time, a("duration", Fr(e, t))],
			[t.phone, a("phone", S`<span class="phones">${e.phones.map((e) => Kn(e))}</span>`)]
		])}
<details ?open=${e.facets[0] === "location"} @toggle=${this.fetchPlan}>
<summary>${Sr} ${t.plan}</summary>
${this.hasPlan === !1 ? S`<p role="status">${t.planLost}</p>` : w}
<ch-floor-plan
.floor=${e.floor}
.windows=${e.windows_text}
.entranceFloor=${e.entrance_floor}
.language=${this.language}
.base=${this.base}
></ch-floor-plan>
</details>
${this.foot(e, r, t)}
</article>`;
	}
	async fetchPlan(e) {
		if (e.target.open && !this.hasPlan) try {
			(await Lr(this.base, "plan")).offer({
				LitElement: k,
				html: S
			}), this.hasPlan = !0;
		} catch {
			this.hasPlan = !1;
		}
	}
	piece(e, t) {
		let n = [...t.phones, this.person];
		switch (e.kind) {
			case "materials": return this.checklist(t);
			case "steps": return S`<ol>
${t.steps.map((e) => S`<li>${e}</li>`)}
</ol>`;
			case "rows": return X(e.pairs.map(([e, t]) => [e, qn(t, n)]));
			case "paragraph": return Y([e.text], n);
		}
	}
	checklist(e) {
		return S`<ch-checklist
.materials=${e.materials}
.transaction=${e.transaction}
.language=${this.language}
></ch-checklist>`;
	}
	foot(e, t, n) {
		let r = `${this.base}/transactions/${encodeURIComponent(e.transaction)}?language=${this.language}`;
		return S`<footer>
<p>${n.source(e.source)}</p>
${t.length ? Y(t) : S`<p>${n.checkedOn(e.checked_on)}</p>`}
<div class="tools">
${e.materials.length ? S`<button type="button" class="quiet" @click=${this.print}>${xr} ${n.print}</button>` : w}
<a class="button quiet" href=${r} target="_blank" rel="noopener">${n.wholePage}</a>
</div>
</footer>`;
	}
	print() {
		L(this, "ch-print", this.card);
	}
};
function Br(e, t, n) {
	return S`<span>
${t.floor(e.floor)}${t.comma}${Wn(S, t.windows(e.windows_text))}
<span class="state ${e.open_now ? "open" : ""}">${e.open_now ? t.openNow : t.closedNow}</span>
${e.next_open ? S`<span class="aside">${t.opensNext(P(e.next_open, n, {
		weekday: "long",
		month: "long",
		day: "numeric",
		hour: "2-digit",
		minute: "2-digit"
	}))}</span>` : w}
</span>`;
}
M("ch-card", zr), M("ch-choices", class extends k {
	constructor(...e) {
		super(...e), this.choices = [], this.chosen = null, this.numbered = !1, this.language = "zh";
	}
	static {
		this.properties = {
			choices: { attribute: !1 },
			chosen: {},
			numbered: { type: Boolean },
			language: {}
		};
	}
	static {
		this.styles = [j, o`div{display:flex;flex-wrap:wrap;gap:.5em}.numbered{flex-direction:column;align-items:stretch}.place{min-width:1.2em;font-weight:700;color:var(--accent)}button{border-color:var(--accent)}[aria-disabled="true"]{border-style:dashed;border-color:var(--edge);background:none;color:var(--soft);cursor:default}.chosen{border-style:solid;border-color:var(--accent);background:var(--tint);color:var(--ink);font-weight:600}.chosen::before{content:"✓" / ""}@media (forced-colors:active){.chosen{outline:2px solid Highlight}}@media print{:host{display:none}}`];
	}
	render() {
		let e = F(this.language);
		return S`<div role="group" aria-label=${e.options} class=${this.numbered ? "numbered" : ""}>
${this.choices.map((t, n) => {
			let r = this.chosen === t.title;
			return S`<button
type="button"
class=${r ? "chosen" : ""}
aria-disabled=${this.chosen === null ? w : "true"}
@click=${() => this.choose(t)}
>
${this.numbered ? S`<span class="place">${n + 1}</span>` : w}<span>${t.title}</span>
${r ? S`<span class="unseen">(${e.chosen})</span>` : w}
</button>`;
		})}
</div>`;
	}
	choose(e) {
		this.chosen === null && L(this, "ch-choose", e);
	}
});
// src/elements/speaking.ts
var Vr = "citizen-home-speaking", $ = null, Hr = () => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window, Ur = () => $;
function Wr(e) {
	$ = e, window.dispatchEvent(new Event(Vr));
}
function Gr(e, t, n) {
	let r = $ === e;
	if (Kr(), r) return;
	let i = new SpeechSynthesisUtterance(t);
	i.lang = n === "zh" ? "zh-CN" : "en-US", i.rate = .9, i.onend = i.onerror = () => {
		$ === e && Wr(null);
	}, Wr(e), window.speechSynthesis.speak(i);
}
function Kr() {
	Hr() && window.speechSynthesis.cancel(), $ !== null && Wr(null);
}
function qr(e) {
	return window.addEventListener(Vr, e), () => window.removeEventListener(Vr, e);
}
// src/conversation/tickets.ts
var Jr = [
	"waiting",
	"called",
	"serving"
], Yr = (e) => Jr.includes(e.status);
M("ch-ticket", class extends k {
	constructor(...e) {
		super(...e), this.base = "", this.ticket = null, this.language = "zh", this.canGiveUp = !1;
	}
	static {
		this.properties = {
			ticket: { attribute: !1 },
			language: {},
			canGiveUp: {
				type: Boolean,
				attribute: "can-give-up"
			}
		};
	}
	static {
		this.styles = [j, o`:host{max-width:26em}article{padding:1em;border:2px solid var(--accent);border-radius:var(--radius);background:var(--sheet)}.matter{font-weight:600}.label{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.2em .75em;margin-block:.3em;color:var(--soft);font-size:.9em}.status{padding:.05em .6em;border:1px solid currentcolor;border-radius:1em;color:var(--accent);font-size:.95em}.number{display:block;line-height:1.1;font-size:min(3em,20cqi,20vw);font-weight:700;font-variant-numeric:tabular-nums;letter-spacing:.03em}.queue{display:flex;flex-wrap:wrap;gap:.4em 2.5em;padding-block:.5em .6em}.queue dt{color:var(--soft)}.queue dd{font-size:1.2em;font-weight:600}.go{margin-block:.4em .6em;padding:.5em .8em;border-radius:.5em;background:var(--accent);color:var(--on-accent);font-size:1.3em;font-weight:700}.stamp{margin-block-start:.6em;color:var(--soft);font-size:.85em}button,.button{width:100%;justify-content:center;margin-block-start:.75em;text-align:center}[data-open="false"]{border-style:dashed;border-color:var(--edge)}:is([data-status="cancelled"],[data-status="expired"]) .number{text-decoration:line-through;color:var(--soft)}@media print{button,.button{display:none}}`];
	}
	render() {
		let { ticket: e, language: t } = this;
		if (e === null) return w;
		let n = F(t);
		return S`<article tabindex="-1" data-status=${e.status} data-open=${Yr(e)}>
${e.matter ? S`<p class="matter">${e.matter}</p>` : w}
<p class="label"><span>${n.yourNumber}</span><span class="status">${n.statuses[e.status]}</span></p>
<strong class="number">${e.number}</strong>
${Yr(e) ? this.place(e) : w}
${this.canGiveUp && e.status === "waiting" ? S`<button type="button" class="grave" @click=${this.giveUp}>${n.giveUp}</button>` : w}
${e.asked ? S`<p class="stamp">${n.updated(P(e.asked, t, {
			hour: "2-digit",
			minute: "2-digit"
		}))}</p>` : w}
</article>`;
	}
	place(e) {
		let t = F(this.language);
		return S`
${e.window !== null && e.status !== "waiting" ? S`<p class="go">${t.goTo(e.window)}</p>` : w}
${e.status === "waiting" ? S`<dl class="queue">
<div>
<dt>${t.ahead}</dt>
<dd>${t.people(e.ahead)}</dd>
</div>
<div>
<dt>${t.wait}</dt>
<dd>${t.minutes(e.wait_minutes.low, e.wait_minutes.high)}</dd>
</div>
</dl>` : w}
${X([[t.where, `${t.floor(e.floor)}${t.comma}${t.windows(qe(e.windows))}`], [t.day, P(`${e.service_date}T12:00:00+08:00`, this.language, {
			month: "long",
			day: "numeric",
			weekday: "long"
		})]])}
<a
class="button primary"
href="${this.base}/t/${e.reference}?language=${this.language}"
target="_blank"
rel="noreferrer"
>${t.ticketPage}</a
>
`;
	}
	giveUp() {
		L(this, "ch-give-up", this.ticket);
	}
	willUpdate() {
		this.shadowRoot?.activeElement?.localName === "button" && this.ticket?.status !== "waiting" && this.shadowRoot?.querySelector("article")?.focus({ preventScroll: !0 });
	}
});
// src/elements/transcript-styles.ts
var Xr = o`[role="log"]{display:flex;flex-direction:column;gap:.9em}.message{max-width:100%}.message > * + *{margin-block-start:.55em}.bubble{width:fit-content;max-width:100%;padding:.55em .9em;border-radius:var(--radius)}.bubble p + p{margin-block-start:.35em}.citizen{align-self:flex-end;max-width:88%}.citizen .bubble{margin-inline-start:auto;background:var(--tint);border:1px solid var(--accent);border-end-end-radius:.15em;white-space:pre-wrap}.assistant .bubble{background:var(--sheet);border:1px solid var(--line);border-end-start-radius:.15em}.bubble a{font-weight:600;white-space:nowrap}.call.call{display:inline-flex;align-items:center;gap:.5em;min-height:var(--target);margin-block-start:.6em;padding:.4em 1.1em;border-radius:var(--radius);background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}.waiting{display:flex;align-items:center;gap:.6em;color:var(--soft)}.waiting > * + *{margin:0}.dots{display:inline-flex;gap:.3em}i{width:.5em;height:.5em;border-radius:50%;background:var(--accent);animation:breathe 1.4s ease-in-out infinite}i:nth-child(2){animation-delay:.2s}i:nth-child(3){animation-delay:.4s}@keyframes breathe{50%{opacity:.25}}.notice{padding:.6em .9em;border-inline-start:4px solid var(--warm-edge);border-radius:.4em;background:var(--warm);color:var(--warm-ink)}.notice a,.unsent a{color:inherit}.called{border:2px solid var(--warm-edge);font-size:1.12em;font-weight:700}.failed .bubble{border-style:dashed}.unsent,.problem{padding:.6em .9em;border-inline-start:4px solid var(--alarm);border-radius:.4em;background:var(--alarm-tint);color:var(--alarm)}.unsent button,.problem button{margin-block-start:.5em;border-color:var(--alarm);color:var(--ink)}.held{border-color:var(--warm-edge);background:var(--warm);color:var(--warm-ink)}.aloud{font-size:.88em;margin-block-start:.1em}@media (prefers-reduced-motion:reduce){i{animation:none}}@media (forced-colors:active){i{background:CanvasText}}@media print{.aloud,.unsent button{display:none}.message{break-inside:avoid}}`, Zr = class extends k {
	constructor(...e) {
		super(...e), this.entries = [], this.tickets = /* @__PURE__ */ new Map(), this.language = "zh", this.base = "", this.person = "", this.endSpeaking = null;
	}
	static {
		this.properties = {
			entries: { attribute: !1 },
			tickets: {
				attribute: !1,
				hasChanged: () => !0
			},
			language: {},
			base: {},
			person: {}
		};
	}
	static {
		this.styles = [j, Xr];
	}
	connectedCallback() {
		super.connectedCallback(), this.endSpeaking = qr(() => this.requestUpdate());
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.endSpeaking?.(), Kr();
	}
	boxOf(e) {
		return this.shadowRoot?.getElementById(e)?.getBoundingClientRect() ?? null;
	}
	render() {
		return S`<div role="log" aria-live="off" aria-label=${F(this.language).conversation}>
${this.entries.map((e) => kr(e.key, ur(e) ? this.exchange(e) : this.notice(e)))}
</div>`;
	}
	exchange(e) {
		let { said: t, state: n, failure: r } = e, i = Ve(t.text), a = F(this.language);
		return S`
<div
class="message citizen ${n === "failed" ? "failed" : ""}"
id=${e.key}
lang=${I(i)}
tabindex="-1"
>
<span class="unseen">${F(i).youSaid}</span>
<div class="bubble"><p>${t.text}</p></div>
${r && n === "failed" ? this.unsent(e, r) : w}
</div>
${n === "sending" ? S`<div class="message waiting" lang=${I(this.language)}>
<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${a.looking}</span>
</div>` : w}
${e.replies.map((t, n) => this.reply(e, t, n))}
`;
	}
	unsent(e, t) {
		let n = F(this.language);
		return S`<div class="unsent ${Qr(t) ? "held" : ""}" lang=${I(this.language)}>
<p>${qn($r(t, n, this.person), [this.person])}</p>
${t.passing && !Qr(t) ? S`<button type="button" @click=${() => this.tell("ch-retry", e)}>${n.sendAgain}</button>` : w}
</div>`;
	}
	reply(e, t, n) {
		let { language: r } = t, i = F(r), a = `${e.key}:${n}`, o = Ur() === a;
		return S`<div class="message assistant" lang=${I(r)} id=${a}>
<span class="unseen">${i.assistantSaid}</span>
${this.body(e, t, n)}
${Hr() ? S`<button type="button" class="quiet aloud" @click=${() => Gr(a, t.text, r)}>
${br} ${o ? i.stopReading : i.readAloud}
</button>` : w}
</div>`;
	}
	body(e, t, n) {
		let { language: r } = t, i = F(r), a = lr(t);
		if (t.kind === "ticket" && a?.type === "ticket") return this.ticket(e, t, n, a);
		if (a?.type === "transaction") return S`<ch-card
.card=${a}
.text=${t.text}
.language=${r}
.base=${this.base}
.person=${this.person}
></ch-card>
${this.choices(e, t, n, t.choices)}`;
		if (a?.type === "journey") {
			let r = this.journeys?.draw({
				html: S,
				nothing: w
			}, this, e, t, n);
			if (r) return [r, this.choices(e, t, n, t.choices.slice(a.steps.length))];
			this.journeys === void 0 && this.fetchJourneys();
		}
		return S`<div class="bubble">
${Y(Nr(t), [this.person])}
${a?.type === "handoff" ? Kn(a.phone, S`${vr} ${i.call(a.phone)}`, "call") : w}
</div>
${this.choices(e, t, n, t.choices)}`;
	}
	async fetchJourneys() {
		this.journeys = null, this.journeys = await Lr(this.base, "journey").catch(() => null), this.requestUpdate();
	}
	ticket(e, t, n, r) {
		let i = t.choices.find((e) => e.payload.startsWith("cancel_ticket")), a = (r) => {
			i && this.giveUp(r, {
				key: e.key,
				place: n,
				choice: i,
				language: t.language
			});
		};
		return S`<ch-ticket
.base=${this.base}
.ticket=${{
			...r,
			...this.tickets.get(r.reference)
		}}
.language=${t.language}
.canGiveUp=${i !== void 0 && !e.chosen[n]}
@ch-give-up=${a}
></ch-ticket>
<div class="bubble">${Y(t.text.split("\n"), [this.person])}</div>
${this.choices(e, t, n, t.choices.filter((e) => e !== i))}`;
	}
	giveUp(e, t) {
		e.stopPropagation();
		let n = e.detail;
		this.tell("ch-give-up", {
			ticket: n,
			offered: t
		});
	}
	choices(e, t, n, r) {
		if (r.length === 0) return w;
		let { language: i } = t;
		return S`<ch-choices
.choices=${r}
.chosen=${r.find((t) => t.title === e.chosen[n])?.title ?? null}
.numbered=${t.kind === "choices"}
.language=${i}
@ch-choose=${(t) => {
			t.stopPropagation(), this.tell("ch-say", {
				key: e.key,
				place: n,
				choice: t.detail,
				language: i
			});
		}}
></ch-choices>`;
	}
	notice(e) {
		let t = F(this.language), n = ei(e, t);
		if (n === "") return w;
		let r = e.word === "historyLost";
		return S`<div class="message ${r ? "problem" : `notice ${e.event?.kind ?? ""}`}" id=${e.key}>
<p>${qn(n, [this.person])}</p>
${r ? S`<button type="button" @click=${() => this.tell("ch-reload", null)}>${t.loadAgain}</button>` : w}
</div>`;
	}
	tell(e, t) {
		L(this, e, t);
	}
}, Qr = (e) => e.code === "network" && !navigator.onLine;
function $r(e, t, n) {
	if (Qr(e)) return t.waitingForLine;
	let r = e.detail ?? (e.code === "network" ? t.network : t.server), i = (e.passing ? t.notSent : t.notTaken)(r);
	return e.detail === null && n ? t.joined(i, t.orCall(n)) : i;
}
function ei(e, t) {
	if (e.word === "stillValid") return t.stillValid(e.about ?? "");
	if (e.word) return t[e.word];
	let n = e.event;
	return !n || !(n.kind in t.events) ? "" : t.events[n.kind](n.number, n.window);
}
M("ch-transcript", Zr);
// src/tablet/parts.ts
var ti = 8;
function ni(e, t, n, r, i) {
	let a = H(r);
	return e.shift === null ? S`<p class="empty">${a.needsShift}</p>` : S`<h2 class="unseen">${a.askTab}</h2>
<ch-transcript
.entries=${n.entries}
.language=${r}
.person=${e.pack?.center.human_phone ?? ""}
@ch-say=${(e) => void t.choose(n, e.detail)}
@ch-retry=${(e) => void t.retry(n, e.detail)}
@ch-print=${() => i.paper.show()}
></ch-transcript>`;
}
function ri(e, t, n, r) {
	return e.shift === null ? w : S`<div class="asking">
${e.isOnline ? S`<ch-composer
.language=${r}
@ch-submit=${(e) => void t.ask(n, e.detail)}
></ch-composer>` : S`<p class="warm">${H(r).askOffline}</p>`}
</div>`;
}
function ii(e, t, n, r) {
	let i = H(n), a = e.transaction(t.matter) !== null;
	if (!a && t.entries.length === 0) return w;
	let o = e.shift === null ? i.needsShift : "", s = o || (e.isOnline ? "" : i.onlyOnline), c = (e, t, n = "", r = "") => S`<button
type="button"
class=${r}
aria-disabled=${n === "" ? w : "true"}
title=${n || w}
@click=${() => {
		n === "" && t();
	}}
>
${e}
</button>`;
	return S`<div class="acts">
${a ? [
		c(i.take, () => r.take.show(), o, "primary"),
		c(i.turn, () => r.turned.show()),
		c(i.print, () => r.paper.show())
	] : w}
${c(i.phoneOn, () => r.handOver.show(), s)}
</div>`;
}
function ai(e, t) {
	getComputedStyle(e).overflowY === "visible" ? scrollBy({ top: t - ti }) : e.scrollTop += t - e.getBoundingClientRect().top - ti;
}
function oi(e) {
	let t = e.querySelector(".scroll");
	t && (t.scrollTop = 0), e.querySelector(".shown")?.scrollIntoView();
}
function si(e) {
	e.querySelector(".seat[aria-selected=true]")?.scrollIntoView({
		block: "nearest",
		inline: "nearest"
	});
}
// src/tablet/pane-styles.ts
var ci = o`.lead{display:flex;flex-wrap:wrap;align-items:flex-start;justify-content:space-between;gap:.6em 1.2em}.lead > div{flex:1 1 14em}h2{font-size:1.45em;line-height:1.3}h3{font-size:1.08em}.aside{color:var(--soft);font-size:.9em}.source{border-block-start:1px solid var(--line);padding-block-start:.6em}.phones{display:flex;flex-wrap:wrap;gap:0 1.2em}.phones a{display:inline-flex;align-items:center;min-height:var(--target);margin-block:-.6em;font-weight:600}.state{width:fit-content;margin-block:.3em;padding:.1em .75em;border-radius:1em;border:1px solid var(--warm-edge);background:var(--warm);color:var(--warm-ink);font-size:.92em}.state.whole{border-color:var(--accent);background:var(--tint);color:var(--accent);font-weight:600}summary{min-height:var(--target);display:flex;align-items:center;cursor:pointer;color:var(--accent);font-weight:600}.scroll ol{padding-inline-start:1.5em}.scroll ol.steps{display:grid;gap:.5em;padding:0;list-style:none}.steps button{width:100%;align-items:flex-start;gap:.9em;padding:.7em .9em;border-color:var(--line)}.steps .place{display:grid;place-items:center;flex:none;width:2em;height:2em;border-radius:50%;background:var(--accent);color:var(--on-accent);font-weight:700}.steps button > span > span{display:block}.empty{margin:auto;padding:3em 1em;text-align:center;color:var(--soft)}.empty h2{color:var(--ink)}.warm{padding:.5em .8em;border-inline-start:.3em solid var(--warm-edge);background:var(--warm);color:var(--warm-ink)}.asking{padding:.6em .8em;border-block-start:1px solid var(--line)}.acts{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:.5em;padding:.6em .8em;border-block-start:1px solid var(--line);background:var(--paper)}.acts button{justify-content:center;text-align:center;min-height:3.2em;padding-inline:.4em}@container pane (max-width:26em){.acts{grid-auto-flow:row;grid-template-columns:1fr 1fr}}.acts [aria-disabled="true"]{border-style:dashed;border-color:var(--edge);background:none;color:var(--soft);cursor:default}.number{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5em 1.2em;padding:.7em 1em;border:2px solid var(--accent);border-radius:var(--radius);background:var(--sheet)}.number > div:not(.big){flex:1 1 12em}.number .big{font-size:2.6em;line-height:1.1;font-weight:700;font-variant-numeric:tabular-nums}.number .who{display:block;font-weight:600}.number.queued{border:2px dashed var(--warm-edge);background:var(--warm);color:var(--warm-ink)}.number.queued .aside,.number.queued .who{color:inherit}.number.refused{border-color:var(--alarm);background:var(--alarm-tint)}.number.refused strong{color:var(--alarm)}.orphans{display:grid;gap:.5em;max-height:40dvh;padding:.8em 1.1em;overflow-y:auto;border-block-end:1px solid var(--line);background:var(--tint)}.orphans h2{font-size:1.1em}`;
// src/entries/tablet.ts
M("ch-take", class extends k {
	constructor(...e) {
		super(...e), this.transaction = null, this.ticks = [], this.language = "zh", this.online = !0, this.submit = (e) => {
			e.preventDefault();
			let t = new FormData(e.target).get("priority");
			this.close(), L(this, "ch-take", ut.find((e) => e === t) ?? null);
		};
	}
	static {
		this.properties = {
			transaction: { attribute: !1 },
			ticks: { attribute: !1 },
			language: {},
			online: { type: Boolean }
		};
	}
	static {
		this.styles = [j, U];
	}
	get dialog() {
		return this.renderRoot.querySelector("dialog");
	}
	show() {
		this.renderRoot.querySelector("form")?.reset(), this.dialog.showModal();
	}
	close() {
		this.dialog.close();
	}
	render() {
		let { transaction: e, language: t } = this, n = H(t), r = e ? zt(e, this.ticks) : 0;
		return S`<dialog aria-labelledby="title">
<form @submit=${this.submit}>
<h2 id="title">${n.takeTitle}</h2>
<p class="matter">${e?.name[t]}</p>
${r ? S`<p class="warm">${n.missing(r)}</p>` : w}
<fieldset>
<legend>${n.priority} <span class="aside">${n.priorityMore}</span></legend>
<div class="options">
<label><input type="radio" name="priority" value="" checked /><span>${n.none}</span></label>
${ut.map((e) => S`<label
><input type="radio" name="priority" value=${e} /><span>${n.priorities[e]}</span></label
>`)}
</div>
</fieldset>
${this.online ? w : S`<p class="warm">${n.takeOfflineMore}</p>`}
<div class="acts">
<button type="button" @click=${() => this.close()}>${n.stay}</button>
<button class="primary">${this.online ? n.takeYes : n.takeOffline}</button>
</div>
</form>
</dialog>`;
	}
}), M("ch-still", class extends k {
	constructor(...e) {
		super(...e), this.left = null, this.language = "zh";
	}
	static {
		this.properties = {
			left: { attribute: !1 },
			language: {}
		};
	}
	static {
		this.styles = [j, U];
	}
	updated() {
		let e = this.renderRoot.querySelector("dialog");
		this.left !== null && !e.open && e.showModal(), this.left === null && e.open && e.close();
	}
	render() {
		let e = H(this.language), t = () => L(this, "ch-stay");
		return S`<dialog aria-labelledby="title" aria-describedby="more" @cancel=${(e) => {
			e.preventDefault(), t();
		}}>
<h2 id="title">${e.still}</h2>
<p class="seconds" aria-hidden="true">${this.left}</p>
<progress max=${Vn / 1e3} .value=${this.left ?? 0} aria-hidden="true"></progress>
<p class="count" id="more">${e.stillMore(this.left ?? 0)}</p>
<div class="acts"><button type="button" class="primary" @click=${t}>${e.here}</button></div>
</dialog>`;
	}
}), M("ch-turned", class extends k {
	constructor(...e) {
		super(...e), this.transaction = null, this.numbers = [], this.language = "zh", this.upside = !1;
	}
	static {
		this.properties = {
			transaction: { attribute: !1 },
			numbers: { attribute: !1 },
			language: {},
			upside: {
				type: Boolean,
				reflect: !0
			}
		};
	}
	static {
		this.styles = [
			j,
			cr,
			o`dialog{--target:60px;width:100vw;max-width:none;height:100dvh;max-height:none;margin:0;padding:1em clamp(1em,5vw,4em) 5em;border:0;background:var(--paper);color:var(--ink);font-size:clamp(1.35rem,2.6vw,1.9rem);line-height:1.5}:host([upside]) dialog{rotate:180deg}.tools{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:.5em;font-size:.75em}.tools > :first-child{margin-inline-end:auto}h2{margin-block:.4em .5em;font-size:1.5em;line-height:1.25}h3{margin-block:1em .2em;font-size:1.05em}.sign{width:fit-content;font-size:1.15em}.facts{margin-block:.8em}.number{margin-block:.6em;padding:.6em .9em;border:3px solid var(--accent);border-radius:var(--radius);background:var(--sheet)}.number strong{display:block;font-size:2.6em;line-height:1.1;letter-spacing:.03em}.number.queued{border:3px dashed var(--warm-edge);background:var(--warm);color:var(--warm-ink)}`
		];
	}
	get dialog() {
		return this.renderRoot.querySelector("dialog");
	}
	show() {
		this.dialog.showModal(), this.dialog.scrollTop = 0;
	}
	close() {
		this.upside = !1, this.dialog.close();
	}
	render() {
		let { transaction: e, language: t } = this, n = H(t);
		return S`<dialog lang=${I(t)} aria-label=${n.yourSide} @close=${() => this.upside = !1}>
<div class="tools">
<ch-language .language=${t}></ch-language>
<button type="button" aria-pressed=${this.upside} @click=${() => this.upside = !this.upside}>
${n.rotate}
</button>
<button type="button" class="primary" @click=${() => this.close()}>${n.turnBack}</button>
</div>
${this.numbers.map((e) => this.number(e))} ${e ? this.matter(e) : w}
</dialog>`;
	}
	number(e) {
		let { language: t } = this, n = H(t);
		if (e.state === "queued") return S`<p class="number queued">${n.notYet}</p>`;
		let { ticket: r } = e;
		if (e.state !== "given" || r === null) return w;
		let i = F(t);
		return S`<div class="number">
<span>${n.yourNumber}</span><strong>${r.number}</strong>
<span>${i.floor(r.floor)}${i.comma}${i.windows(qe(r.windows))}</span>
</div>`;
	}
	matter(e) {
		let { language: t } = this, n = H(t);
		return S`<h2>${e.name[t]}</h2>
${Jn(e, t)}
<p class="facts">
${n.fee}${n.colon}<b>${It(e, t)}</b><br />
${n.duration}${n.colon}<b>${Lt(e, t)}</b>
</p>
${e.materials.length ? S`<h3>${n.bringThese}</h3>
<ch-checklist
.materials=${lt(e, t)}
.transaction=${e.id}
.language=${t}
></ch-checklist>` : S`<p>${n.noMaterials}</p>`}`;
	}
}), M("ch-tablet", class extends k {
	constructor(...e) {
		super(...e), this.language = He(""), this.looks = !1, this.view = "matter", this.newest = "", this.desk = new Ft(() => this.language, () => this.requestUpdate()), this.talk = new pr(this.desk), this.idle = new Un(() => this.requestUpdate(), () => void this.lock(), () => this.desk.isInUse), this.opened = (e) => {
			this.open({
				matter: e.detail,
				journey: this.here?.journey ?? null
			});
		}, this.back = () => {
			this.open({
				matter: null,
				journey: this.here?.matter ? this.here.journey : null
			});
		}, this.seated = () => {
			this.view = "matter", this.renderRoot.querySelector("ch-find")?.clear(), this.updateComplete.then(() => si(this.renderRoot));
		}, this.logOut = async () => {
			let e = H(this.language), t = {
				ask: e.logOutAsk,
				more: e.logOutMore,
				yes: e.logOut,
				no: e.stay
			};
			await this.dialogs.confirm.ask(t) && await this.lock();
		}, this.spoken = (e) => {
			this.language = e.detail, Ue(e.detail), document.documentElement.lang = I(e.detail);
		}, this.citizenSpeaks = (e) => {
			e.stopPropagation(), this.desk.change(this.desk.current, { language: e.detail });
		};
	}
	static {
		this.properties = {
			language: { state: !0 },
			looks: { state: !0 },
			view: { state: !0 }
		};
	}
	static {
		this.styles = [
			We,
			j,
			mr,
			ci,
			cr
		];
	}
	get dialogs() {
		let e = (e) => this.renderRoot.querySelector(e);
		return {
			take: e("ch-take"),
			handOver: e("ch-hand-over"),
			paper: e("ch-paper"),
			turned: e("ch-turned"),
			confirm: e("ch-confirm")
		};
	}
	connectedCallback() {
		super.connectedCallback(), this.desk.start(), this.idle.start();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.desk.stop(), this.idle.stop();
	}
	render() {
		let { desk: e, language: t } = this, n = H(t), r = e.shift !== null || this.looks;
		return S`<div class="frame" lang=${I(t)} @ch-language=${this.spoken}>
<header>
<h1>${n.tablet}</h1>
<p class="line ${e.isOnline ? "" : "off"}" role="status">${e.isOnline ? n.online : n.offline}</p>
<div class="tools">
<ch-language .language=${t}></ch-language>
${e.shift ? S`<span class="who">${n.onShift(e.shift.volunteer)}</span>
<button type="button" class="out" @click=${this.logOut}>${n.logOut}</button>` : r ? S`<button type="button" class="in" @click=${() => this.looks = !1}>${n.logIn}</button>` : w}
</div>
</header>
${this.orphans()}
${r ? this.work() : S`<main class="entry"><ch-login .desk=${e} .language=${t} @ch-look=${() => this.looks = !0}></ch-login></main>`}
<ch-take
.transaction=${e.transaction(this.here?.matter ?? null)}
.ticks=${this.here?.ticks ?? []}
.language=${t}
.online=${e.isOnline}
@ch-take=${(e) => this.take(e.detail)}
></ch-take>
<ch-hand-over .desk=${e} .talk=${this.talk} .language=${this.here?.language ?? t}></ch-hand-over>
<ch-paper .language=${t} @ch-paper=${(e) => this.print(e.detail)}></ch-paper>
<ch-turned
.transaction=${e.transaction(this.here?.matter ?? null)}
.numbers=${this.here ? e.numbers.of(this.here.id) : []}
.language=${this.here?.language ?? t}
@ch-language=${this.citizenSpeaks}
></ch-turned>
<ch-still .left=${this.idle.left} .language=${t} @ch-stay=${this.idle.stay}></ch-still>
<ch-confirm></ch-confirm>
</div>`;
	}
	updated() {
		let e = this.view === "talk" ? this.here?.entries.at(-1) : void 0, t = e ? `${e.key} ${"state" in e ? e.state : ""}` : "";
		if (t === this.newest) return;
		this.newest = t;
		let n = this.renderRoot.querySelector("ch-transcript"), r = this.renderRoot.querySelector(".scroll");
		e && n && r && n.updateComplete.then(() => {
			let t = n.boxOf(e.key);
			t && ai(r, t.top);
		});
	}
	get here() {
		return this.desk.seats.find(({ id: e }) => e === this.desk.current) ?? null;
	}
	orphans() {
		let { desk: e, language: t } = this, n = H(t), { orphans: r } = e.numbers;
		return r.length === 0 ? w : S`<section class="orphans" aria-label=${n.handedOut}>
<h2>${n.handedOut}</h2>
<p>${n.handedOutMore}</p>
${r.map((n) => Qn(e, n, t, !0))}
</section>`;
	}
	work() {
		let { desk: e, language: t } = this, n = H(t), { here: r } = this;
		if (r === null) return w;
		if (e.isBare) return S`<main class="entry">
<p class="bare" role="alert">${n.noCatalog}</p>
<button type="button" class="primary" @click=${() => void e.again()}>${n.again}</button>
</main>`;
		if (e.pack === null) return S`<main class="entry"><p role="status">${n.loading}</p></main>`;
		let i = r.matter !== null || r.journey !== null || this.view === "talk";
		return S`${sr(e, t, this.seated, (e) => void this.leave(e))}
<main>
<div class="panes ${i ? "open" : ""}" id="citizen" role="tabpanel" aria-labelledby="seat-${r.id}">
<div class="find">
<ch-find
.pack=${e.pack}
.language=${t}
.open=${r.matter}
@ch-matter=${this.opened}
@ch-journey=${(e) => this.open({
			journey: e.detail,
			matter: null
		})}
></ch-find>
</div>
<div class="shown">${this.shown(r)}</div>
</div>
</main>`;
	}
	shown(e) {
		let { desk: t } = this, n = H(this.language), r = (e, t) => S`<button type="button" aria-pressed=${this.view === e} @click=${() => this.view = e}>
${t}
</button>`;
		return S`<div class="views">
<button type="button" class="quiet back" @click=${this.back}>← ${n.backToList}</button>
<div class="switch" role="group" aria-label=${n.view}>
${r("matter", n.matterTab)}${r("talk", n.askTab)}
</div>
</div>
<div class="scroll" tabindex="0" role="region" aria-label=${this.view === "talk" ? n.askTab : n.matterTab}>
${t.numbers.of(e.id).map((e) => Qn(t, e, this.language))}
${this.view === "talk" ? ni(t, this.talk, e, this.language, this.dialogs) : this.matter(e)}
</div>
${this.view === "talk" ? ri(t, this.talk, e, this.language) : w}
${ii(t, e, this.language, this.dialogs)}`;
	}
	matter(e) {
		let { desk: t, language: n } = this, r = H(n), i = t.transaction(e.matter);
		if (i && t.pack) return Yn(t.pack, i, e.ticks, n);
		let a = t.pack?.journeys.find(({ id: t }) => t === e.journey);
		return a ? Xn(a, (e) => t.transaction(e), (e) => this.open({
			matter: e,
			journey: a.id
		}), n) : S`<div class="empty">
<h2>${r.pickTitle}</h2>
<p>${r.pick}</p>
</div>`;
	}
	open(e) {
		this.view = "matter", this.desk.change(this.desk.current, e), this.updateComplete.then(() => oi(this.renderRoot));
	}
	take(e) {
		let { here: t, desk: n } = this;
		t?.matter && n.numbers.want(t, t.matter, e);
	}
	print(e) {
		let { here: t, desk: n } = this, r = n.transaction(t?.matter ?? null);
		if (t === null || r === null) return;
		let i = n.numbers.of(t.id).filter((e) => e.transaction === r.id);
		ar({
			transaction: r,
			language: t.language,
			ticks: t.ticks,
			numbers: i,
			base: n.pack?.base ?? ""
		}, e);
	}
	async leave(e) {
		let t = H(this.language), n = {
			ask: t.leaveAsk(e.letter),
			more: t.leaveMore,
			yes: t.leaveYes,
			no: t.stay
		};
		await this.dialogs.confirm.ask(n) && (this.desk.leave(e.id), this.seated());
	}
	async lock() {
		let { take: e, handOver: t, paper: n, turned: r } = this.dialogs;
		for (let i of [
			e,
			t,
			n,
			r
		]) i.close();
		this.looks = !1, this.view = "matter", await this.desk.logOut();
	}
}), "serviceWorker" in navigator && navigator.serviceWorker.register("/tablet/worker.js", { scope: "/tablet" }).catch((e) => {
	console.warn("the tablet is not kept for times without a network", e);
});
