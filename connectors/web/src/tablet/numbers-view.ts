// Numbers as the tablet shows them: given ones large, those still to be asked for clearly provisional.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import { words } from "../words";
import { moment } from "../words/forms";
import type { TabletDesk } from "./desk";
import { windowsOf } from "./facts";
import type { Wanted } from "./seats";
import { tabletWords } from "./words";

const TIME = { hour: "2-digit", minute: "2-digit" } as const;

export function numberView(desk: TabletDesk, wanted: Wanted, language: Language, isHandedOut = false) {
  const t = tabletWords(language);
  const transaction = desk.transaction(wanted.transaction);
  const matter = transaction?.name[language] ?? wanted.transaction;
  const drop = (word: string) =>
    html`<button type="button" @click=${() => desk.numbers.drop(wanted.key)}>${word}</button>`;
  const who = isHandedOut ? html`<span class="who">${t.citizen(wanted.letter)}</span>` : nothing;
  switch (wanted.state) {
    case "queued":
      return html`<article class="number queued" data-state="queued">
        <div>
          ${who}<strong>${desk.isOnline && desk.shift ? t.sendingNow : t.provisional}</strong>
          <p>${matter}</p>
          <p class="aside">${t.provisionalMore(moment(wanted.asked, language, TIME))}</p>
        </div>
        ${wanted.sent ? nothing : drop(t.withdraw)}
      </article>`;
    case "refused":
      return html`<article class="number refused" data-state="refused">
        <div>
          ${who}<strong>${t.refused}</strong>
          <p>${matter}</p>
          <p>${t.troubles[wanted.refusal?.code ?? ""] ?? wanted.refusal?.detail ?? t.troubles["server"]}</p>
        </div>
        ${drop(t.ok)}
      </article>`;
    case "given": {
      const { ticket } = wanted;
      if (ticket === null) return nothing;
      const place = transaction ? words(language).windows(windowsOf(transaction)) : "";
      return html`<article class="number given" data-state="given">
        <div class="big"><span class="unseen">${t.number}</span>${ticket.number}</div>
        <div>
          ${who}
          <p><b>${matter}</b></p>
          <p>${words(language).floor(ticket.floor)}${words(language).comma}${place}</p>
          <p class="aside">
            ${t.ahead(ticket.ahead)}${words(language).comma}${words(language).minutes(ticket.wait_minutes.low, ticket.wait_minutes.high)}
          </p>
        </div>
        ${isHandedOut ? drop(t.done) : nothing}
      </article>`;
    }
  }
}
