import type { BotMessage, Button, QuickReply } from "#channel/message/message.ts";
import type { TapAction } from "#connectors/messenger/payload.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { SendButton, SendQuickReply } from "#connectors/messenger/send/send-api.ts";
import { phoneNumberOf } from "./phone-number.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { shorten } from "#channel/kit/shorten.ts";

/** What the functions that render one message share. */
export type Rendering = {
  /** The payload of a choice: what its tap does, or a token for what has no room in a payload. */
  toPayload: (action: TapAction) => string;
  /** What the buttons and quick replies show, by position, where it is not just the shortened label. */
  titles: ReadonlyMap<string, string>;
  /** Reports a loss. `detail` is a position in the message, e.g. `card 3, button 2`. */
  lose: (rule: LossRule, detail: string) => void;
};

/** The ways in which a message is degraded on Messenger, compared with what the story meant. */
export type LossRule =
  | "native_refused"
  | "text_missing"
  | "text_split"
  | "text_behind_link"
  | "label_missing"
  | "label_shortened"
  | "address_refused"
  | "buttons_as_quick_replies"
  | "buttons_split"
  | "quick_replies_as_buttons"
  | "card_as_text"
  | "card_text_moved"
  | "carousel_split"
  | "gallery_split"
  | "image_dropped"
  | "file_name_dropped"
  | "captions_dropped"
  | "list_as_cards"
  | "description_moved"
  | "map_dropped"
  | "form_as_button"
  | "location_request_as_words"
  | "custom_replaced"
  | "excerpt_dropped"
  | "reasoning_dropped"
  | "document_as_text";

/** Meta has no quick reply that shares a location any more. */
export type SaidReply = Exclude<QuickReply, { type: "location" }>;

/** A quick reply is a choice like a button, because it becomes one when there is no room for it among the others. */
export type Choice = Button | SaidReply;

/** The quick replies that Messenger has, each with its position. The request for a location is left to the message's words. */
export function positionedReplies(replies: readonly QuickReply[]): Positioned<SaidReply>[] {
  return replies.flatMap((reply, index): Positioned<SaidReply>[] =>
    reply.type === "location" ? [] : [[reply, `quick reply ${index + 1}`]],
  );
}

/** A choice and its position in the neutral message, e.g. `card 3, button 2`. */
export type Positioned<Kind extends Choice = Choice> = [choice: Kind, position: string];

/** Gives each choice its position: `name` and a number from 1. */
export function positioned<Kind extends Choice>(choices: readonly Kind[], name: string): Positioned<Kind>[] {
  return choices.map((choice, index) => [choice, `${name} ${index + 1}`]);
}

/** What a form leaves to tap: its link, and the pages that its fields ask consent to. */
export function formButtons({ fields, submit }: Extract<BotMessage, { type: "form" }>): Positioned<Button>[] {
  const pages = fields.flatMap((field, index): Positioned<Button>[] =>
    field.kind === "consent" && field.page !== undefined
      ? [[{ type: "url", ...field.page }, `field ${index + 1}, button 1`]]
      : [],
  );
  return [[{ type: "postback", ...submit }, "submit"], ...pages];
}

/** The choices as buttons, without those that lead to an address that Meta refuses. */
export function renderButtons(choices: readonly Positioned[], rendering: Rendering): SendButton[] {
  return choices.flatMap(([choice, position]) => renderButton(choice, position, rendering));
}

/** The choice as a button. One that leads to an address that Meta refuses gives none, and is reported as a loss. */
export function renderButton(choice: Choice, position: string, rendering: Rendering): SendButton[] {
  const title = renderLabel(choice.label, limits.button.title, position, rendering);
  if (choice.type === "url") return renderUrlButton(choice.url, title, position, rendering);
  return [{ type: "postback", title, payload: rendering.toPayload(actionOf(choice, title)) }];
}

export function renderQuickReply(reply: SaidReply, position: string, rendering: Rendering): SendQuickReply[] {
  const title = renderLabel(reply.label, limits.quickReplies.title, position, rendering);
  const payload = rendering.toPayload(actionOf(reply, title));
  const imageUrl = renderImage(reply.imageUrl, position, rendering);
  return [{ content_type: "text", title, payload, ...(imageUrl === undefined ? {} : { image_url: imageUrl }) }];
}

/** Leaves out an address that is not of the web, and reports the loss: Meta would refuse the whole message for it. */
export function renderImage(url: string | undefined, position: string, { lose }: Rendering): string | undefined {
  const webUrl = url === undefined ? undefined : webUrlOf(url);
  if (url !== undefined && webUrl === undefined) lose("image_dropped", position);
  return webUrl;
}

function renderUrlButton(url: string, title: string, position: string, { lose }: Rendering): SendButton[] {
  const webUrl = webUrlOf(url);
  if (webUrl !== undefined) return [{ type: "web_url", title, url: webUrl }];
  const payload = phoneNumberOf(url);
  if (payload !== undefined) return [{ type: "phone_number", title, payload }];
  lose("address_refused", position);
  return [];
}

function renderLabel(label: string, max: number, position: string, { titles, lose }: Rendering): string {
  const title = titles.get(position) ?? shorten(asText(label) ?? "", max);
  if (title === "") lose("label_missing", position);
  else if (title !== label.trim()) lose("label_shortened", position);
  return title === "" ? "…" : title;
}

/** With the whole label when the button shows a shortened one, so that the transcript can show it. */
function actionOf(choice: Exclude<Choice, { type: "url" }>, title: string): TapAction {
  if (choice.type === "text") return { type: "say", text: choice.text ?? choice.label };
  const { link, label } = choice;
  return title === label ? { type: "link", link } : { type: "link", link, label };
}
