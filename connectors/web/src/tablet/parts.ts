// Parts of the tablet's right pane: the conversation, and what can be done for a citizen.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import type { Exchange, Offered } from "../conversation/entries";
import "../elements/composer";
import type { CitizenConfirm } from "../elements/confirm";
import "../elements/transcript";
import type { TabletDesk } from "./desk";
import type { TabletHandOver } from "./hand-over";
import type { TabletPaper } from "./paper-choice";
import type { Seat } from "./seats";
import type { TabletTake } from "./take";
import type { TabletTalk } from "./talk";
import type { TabletTurned } from "./turned";
import { tabletWords } from "./words";

const GAP = 8; // px above what is brought to the top

export interface Dialogs {
  take: TabletTake;
  handOver: TabletHandOver;
  paper: TabletPaper;
  turned: TabletTurned;
  confirm: CitizenConfirm;
}

export function talking(desk: TabletDesk, talk: TabletTalk, seat: Seat, language: Language, dialogs: Dialogs) {
  const t = tabletWords(language);
  if (desk.shift === null) return html`<p class="empty">${t.needsShift}</p>`;
  return html`<h2 class="unseen">${t.askTab}</h2>
    <ch-transcript
      .entries=${seat.entries}
      .language=${language}
      .person=${desk.pack?.center.human_phone ?? ""}
      @ch-say=${(event: CustomEvent<Offered>) => void talk.choose(seat, event.detail)}
      @ch-retry=${(event: CustomEvent<Exchange>) => void talk.retry(seat, event.detail)}
      @ch-print=${() => dialogs.paper.show()}
    ></ch-transcript>`;
}

/** The question box, which stays in its place under the conversation. */
export function asking(desk: TabletDesk, talk: TabletTalk, seat: Seat, language: Language) {
  if (desk.shift === null) return nothing;
  return html`<div class="asking">
    ${
      desk.isOnline
        ? html`<ch-composer
            .language=${language}
            @ch-submit=${(event: CustomEvent<string>) => void talk.ask(seat, event.detail)}
          ></ch-composer>`
        : html`<p class="warm">${tabletWords(language).askOffline}</p>`
    }
  </div>`;
}

export function acts(desk: TabletDesk, seat: Seat, language: Language, dialogs: Dialogs) {
  const t = tabletWords(language);
  const isOpen = desk.transaction(seat.matter) !== null;
  if (!isOpen && seat.entries.length === 0) return nothing;
  const shut = desk.shift === null ? t.needsShift : "";
  const alone = shut || (desk.isOnline ? "" : t.onlyOnline);
  const act = (word: string, show: () => void, needs = "", kind = "") =>
    html`<button
      type="button"
      class=${kind}
      aria-disabled=${needs === "" ? nothing : "true"}
      title=${needs || nothing}
      @click=${() => {
        if (needs === "") show();
      }}
    >
      ${word}
    </button>`;
  return html`<div class="acts">
    ${
      isOpen
        ? [
            act(t.take, () => dialogs.take.show(), shut, "primary"),
            act(t.turn, () => dialogs.turned.show()),
            act(t.print, () => dialogs.paper.show()),
          ]
        : nothing
    }
    ${act(t.phoneOn, () => dialogs.handOver.show(), alone)}
  </div>`;
}

/** Brings what stands at `top` of the window to the top of a pane, or of the page where the pane does not scroll. */
export function bring(pane: Element, top: number): void {
  if (getComputedStyle(pane).overflowY === "visible") scrollBy({ top: top - GAP });
  else pane.scrollTop += top - pane.getBoundingClientRect().top - GAP;
}

/** Shows what has just been opened from its beginning. */
export function toTop(root: ParentNode): void {
  const pane = root.querySelector(".scroll");
  if (pane) pane.scrollTop = 0;
  root.querySelector(".shown")?.scrollIntoView();
}

/** Shows the tab of whoever has been turned to, where many stand in the row. */
export function tabInSight(root: ParentNode): void {
  root.querySelector(".seat[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
