import { asText } from "#channel/kit/json-with-ids.ts";
import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { Card } from "#channel/message/message.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { CardElement, CardImage } from "#connectors/teams/message.ts";
import { linesToBlocks, oneLine, textBlock, toBoldBlocks, toTextBlocks } from "./card-text.ts";
import { lengthOf } from "./lengths.ts";
import type { Piece } from "./pack.ts";
import { positioned, type Rendering, rowsOf, shownUrl, toActions, toButtons } from "./rendering.ts";

/** A picture, its words and its buttons, one under the other. */
export function renderCard({ title, subtitle = "", image, buttons }: Card, rendering: Rendering): CardElement[] {
  const picture = toImage(image, "card, image", rendering);
  return [
    ...(picture === undefined ? [] : [picture]),
    ...toBoldBlocks(asText(title) ?? ""),
    ...toTextBlocks(asText(subtitle) ?? ""),
    ...toActions(positioned(buttons, "card, button"), rendering),
  ];
}

/** Up to ten cards side by side. What has no room on its card stands around them. */
export function renderCarousel(cards: readonly Card[], rendering: Rendering): Piece[] {
  const [only] = cards;
  if (only !== undefined && cards.length === 1) return renderCard(only, rendering);
  const fitted = cards.flatMap((card, index) => fitCard(card, `card ${index + 1}`, rendering));
  if (fitted.length > limits.carousel.cards) rendering.lose("carousel_split", `${fitted.length} cards`);
  const pieces: Piece[] = [];
  for (let start = 0; start < fitted.length; start += limits.carousel.cards) {
    const some = fitted.slice(start, start + limits.carousel.cards);
    const shown = some.flatMap(({ card }) => (card.length === 0 ? [] : [card]));
    pieces.push(
      ...some.flatMap(({ before }) => before),
      ...(shown.length === 0 ? [] : [{ type: "carousel" as const, cards: shown }]),
      ...some.flatMap(({ after }) => after),
    );
  }
  return pieces;
}

type Fitted = { card: CardElement[]; before: CardElement[]; after: CardElement[] };

/** Units of a card of a carousel, so that several have room in a message. */
const longestCard = 6_000;

function fitCard(given: Card, position: string, rendering: Rendering): Fitted[] {
  const title = plain(given.title);
  const body = plain(given.subtitle ?? "");
  const image = toImage(given.image, `${position}, image`, rendering);
  const { buttons, words } = toButtons(positioned(given.buttons, `${position}, button`), rendering);
  if (title === "" && body === "" && image === undefined && buttons.length === 0) {
    rendering.lose("text_missing", position);
    return [{ card: [], before: [], after: linesToBlocks(words) }].filter(({ after }) => after.length > 0);
  }
  const { carousel: room } = limits;
  const isLong = title.length > room.title || body.length > room.body;
  if (isLong) rendering.lose("card_text_moved", position);
  const head: CardElement[] = [
    ...(image === undefined ? [] : [image]),
    ...(title === "" ? [] : [bold(shorten(title, room.title))]),
    ...(body === "" ? [] : [textBlock(oneLine(shorten(body, room.body)))]),
  ];
  const [first, rest] = splitButtons(head, buttons);
  if (rest.length > 0) rendering.lose("buttons_split", `${position}, ${rest.length} buttons`);
  const name = title === "" ? [] : [bold(shorten(title, room.title))];
  return [
    {
      card: [...head, ...rowsOf(first)],
      before: isLong ? [...toBoldBlocks(title), ...toTextBlocks(asText(given.subtitle) ?? "")] : [],
      after: rest.length + words.length === 0 ? [] : [...name, ...linesToBlocks(words), ...rowsOf(rest)],
    },
  ];
}

function bold(words: string): CardElement {
  return textBlock(oneLine(words), { weight: "Bolder", size: "Medium" });
}

type Actions = Parameters<typeof rowsOf>[0];

/** As many as have room on the card, and the others. */
function splitButtons(head: readonly CardElement[], buttons: Actions): [first: Actions, rest: Actions] {
  let most = Math.min(limits.actions.perRow, buttons.length);
  while (most > 0 && lengthOf([...head, ...rowsOf(buttons.slice(0, most))]) > longestCard) most -= 1;
  return [buttons.slice(0, most), buttons.slice(most)];
}

function plain(markdown: string): string {
  return wordsOf(parseInline(asText(markdown) ?? ""))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Teams fetches a picture by its address, with https only. */
export function toImage(
  image: { url: string; alt: string } | undefined,
  position: string,
  { lose }: Pick<Rendering, "lose">,
): CardImage | undefined {
  if (image === undefined) return undefined;
  const url = shownUrl(image.url, limits.image.url);
  if (url !== undefined && url.startsWith("https:")) return toImageElement(url, image.alt);
  lose("image_dropped", position);
  return undefined;
}

export function toImageElement(url: string, alt: string): CardImage {
  return { type: "Image", url, altText: shorten((asText(alt) ?? "").replaceAll(/\s+/g, " "), limits.image.alt) };
}
