import { toButtonTemplates } from "./bubbles.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendButton, SendMessage, SendQuickReply } from "#connectors/messenger/send/send-api.ts";

/**
 * Other forms of a message that Meta has refused, the best first: its words with the choices as quick replies, then its words
 * with the choices as lines, whose labels can be typed. Each form is one or several messages. None for a plain text.
 */
export function simplerForms({ text, attachment, quick_replies = [] }: SendMessage): SendMessage[][] {
  if (attachment === undefined) {
    return quick_replies.length === 0 ? [] : [toTexts([text, ...quick_replies.map(toLine)])];
  }
  const { lines, buttons } = readAttachment(attachment);
  const [taps, others] = split(buttons);
  const replies = [...taps.map(toQuickReply), ...quick_replies];
  const words = [...lines, ...others.map(toLine)];
  const fit = replies.length > 0 && replies.length <= limits.quickReplies.count;
  return [
    ...filesApart(attachment, quick_replies),
    ...(fit ? [withReplies(toTexts(words), replies)] : []),
    toTexts([...lines, ...buttons.map(toLine), ...quick_replies.map(toLine)]),
  ].filter((form) => form.length > 0);
}

/** Files with words and buttons can be sent without them, each by itself; these follow. Meta need not keep a file for that. */
function filesApart(attachment: Attachment, quick_replies: SendQuickReply[]): SendMessage[][] {
  if (attachment.type !== "template") return [];
  const { payload } = attachment;
  if (payload.template_type !== "media" && payload.template_type !== "image_grid") return [];
  const [element] = payload.elements;
  if (element === undefined) return [];
  const images = "images" in element ? element.images.map(({ url }) => url) : [];
  const type = "images" in element ? "image" : element.media_type;
  const urls = "images" in element ? images : [element.url].filter((url) => url !== undefined);
  const words = "images" in element ? [element.title, element.subtitle].filter(Boolean).join("\n") : "";
  const after = toButtonTemplates(words, element.buttons ?? []);
  if (after.length === 0 && words !== "") after.push({ text: words });
  const messages: SendMessage[] = [
    ...urls.map((url): SendMessage => ({ attachment: { type, payload: { url } } })),
    ...after,
  ];
  const last = messages.pop();
  if (last === undefined || urls.length === 0) return [];
  return [[...messages, quick_replies.length === 0 ? last : { ...last, quick_replies }]];
}

type Attachment = NonNullable<SendMessage["attachment"]>;
type Contents = { lines: string[]; buttons: SendButton[] };
type Tap = Extract<SendButton, { type: "postback" }>;

function readAttachment(attachment: Attachment): Contents {
  if (attachment.type !== "template") return { lines: [attachment.payload.url ?? ""], buttons: [] };
  const { payload } = attachment;
  switch (payload.template_type) {
    case "button":
      return { lines: [payload.text], buttons: payload.buttons };
    case "generic":
      return join(
        payload.elements.map(({ title, subtitle = "", default_action, buttons = [] }) => ({
          lines: [title, subtitle, default_action?.url ?? "", ""],
          buttons,
        })),
      );
    case "media":
      return join(payload.elements.map(({ url = "", buttons = [] }) => ({ lines: [url], buttons })));
    case "image_grid":
      return join(
        payload.elements.map(({ title = "", subtitle = "", images, buttons = [] }) => ({
          lines: [title, subtitle, ...images.map(({ url }) => url)],
          buttons,
        })),
      );
    case "coupon":
      return {
        lines: [payload.title, payload.subtitle ?? "", payload.coupon_code ?? "", payload.coupon_url ?? ""],
        buttons: [],
      };
    case "receipt": {
      const { recipient_name, order_number, currency, elements = [], summary } = payload;
      const items = elements.map(({ title, price }) => `${title}: ${price} ${currency}`);
      return { lines: [recipient_name, order_number, ...items, `${summary.total_cost} ${currency}`], buttons: [] };
    }
    case "one_time_notif_req":
    case "notification_messages":
      return { lines: [payload.title], buttons: [] };
    case "customer_feedback":
      return { lines: [payload.title, payload.subtitle ?? ""], buttons: [] };
  }
}

function join(contents: readonly Contents[]): Contents {
  return {
    lines: contents.flatMap(({ lines }) => lines),
    buttons: contents.flatMap(({ buttons }) => buttons),
  };
}

/** Buttons that say something to the bot, and those that open something. */
function split(buttons: readonly SendButton[]): [Tap[], SendButton[]] {
  const taps = buttons.filter((button) => button.type === "postback");
  return [taps, buttons.filter((button) => button.type !== "postback")];
}

function toQuickReply({ title, payload }: Tap): SendQuickReply {
  return { content_type: "text", title, payload };
}

/** What a choice is called, and where it leads when that is not to the bot. */
function toLine(choice: SendButton | SendQuickReply): string {
  if ("content_type" in choice) return choice.content_type === "text" ? `• ${choice.title}` : "";
  switch (choice.type) {
    case "postback":
      return `• ${choice.title}`;
    case "web_url":
      return `• ${choice.title}: ${choice.url}`;
    case "phone_number":
      return `• ${choice.title}: ${choice.payload}`;
    case "account_link":
      return `• ${choice.url}`;
    case "account_unlink":
      return "";
  }
}

function toTexts(lines: readonly (string | undefined)[]): SendMessage[] {
  const words = lines.filter((line) => line !== undefined && line !== "").join("\n");
  return splitText(words, limits.text).map((part) => ({ text: part }));
}

/** Quick replies stand under the newest message only. */
function withReplies(texts: SendMessage[], quick_replies: SendQuickReply[]): SendMessage[] {
  const last = texts.pop() ?? { text: "…" };
  return [...texts, { ...last, quick_replies }];
}
