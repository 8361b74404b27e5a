/**
 * Messages of the Cloud API, without the person that they are for.
 * @module
 */

/** `blob`: a file in the store of this server, which Meta is given when the message is delivered. */
export type MediaSource =
  | { link: string; id?: never; blob?: never }
  | { id: string; link?: never; blob?: never }
  | { blob: string; link?: never; id?: never };

export type CloudMedia = MediaSource & { caption?: string; filename?: string };

/** What stands above the words of an interactive message. */
export type Header =
  | { type: "text"; text: string }
  | { type: "image"; image: MediaSource }
  | { type: "video"; video: MediaSource }
  | { type: "document"; document: MediaSource & { filename?: string } };

export type Row = { id: string; title: string; description?: string };

type Words = { header?: Header; body: { text: string }; footer?: { text: string } };

/** A message with something to tap. `flow`: a form of Meta's, which fills the screen. */
export type Interactive = Words &
  (
    | { type: "button"; action: { buttons: { type: "reply"; reply: { id: string; title: string } }[] } }
    | { type: "list"; action: { button: string; sections: { title?: string; rows: Row[] }[] } }
    | { type: "cta_url"; action: { name: "cta_url"; parameters: { display_text: string; url: string } } }
    | { type: "location_request_message"; action: { name: "send_location" } }
    | { type: "flow"; action: { name: "flow"; parameters: Readonly<Record<string, unknown>> } }
  );

/** `components`: what stands for the variables of the template, as Meta names them. */
export type CloudTemplate = {
  name: string;
  language: { code: string };
  components?: readonly Readonly<Record<string, unknown>>[];
};

export type CloudLocation = { latitude: number; longitude: number; name?: string; address?: string };

/** A message in the format of the Cloud API, without the person that it is for. */
export type CloudMessage =
  | { type: "text"; text: { body: string; preview_url?: boolean } }
  | { type: "image"; image: CloudMedia }
  | { type: "video"; video: CloudMedia }
  | { type: "audio"; audio: CloudMedia }
  | { type: "document"; document: CloudMedia }
  | { type: "sticker"; sticker: CloudMedia }
  | { type: "location"; location: CloudLocation }
  | { type: "interactive"; interactive: Interactive }
  | { type: "template"; template: CloudTemplate }
  | { type: "reaction"; reaction: { message_id: string; emoji: string } };

/**
 * What is rendered for WhatsApp, as it waits in the outbox. `replyTo`: the message that it answers, as WhatsApp shows it. `follows`: it is
 * not the first one of what a story says.
 */
export type WhatsAppPayload = { message: CloudMessage; replyTo?: string; follows?: true };

/** What the person did not ask for, or a person of the team has written. `actedAt`: when they last did something; left out: never. */
export type Marked = { late: WhatsAppPayload; actedAt?: number };

/** The words of a message, for what cannot be shown otherwise. */
export function wordsOf(message: CloudMessage): string {
  switch (message.type) {
    case "text":
      return message.text.body;
    case "image":
      return message.image.caption ?? "";
    case "video":
      return message.video.caption ?? "";
    case "document":
      return message.document.caption ?? "";
    case "interactive":
      return message.interactive.body.text;
    case "location":
      return [message.location.name, message.location.address].filter((part) => part !== undefined).join(", ");
    case "audio":
    case "sticker":
    case "template":
    case "reaction":
      return "";
  }
}
