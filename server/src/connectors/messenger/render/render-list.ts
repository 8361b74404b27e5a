import type { BotMessage, ListItem, QuickReply } from "#channel/message.ts";
import { inChunks, toWords } from "./bubbles.ts";
import { type Rendering, placed, renderButton, renderImage } from "./choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { type Drawing, renderCards } from "./render-cards.ts";
import { type Body, renderWords } from "./render-text.ts";
import type { SendButton } from "#connectors/messenger/send/send-api.ts";

/**
 * A choice of many: quick replies where there is room for all of them. More become cards to swipe through, which stay:
 * of quick replies only those under the newest message can be tapped, so that they cannot be split over several.
 */
export function renderList(message: Extract<BotMessage, { type: "list" }>, rendering: Rendering): Body {
  const { text, items, quickReplies } = message;
  const words = toWords(text);
  if (items.length + quickReplies.length <= limits.quickReplies.count) {
    const descriptions = describe(items, rendering);
    const all = [words, descriptions].filter((part) => part !== "").join("\n\n");
    return { bubbles: renderWords(all, rendering), moved: placed(items.map(toReply), "item") };
  }
  rendering.lose("list_as_cards", `${items.length} items`);
  const drawings = canShareCards(items) ? drawTogether(items, rendering) : drawEach(items, rendering);
  return { bubbles: [...renderWords(words, rendering), ...renderCards(drawings, rendering)], moved: [] };
}

function toReply({ label, link, imageUrl }: ListItem): QuickReply {
  return { type: "postback", label, link, ...(imageUrl === undefined ? {} : { imageUrl }) };
}

function toButton({ label, link }: ListItem, place: string, rendering: Rendering): SendButton[] {
  return renderButton({ type: "postback", label, link }, place, rendering);
}

/** A quick reply has no room for a description, so the text tells it. */
function describe(items: readonly ListItem[], { lose }: Rendering): string {
  const lines = items.flatMap(({ label, description = "" }, index) => {
    if (description.trim() === "") return [];
    lose("description_moved", `item ${index + 1}`);
    return [`• ${[toWords(label), toWords(description)].filter((part) => part !== "").join(": ")}`];
  });
  return lines.join("\n");
}

/** Whether buttons alone show all that the items say. */
function canShareCards(items: readonly ListItem[]): boolean {
  return items.every(
    ({ label, description = "", imageUrl }) =>
      label.length <= limits.button.title && description.trim() === "" && imageUrl === undefined,
  );
}

/** Three to a card, as many as fit, under the numbers of the items. */
function drawTogether(items: readonly ListItem[], rendering: Rendering): Drawing[] {
  const numbered = items.map((item, index) => ({ item, number: index + 1 }));
  return inChunks(numbered, limits.genericTemplate.buttons).flatMap((group) => {
    const title = [...new Set([group.at(0)?.number, group.at(-1)?.number])].join("–");
    const buttons = group.flatMap(({ item, number }) => toButton(item, `item ${number}`, rendering));
    return buttons.length === 0 ? [] : [{ place: `items ${title}`, title, buttons }];
  });
}

/** One to a card; one that neither can be tapped nor says more than its label is written out with those like it. */
function drawEach(items: readonly ListItem[], rendering: Rendering): Drawing[] {
  return items.flatMap((item, index) => {
    const place = `item ${index + 1}`;
    const buttons = toButton(item, place, rendering);
    const image = renderImage(item.imageUrl, place, rendering);
    const { label: title, description: subtitle = "" } = item;
    if (buttons.length === 0 && image === undefined && subtitle.trim() === "") return [];
    return [{ place, title, subtitle, image, buttons }];
  });
}
