import type { TicketCard } from "../api/types";

/** What is known of a ticket: the card of a reply, or the newer answer of GET /tickets/{reference}. */
export type TicketState = Omit<TicketCard, "type" | "matter"> & {
  matter?: string;
  /** When the server was last asked, ISO. */
  asked?: string;
};

const OPEN: readonly string[] = ["waiting", "called", "serving"];

/** Whether a ticket still holds a place. */
export const isOpen = (ticket: TicketState): boolean => OPEN.includes(ticket.status);
