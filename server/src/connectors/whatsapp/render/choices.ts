import { asText } from "#channel/kit/json-with-ids.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage, Button, ListItem, QuickReply } from "#channel/message/message.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import type { MediaSource } from "#connectors/whatsapp/send/message.ts";

/** The ways in which a message is degraded on WhatsApp, compared with what the story meant. */
export type LossRule =
  | "native_refused"
  | "text_missing"
  | "text_split"
  | "text_behind_link"
  | "label_missing"
  | "label_shortened"
  | "description_moved"
  | "address_refused"
  | "url_as_text"
  | "buttons_as_list"
  | "list_split"
  | "carousel_as_messages"
  | "carousel_as_list"
  | "image_dropped"
  | "captions_dropped"
  | "file_as_document"
  | "map_dropped"
  | "form_as_button"
  | "custom_replaced"
  | "excerpt_dropped"
  | "reasoning_dropped"
  | "document_as_text";

/** What the functions that render one message share. `lose`: `detail` is a position in the message, e.g. `card 3, button 2`. */
export type Rendering = {
  lose: (rule: LossRule, detail: string) => void;
  toToken: ToToken;
  listLabel: string;
};

/** A choice that says something to the bot. */
export type Tap = {
  label: string;
  choice: Exclude<Choice, { url: string }>;
  description?: string;
  position: string;
};

/** A choice that opens something. `isWeb`: else it begins a mail or a call. */
export type Page = { label: string; url: string; isWeb: boolean; position: string };

/** A picture, film or document above the words. */
export type Head = { kind: "image" | "video" | "document"; source: MediaSource; filename?: string };

/** What one message says, before it is put into WhatsApp's forms. `asks`: the label of a wish for the person's location. */
export type Content = { head?: Head; body: string; taps: Tap[]; pages: Page[]; asks?: string };

/** Without those that lead to an address that nothing on a phone opens. */
export function readButtons(
  buttons: readonly Button[],
  name: string,
  { lose }: Rendering,
): Pick<Content, "taps" | "pages"> {
  const taps: Tap[] = [];
  const pages: Page[] = [];
  for (const [index, button] of buttons.entries()) {
    const position = `${name} ${index + 1}`;
    const label = labelOf(button.label);
    if (button.type === "postback") {
      taps.push({ label, choice: { label, link: button.link }, position });
      continue;
    }
    const url = webUrlOf(button.url);
    if (url !== undefined) pages.push({ label, url, isWeb: true, position });
    else if (isContactUrl(button.url))
      pages.push({ label, url: button.url.replace(/^\w+:/, "").replace(/[?;].*$/, ""), isWeb: false, position });
    else lose("address_refused", position);
  }
  return { taps, pages };
}

export function readReplies(replies: readonly QuickReply[]): Pick<Content, "taps" | "asks"> {
  const asks = replies.find(({ type }) => type === "location");
  const taps = replies.flatMap((reply, index): Tap[] => {
    const position = `quick reply ${index + 1}`;
    const label = labelOf(reply.label);
    if (reply.type === "location") return [];
    const choice: Tap["choice"] =
      reply.type === "postback" ? { label, link: reply.link } : { label, say: reply.text ?? reply.label };
    return [{ label, choice, position }];
  });
  return asks === undefined ? { taps } : { taps, asks: labelOf(asks.label) };
}

export function readItems(items: readonly ListItem[]): Tap[] {
  return items.map(({ label: given, description = "", link }, index) => {
    const label = labelOf(given);
    const more = labelOf(description);
    const tap: Tap = { label, choice: { label, link }, position: `item ${index + 1}` };
    return more === "" ? tap : { ...tap, description: more };
  });
}

/** What a form leaves to tap: its link, and the pages that its fields ask consent to. */
export function formButtons({ fields, submit }: Extract<BotMessage, { type: "form" }>): Button[] {
  const pages = fields.flatMap((field): Button[] =>
    field.kind === "consent" && field.page !== undefined ? [{ type: "url", ...field.page }] : [],
  );
  return [{ type: "postback", ...submit }, ...pages];
}

/** Labels are one line. */
function labelOf(label: string): string {
  return (asText(label) ?? "").replaceAll(/\s+/g, " ").trim();
}
