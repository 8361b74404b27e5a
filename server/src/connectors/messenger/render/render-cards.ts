import type { Card } from "#channel/message.ts";
import { inChunks, textBubbles, toButtonTemplates, toWords } from "./bubbles.ts";
import { type Rendering, placed, renderButtons, renderImage } from "./choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendButton, SendCard, SendMessage } from "#connectors/messenger/send/send-api.ts";
import { shorten } from "#channel/kit/shorten.ts";

/** What a card is to show. `place`: where it stands in the neutral message. */
export type Drawing = {
  place: string;
  title: string;
  subtitle?: string | undefined;
  image?: string | undefined;
  buttons: SendButton[];
};

/** A card as Meta can show it, and what stands before and after it. */
type Drawn = { type: "card"; card: SendCard; before: string; after: SendMessage[] } | { type: "text"; text: string };

export function toDrawing({ title, subtitle, image, buttons }: Card, place: string, rendering: Rendering): Drawing {
  return {
    place,
    title,
    subtitle,
    image: renderImage(image?.url, `${place}, image`, rendering),
    buttons: renderButtons(placed(buttons, `${place}, button`), rendering),
  };
}

/**
 * Carousels of up to ten. A card that Meta would not show, having nothing but words, is a text in its place. What a card
 * has no room for is told before its carousel (words) or follows it under the card's title (buttons).
 */
export function renderCards(drawings: readonly Drawing[], rendering: Rendering): SendMessage[] {
  const isAlone = drawings.length === 1;
  const drawn = drawings.map((drawing) => drawCard(drawing, isAlone, rendering));
  return inRuns(drawn).flatMap((run): SendMessage[] => {
    if (run.type === "text") return textBubbles(run.text);
    const templates = inChunks(run.cards, limits.genericTemplate.elements);
    if (templates.length > 1) rendering.lose("carousel_split", `${run.cards.length} cards`);
    return templates.flatMap(toTemplate);
  });
}

type DrawnCard = Extract<Drawn, { type: "card" }>;
type Run = { type: "cards"; cards: DrawnCard[] } | { type: "text"; text: string };

/** Neighbouring cards together, texts by themselves, all in their order. */
function inRuns(drawn: readonly Drawn[]): Run[] {
  const runs: Run[] = [];
  for (const item of drawn) {
    const last = runs.at(-1);
    if (item.type === "text") runs.push(item);
    else if (last?.type === "cards") last.cards.push(item);
    else runs.push({ type: "cards", cards: [item] });
  }
  return runs;
}

function toTemplate(cards: readonly DrawnCard[]): SendMessage[] {
  const before = cards.flatMap((card) => (card.before === "" ? [] : [card.before]));
  const elements = cards.map(({ card }) => card);
  return [
    ...textBubbles(before.join("\n\n")),
    { attachment: { type: "template", payload: { template_type: "generic", elements } } },
    ...cards.flatMap(({ after }) => after),
  ];
}

function drawCard(drawing: Drawing, isAlone: boolean, rendering: Rendering): Drawn {
  const { place, image, buttons } = drawing;
  const { title, subtitle } = readWords(drawing);
  const hasMore = image !== undefined || buttons.length > 0 || (subtitle !== "" && !isAlone);
  if (!hasMore || (title === "" && image === undefined && buttons.length === 0)) {
    const text = [title, subtitle].filter((words) => words !== "").join("\n");
    if (!isAlone) rendering.lose("card_as_text", place);
    if (text === "") rendering.lose("text_missing", place);
    return { type: "text", text };
  }
  return {
    type: "card",
    card: toSendCard(title, subtitle, image, buttons),
    before: wordsBefore(title, subtitle, place, rendering),
    after: buttonsAfter(title, buttons, place, rendering),
  };
}

/** Without a title the subtitle takes its place. */
function readWords(card: Drawing): { title: string; subtitle: string } {
  const title = toWords(card.title);
  const subtitle = toWords(card.subtitle ?? "");
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

/** The whole of the words that the card shows cut. */
function wordsBefore(title: string, subtitle: string, place: string, { lose }: Rendering): string {
  const { genericTemplate } = limits;
  if (title.length <= genericTemplate.title && subtitle.length <= genericTemplate.subtitle) return "";
  lose("card_text_moved", place);
  return [title, subtitle].filter((words) => words !== "").join("\n");
}

function buttonsAfter(title: string, buttons: SendButton[], place: string, { lose }: Rendering): SendMessage[] {
  const rest = buttons.slice(limits.genericTemplate.buttons);
  if (rest.length > 0) lose("buttons_split", `${place}, ${rest.length} buttons`);
  return toButtonTemplates(shorten(title, limits.buttonTemplate.text), rest);
}
