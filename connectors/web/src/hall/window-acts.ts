// What a console can do, by which key, and when. The server has the last word; this only spares a clerk vain presses.
import type { Act, WindowDesk, WindowState } from "./window-desk";

export interface Button {
  key: string;
  /** The act as the window stands, or null where the server does not offer it. */
  of: (state: WindowState) => Act | null;
}

/** What of a desk decides which buttons make sense. */
export type Seat = Pick<WindowDesk, "state" | "isBusy" | "now">;

const always = (act: Act) => () => act;

/** The buttons in their order; each keeps its place whatever the state, so that a second press never hits another. */
export const ACTS: Button[] = [
  { key: "N", of: always("next") },
  { key: "R", of: always("recall") },
  { key: "S", of: always("start") },
  { key: "D", of: always("served") },
  { key: "M", of: always("missed") },
  { key: "H", of: ({ on_hold }) => (on_hold ? "hold" : null) },
  { key: "T", of: always("transfer") },
  { key: "P", of: ({ paused }) => (paused === undefined ? null : paused ? "open" : "pause") },
  { key: "U", of: ({ undo_until }) => (undo_until === undefined ? null : "undo") },
];

/** Whether an act makes sense now. */
export function allowed(act: Act, desk: Seat): boolean {
  const { state } = desk;
  if (state === null || desk.isBusy) return false;
  const status = state.ticket?.status;
  switch (act) {
    case "next":
      return !state.ticket && state.paused !== true && state.open !== false;
    case "recall":
    case "start":
    case "missed":
      return status === "called";
    case "served":
      return status === "serving";
    case "hold":
    case "transfer":
      return status === "called" || status === "serving";
    case "resume":
      return !state.ticket;
    case "undo":
      return secondsToUndo(desk) > 0;
    case "requeue":
    case "pause":
    case "open":
      return true;
  }
}

/** The act that comes next in the ordinary course: its button stands out. */
export function expected(state: WindowState): Act {
  if (!state.ticket) return "next";
  return state.ticket.status === "called" ? "start" : "served";
}

/** Whole seconds in which the last press can still be taken back. */
export function secondsToUndo({ state, now }: Pick<Seat, "state" | "now">): number {
  return state?.undo_until ? Math.max(0, Math.ceil((Date.parse(state.undo_until) - now) / 1000)) : 0;
}
