import type { Loss } from "#channel/connector.ts";
import { encodeChoice } from "#channel/kit/choice-code.ts";
import { fit, joinWithin } from "#channel/kit/markdown/fit.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { PartButton, PartsDialect, SimplePart } from "#channel/kit/parts/parts.ts";
import { type RenderedParts, renderParts } from "#channel/kit/parts/render-parts.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import type { ApplePayload } from "#connectors/apple-messages/message.ts";
import { type Group, toChoiceMessages } from "./choices.ts";
import { linkInWords, toRichLink, withoutFileSigns } from "./links.ts";
import { readNativePayloads } from "./native.ts";
import { readItems } from "./render-list.ts";

/** Units of one part, so that a few have room in a message. */
const longestPart = 1_500;

const dialect: PartsDialect = {
  write: (markdown) => fit(markdown, longestPart, (text) => stripMarkdown(text)),
  bold: (words) => fit(words, longestPart, (text) => text),
  escape: (words) => words,
  link: linkInWords,
  tapOf: (choice, toToken) => toToken(encodeChoice(choice)),
  limits: { text: longestPart, label: limits.label, url: limits.url, buttons: 1_000 },
};

/** A line of text, or a message of its own. */
type Block = string | ApplePayload;

export type RenderOptions = { readonly listTitle: string };

/**
 * Translates a neutral message to messages of Apple's: words, links with pictures, and what can be chosen last. Pure and total. Every choice can be
 * tapped or is an address, however many there are. Text is split, never cut.
 */
export function render(
  message: BotMessage,
  toToken: ToToken,
  { listTitle }: RenderOptions,
): { payloads: ApplePayload[]; losses: Loss[] } {
  const native = readNativePayloads(message, toToken);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const losses: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `apple-messages messages ${native.positions.join(", ")}` }]
      : [];
  const { blocks, groups, lost } = message.type === "list" ? readList(message, toToken) : readParts(message, toToken);
  losses.push(...lost);
  const rules = { listTitle, isList: message.type === "list", losses };
  return { payloads: [...toMessages(blocks, losses), ...toChoiceMessages(groups, rules)], losses };
}

type Read = { blocks: Block[]; groups: Group[]; lost: Loss[] };

function readParts(message: BotMessage, toToken: ToToken): Read {
  const { rendered, losses: lost } = renderParts(message, dialect, toToken);
  const groups: Group[] = [];
  return { blocks: rendered.flatMap((each) => toBlocks(each, groups)), groups, lost };
}

/** The items of a list are its first choices, with what describes them beside them. */
function readList(message: Extract<BotMessage, { type: "list" }>, toToken: ToToken): Read {
  const { text, items, ...others } = message;
  const { blocks, groups, lost } = readParts({ ...others, type: "text", text, buttons: [] }, toToken);
  const { taps, words, losses } = readItems(items, toToken, dialect);
  const named = lost.filter(({ rule }) => taps.length === 0 || rule !== "text_missing");
  return { blocks: [...blocks, ...words], groups: [{ title: "", taps }, ...groups], lost: [...named, ...losses] };
}

function toBlocks({ file, parts }: RenderedParts, groups: Group[]): Block[] {
  const blocks: Block[] = file === undefined ? [] : [{ message: { type: "text", body: "" }, file }];
  for (const part of parts)
    blocks.push(...(part.type === "card" ? cardBlocks(part.parts, groups) : simpleBlocks(part, groups)));
  return blocks;
}

function simpleBlocks(part: SimplePart, groups: Group[]): Block[] {
  switch (part.type) {
    case "text":
      return [part.text];
    case "image":
      return [toRichLink(part.url, part.alt, part.url)];
    case "buttons": {
      const last = groups.at(-1);
      const group: Group = last?.title === "" ? last : { title: "", taps: [] };
      if (group !== last) groups.push(group);
      return buttonBlocks(part.buttons, group);
    }
  }
}

function buttonBlocks(buttons: readonly PartButton[], { taps }: Group): string[] {
  return buttons.flatMap(({ label, url, tap = "" }) => {
    if (url !== undefined) return [linkInWords(url, label)];
    taps.push({ label, tap });
    return [];
  });
}

/** The picture of a card opens the first page that the card has a button for. */
function cardBlocks(parts: readonly SimplePart[], groups: Group[]): Block[] {
  const title = parts.find((part) => part.type === "text")?.text ?? "";
  const group: Group = { title: title.replaceAll(/\s+/g, " ").trim(), taps: [] };
  groups.push(group);
  const hasImage = parts.some((part) => part.type === "image");
  const page = hasImage ? parts.flatMap(pagesIn).at(0) : undefined;
  return parts.flatMap((part): Block[] => {
    switch (part.type) {
      case "text":
        return [part.text];
      case "image":
        return [toRichLink(page?.url ?? part.url, page?.label ?? part.alt, part.url)];
      case "buttons":
        return buttonBlocks(
          part.buttons.filter((button) => button !== page),
          group,
        );
    }
  });
}

function pagesIn(part: SimplePart): PartButton[] {
  return part.type === "buttons" ? part.buttons.filter(({ url }) => url !== undefined) : [];
}

/** Lines become texts, as few as there is room for; those behind a file go with it. */
function toMessages(blocks: readonly Block[], losses: Loss[]): ApplePayload[] {
  const payloads: ApplePayload[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    const whole = lines
      .filter((each) => each.trim() !== "")
      .flatMap((each) => fit(each, limits.text, withoutFileSigns));
    const texts = joinWithin(whole, limits.text, "\n\n");
    lines = [];
    if (texts.length > 1) losses.push({ rule: "text_split", detail: `${texts.length} messages` });
    const last = payloads.at(-1);
    if (last?.file !== undefined && texts.length > 0)
      payloads[payloads.length - 1] = { ...last, message: { type: "text", body: texts.shift() ?? "" } };
    payloads.push(...texts.map((body): ApplePayload => ({ message: { type: "text", body } })));
  };
  for (const block of blocks) {
    if (typeof block === "string") lines.push(block);
    else {
      flush();
      payloads.push(block);
    }
  }
  flush();
  return payloads;
}
