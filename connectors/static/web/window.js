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
})(e) : e, { is: l, defineProperty: u, getOwnPropertyDescriptor: d, getOwnPropertyNames: f, getOwnPropertySymbols: ee, getPrototypeOf: te } = Object, p = globalThis, ne = p.trustedTypes, re = ne ? ne.emptyScript : "", ie = p.reactiveElementPolyfillSupport, m = (e, t) => e, h = {
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
}, g = (e, t) => !l(e, t), ae = {
	attribute: !0,
	type: String,
	converter: h,
	reflect: !1,
	useDefault: !1,
	hasChanged: g
};
Symbol.metadata ??= Symbol("metadata"), p.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var _ = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = ae) {
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
		return this.elementProperties.get(e) ?? ae;
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
			let i = (n.converter?.toAttribute === void 0 ? h : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? h : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? g)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
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
_.elementStyles = [], _.shadowRootOptions = { mode: "open" }, _[m("elementProperties")] = /* @__PURE__ */ new Map(), _[m("finalized")] = /* @__PURE__ */ new Map(), ie?.({ ReactiveElement: _ }), (p.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var v = globalThis, oe = (e) => e, y = v.trustedTypes, se = y ? y.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, ce = "$lit$", b = `lit$${Math.random().toFixed(9).slice(2)}$`, le = "?" + b, ue = `<${le}>`, x = document, S = () => x.createComment(""), C = (e) => e === null || typeof e != "object" && typeof e != "function", w = Array.isArray, de = (e) => w(e) || typeof e?.[Symbol.iterator] == "function", fe = "[ 	\n\f\r]", T = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, pe = /-->/g, me = />/g, E = RegExp(`>|${fe}(?:([^\\s"'>=/]+)(${fe}*=${fe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), he = /'/g, ge = /"/g, _e = /^(?:script|style|textarea|title)$/i, D = ((e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}))(1), O = Symbol.for("lit-noChange"), k = Symbol.for("lit-nothing"), ve = /* @__PURE__ */ new WeakMap(), A = x.createTreeWalker(x, 129);
function ye(e, t) {
	if (!w(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return se === void 0 ? t : se.createHTML(t);
}
var be = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = T;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === T ? c[1] === "!--" ? o = pe : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = E) : (_e.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = E) : o = me : o === E ? c[0] === ">" ? (o = i ?? T, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? E : c[3] === "\"" ? ge : he) : o === ge || o === he ? o = E : o === pe || o === me ? o = T : (o = E, i = void 0);
		let d = o === E && e[t + 1].startsWith("/>") ? " " : "";
		a += o === T ? n + ue : l >= 0 ? (r.push(s), n.slice(0, l) + ce + n.slice(l) + b + d) : n + b + (l === -2 ? t : d);
	}
	return [ye(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, j = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = be(t, n);
		if (this.el = e.createElement(l, r), A.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = A.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(ce)) {
					let t = u[o++], n = i.getAttribute(e).split(b), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? Se : r[1] === "?" ? Ce : r[1] === "@" ? we : P
					}), i.removeAttribute(e);
				} else e.startsWith(b) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (_e.test(i.tagName)) {
					let e = i.textContent.split(b), t = e.length - 1;
					if (t > 0) {
						i.textContent = y ? y.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], S()), A.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], S());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === le) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(b, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += b.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = x.createElement("template");
		return n.innerHTML = e, n;
	}
};
function M(e, t, n = e, r) {
	if (t === O) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = C(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = M(e, i._$AS(e, t.values), i, r)), t;
}
var xe = class {
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
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? x).importNode(t, !0);
		A.currentNode = r;
		let i = A.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new N(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new Te(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = A.nextNode(), a++);
		}
		return A.currentNode = x, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, N = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = k, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
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
		e = M(this, e, t), C(e) ? e === k || e == null || e === "" ? (this._$AH !== k && this._$AR(), this._$AH = k) : e !== this._$AH && e !== O && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? de(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== k && C(this._$AH) ? this._$AA.nextSibling.data = e : this.T(x.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = j.createElement(ye(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new xe(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = ve.get(e.strings);
		return t === void 0 && ve.set(e.strings, t = new j(e)), t;
	}
	k(t) {
		w(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(S()), this.O(S()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = oe(e).nextSibling;
			oe(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, P = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = k, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = k;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = M(this, e, t, 0), a = !C(e) || e !== this._$AH && e !== O, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = M(this, r[n + o], t, o), s === O && (s = this._$AH[o]), a ||= !C(s) || s !== this._$AH[o], s === k ? e = k : e !== k && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === k ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, Se = class extends P {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === k ? void 0 : e;
	}
}, Ce = class extends P {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== k);
	}
}, we = class extends P {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = M(this, e, t, 0) ?? k) === O) return;
		let n = this._$AH, r = e === k && n !== k || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== k && (n === k || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, Te = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		M(this, e);
	}
}, Ee = v.litHtmlPolyfillSupport;
Ee?.(j, N), (v.litHtmlVersions ??= []).push("3.3.3");
var De = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new N(t.insertBefore(S(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, F = globalThis, I = class extends _ {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = De(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return O;
	}
};
I._$litElement$ = !0, I.finalized = !0, F.litElementHydrateSupport?.({ LitElement: I });
var Oe = F.litElementPolyfillSupport;
Oe?.({ LitElement: I }), (F.litElementVersions ??= []).push("4.2.2");
// node_modules/@lit/reactive-element/decorators/property.js
var ke = {
	attribute: !0,
	type: String,
	converter: h,
	reflect: !1,
	hasChanged: g
}, Ae = (e = ke, t, n) => {
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
function L(e) {
	return (t, n) => typeof n == "object" ? Ae(e, t, n) : ((e, t, n) => {
		let r = t.hasOwnProperty(n);
		return t.constructor.createProperty(n, e), r ? Object.getOwnPropertyDescriptor(t, n) : void 0;
	})(e, t, n);
}
// node_modules/@lit/reactive-element/decorators/state.js
function R(e) {
	return L({
		...e,
		state: !0,
		attribute: !1
	});
}
// node_modules/@lit/reactive-element/decorators/base.js
var je = (e, t, n) => (n.configurable = !0, n.enumerable = !0, Reflect.decorate && typeof t != "object" && Object.defineProperty(e, t, n), n);
// node_modules/@lit/reactive-element/decorators/query.js
function z(e, t) {
	return (n, r, i) => {
		let a = (t) => t.renderRoot?.querySelector(e) ?? null;
		if (t) {
			let { get: e, set: t } = typeof r == "object" ? n : i ?? (() => {
				let e = Symbol();
				return {
					get() {
						return this[e];
					},
					set(t) {
						this[e] = t;
					}
				};
			})();
			return je(n, r, { get() {
				let n = e.call(this);
				return n === void 0 && (n = a(this), (n !== null || this.hasUpdated) && t.call(this, n)), n;
			} });
		}
		return je(n, r, { get() {
			return a(this);
		} });
	};
}
// src/api/request.ts
var Me = 2e4, B = class extends Error {
	constructor(e, t = 0, n = null) {
		super(e), this.code = e, this.status = t, this.detail = n;
	}
	get passing() {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
};
function Ne(e, t) {
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
function Pe(e) {
	return async (t, n, { language: r, token: i, body: a, signal: o }) => {
		let s = { "Accept-Language": r };
		i && (s.Authorization = `Bearer ${i}`), a !== void 0 && (s["Content-Type"] = "application/json");
		let c = Ne(o, Me);
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
			throw new B("network");
		} finally {
			c.end();
		}
		if (l.status === 204) return;
		let d = Fe(u);
		if (l.ok && d !== null) return d;
		let f = d, ee = typeof f?.code == "string" ? f.code : "server", te = typeof f?.detail == "string" ? f.detail : null;
		throw new B(ee, l.ok ? 502 : l.status, te);
	};
}
function Fe(e) {
	try {
		let t = JSON.parse(e);
		return typeof t == "object" ? t : null;
	} catch {
		return null;
	}
}
function Ie() {
	let { crypto: e } = window;
	return e.randomUUID ? e.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (t) => {
		let [n = 0] = e.getRandomValues(/* @__PURE__ */ new Uint8Array(1));
		return (Number(t) ^ n & 15 >> Number(t) / 4).toString(16);
	});
}
// src/conversation/storage.ts
var V = "citizen-home.", Le = class {
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
			let n = this.memory.get(e) ?? this.store?.getItem(V + e);
			return n == null ? t : JSON.parse(n);
		} catch {
			return t;
		}
	}
	set(e, t) {
		this.memory.delete(e);
		try {
			let n = this.store;
			t === null ? n?.removeItem(V + e) : n ? n.setItem(V + e, JSON.stringify(t)) : this.memory.set(e, JSON.stringify(t));
		} catch {
			this.memory.set(e, JSON.stringify(t));
		}
	}
}, H = new Le("sessionStorage"), U = new Le("localStorage"), Re = "citizen-home-settings";
function ze(e = document.documentElement.lang) {
	let t = U.get("language", "");
	return t === "zh" || t === "en" ? t : (e || navigator.language).toLowerCase().startsWith("zh") ? "zh" : "en";
}
function Be(e) {
	U.set("language", e), window.dispatchEvent(new Event(Re));
}
// src/elements/define.ts
function W(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
// src/styles/base.ts
var Ve = o`${a(":root,:host{color-scheme:light dark;--paper:#f6f5f0;--sheet:#fff;--tint:#e4efec;--ink:#17252a;--soft:#4c5b60;--line:#d3d8d4;--edge:#7b8987;--accent:#0b5a57;--on-accent:#fff;--warm:#fdf3dc;--warm-ink:#6b4700;--warm-edge:#c58a1a;--alarm:#9d2318;--alarm-tint:#fdecea;--shade:#0a1e1e38;--target:44px;--radius:.75em;--font:system-ui, -apple-system, \"PingFang SC\", \"Hiragino Sans GB\", \"Microsoft YaHei\", \"HarmonyOS Sans SC\", \"Noto Sans CJK SC\", \"Noto Sans SC\", \"Source Han Sans SC\", sans-serif}@media (prefers-color-scheme:dark){:root,:host{--paper:#12191a;--sheet:#1b2425;--tint:#173634;--ink:#e9eeec;--soft:#b3bfbc;--line:#344142;--edge:#7f908d;--accent:#84d3c7;--on-accent:#08211f;--warm:#33290f;--warm-ink:#f3d58c;--warm-edge:#c79a3c;--alarm:#ffb4a8;--alarm-tint:#3a1c19;--shade:#0000008c}}@media (prefers-contrast:more){:root,:host{--soft:var(--ink);--line:var(--ink);--edge:var(--ink)}}@media print{:root,:host{color-scheme:light;--paper:#fff;--sheet:#fff;--tint:#fff;--ink:#000;--soft:#333;--line:#999;--edge:#333;--accent:#000;--on-accent:#fff;--warm:#fff;--warm-ink:#000;--warm-edge:#333;--alarm:#000;--alarm-tint:#fff}}")}`, G = o`*,::before,::after{box-sizing:border-box}:host{display:block;overflow-wrap:anywhere}[hidden]{display:none !important}h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}a{color:var(--accent);text-underline-offset:.2em}button,.button{display:inline-flex;align-items:center;gap:.4em;font:inherit;line-height:1.35;color:inherit;min-height:var(--target);min-width:var(--target);border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);padding:.35em .85em;cursor:pointer;text-align:start;text-decoration:none;overflow-wrap:anywhere;touch-action:manipulation}@media (hover:hover){button:hover,.button:hover{border-color:var(--accent);background:var(--tint)}}.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}@media (hover:hover){.primary:hover{background:var(--ink);border-color:var(--ink);color:var(--paper)}}.quiet{border-color:transparent;background:none;color:var(--accent);padding-inline:.5em}.grave{border-color:var(--alarm);color:var(--alarm)}@media (hover:hover){.grave:hover{border-color:var(--alarm);background:var(--alarm-tint)}}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentcolor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.rows > div{display:grid;grid-template-columns:minmax(4em,5.5em) 1fr;gap:0 .75em;padding-block:.45em}.rows > div + div{border-block-start:1px solid var(--line)}.rows dt{color:var(--soft)}@container (max-width:17em){.rows > div{display:block}}.whole{white-space:nowrap}@media (forced-colors:active){svg{stroke:currentcolor}.primary.primary{forced-color-adjust:none;border-color:ButtonText;background:ButtonText;color:ButtonFace}[aria-disabled="true"]{border-color:GrayText !important;color:GrayText !important}}`, He = (e, t, n, r, i) => `${e ? r : n}${e && e < t ? `${e}–` : ""}${t || 1}${i}`, K = (e, t) => `${e} ${t}${e === 1 ? "" : "s"}`, Ue = (e, t, n) => t === "CNY" ? `${Number(e)}${n}` : `${Number(e)} ${t}`;
function We(e) {
	let t = [];
	for (let n of [...e].sort((e, t) => e - t)) {
		let e = t.at(-1);
		e?.[1] === n - 1 ? e[1] = n : t.push([n, n]);
	}
	return t.map(([e, t]) => e === t ? `${e}` : `${e}-${t}`).join(", ");
}
// src/words/en.ts
var Ge = {
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
	left: (e) => `${K(e, "character")} left.`,
	speak: "Speak your question",
	listening: "Listening; press again when done.",
	speechNote: "Your browser turns the speech into text.",
	speechFailed: "That was not understood. Please say it again, or type it.",
	youSaid: "You said:",
	assistantSaid: "The assistant said:",
	looking: "Looking it up…",
	options: "You can go on with",
	optionsFollow: (e) => `${K(e, "choice")} below.`,
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
	amount: (e, t) => Ue(e, t, " yuan"),
	time: "How long",
	immediate: "done on the spot if the papers are complete",
	promised: (e) => `within ${K(e, "working day")}`,
	statutory: (e) => `${K(e, "working day")} at most by law`,
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
	minutes: (e, t) => He(e, t, "at most ", "about ", " min"),
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
}, Ke = {
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
	amount: (e, t) => Ue(e, t, "元"),
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
	minutes: (e, t) => He(e, t, "最多", "大约", "分钟"),
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
}, qe = (e) => e === "zh" ? Ke : Ge, Je = (e) => e === "zh" ? "zh-CN" : "en";
// src/elements/fire.ts
function Ye(e, t, n = null) {
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
W("ch-language", class extends I {
	constructor(...e) {
		super(...e), this.language = "zh";
	}
	static {
		this.properties = { language: {} };
	}
	static {
		this.styles = [G, o`div{display:flex;flex-wrap:wrap;gap:.15em}button{border-color:transparent;background:none;padding-inline:.45em;justify-content:center}[aria-pressed="true"]{font-weight:700;text-decoration:underline 3px var(--accent);text-underline-offset:.35em}@media (forced-colors:active){[aria-pressed="true"]{outline:2px solid Highlight;outline-offset:-4px}}`];
	}
	render() {
		return D`<div role="group" aria-label=${qe(this.language).languages}>
