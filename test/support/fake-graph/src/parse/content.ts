import type { JsonObject } from "./json.ts";

export const mediaTypes = ["image", "video", "audio", "file"] as const;
export type MediaType = (typeof mediaTypes)[number];

export type MediaSource = { type: "url"; url: string } | { type: "id"; attachmentId: string };

export type Button =
  | { type: "web_url"; title: string; url: string }
  | { type: "postback"; title: string; payload: string }
  | { type: "phone_number"; title: string; payload: string }
  | { type: "account_link"; title: string; url: string }
  | { type: "account_unlink"; title: string };

export interface Card {
  title: string;
  subtitle?: string;
  imageUrl?: string;
  /** Opened when the card itself is tapped. */
  url?: string;
  buttons: Button[];
}

/** What a bubble shows. */
export type Content =
  | { type: "text"; text: string }
  | { type: "media"; mediaType: MediaType; source: MediaSource }
  | { type: "buttons"; text: string; buttons: Button[] }
  | { type: "cards"; cards: Card[] }
  | { type: "media_card"; mediaType: "image" | "video"; source: MediaSource; buttons: Button[] }
  | { type: "other"; templateType: string; payload: JsonObject; buttons: Button[] };

/** A quick reply as it was sent. The phone writes the title of the e-mail and phone ones itself. */
export type QuickReply =
  | { type: "text"; title: string; payload: string; imageUrl?: string }
  | { type: "user_email" }
  | { type: "user_phone_number" };

export function buttonsOf(content: Content): Button[] {
  switch (content.type) {
    case "text":
    case "media":
      return [];
    case "buttons":
    case "media_card":
    case "other":
      return content.buttons;
    case "cards":
      return content.cards.flatMap((card) => card.buttons);
  }
}
