import { parseLinkTarget, parseWindowFeatures } from "@causerie/protocol";
import * as v from "valibot";
import { card, carousel, custom, image, text } from "#bot/authoring/messages.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import type { ButtonSpec } from "#bot/authoring/messages/button.ts";
import type { QuickReplySpec } from "#bot/authoring/messages/options.ts";
import type { Json } from "#channel/json.ts";
import type { Link } from "#channel/message/link.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { isWebUrl } from "#channel/kit/web-url.ts";
import type { Mapped } from "./to-messages.ts";

const optionalText = v.nullish(v.string());
const buttonSchema = v.object({
  type: optionalText,
  clazz: optionalText,
  title: v.string(),
  payload: optionalText,
  nlpText: optionalText,
  url: optionalText,
  imageUrl: optionalText,
  target: optionalText,
  windowFeatures: optionalText,
});
const buttons = v.optional(v.nullable(v.array(buttonSchema)));
const fileSchema = v.object({ url: v.string(), name: optionalText, description: optionalText });
const cardSchema = v.object({ title: optionalText, subTitle: optionalText, file: v.nullish(fileSchema), buttons });
const webSchema = v.object({
  text: optionalText,
  buttons,
  card: v.nullish(cardSchema),
  carousel: v.nullish(v.object({ cards: v.array(cardSchema) })),
  image: v.nullish(v.object({ file: fileSchema, title: optionalText })),
  widget: v.nullish(v.object({ type: v.string(), data: v.unknown() })),
  footnotes: v.optional(v.nullable(v.array(v.object({ title: v.string(), url: optionalText, content: optionalText })))),
});
const tockSchema = v.object({ klass: v.string(), value: v.unknown() });
const ownSchema = v.object({ channel: v.string(), value: v.unknown(), alt: optionalText });

const webMessage = "ai.tock.bot.connector.web.WebMessage";

/**
 * A message in a channel's own words: Tock's `WebMessage`, which becomes neutral and so is shown everywhere, or
 * `{ channel, value }`, which that channel sends as it is. Other classes of Tock's are known to a JVM only.
 */
export function toCustomMessages(message: unknown, channel: string): Mapped {
  const native = v.safeParse(ownSchema, message);
  if (native.success) return toNative(native.output, channel);
  const tock = v.safeParse(tockSchema, message);
  if (!tock.success || tock.output.klass !== webMessage) return { messages: [], losses: ["custom_class"] };
  const web = v.safeParse(webSchema, tock.output.value);
  return web.success ? toNeutral(web.output) : { messages: [], losses: ["custom_value"] };
}

function toNative({ channel: meant, value, alt }: v.InferOutput<typeof ownSchema>, channel: string): Mapped {
  if (meant !== channel) {
    const instead = alt === null || alt === undefined || alt === "" ? [] : [text(alt)];
    return { messages: instead, losses: instead.length > 0 ? [] : ["custom_other_channel"] };
  }
  if (channel === "web") return toWidget("tock", value, alt ?? "");
  return { messages: [text(alt ?? "", { on: { [channel]: [{ channel, payload: value }] } })], losses: [] };
}

type Tap = { links: ButtonSpec[]; replies: QuickReplySpec[] };

/** A payload leads where a link of ours leads: both have one form. */
function toTaps(all: readonly v.InferOutput<typeof buttonSchema>[] | null | undefined, losses: string[]): Tap {
  const taps: Tap = { links: [], replies: [] };
  for (const button of all ?? []) {
    const { type, clazz, payload, nlpText, url } = button;
    const shown = { label: button.title, ...(button.imageUrl ? { imageUrl: button.imageUrl } : {}) };
    const to = payload === "" || payload === null ? undefined : (payload as Link | undefined);
    if (url !== null && url !== undefined) {
      if (isWebUrl(url)) taps.links.push({ ...shown, url, ...openingOf(button) });
      else losses.push("action_address");
    } else if (to === undefined) taps.replies.push(nlpText ? { ...shown, say: nlpText } : shown);
    else if ((clazz ?? type) === "quick_reply") taps.replies.push({ ...shown, to });
    else taps.links.push({ ...shown, to });
  }
  return taps;
}

function openingOf({ target, windowFeatures }: v.InferOutput<typeof buttonSchema>) {
  const window = parseWindowFeatures(windowFeatures ?? "");
  if (window !== undefined) return { window };
  const known = parseLinkTarget(target ?? "");
  return known === undefined ? {} : { target: known };
}

function toNeutral(value: v.InferOutput<typeof webSchema>): Mapped {
  const losses: string[] = [];
  const { links, replies } = toTaps(value.buttons, losses);
  const messages: BotMessage[] = [];
  const footnotes = (value.footnotes ?? []).map(({ title, url, content }) => ({
    title,
    ...(url ? { url } : {}),
    ...(content ? { excerpt: content } : {}),
  }));
  if (value.text) messages.push(text(value.text, { buttons: links, quickReplies: replies, footnotes }));
  const own = value.text ? [] : replies;
  if (value.card) {
    const taps = toTaps(value.card.buttons, losses);
    messages.push(card(toCard(value.card, taps.links), { quickReplies: [...taps.replies, ...own] }));
  }
  if (value.carousel && value.carousel.cards.length > 0) {
    const each = value.carousel.cards.map((one) => ({ one, taps: toTaps(one.buttons, losses) }));
    const under = [...each.flatMap(({ taps }) => taps.replies), ...own];
    messages.push(
      carousel(
        each.map(({ one, taps }) => toCard(one, taps.links)),
        { quickReplies: under },
      ),
    );
  }
  if (value.image && isWebUrl(value.image.file.url))
    messages.push(image(value.image.file.url, { alt: altOf(value.image.file), quickReplies: own }));
  if (value.widget) {
    const shown = toWidget(value.widget.type, value.widget.data, "");
    messages.push(...shown.messages);
    losses.push(...shown.losses);
  }
  return { messages, losses: messages.length === 0 ? [...losses, "empty_custom"] : losses };
}

function toWidget(name: string, data: unknown, alt: string): Mapped {
  if (name.trim() === "" || data === undefined || findNonJson(data) !== undefined)
    return { messages: [], losses: ["custom_value"] };
  return { messages: [custom(name, data as Json, { alt })], losses: [] };
}

function toCard({ title, subTitle, file }: v.InferOutput<typeof cardSchema>, links: ButtonSpec[]) {
  const heading = title || subTitle || " ";
  return {
    title: heading,
    ...(title && subTitle ? { subtitle: subTitle } : {}),
    ...(file && isWebUrl(file.url) ? { image: { url: file.url, alt: altOf(file) } } : {}),
    buttons: links,
  };
}

function altOf({ name, description }: v.InferOutput<typeof fileSchema>): string {
  return description || name || "";
}
