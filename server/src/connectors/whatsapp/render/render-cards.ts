import { webUrlOf } from "#channel/kit/web-url.ts";
import type { Card } from "#channel/message/message.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { CloudMessage } from "#connectors/whatsapp/send/message.ts";
import { type Content, type Head, readButtons, type Rendering } from "./choices.ts";
import { compose } from "./compose.ts";
import { joinParts, toPlainWords, toShownText, toTitle } from "./words.ts";

/** What a card says. */
export function readCard(card: Card, position: string, rendering: Rendering): Content {
  const image = imageOf(card, position, rendering);
  return {
    ...(image === undefined ? {} : { head: image }),
    body: joinParts([toTitle(card.title), toShownText(card.subtitle ?? "")], "\n"),
    ...readButtons(card.buttons, `${position}, button`, rendering),
  };
}

/**
 * Cards under one another: each is a message of its own. Many cards with buttons share a list instead, because a person would wait for
 * them; their pictures are left out.
 *
 * @returns messages, and what is left to say with the quick replies.
 */
export function readCards(cards: readonly Card[], rendering: Rendering): { before: CloudMessage[]; content: Content } {
  const nothing: Content = { body: "", taps: [], pages: [] };
  const [only] = cards;
  if (only === undefined) return { before: [], content: nothing };
  if (cards.length === 1) return { before: [], content: readCard(only, "card", rendering) };
  const withButtons = cards.filter(({ buttons }) => buttons.length > 0);
  if (withButtons.length === 0 && cards.every(({ image }) => image === undefined)) {
    const words = cards.map((card, index) => readCard(card, `card ${index + 1}`, rendering).body);
    return { before: [], content: { ...nothing, body: joinParts(words) } };
  }
  if (withButtons.length > limits.cardMessages) return { before: [], content: readAsList(cards, rendering) };
  if (withButtons.length > 0) rendering.lose("carousel_as_messages", `${cards.length} cards`);
  const contents = cards.map((card, index) => readCard(card, `card ${index + 1}`, rendering));
  // The last one may stand with the quick replies, unless it has choices of its own.
  const last = contents.at(-1) ?? nothing;
  const isFree = last.taps.length === 0 && last.pages.length === 0;
  const before = (isFree ? contents.slice(0, -1) : contents).flatMap((content) => compose(content, rendering));
  return { before, content: isFree ? last : nothing };
}

function readAsList(cards: readonly Card[], rendering: Rendering): Content {
  rendering.lose("carousel_as_list", `${cards.length} cards`);
  const all = cards.map(({ image: _image, ...card }, index) => readCard(card, `card ${index + 1}`, rendering));
  for (const [index, { image }] of cards.entries())
    if (image !== undefined) rendering.lose("image_dropped", `card ${index + 1}, image`);
  return {
    body: joinParts(all.map(({ body }) => body)),
    // Two cards may have the same button: the title of its card tells them apart.
    taps: all.flatMap(({ taps }, index) => {
      const description = toPlainWords(cards[index]?.title ?? "");
      return taps.map((tap) => (description === "" ? tap : { ...tap, description }));
    }),
    pages: all.flatMap(({ pages }) => pages),
  };
}

function imageOf({ image }: Card, position: string, { lose }: Rendering): Head | undefined {
  if (image === undefined) return undefined;
  const link = webUrlOf(image.url);
  if (link !== undefined) return { kind: "image", source: { link } };
  lose("image_dropped", `${position}, image`);
  return undefined;
}
