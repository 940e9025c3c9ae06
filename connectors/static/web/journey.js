// src/api/types.ts
var e = (e) => e.card ?? null;
// src/elements/fire.ts
function t(e, t, n = null) {
	e.dispatchEvent(new CustomEvent(t, {
		bubbles: !0,
		composed: !0,
		detail: n
	}));
}
// src/elements/whole.ts
var n = (e, t) => t.split(/(\d+(?:-\d+)+)/).map((t, n) => n % 2 ? e`<span class="whole">${t}</span>` : t), r = (e, t, n, r, i) => `${e ? r : n}${e && e < t ? `${e}–` : ""}${t || 1}${i}`, i = (e, t) => `${e} ${t}${e === 1 ? "" : "s"}`, a = (e, t, n) => t === "CNY" ? `${Number(e)}${n}` : `${Number(e)} ${t}`, o = {
	answer: "How it goes",
	number: "Take a number",
	bringOnce: (e) => `Bring once (${i(e, "paper")})`,
	steps: (e) => `for step ${e}`
}, s = {
	answer: "怎么办",
	number: "取个号",
	bringOnce: (e) => `一次带齐（${e}样）`,
	steps: (e) => `第${e}件用`
}, c = {
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
	left: (e) => `${i(e, "character")} left.`,
	speak: "Speak your question",
	listening: "Listening; press again when done.",
	speechNote: "Your browser turns the speech into text.",
	speechFailed: "That was not understood. Please say it again, or type it.",
	youSaid: "You said:",
	assistantSaid: "The assistant said:",
	looking: "Looking it up…",
	options: "You can go on with",
	optionsFollow: (e) => `${i(e, "choice")} below.`,
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
	amount: (e, t) => a(e, t, " yuan"),
	time: "How long",
	immediate: "done on the spot if the papers are complete",
	promised: (e) => `within ${i(e, "working day")}`,
	statutory: (e) => `${i(e, "working day")} at most by law`,
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
	minutes: (e, t) => r(e, t, "at most ", "about ", " min"),
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
}, l = {
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
	amount: (e, t) => a(e, t, "元"),
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
	minutes: (e, t) => r(e, t, "最多", "大约", "分钟"),
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
}, u = (e) => e === "zh" ? l : c, d = new CSSStyleSheet();
function f({ html: r, nothing: i }, a, c, l, f) {
	let p = e(l), m = a.shadowRoot?.adoptedStyleSheets;
	if (p?.type !== "journey" || !m) return null;
	m.includes(d) || m.push(d);
	let { base: h } = a, g = c.chosen[f] ?? null, _ = l.language, v = u(_), y = _ === "zh" ? s : o, b = (e, n, o, s) => e ? r`<button
type="button"
class=${n}
aria-disabled=${g === null ? i : "true"}
@click=${() => {
		g === null && t(a, "ch-say", {
			key: c.key,
			place: f,
			choice: e,
			language: _
		});
	}}
>
<span>${g === e.title ? "✓ " : i}${o}</span><span class="unseen">: ${s}</span>
</button>` : i, x = p.bring.filter((e) => e.required);
	return r`<article class="journey" aria-label=${p.name}>
<h3>${p.name}</h3>
<p>${p.intro}</p>
<ol>
${p.steps.map((e, t) => r`<li>
<b>${e.name}</b>
<p class="place">${v.floor(e.floor)}${v.comma}${n(r, v.windows(e.windows_text))}</p>
<p>${e.why}</p>
${e.when ? r`<p class="when">${e.when}</p>` : i}
${e.condition ? r`<p class="when">${v.onlyWhen(e.condition)}</p>` : i}
<p class="taps">
${b(l.choices[t], "", y.answer, e.name)} ${b(p.offers[t], "primary", y.number, e.name)}
</p>
</li>`)}
</ol>
${x.length ? r`<details>
<summary>${y.bringOnce(x.length)}</summary>
<ul>
${x.map((e) => {
		let t = [e.original ? v.original : "", e.copies ? v.copies(e.copies) : ""];
		return r`<li>
<b>${e.name}</b> ${t.filter(Boolean).join(v.comma)}
<span class="when">${y.steps(e.steps.join(v.comma))}</span>
</li>`;
	})}
</ul>
</details>` : i}
<p class="when">
${v.checkedOn(p.checked_on)} ·
<a href="${h}${p.page}?language=${_}" target="_blank" rel="noopener">${v.wholePage}</a>
</p>
</article>`;
}
d.replaceSync("\n.journey { padding: 0.8em 1em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); }\n.journey > * + * { margin-block-start: 0.6em; }\n.journey h3 { font-size: 1.18em; line-height: 1.35; }\n.journey ol { list-style: none; counter-reset: step; }\n.journey ol > li { position: relative; padding: 0.7em 0 0.7em 2.6em; border-block-start: 1px solid var(--line); }\n.journey ol > li::before { counter-increment: step; content: counter(step); position: absolute; inset: 0.75em auto auto 0;\ndisplay: grid; place-items: center; width: 1.8em; height: 1.8em; border-radius: 50%; background: var(--accent);\ncolor: var(--on-accent); font-weight: 700; }\n.journey .place, .journey .when { color: var(--soft); font-size: 0.92em; }\n.journey .place { font-weight: 600; }\n.journey li > p::first-letter { text-transform: uppercase; }\n.journey .taps { display: flex; flex-wrap: wrap; gap: 0.5em; margin-block-start: 0.4em; }\n.journey [aria-disabled=\"true\"] { border-style: dashed; border-color: var(--edge); background: none; color: var(--soft);\ncursor: default; }\n.journey ol + * { border-block-start: 1px solid var(--line); }\n.journey summary { display: flex; align-items: center; min-height: var(--target); cursor: pointer; font-weight: 600;\ncolor: var(--accent); }\n.journey summary::after { content: \"\"; width: 0.5em; height: 0.5em; margin-inline: auto 0.3em; border: solid currentcolor;\nborder-width: 0 0.14em 0.14em 0; transform: rotate(45deg) translate(-0.1em, -0.1em); }\n.journey details[open] > summary::after { transform: rotate(225deg); }\n.journey ul { list-style: none; }\n.journey ul li { padding-block: 0.35em; border-block-start: 1px dashed var(--line); }\n");
export { f as draw };
