import { asText } from "#channel/kit/json-with-ids.ts";
import { positioned } from "#channel/kit/parts/positioned.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import type { Card } from "#channel/message/message.ts";
import { section, type SlackBlock, type SlackCard, type SlackImage } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { escapeText, shortenEscaped, toBold } from "./mrkdwn.ts";
import { actionsOf, linesToSections, type Rendering, toActions, toButtons, toSections } from "./rendering.ts";

/** A picture, its words and its buttons, one under the other. */
export function renderCard({ title, subtitle = "", image, buttons }: Card, rendering: Rendering): SlackBlock[] {
  const picture = toImage(image, "card, image", rendering);
  return [
    ...(picture === undefined ? [] : [picture]),
    ...toBold(asText(title) ?? "", limits.text).map(section),
    ...toSections(subtitle),
    ...toActions(positioned(buttons, "card, button"), rendering),
  ];
}

/** Up to ten cards side by side. What has no room in its card stands around them. */
export function renderCarousel(cards: readonly Card[], rendering: Rendering): SlackBlock[] {
  const [only] = cards;
  if (only !== undefined && cards.length === 1) return renderCard(only, rendering);
  const fitted = cards.flatMap((card, index) => fitCard(card, `card ${index + 1}`, rendering));
  if (fitted.length > limits.carousel) rendering.lose("carousel_split", `${fitted.length} cards`);
  const blocks: SlackBlock[] = [];
  for (let start = 0; start < fitted.length; start += limits.carousel) {
    const some = fitted.slice(start, start + limits.carousel);
    blocks.push(
      ...some.flatMap(({ before }) => before),
      { type: "carousel", elements: some.map(({ card }) => card) },
      ...some.flatMap(({ after }) => after),
    );
  }
  return blocks;
}

type Fitted = { card: SlackCard; before: SlackBlock[]; after: SlackBlock[] };

function fitCard(given: Card, position: string, rendering: Rendering): Fitted[] {
  const title = plain(given.title);
  const body = plain(given.subtitle ?? "");
  const image = toImage(given.image, `${position}, image`, rendering);
  const { buttons, words } = toButtons(positioned(given.buttons, `${position}, button`), rendering);
  if (title === "" && body === "" && image === undefined && buttons.length + words.length === 0) {
    rendering.lose("text_missing", position);
    return [];
  }
  const { card: room } = limits;
  const isLong = escapeText(title).length > room.title || escapeText(body).length > room.body;
  if (isLong) rendering.lose("card_text_moved", position);
  const rest = buttons.slice(room.buttons);
  if (rest.length > 0) rendering.lose("buttons_split", `${position}, ${rest.length} buttons`);
  const name = title === "" ? [] : [section(`*${shortenEscaped(title, limits.text - 2)}*`)];
  const card: SlackCard = {
    type: "card",
    ...(image === undefined ? {} : { hero_image: image }),
    // A card without a picture, a body and buttons must have one.
    ...(title === "" && body !== "" ? {} : { title: mrkdwn(shortenEscaped(title === "" ? "…" : title, room.title)) }),
    ...(body === "" ? {} : { body: mrkdwn(shortenEscaped(body, room.body)) }),
    ...(buttons.length === 0 ? {} : { actions: buttons.slice(0, room.buttons) }),
  };
  return [
    {
      card,
      before: isLong ? [...toBold(title, limits.text).map(section), ...toSections(given.subtitle ?? "")] : [],
      after: rest.length + words.length === 0 ? [] : [...name, ...linesToSections(words), ...actionsOf(rest)],
    },
  ];
}

function mrkdwn(text: string) {
  return { type: "mrkdwn", text } as const;
}

function plain(markdown: string): string {
  return wordsOf(parseInline(asText(markdown) ?? ""))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Slack fetches a picture by its address, and refuses the whole message when the address is none. */
export function toImage(
  image: { url: string; alt: string } | undefined,
  position: string,
  { lose }: Pick<Rendering, "lose">,
): SlackImage | undefined {
  if (image === undefined) return undefined;
  const url = webUrlOf(image.url);
  if (url !== undefined && url.length <= limits.image.url) return toImageBlock(url, image.alt);
  lose("image_dropped", position);
  return undefined;
}

export function toImageBlock(url: string, alt: string): SlackImage {
  const words = shorten(asText(alt) ?? "", limits.image.alt);
  return { type: "image", image_url: url, alt_text: words === "" ? "…" : words };
}
