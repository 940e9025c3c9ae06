// The citizens at the tablet as tabs: a letter each, what they have open, their number.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import type { TabletDesk } from "./desk";
import type { Seat } from "./seats";
import { tabletWords } from "./words";

const MOST = 6;

export function seatTabs(desk: TabletDesk, language: Language, seated: () => void, leave: (seat: Seat) => void) {
  const t = tabletWords(language);
  const turn = (id: string) => {
    desk.turnTo(id);
    seated();
  };
  const moved = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const place = desk.seats.findIndex(({ id }) => id === desk.current);
    const next = desk.seats[(place + step + desk.seats.length) % desk.seats.length];
    if (!next) return;
    turn(next.id);
    const tabs = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => tabs.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  const here = desk.seats.find(({ id }) => id === desk.current);
  return html`<div class="seats">
    <div class="tabs" role="tablist" aria-label=${t.citizens} @keydown=${moved}>
      ${desk.seats.map((seat) => {
        const isHere = seat.id === desk.current;
        const numbers = desk.numbers.of(seat.id);
        const number = numbers.find(({ state }) => state === "given")?.ticket?.number;
        const waits = numbers.some(({ state }) => state === "queued");
        return html`<button
          type="button"
          role="tab"
          id="seat-${seat.id}"
          class="seat"
          aria-label=${[t.citizen(seat.letter), desk.transaction(seat.matter)?.name[language], number].filter(Boolean).join(" · ")}
          aria-selected=${isHere}
          aria-controls=${isHere ? "citizen" : nothing}
          tabindex=${isHere ? 0 : -1}
          @click=${() => turn(seat.id)}
        >
          <b class="letter">${seat.letter}</b>
          <span class="matter">${desk.transaction(seat.matter)?.name[language] ?? t.citizen(seat.letter)}</span>
          ${number ? html`<span class="held">${number}</span>` : waits ? html`<span class="held waits">…</span>` : nothing}
        </button>`;
      })}
    </div>
    ${
      desk.seats.length < MOST
        ? html`<button
            type="button"
            class="next"
            @click=${() => {
              desk.add();
              seated();
            }}
          >
            ＋ ${t.next}
          </button>`
        : nothing
    }
    ${here ? html`<button type="button" class="leave" @click=${() => leave(here)}>${t.leave}</button>` : nothing}
  </div>`;
}
