import type { Card } from "#channel/message/message.ts";
import { inChunks, textBubbles, toButtonTemplates, toShownText } from "./bubbles.ts";
import { type Rendering, positioned, renderButtons, renderImage } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendButton, SendCard, SendMessage } from "#connectors/messenger/send/send-api.ts";
import { shorten } from "#channel/kit/shorten.ts";

/** What a card should show. `position`: where it is in the neutral message, e.g. `card 3`. */
export type CardContent = {
  position: string;
  title: string;
  subtitle?: string | undefined;
  image?: string | undefined;
  buttons: SendButton[];
};

/** A card that fits into Meta's limits, with the text before it and the messages after it; or only a text. */
type FittedCard =
  | { type: "card"; card: SendCard; before: string; after: SendMessage[] }
  | { type: "text"; text: string };

export function toCardContent(
  { title, subtitle, image, buttons }: Card,
  position: string,
  rendering: Rendering,
): CardContent {
  return {
    position,
    title,
    subtitle,
    image: renderImage(image?.url, `${position}, image`, rendering),
    buttons: renderButtons(positioned(buttons, `${position}, button`), rendering),
  };
}

/**
 * Renders carousels of up to ten cards. A card with only a title, or a single card with only text, becomes a text. Words
 * that do not fit into a card go before the carousel. Buttons that do not fit follow it, under the card's title.
 */
export function renderCards(cards: readonly CardContent[], rendering: Rendering): SendMessage[] {
  const isAlone = cards.length === 1;
  const fitted = cards.map((card) => fitCard(card, isAlone, rendering));
  return inRuns(fitted).flatMap((run): SendMessage[] => {
    if (run.type === "text") return textBubbles(run.text);
    const templates = inChunks(run.cards, limits.genericTemplate.elements);
    if (templates.length > 1) rendering.lose("carousel_split", `${run.cards.length} cards`);
    return templates.flatMap(toTemplate);
  });
}

type CardToSend = Extract<FittedCard, { type: "card" }>;
type Run = { type: "cards"; cards: CardToSend[] } | { type: "text"; text: string };

/** Groups neighbouring cards. Each text is a run of its own. The order stays. */
function inRuns(cards: readonly FittedCard[]): Run[] {
  const runs: Run[] = [];
  for (const item of cards) {
    const last = runs.at(-1);
    if (item.type === "text") runs.push(item);
    else if (last?.type === "cards") last.cards.push(item);
    else runs.push({ type: "cards", cards: [item] });
  }
  return runs;
}

function toTemplate(cards: readonly CardToSend[]): SendMessage[] {
  const before = cards.flatMap((card) => (card.before === "" ? [] : [card.before]));
  const elements = cards.map(({ card }) => card);
  return [
    ...textBubbles(before.join("\n\n")),
    { attachment: { type: "template", payload: { template_type: "generic", elements } } },
    ...cards.flatMap(({ after }) => after),
  ];
}

function fitCard(card: CardContent, isAlone: boolean, rendering: Rendering): FittedCard {
  const { position, image, buttons } = card;
  const { title, subtitle } = readWords(card);
  const hasMore = image !== undefined || buttons.length > 0 || (subtitle !== "" && !isAlone);
  if (!hasMore || (title === "" && image === undefined && buttons.length === 0)) {
    const text = [title, subtitle].filter((words) => words !== "").join("\n");
    if (!isAlone) rendering.lose("card_as_text", position);
    if (text === "") rendering.lose("text_missing", position);
    return { type: "text", text };
  }
  return {
    type: "card",
    card: toSendCard(title, subtitle, image, buttons),
    before: wordsBefore(title, subtitle, position, rendering),
    after: buttonsAfter(title, buttons, position, rendering),
  };
}

/** A card without a title shows its subtitle as title. */
function readWords(card: CardContent): { title: string; subtitle: string } {
  const title = toShownText(card.title);
  const subtitle = toShownText(card.subtitle ?? "");
  return title === "" ? { title: subtitle, subtitle: "" } : { title, subtitle };
}

function toSendCard(title: string, subtitle: string, image: string | undefined, buttons: SendButton[]): SendCard {
  const { genericTemplate } = limits;
  return {
    title: title === "" ? "…" : shorten(title, genericTemplate.title),
    ...(subtitle === "" ? {} : { subtitle: shorten(subtitle, genericTemplate.subtitle) }),
    ...(image === undefined ? {} : { image_url: image }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.slice(0, genericTemplate.buttons) }),
  };
}

/** The whole title and subtitle, when the card shows them shortened. */
function wordsBefore(title: string, subtitle: string, position: string, { lose }: Rendering): string {
  const { genericTemplate } = limits;
  if (title.length <= genericTemplate.title && subtitle.length <= genericTemplate.subtitle) return "";
  lose("card_text_moved", position);
  return [title, subtitle].filter((words) => words !== "").join("\n");
}

function buttonsAfter(title: string, buttons: SendButton[], position: string, { lose }: Rendering): SendMessage[] {
  const rest = buttons.slice(limits.genericTemplate.buttons);
  if (rest.length > 0) lose("buttons_split", `${position}, ${rest.length} buttons`);
  return toButtonTemplates(shorten(title, limits.buttonTemplate.text), rest);
}
