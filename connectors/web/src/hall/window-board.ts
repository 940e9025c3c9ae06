// The window as a clerk sees it: the number there, what can be done with it, and who waits.
import { html, nothing } from "lit";
import type { Language } from "../api/types";
import type { HallWords } from "../words/hall/zh";
import { ACTS, allowed, expected, secondsToUndo } from "./window-acts";
import type { Act, Held, WindowDesk, WindowState } from "./window-desk";

type Press = (act: Act, body?: object) => void;

export function board(desk: WindowDesk, w: HallWords, language: Language, press: Press) {
  const { state, said } = desk;
  if (state === null) return nothing;
  return html`<div class="board">
    <section aria-label=${w.current}>
      ${ticket(state.ticket, desk, w, language)}
      <div class="saying">
        <p role="status">${said && !said.isError ? said.text(language) : nothing}</p>
        <div role="alert">${said?.isError ? html`<p class="fault">${said.text(language)}</p>` : nothing}</div>
      </div>
      <div class="acts">${ACTS.map(({ key, of }) => button(key, of(state), desk, w, press))}</div>
    </section>
    <section class="queue" aria-label=${w.waiting}>${queue(desk, state, w, press)}</section>
  </div>`;
}

function button(key: string, act: Act | null, desk: WindowDesk, w: HallWords, press: Press) {
  if (act === null || desk.state === null || !(act in w.acts)) return nothing;
  const left = act === "undo" ? secondsToUndo(desk) : 0;
  const title = left > 0 ? w.undoIn(left) : w.acts[act as keyof HallWords["acts"]];
  const classes = `${act} ${expected(desk.state) === act ? "primary" : ""}`;
  return html`<button
    type="button"
    class=${classes}
    data-act=${act}
    aria-keyshortcuts=${key}
    aria-disabled=${allowed(act, desk) ? "false" : "true"}
    @click=${() => press(act)}
  >
    <span>${title}</span><kbd aria-hidden="true">${key}</kbd>
  </button>`;
}

function ticket(held: Held | null, desk: WindowDesk, w: HallWords, language: Language) {
  if (held === null) {
    return html`<div class="ticket">
      <p class="nobody">${desk.state?.paused ? w.paused : w.nobody}</p>
      <p class="hint">${desk.state?.open === false ? w.closed : w.nobodyMore}</p>
    </div>`;
  }
  const since = held.status === "serving" ? held.serving_at : held.called_at;
  const lacks = held.ready?.lacks.map(({ name }) => name[language]).join(language === "zh" ? "、" : ", ");
  return html`<div class="ticket" data-status=${held.status}>
    <p class="top">
      <span class="state">${w.statuses[held.status]}</span>
      ${
        since
          ? html`<span class="time"
              >${held.status === "serving" ? w.servingFor : w.calledFor} ${elapsed(desk.now - Date.parse(since))}</span
            >`
          : nothing
      }
    </p>
    <p class="number">${held.number}</p>
    <p class="matter">${held.matter?.[language] ?? held.transaction}</p>
    ${
      held.ready === undefined
        ? nothing
        : html`<p class=${lacks ? "papers lacking" : "papers"}>
            ${held.ready === null ? w.readyUnknown : lacks ? w.lacks(lacks) : w.ready}
          </p>`
    }
    ${held.also?.map((name) => html`<p class="matter">+ ${name[language]}</p>`) ?? nothing}
    ${
      held.visit?.length
        ? html`<p class="hint">${w.visit(held.visit.map((one) => `${one.number} (${w.statuses[one.status]})`))}</p>`
        : nothing
    }
    ${held.transferred ? html`<p class="hint">${w.transferred}</p>` : nothing}
  </div>`;
}

function queue(desk: WindowDesk, state: WindowState, w: HallWords, press: Press) {
  return html`<div>
      <h2>${w.waiting}</h2>
      <p class="count">${w.people(state.waiting)}</p>
      ${state.present === undefined ? nothing : html`<p class="hint">${w.present(state.present)}</p>`}
    </div>
    ${state.open === false ? html`<p class="closed">${w.closed}</p>` : nothing}
    ${state.paused ? html`<p class="closed">${w.paused}</p>` : nothing}
    ${
      state.coming?.length
        ? html`<div>
            <h2 id="coming">${w.coming}</h2>
            <ol class="coming" aria-labelledby="coming">
              ${state.coming.map((number) => html`<li>${number}</li>`)}
            </ol>
          </div>`
        : nothing
    }
    ${
      state.kept?.length
        ? html`<div class="kept">
            <h2>${w.kept}</h2>
            <ul class="aside">
              ${state.kept.map(
                (one) => html`<li><b>${one.number}</b> ${one.window === null ? w.bound : w.elsewhere(one.window)}</li>`,
              )}
            </ul>
          </div>`
        : nothing
    }
    ${putAside(state.on_hold, w.onHold, w.resume, "resume", desk, press)}
    ${putAside(state.missed, w.missedHere, w.requeue, "requeue", desk, press)}`;
}

function putAside(held: Held[] | undefined, title: string, again: string, act: Act, desk: WindowDesk, press: Press) {
  if (!held?.length) return nothing;
  return html`<div>
    <h2>${title}</h2>
    <ul class="aside">
      ${held.map(
        ({ number }) =>
          html`<li>
            <b>${number}</b>
            <button
              type="button"
              aria-label="${again} ${number}"
              aria-disabled=${allowed(act, desk) ? "false" : "true"}
              @click=${() => press(act, { number })}
            >
              ${again}
            </button>
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Minutes and seconds. */
function elapsed(time: number): string {
  const seconds = Math.max(0, Math.floor(time / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
