import { card, carousel, file, image, audio, text, video } from "#bot/authoring/messages.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { isContactUrl, isWebUrl } from "#channel/kit/web-url.ts";
import type { I18nText, TockCard, TockMessage } from "#tock-bots/wire.ts";

/** Says a label in the person's language. Blank ones count as absent: tock-node writes them for what is not there. */
export type Words = (label: I18nText | null | undefined) => string | undefined;

/** What a message of the bot is here, and what of it cannot be shown: names of rules, never texts. */
export type Mapped = { messages: BotMessage[]; losses: string[] };

export type Showable = Extract<TockMessage, { type: "sentence" | "card" | "carousel" }>;

/** More would be a bot that has gone wrong, and somebody waits. */
const longestDelay = 10_000;

/** A message of the bot in neutral words. */
export function toMessages(message: Showable, words: Words): Mapped {
  const modifiers = toDelay(message.delay);
  switch (message.type) {
    case "sentence": {
      const said = words(message.text);
      if (said === undefined) return { messages: [], losses: ["empty_text"] };
      const labels = (message.suggestions ?? []).flatMap(({ title }) => words(title) ?? []);
      return { messages: [text(said, { ...modifiers, quickReplies: replies(labels) })], losses: [] };
    }
    case "card":
      return toCardMessages(message, words, modifiers);
    case "carousel":
      return toCarousel(message.cards, words, modifiers);
  }
}

export function toDelay(delay: number | null | undefined): { delay?: number } {
  return delay === null || delay === undefined || delay <= 0 ? {} : { delay: Math.min(delay, longestDelay) };
}

/** What a tap says is what it shows, once. */
function replies(labels: readonly string[]): { label: string }[] {
  return [...new Set(labels)].map((label) => ({ label }));
}

type Link = { label: string; url: string };
type Parts = {
  title: string | undefined;
  subTitle: string | undefined;
  links: Link[];
  says: string[];
  losses: string[];
};

function partsOf({ title, subTitle, actions }: TockCard, words: Words): Parts {
  const parts: Parts = { title: words(title), subTitle: words(subTitle), links: [], says: [], losses: [] };
  for (const action of actions ?? []) {
    const label = words(action.title);
    if (label === undefined) parts.losses.push("action_without_title");
    else if (action.url === null || action.url === undefined || action.url === "") parts.says.push(label);
    else if (isWebUrl(action.url) || isContactUrl(action.url)) parts.links.push({ label, url: action.url });
    else parts.losses.push("action_address");
  }
  return parts;
}

function toCardMessages(message: TockCard, words: Words, modifiers: { delay?: number }): Mapped {
  const { title, subTitle, links, says, losses } = partsOf(message, words);
  const medium = toMedium(message.attachment, words, losses);
  const quickReplies = replies(says);
  const heading = title ?? subTitle;
  if (heading === undefined) {
    if (medium === undefined) return { messages: [], losses: [...losses, "empty_card"] };
    return { messages: [medium.show({ ...modifiers, buttons: links, quickReplies })], losses };
  }
  const image = medium?.kind === "image" ? { url: medium.url, alt: medium.alt } : undefined;
  const others = medium === undefined || medium.kind === "image" ? [] : [medium.show({})];
  const shown = card(
    {
      title: heading,
      ...(title === undefined || subTitle === undefined ? {} : { subtitle: subTitle }),
      ...(image === undefined ? {} : { image }),
      buttons: links,
    },
    { ...modifiers, quickReplies },
  );
  // What the quick replies stand under must be the newest message.
  return { messages: [...others, shown], losses };
}

/** A card's own title-only actions come together under the carousel. */
function toCarousel(cards: readonly TockCard[], words: Words, modifiers: { delay?: number }): Mapped {
  const losses: string[] = [];
  const says: string[] = [];
  const shown = cards.flatMap((each) => {
    const parts = partsOf(each, words);
    const medium = toMedium(each.attachment, words, losses);
    losses.push(...parts.losses);
    const heading = parts.title ?? parts.subTitle ?? medium?.alt;
    if (heading === undefined || heading === "") {
      losses.push("empty_card");
      return [];
    }
    says.push(...parts.says);
    if (medium !== undefined && medium.kind !== "image") losses.push(`${medium.kind}_in_carousel`);
    return [
      {
        title: heading,
        ...(parts.title === undefined || parts.subTitle === undefined ? {} : { subtitle: parts.subTitle }),
        ...(medium?.kind === "image" ? { image: { url: medium.url, alt: medium.alt } } : {}),
        buttons: parts.links,
      },
    ];
  });
  if (shown.length === 0) return { messages: [], losses: [...losses, "empty_carousel"] };
  return { messages: [carousel(shown, { ...modifiers, quickReplies: replies(says) })], losses };
}

type Options = { delay?: number; buttons?: Link[]; quickReplies?: { label: string }[] };
type Medium = {
  kind: "image" | "video" | "audio" | "file";
  url: string;
  alt: string;
  show(options: Options): BotMessage;
};

function toMedium(attachment: TockCard["attachment"], words: Words, losses: string[]): Medium | undefined {
  if (attachment === null || attachment === undefined) return undefined;
  const { url } = attachment;
  if (!isWebUrl(url)) {
    losses.push("attachment_address");
    return undefined;
  }
  const alt = words(attachment.description) ?? "";
  const kind = kindOf(attachment.type ?? "", url);
  const make = { image, video, audio, file }[kind];
  return { kind, url, alt, show: (options) => make(url, { alt, ...options }) };
}

/** As Tock: by its type, else by what its address ends in. */
function kindOf(type: string, url: string): Medium["kind"] {
  if (type === "image" || type === "video" || type === "audio" || type === "file") return type;
  const end = /\.(\w{1,5})$/.exec(URL.parse(url)?.pathname ?? "")?.[1]?.toLowerCase() ?? "";
  if (["png", "jpg", "jpeg", "gif", "svg", "webp"].includes(end)) return "image";
  if (["mp4", "avi", "webm", "mov"].includes(end)) return "video";
  return ["mp3", "ogg", "flac", "wav"].includes(end) ? "audio" : "file";
}
