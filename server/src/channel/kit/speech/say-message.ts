import type { Loss } from "#channel/connector.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { BotMessage, Card, QuickReply } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { joinSentences, sayAddress, type SaidLink, sayText } from "./say-text.ts";

/** `of`: the title of the card that has it. */
export type SaidChoice = { label: string; of?: string };

/**
 * A message for ears. `choices`: what is read out after the words, in the order in which the bot counts it. `links`: addresses,
 * for a channel that can show them beside. `pictures`: the same.
 */
export type Speech = { words: string; choices: SaidChoice[]; links: SaidLink[]; pictures: string[]; losses: Loss[] };

/** An address of more letters is nothing for ears. */
const longestSaidAddress = 40;

/**
 * What a voice says of a message. Pure and total. `speak` stands for all of it, choices included: they can be said all the same.
 * @param isLast whether it is the newest: quick replies are offered under no other one.
 */
export function sayMessage(message: BotMessage, isLast = true): Speech {
  if (message.type === "panel" && message.speak === undefined) return sayPanel(message, isLast);
  const losses: Loss[] = [];
  const lose = (rule: string, detail: string): void => void losses.push({ rule, detail });
  const { parts, links, pictures } = bodyOf(message, lose);
  const offered = choicesOf(isLast ? message : { ...message, quickReplies: [] });
  if (message.speak !== undefined) {
    const addresses = offered.flatMap(({ label, url }) => (url === undefined ? [] : [{ label, url }]));
    return {
      words: joinSentences([message.speak]),
      choices: [],
      links: [...links, ...addresses],
      pictures,
      losses: [],
    };
  }
  const choices: SaidChoice[] = [];
  const titles = titlesOf(message);
  for (const [index, { label, url }] of offered.entries()) {
    if (url !== undefined) {
      links.push({ label, url });
      parts.push(sayLink(label, url, () => lose("address_not_said", `choice ${index + 1}`)));
    } else if (label.trim() === "") lose("label_missing", `choice ${index + 1}`);
    else choices.push({ label, ...titles[index] });
  }
  if (message.quickReplies.some(({ type }: QuickReply) => type === "location"))
    lose("location_request_as_words", "quick reply");
  for (const { title, url } of message.footnotes ?? []) {
    if (url !== undefined) links.push({ label: title, url });
    lose("source_not_said", "footnote");
  }
  const words = joinSentences(parts);
  if (words === "" && choices.length === 0) lose("text_missing", "message");
  return { words, choices, links, pictures, losses };
}

/** Of the cards, one for each of their buttons: the first choices of a carousel. */
function titlesOf(message: BotMessage): { of: string }[] {
  if (message.type !== "carousel") return [];
  return message.cards.flatMap(({ title, buttons }) => buttons.map(() => ({ of: title })));
}

function sayPanel(message: Extract<BotMessage, { type: "panel" }>, isLast: boolean): Speech {
  const { messages, losses } = toSimplerMessages(message);
  const said = messages.map((part) => sayMessage(part, isLast));
  return {
    words: joinSentences(said.map(({ words }) => words)),
    choices: said.flatMap(({ choices }) => choices),
    links: said.flatMap(({ links }) => links),
    pictures: said.flatMap(({ pictures }) => pictures),
    losses: [...losses, ...said.flatMap((each) => each.losses)],
  };
}

function sayLink(label: string, url: string, lose: () => void): string {
  const address = isContactUrl(url) ? url : webUrlOf(url);
  const said = address === undefined ? "" : sayAddress(address);
  if (said !== "" && said.length <= longestSaidAddress && !/[?#%]/.test(said)) return `${label}: ${said}`;
  lose();
  return label;
}

type Body = { parts: string[]; links: SaidLink[]; pictures: string[] };

function bodyOf(message: BotMessage, lose: (rule: string, detail: string) => void): Body {
  const body: Body = { parts: [], links: [], pictures: [] };
  const text = (markdown: string): void => {
    const { words, links } = sayText(markdown);
    body.parts.push(words);
    body.links.push(...links);
  };
  switch (message.type) {
    case "text": {
      if (message.reasoning !== undefined) lose("reasoning_dropped", "message");
      body.parts.push(message.document?.title ?? "");
      text(message.text);
      if (message.readMore !== undefined) body.links.push(message.readMore);
      break;
    }
    case "card":
      sayCard(message.card, body, text);
      break;
    case "carousel":
      for (const card of message.cards) sayCard(card, body, text);
      break;
    case "media": {
      const { media, caption = "" } = message;
      body.parts.push(media.alt.trim() === "" ? (media.name ?? "") : media.alt);
      text(caption);
      if (media.kind !== "image") lose("media_as_words", media.kind);
      if (media.url !== undefined && media.kind === "image") body.pictures.push(media.url);
      else if (media.url !== undefined) body.links.push({ label: media.alt, url: media.url });
      break;
    }
    case "list":
      text(message.text);
      // Labels alone are read out as the choices that they are.
      for (const { label, description = "" } of message.items)
        if (description.trim() !== "") text(`${label}: ${description}`);
      break;
    case "location": {
      const { title, address = "", url } = message.location;
      body.parts.push(title, address);
      if (url !== undefined) body.links.push({ label: title, url });
      break;
    }
    case "form":
      text(message.text);
      lose("form_as_questions", "form");
      break;
    case "custom":
      lose("custom_replaced", message.name);
      text(message.alt);
      break;
    case "panel":
      text(message.alt);
      break;
  }
  return body;
}

function sayCard(
  { title, subtitle = "", image }: Card,
  { parts, pictures }: Body,
  text: (markdown: string) => void,
): void {
  parts.push(title);
  text(subtitle);
  if (image !== undefined) pictures.push(image.url);
}
