// The forms of the API under short names; src/api/schema.ts is generated from the server's own document.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Language = "zh" | "en";
export type Understanding = Schemas["UnderstandingAnswer"];
export type Choice = Schemas["ChoiceAnswer"];
export type Reply = Schemas["ReplyAnswer"];
export type Turn = Schemas["TurnAnswer"];
export type Session = Schemas["SessionAnswer"];
export type TransactionCard = Schemas["TransactionCard"];
export type JourneyCard = Schemas["JourneyCard"];
export type CenterCard = Schemas["CenterCard"];
export type HandoffCard = Schemas["HandoffCard"];
export type TicketCard = Schemas["TicketCard"];
export type Card = TransactionCard | JourneyCard | CenterCard | HandoffCard | TicketCard;
export type Ticket = Schemas["TicketAnswer"];
export type TicketStatus = Ticket["status"];
export type Material = Schemas["MaterialItem"];

/** A message of GET /messages: what a citizen wrote, or the assistant's whole turn. */
export type Stored = { id: number; created_at: string; language: Language } & (
  { sender: "citizen"; text: string; message_id: string | null } | ({ sender: "assistant" } & Turn)
);

/** An event of GET /events. */
export interface TicketEvent {
  kind: string;
  reference: string;
  number: string;
  transaction: string;
  window: number | null;
  at: string;
}

/** The card; whoever draws it asks for its type, and the reply's text stands for every kind that is not known. */
export const knownCard = (reply: Reply): Card | null => (reply.card ?? null) as Card | null;
