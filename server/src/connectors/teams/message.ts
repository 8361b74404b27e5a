import type { StoredFile } from "#channel/message/message.ts";

/** A text on a card, with the Markdown that Teams reads there. */
export type TextBlock = {
  type: "TextBlock";
  text: string;
  wrap: true;
  weight?: "Bolder";
  size?: "Medium" | "Small";
  style?: "heading";
  fontType?: "Monospace";
  isSubtle?: true;
};

/** A picture on a card, which Teams fetches by https. */
export type CardImage = { type: "Image"; url: string; altText: string; size?: "Medium" };

/** `data` comes back when it is tapped. */
export type CardAction =
  | { type: "Action.Submit"; title: string; data: Readonly<Record<string, unknown>>; associatedInputs?: "none" }
  | { type: "Action.OpenUrl"; title: string; url: string };

type Field = { id: string; label: string; isRequired?: true; errorMessage?: string };
type FieldChoices = { choices: { title: string; value: string }[]; style: "compact" | "expanded"; wrap: true };

/** A field that is filled in on a card. */
export type CardInput = Field &
  (
    | { type: "Input.Text"; placeholder?: string; value?: string; isMultiline?: true; style?: "Email" | "Tel" }
    | { type: "Input.Number"; min?: number; max?: number; value?: number; placeholder?: string }
    | { type: "Input.Date" | "Input.Time"; min?: string; max?: string; value?: string }
    | { type: "Input.Toggle"; title: string; valueOn: "yes"; valueOff: "no"; value?: "yes"; wrap: true }
    | ({ type: "Input.ChoiceSet"; value?: string } & FieldChoices)
  );

/** The elements that this connector puts on cards, of those that Teams has (adaptivecards.io/explorer, version 1.5). */
export type CardElement =
  | TextBlock
  | CardImage
  | CardInput
  | { type: "Container"; style?: "emphasis"; items: CardElement[] }
  | { type: "ActionSet"; actions: CardAction[] };

/** A card as Teams shows it (adaptivecards.io/explorer). */
export type AdaptiveCard = { type: "AdaptiveCard"; version: "1.5"; body: CardElement[]; $schema: string };

/** `contentType` says what `content` is. */
export type TeamsAttachment = { contentType: string; content?: unknown; contentUrl?: string; name?: string };

/**
 * A message as Teams takes it, without its address (Activity of type `message`). `summary`: what a notification says of a card. A text and attachments
 * in one would become two messages.
 */
export type TeamsMessage = {
  text?: string;
  textFormat?: "plain" | "markdown" | "xml";
  attachments?: readonly TeamsAttachment[];
  attachmentLayout?: "list" | "carousel";
  summary?: string;
  [field: string]: unknown;
};

/** A picture of the server's own store. */
export type TeamsPicture = { picture: StoredFile; alt: string };

export type TeamsPayload = TeamsMessage | TeamsPicture;

export const cardType = "application/vnd.microsoft.card.adaptive";

export function toCard(body: CardElement[]): TeamsAttachment {
  const card: AdaptiveCard = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    body,
  };
  return { contentType: cardType, content: card };
}
