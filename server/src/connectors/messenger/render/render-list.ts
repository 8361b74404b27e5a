import type { BotMessage, ListItem } from "#channel/message/message.ts";
import { inChunks, toShownText } from "./bubbles.ts";
import { type Rendering, positioned, renderButton, renderImage, type SaidReply } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { type CardContent, renderCards } from "./render-cards.ts";
import { type Body, renderWords } from "./render-text.ts";
import type { SendButton } from "#connectors/messenger/send/send-api.ts";

/**
 * Renders a list as quick replies if there is room for all items, else as cards to swipe through. The quick replies cannot
 * be split over several messages, because only those under the newest message can be tapped.
 */
export function renderList(message: Extract<BotMessage, { type: "list" }>, rendering: Rendering): Body {
  const { text, items, quickReplies } = message;
  const words = toShownText(text);
  if (items.length + quickReplies.length <= limits.quickReplies.count) {
    const descriptions = describe(items, rendering);
    const all = [words, descriptions].filter((part) => part !== "").join("\n\n");
    return { bubbles: renderWords(all, rendering), moved: positioned(items.map(toReply), "item") };
  }
  rendering.lose("list_as_cards", `${items.length} items`);
  const cards = canShareCards(items) ? toSharedCards(items, rendering) : toOwnCards(items, rendering);
  return { bubbles: [...renderWords(words, rendering), ...renderCards(cards, rendering)], moved: [] };
}

function toReply({ label, link, imageUrl }: ListItem): SaidReply {
  return { type: "postback", label, link, ...(imageUrl === undefined ? {} : { imageUrl }) };
}

function toButton({ label, link }: ListItem, position: string, rendering: Rendering): SendButton[] {
  return renderButton({ type: "postback", label, link }, position, rendering);
}

/** The text shows the descriptions, because a quick reply has no room for one. */
function describe(items: readonly ListItem[], { lose }: Rendering): string {
  const lines = items.flatMap(({ label, description = "" }, index) => {
    if (description.trim() === "") return [];
    lose("description_moved", `item ${index + 1}`);
    return [`• ${[toShownText(label), toShownText(description)].filter((part) => part !== "").join(": ")}`];
  });
  return lines.join("\n");
}

/** Whether buttons alone show everything of the items. */
function canShareCards(items: readonly ListItem[]): boolean {
  return items.every(
    ({ label, description = "", imageUrl }) =>
      label.length <= limits.button.title && description.trim() === "" && imageUrl === undefined,
  );
}

/** Three items to a card, under the numbers of the items. */
function toSharedCards(items: readonly ListItem[], rendering: Rendering): CardContent[] {
  const numbered = items.map((item, index) => ({ item, number: index + 1 }));
  return inChunks(numbered, limits.genericTemplate.buttons).flatMap((group) => {
    const title = [...new Set([group.at(0)?.number, group.at(-1)?.number])].join("–");
    const buttons = group.flatMap(({ item, number }) => toButton(item, `item ${number}`, rendering));
    return buttons.length === 0 ? [] : [{ position: `items ${title}`, title, buttons }];
  });
}

/** One item to a card. An item that would have a title only is left out: `unsendable` shows its label as text. */
function toOwnCards(items: readonly ListItem[], rendering: Rendering): CardContent[] {
  return items.flatMap((item, index) => {
    const position = `item ${index + 1}`;
    const buttons = toButton(item, position, rendering);
    const image = renderImage(item.imageUrl, position, rendering);
    const { label: title, description: subtitle = "" } = item;
    if (buttons.length === 0 && image === undefined && subtitle.trim() === "") return [];
    return [{ position, title, subtitle, image, buttons }];
  });
}