${["zh", "en"].map((e) => D`<button
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
		Ye(this, "ch-language", e);
	}
});
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
}, Y = (e) => () => e, Ze = [
	{
		key: "N",
		of: Y("next")
	},
	{
		key: "R",
		of: Y("recall")
	},
	{
		key: "S",
		of: Y("start")
	},
	{
		key: "D",
		of: Y("served")
	},
	{
		key: "M",
		of: Y("missed")
	},
	{
		key: "H",
		of: ({ on_hold: e }) => e ? "hold" : null
	},
	{
		key: "T",
		of: Y("transfer")
	},
	{
		key: "P",
		of: ({ paused: e }) => e === void 0 ? null : e ? "open" : "pause"
	},
	{
		key: "U",
		of: ({ undo_until: e }) => e === void 0 ? null : "undo"
	}
];
function X(e, t) {
	let { state: n } = t;
	if (n === null || t.isBusy) return !1;
	let r = n.ticket?.status;
	switch (e) {
		case "next": return !n.ticket && n.paused !== !0 && n.open !== !1;
		case "recall":
		case "start":
		case "missed": return r === "called";
		case "served": return r === "serving";
		case "hold":
		case "transfer": return r === "called" || r === "serving";
		case "resume": return !n.ticket;
		case "undo": return $e(t) > 0;
		case "requeue":
		case "pause":
		case "open": return !0;
	}
}
function Qe(e) {
	return e.ticket ? e.ticket.status === "called" ? "start" : "served" : "next";
}
function $e({ state: e, now: t }) {
	return e?.undo_until ? Math.max(0, Math.ceil((Date.parse(e.undo_until) - t) / 1e3)) : 0;
}
// src/hall/window-board.ts
function et(e, t, n, r) {
	let { state: i, said: a } = e;
	return i === null ? k : D`<div class="board">
<section aria-label=${t.current}>
${nt(i.ticket, e, t, n)}
<div class="saying">
<p role="status">${a && !a.isError ? a.text(n) : k}</p>
<div role="alert">${a?.isError ? D`<p class="fault">${a.text(n)}</p>` : k}</div>
</div>
<div class="acts">${Ze.map(({ key: n, of: a }) => tt(n, a(i), e, t, r))}</div>
</section>
<section class="queue" aria-label=${t.waiting}>${rt(e, i, t, r)}</section>
</div>`;
}
function tt(e, t, n, r, i) {
	if (t === null || n.state === null || !(t in r.acts)) return k;
	let a = t === "undo" ? $e(n) : 0, o = a > 0 ? r.undoIn(a) : r.acts[t];
	return D`<button
type="button"
class=${`${t} ${Qe(n.state) === t ? "primary" : ""}`}
data-act=${t}
aria-keyshortcuts=${e}
aria-disabled=${X(t, n) ? "false" : "true"}
@click=${() => i(t)}
>
<span>${o}</span><kbd aria-hidden="true">${e}</kbd>
</button>`;
}
function nt(e, t, n, r) {
	if (e === null) return D`<div class="ticket">
<p class="nobody">${t.state?.paused ? n.paused : n.nobody}</p>
<p class="hint">${t.state?.open === !1 ? n.closed : n.nobodyMore}</p>
</div>`;
	let i = e.status === "serving" ? e.serving_at : e.called_at, a = e.ready?.lacks.map(({ name: e }) => e[r]).join(r === "zh" ? "、" : ", ");
	return D`<div class="ticket" data-status=${e.status}>
<p class="top">
<span class="state">${n.statuses[e.status]}</span>
${i ? D`<span class="time"
>${e.status === "serving" ? n.servingFor : n.calledFor} ${at(t.now - Date.parse(i))}</span
>` : k}
</p>
<p class="number">${e.number}</p>
<p class="matter">${e.matter?.[r] ?? e.transaction}</p>
${e.ready === void 0 ? k : D`<p class=${a ? "papers lacking" : "papers"}>
${e.ready === null ? n.readyUnknown : a ? n.lacks(a) : n.ready}
</p>`}
${e.also?.map((e) => D`<p class="matter">+ ${e[r]}</p>`) ?? k}
${e.visit?.length ? D`<p class="hint">${n.visit(e.visit.map((e) => `${e.number} (${n.statuses[e.status]})`))}</p>` : k}
${e.transferred ? D`<p class="hint">${n.transferred}</p>` : k}
</div>`;
}
function rt(e, t, n, r) {
	return D`<div>
<h2>${n.waiting}</h2>
<p class="count">${n.people(t.waiting)}</p>
${t.present === void 0 ? k : D`<p class="hint">${n.present(t.present)}</p>`}
</div>
${t.open === !1 ? D`<p class="closed">${n.closed}</p>` : k}
${t.paused ? D`<p class="closed">${n.paused}</p>` : k}
${t.coming?.length ? D`<div>
<h2 id="coming">${n.coming}</h2>
<ol class="coming" aria-labelledby="coming">
${t.coming.map((e) => D`<li>${e}</li>`)}
</ol>
</div>` : k}
${t.kept?.length ? D`<div class="kept">
<h2>${n.kept}</h2>
<ul class="aside">
${t.kept.map((e) => D`<li><b>${e.number}</b> ${e.window === null ? n.bound : n.elsewhere(e.window)}</li>`)}
</ul>
</div>` : k}
${it(t.on_hold, n.onHold, n.resume, "resume", e, r)}
${it(t.missed, n.missedHere, n.requeue, "requeue", e, r)}`;
}
function it(e, t, n, r, i, a) {
	return e?.length ? D`<div>
<h2>${t}</h2>
<ul class="aside">
${e.map(({ number: e }) => D`<li>
<b>${e}</b>
<button
type="button"
aria-label="${n} ${e}"
aria-disabled=${X(r, i) ? "false" : "true"}
@click=${() => a(r, { number: e })}
>
${n}
</button>
</li>`)}
</ul>
</div>` : k;
}
function at(e) {
	let t = Math.max(0, Math.floor(e / 1e3));
	return `${Math.floor(t / 60)}:${String(t % 60).padStart(2, "0")}`;
}
// src/hall/window-board-styles.ts
var ot = o`.board{display:grid;grid-template-columns:minmax(0,1.75fr) minmax(15em,1fr);gap:1.25em;align-items:start}.ticket,.queue{border:1px solid var(--line);border-radius:1em;background:var(--sheet)}.ticket{min-height:14.5em;padding:1.1em 1.4em;border-inline-start:.6em solid var(--edge)}.ticket[data-status="called"]{border-inline-start-color:var(--warm-edge)}.ticket[data-status="serving"]{border-inline-start-color:var(--accent)}.top{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 1em;color:var(--soft)}.state{color:var(--ink);font-weight:600}.number{font-size:5.6em;font-weight:700;line-height:1.15;font-variant-numeric:tabular-nums}.nobody{padding-block:1.1em .2em;font-size:1.9em;font-weight:600;color:var(--soft)}.matter{font-size:1.3em;font-weight:600;line-height:1.35}.papers{display:inline-block;margin-block-start:.5em;padding:.1em .7em;border-radius:1em;background:var(--tint)}.papers.lacking{background:var(--warm);color:var(--warm-ink);font-weight:600}.time{font-variant-numeric:tabular-nums}.saying{min-height:3.4em;padding-block:.8em;display:grid;align-content:center}.acts{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.6em}.acts button{min-height:60px;justify-content:space-between;padding-inline:1em;font-size:1.1em}.acts .next{grid-column:1 / -1;min-height:84px;font-size:1.7em;font-weight:700;justify-content:center;gap:.8em}.acts .undo{grid-column:span 2}button[aria-disabled="true"],button[aria-disabled="true"]:hover{border:1px dashed var(--line);background:none;color:var(--soft);cursor:not-allowed}kbd{flex:none;min-width:1.7em;padding:.05em .4em;border:1px solid currentcolor;border-radius:.35em;font:inherit;font-size:max(.8em,13px);line-height:1.4;text-align:center}.queue{display:grid;gap:1.1em;padding:1.1em 1.3em}.queue h2{color:var(--soft);font-size:.95em;font-weight:400}.count{font-size:2em;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}.coming{display:flex;flex-wrap:wrap;gap:.2em .9em;list-style:none;font-size:1.2em;font-weight:600;font-variant-numeric:tabular-nums}.aside{display:grid;gap:.4em;list-style:none}.aside li{display:flex;align-items:center;justify-content:space-between;gap:.6em}.aside b{font-size:1.15em;font-variant-numeric:tabular-nums}.closed{padding:.5em .9em;border-radius:.5em;background:var(--warm);color:var(--warm-ink);font-weight:600}@media (max-width:56em){.board{grid-template-columns:minmax(0,1fr)}.acts{grid-template-columns:repeat(2,minmax(0,1fr))}.acts .undo{grid-column:auto}}@media (max-width:30em){.number{font-size:min(4.2em,17vw)}kbd{display:none}}`, st = "staff", ct = "window", lt = 3e3, ut = 9e3, dt = 500, ft = class {
	constructor(e, t) {
		this.language = e, this.changed = t, this.token = H.get(st, null), this.number = H.get(ct, null), this.windows = [], this.state = null, this.isLost = !1, this.isBusy = !1, this.said = null, this.ahead = 0, this.ask = Pe(""), this.answered = performance.now(), this.free = 0, this.turn = 0, this.open = null;
	}
	get here() {
		return this.windows.find(({ window: e }) => e === this.number) ?? null;
	}
	get now() {
		return Date.now() + this.ahead;
	}
	async logIn(e) {
		let { windows: t } = await this.request("GET", "/staff/me", e);
		H.set(st, e), Object.assign(this, {
			token: e,
			windows: t
		}), this.changed();
	}
	logOut() {
		H.set(st, null), this.leave(), Object.assign(this, {
			token: null,
			windows: [],
			said: null
		}), this.changed();
	}
	sit(e) {
		H.set(ct, e), Object.assign(this, {
			number: e,
			state: null,
			said: null,
			open: null
		}), this.answered = performance.now(), this.changed(), this.look();
	}
	leave() {
		H.set(ct, null), this.stop(), Object.assign(this, {
			number: null,
			state: null,
			isLost: !1
		}), this.changed();
	}
	stop() {
		clearTimeout(this.timer), this.turn += 1;
	}
	async look() {
		clearTimeout(this.timer);
		let { number: e } = this;
		if (e === null || this.token === null) return;
		let t = ++this.turn;
		try {
			let n = await this.request("GET", `/windows/${e}`, this.token);
			if (t !== this.turn) return;
			this.state = n, n.at && (this.ahead = Date.parse(n.at) - Date.now()), this.answered = performance.now(), this.isLost = !1;
		} catch (e) {
			if (t !== this.turn) return;
			if (e instanceof B && (e.status === 401 || e.status === 403)) {
				this.logOut();
				return;
			}
			this.isLost = performance.now() - this.answered > ut;
		}
		this.timer = setTimeout(() => void this.look(), lt), this.changed();
	}
	async act(e, t, n) {
		if (this.isBusy || performance.now() < this.free || this.number === null || this.token === null) return !1;
		let r = `${this.number} ${e} ${JSON.stringify(t)}`, i = this.open?.press === r ? this.open.id : Ie();
		Object.assign(this, {
			isBusy: !0,
			open: {
				press: r,
				id: i
			}
		}), this.changed();
		let a = !1;
		try {
			let r = `/windows/${this.number}/${e}`, o = await this.request("POST", r, this.token, {
				...t,
				request_id: i
			});
			this.open = null, this.said = n(e, o), a = !0;
		} catch (t) {
			if (!(t instanceof B)) throw t;
			t.passing || (this.open = null), this.said = n(e, t);
		} finally {
			this.isBusy = !1, this.free = performance.now() + dt;
		}
		return await this.look(), a;
	}
	request(e, t, n, r) {
		return this.ask(e, t, {
			language: this.language(),
			token: n,
			...r ? { body: r } : {}
		});
	}
}, pt = o`:host{font-size:1.0625rem;line-height:1.5;color:var(--ink)}h1,h2{margin:0;line-height:1.3}header{display:flex;flex-wrap:wrap;align-items:center;gap:.25em 1em;padding:.6em 1.25em;border-block-end:1px solid var(--line);background:var(--sheet)}header h1{font-size:1.5em}header .place{color:var(--soft)}header .tools{display:flex;flex-wrap:wrap;align-items:center;gap:.25em .5em;margin-inline-start:auto}main{display:block;max-width:78em;margin-inline:auto;padding:1.25em}.entry{max-width:30em;margin-inline:auto;display:grid;gap:1em;margin-block-start:6vh;padding:1.5em;border:1px solid var(--line);border-radius:var(--radius);background:var(--sheet)}label{font-weight:600}input{font:inherit;color:inherit;width:100%;min-height:60px;padding:.4em .8em;border:1px solid var(--edge);border-radius:var(--radius);background:var(--sheet);font-size:1.2em}form{display:grid;gap:.6em}.big{min-height:60px;justify-content:center;font-size:1.15em}.hint{color:var(--soft);font-size:.95em}.fault,.lost{padding:.7em 1em;border-inline-start:.35em solid var(--alarm);border-radius:.4em;background:var(--alarm-tint);color:var(--alarm);font-weight:600}.lost{margin-block-end:1em;border-color:var(--warm-edge);background:var(--warm);color:var(--warm-ink)}.numbers{display:grid;grid-template-columns:repeat(auto-fill,minmax(3.9em,1fr));gap:.4em;list-style:none}.numbers button{width:100%;padding-inline:.3em;white-space:nowrap;justify-content:center;font-variant-numeric:tabular-nums}.choose{max-width:60em;padding-block-start:2vh}.choose form{grid-template-columns:minmax(0,12em) auto;align-items:end;justify-content:start}.choose form label{grid-column:1 / -1}.choose h2{margin-block:1em .4em;font-size:1em}dialog{width:min(34em,calc(100vw - 2em));max-height:min(40em,90dvh);padding:1.25em;border:1px solid var(--edge);border-radius:1em;background:var(--paper);color:var(--ink);overflow-y:auto}dialog::backdrop{background:var(--shade)}dialog h2{margin-block-end:.6em;font-size:1.3em}.targets{display:grid;gap:.4em;margin-block:.8em;list-style:none}.targets button{width:100%;justify-content:flex-start}@media (hover:none) and (pointer:coarse),(max-width:30em){.keys{display:none}}@media (max-width:30em){main{padding:.9em}}`, mt = (e, t) => t.split(/(\d+(?:-\d+)+)/).map((t, n) => n % 2 ? e`<span class="whole">${t}</span>` : t);
// \0@oxc-project+runtime@0.156.0/helpers/esm/decorate.js
function Z(e, t, n, r) {
	var i = arguments.length, a = i < 3 ? t : r === null ? r = Object.getOwnPropertyDescriptor(t, n) : r, o;
	if (typeof Reflect == "object" && typeof Reflect.decorate == "function") a = Reflect.decorate(e, t, n, r);
	else for (var s = e.length - 1; s >= 0; s--) (o = e[s]) && (a = (i < 3 ? o(a) : i > 3 ? o(t, n, a) : o(t, n)) || a);
	return i > 3 && a && Object.defineProperty(t, n, a), a;
}
// src/hall/window-transfer.ts
var ht = 8;
function gt(e, t, n, r) {
	let i = r === "zh" ? J : q, a = n.trim().toLowerCase(), o = (e) => `${i.window(e.window)} · ${e.department[r]} · ${i.floor(e.floor)}`, s = e.filter(({ window: e }) => e !== t && a !== "" && String(e).startsWith(a)).sort((e, t) => e.window - t.window).map((e) => ({
		to: e.window,
		title: o(e)
	})), c = /* @__PURE__ */ new Map();
	for (let t of e) Object.values(t.department).some((e) => e.toLowerCase().includes(a)) && c.set(t.queue, [...c.get(t.queue) ?? [], t]);
	let l = [...c].map(([e, t]) => ({
		to: e,
		title: i.toQueue(t[0]?.department[r] ?? "", We(t.map(({ window: e }) => e)))
	}));
	return [...s, ...l].slice(0, ht);
}
var Q = class extends I {
	constructor(...e) {
		super(...e), this.windows = [], this.here = null, this.language = "zh", this.number = "", this.asked = "";
	}
	static {
		this.styles = [G, pt];
	}
	ask() {
		this.asked = "", this.input.value = "", this.dialog.showModal(), this.input.focus();
	}
	render() {
		let e = this.language === "zh" ? J : q, t = gt(this.windows, this.here, this.asked, this.language);
		return D`<dialog aria-labelledby="title" aria-describedby="hint">
<h2 id="title">${this.number} · ${e.transferTo}</h2>
<form
@submit=${(e) => {
			e.preventDefault(), this.asked.trim() !== "" && t[0] && this.choose(t[0]);
		}}
>
<label for="search">${e.transferSearch}</label>
<input id="search" autocomplete="off" enterkeyhint="go" @input=${() => this.asked = this.input.value} />
<p id="hint" class="hint">${e.transferHint}</p>
</form>
<ul class="targets">
${t.map((e) => D`<li>
<button type="button" class="big" @click=${() => this.choose(e)}>
<span>${mt(D, e.title)}</span>
</button>
</li>`)}
</ul>
<p role="status">${t.length === 0 ? e.noMatch : k}</p>
<button type="button" class="quiet" @click=${() => this.dialog.close()}>${e.cancel}</button>
</dialog>`;
	}
	choose(e) {
		this.dialog.close(), this.dispatchEvent(new CustomEvent("ch-transfer", { detail: e }));
	}
};
Z([L({ attribute: !1 })], Q.prototype, "windows", void 0), Z([L({ type: Number })], Q.prototype, "here", void 0), Z([L()], Q.prototype, "language", void 0), Z([L()], Q.prototype, "number", void 0), Z([R()], Q.prototype, "asked", void 0), Z([z("dialog")], Q.prototype, "dialog", void 0), Z([z("input")], Q.prototype, "input", void 0), W("ch-transfer", Q);
// src/hall/window.ts
var _t = "window-keys", vt = (e) => e instanceof B ? e : new B("server"), $ = class extends I {
	constructor(...e) {
		super(...e), this.language = ze(""), this.fault = "", this.isTrying = !1, this.hasKeys = U.get(_t, !0), this.desk = new ft(() => this.language, () => this.requestUpdate()), this.onKey = (e) => {
			if (!this.hasKeys || e.repeat || e.ctrlKey || e.altKey || e.metaKey || this.desk.state === null) return;
			let t = this.transfer?.shadowRoot?.querySelector("dialog"), n = e.composedPath()[0];
			if (n instanceof HTMLInputElement && !t?.contains(n) || t?.open) return;
			let r = Ze.find(({ key: t }) => e.code === `Key${t}`)?.of(this.desk.state);
			r && (e.preventDefault(), this.press(r));
		}, this.onSight = () => {
			document.hidden || this.desk.look();
		}, this.switchKeys = () => {
			this.hasKeys = !this.hasKeys, U.set(_t, this.hasKeys);
		};
	}
	static {
		this.styles = [
			Ve,
			G,
			pt,
			ot
		];
	}
	get words() {
		return this.language === "zh" ? J : q;
	}
	connectedCallback() {
		super.connectedCallback(), document.addEventListener("keydown", this.onKey), document.addEventListener("visibilitychange", this.onSight), this.tick = setInterval(() => this.requestUpdate(), 1e3);
		let { token: e, number: t } = this.desk;
		e !== null && this.logIn(e).then(() => t !== null && this.desk.token && this.desk.sit(t));
	}
	disconnectedCallback() {
		super.disconnectedCallback(), document.removeEventListener("keydown", this.onKey), document.removeEventListener("visibilitychange", this.onSight), clearInterval(this.tick), this.desk.stop();
	}
	render() {
		let { desk: e, words: t } = this, n = e.token !== null && e.windows.length > 0, r = e.here;
		return D`<div lang=${Je(this.language)}>
<header>
<h1>${n && r ? t.window(r.window) : t.console}</h1>
${n && r ? D`<p class="place">${r.department[this.language]} · ${t.floor(r.floor)}</p>` : k}
<div class="tools">
${n && r ? this.tools() : k}
<ch-language
.language=${this.language}
@ch-language=${(e) => this.speak(e.detail)}
></ch-language>
${n ? D`<button type="button" @click=${() => e.logOut()}>${t.logOut}</button>` : k}
</div>
</header>
<main>${n ? r ? this.console() : this.choice() : this.entry()}</main>
</div>`;
	}
	tools() {
		let e = this.words;
		return D`<button type="button" class="keys" aria-pressed=${this.hasKeys} @click=${this.switchKeys}>
${this.hasKeys ? e.keysOn : e.keysOff}
</button>
<button type="button" @click=${() => this.desk.leave()}>${e.changeWindow}</button>`;
	}
	entry() {
		let e = this.words;
		return D`<section class="entry">
<form
@submit=${(e) => {
			e.preventDefault();
			let t = new FormData(e.target).get("token");
			typeof t == "string" && t.trim() !== "" && this.logIn(t.trim());
		}}
>
<label for="token">${e.token}</label>
<input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-more" />
<p id="token-more" class="hint">${e.tokenMore}</p>
<button class="primary big" aria-disabled=${this.isTrying}>${e.logIn}</button>
</form>
<div role="alert">${this.fault ? D`<p class="fault">${this.troubleWords(this.fault)}</p>` : k}</div>
</section>`;
	}
	choice() {
		let { words: e, desk: t } = this, n = [...new Set(t.windows.map(({ floor: e }) => e))];
		return D`<section class="choose">
<form
@submit=${(e) => {
			e.preventDefault();
			let n = new FormData(e.target).get("number"), r = typeof n == "string" ? n.trim() : "", i = t.windows.some(({ window: e }) => String(e) === r);
			this.fault = i ? "" : `window ${r}`, i && t.sit(Number(r));
		}}
>
<label for="number">${e.chooseWindow}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" required aria-label=${e.windowNumber} />
<button class="primary big">${e.go}</button>
</form>
<div role="alert">${this.fault ? D`<p class="fault">${this.troubleWords(this.fault)}</p>` : k}</div>
${n.map((n) => D`<h2>${e.floor(n)}</h2>
<ul class="numbers">
${t.windows.filter((e) => e.floor === n).map(({ window: n }) => D`<li>
<button type="button" aria-label=${e.window(n)} @click=${() => t.sit(n)}>
${n}
</button>
</li>`)}
</ul>`)}
</section>`;
	}
	console() {
		let { desk: e, words: t } = this;
		return D`<div role="alert">${e.isLost ? D`<p class="lost">${t.lost}</p>` : k}</div>
${et(e, t, this.language, (e, t) => void this.press(e, t))}
<ch-transfer
.windows=${e.windows}
.here=${e.number}
.language=${this.language}
.number=${e.state?.ticket?.number ?? ""}
@ch-transfer=${(e) => void this.act("transfer", { to: e.detail.to })}
></ch-transfer>`;
	}
	async logIn(e) {
		if (!this.isTrying) {
			this.isTrying = !0, this.fault = "";
			try {
				await this.desk.logIn(e);
			} catch (e) {
				let t = vt(e);
				this.fault = t.code, (t.status === 401 || t.status === 403) && this.desk.logOut();
			} finally {
				this.isTrying = !1;
			}
		}
	}
	async press(e, t = {}) {
		this.desk.state !== null && X(e, this.desk) && (e === "transfer" ? this.transfer?.ask() : await this.act(e, t));
	}
	async act(e, t) {
		let n = this.desk.state?.ticket?.number ?? "";
		await this.desk.act(e, t, (e, t) => {
			if (t instanceof B) {
				let n = e === "next" && t.code === "wrong_state" ? "window_busy" : t.code;
				return {
					text: (e) => this.troubleWords(n, e, t.detail),
					isError: !0
				};
			}
			let r = t.ticket?.number ?? n, i = e === "next" && !t.ticket, a = (e) => (e === "zh" ? J : q).done;
			return {
				text: (t) => i ? a(t).none : a(t)[e](r),
				isError: !1
			};
		});
	}
	troubleWords(e, t = this.language, n = null) {
		let r = t === "zh" ? J : q;
		return e.startsWith("window ") ? r.noSuchWindow(e.slice(7)) : r.troubles[e] ?? n ?? r.troubles.server ?? "";
	}
	speak(e) {
		this.language = e, Be(e), document.documentElement.lang = Je(e);
	}
};
Z([R()], $.prototype, "language", void 0), Z([R()], $.prototype, "fault", void 0), Z([R()], $.prototype, "isTrying", void 0), Z([R()], $.prototype, "hasKeys", void 0), Z([z("ch-transfer")], $.prototype, "transfer", void 0), W("ch-window", $);
