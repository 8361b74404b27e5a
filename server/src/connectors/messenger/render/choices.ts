import type { Button, QuickReply } from "#channel/message.ts";
import type { Payloads, Tap } from "#connectors/messenger/payload.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { type SendButton, type SendQuickReply, isWebUrl } from "#connectors/messenger/send/send-api.ts";
import { shorten } from "#channel/kit/shorten.ts";

/** What rendering one message knows and notes. */
export type Rendering = {
  payloads: Payloads;
  lose: (rule: LossRule, detail: string) => void;
  /** Labels of choices that Meta cannot carry; shown as text, so that the person can still write them. */
  unsendable: string[];
};

export type LossRule =
  | "native_refused"
  | "text_missing"
  | "text_split"
  | "label_missing"
  | "label_shortened"
  | "link_too_long"
  | "address_refused"
  | "buttons_as_quick_replies"
  | "buttons_split"
  | "quick_replies_as_buttons"
  | "card_as_text"
  | "card_text_moved"
  | "carousel_split"
  | "image_dropped"
  | "file_name_dropped"
  | "list_as_cards"
  | "description_moved"
  | "map_dropped"
  | "form_as_button"
  | "custom_replaced"
  | "excerpt_dropped";

/** A button, or a quick reply that found no room among the others. */
export type Choice = Button | QuickReply;

/** A choice, and where it stands in the neutral message. */
export type Placed<Kind extends Choice = Choice> = [choice: Kind, place: string];

/** Choices in their order, named by what they are and counted from 1. */
export function placed<Kind extends Choice>(choices: readonly Kind[], name: string): Placed<Kind>[] {
  return choices.map((choice, index) => [choice, `${name} ${index + 1}`]);
}

/** The choices that Meta can carry, as buttons. */
export function renderButtons(choices: readonly Placed[], rendering: Rendering): SendButton[] {
  return choices.flatMap(([choice, place]) => renderButton(choice, place, rendering));
}

/** The choice as a button; none when Meta cannot carry it, which is a loss. */
export function renderButton(choice: Choice, place: string, rendering: Rendering): SendButton[] {
  const title = renderLabel(choice.label, limits.button.title, place, rendering);
  if (choice.type === "url") return renderUrlButton(choice.url, title, place, rendering);
  const payload = writePayload(choice, title, place, rendering);
  return payload === undefined ? [] : [{ type: "postback", title, payload }];
}

export function renderQuickReply(reply: QuickReply, place: string, rendering: Rendering): SendQuickReply[] {
  const title = renderLabel(reply.label, limits.quickReplies.title, place, rendering);
  const payload = writePayload(reply, title, place, rendering);
  if (payload === undefined) return [];
  const imageUrl = renderImage(reply.imageUrl, place, rendering);
  return [{ content_type: "text", title, payload, ...(imageUrl === undefined ? {} : { image_url: imageUrl }) }];
}

/** An address that Meta would take; another one is a loss, because Meta would refuse the whole message for it. */
export function renderImage(url: string | undefined, place: string, { lose }: Rendering): string | undefined {
  if (url === undefined || isWebUrl(url)) return url;
  lose("image_dropped", place);
  return undefined;
}

function renderUrlButton(url: string, title: string, place: string, { lose }: Rendering): SendButton[] {
  if (isWebUrl(url)) return [{ type: "web_url", title, url }];
  lose("address_refused", place);
  return [];
}

function renderLabel(label: string, max: number, place: string, { lose }: Rendering): string {
  const title = shorten(asText(label) ?? "", max);
  if (title === "") lose("label_missing", place);
  else if (title !== label.trim()) lose("label_shortened", place);
  return title === "" ? "…" : title;
}

/** The whole label travels along if it was cut and if there is room, so that the transcript can show it. */
function writePayload(
  choice: Exclude<Choice, { type: "url" }>,
  title: string,
  place: string,
  { payloads, lose, unsendable }: Rendering,
): string | undefined {
  const taps: Tap[] =
    choice.type === "text"
      ? [{ type: "say", text: choice.text ?? choice.label }]
      : [...(title === choice.label ? [] : [withLabel(choice)]), { type: "link", link: choice.link }];
  for (const tap of taps) {
    const payload = payloads.write(tap);
    if (payload !== undefined) return payload;
  }
  lose("link_too_long", place);
  if (choice.label.trim() !== "") unsendable.push(choice.label.trim());
  return undefined;
}

function withLabel({ link, label }: { link: string; label: string }): Tap {
  return { type: "link", link, label };
}
