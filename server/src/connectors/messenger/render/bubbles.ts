import { asText } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { SendButton, SendMessage } from "#connectors/messenger/send/send-api.ts";
import { splitText } from "#channel/kit/split-text.ts";

/** A text as Messenger shows it: without Markdown's marks, NUL characters and halves of surrogate pairs. */
export function toShownText(text: string): string {
  return stripMarkdown(asText(text) ?? "").trim();
}

/** As many bubbles as the text needs. A blank text needs none. */
export function textBubbles(text: string): SendMessage[] {
  return splitText(text, limits.text).map((part) => ({ text: part }));
}

/**
 * The beginning of a text that would need more than `limits.bubbles`. Its last part is short enough to stand with a button.
 * @returns undefined for a text that needs no more.
 */
export function beginningOf(text: string): { before: string[]; end: string; of: number } | undefined {
  const parts = splitText(text, limits.text);
  if (parts.length <= limits.bubbles) return undefined;
  const [next = ""] = splitText(parts[limits.bubbles - 1] ?? "", limits.buttonTemplate.text - " …".length);
  return { before: parts.slice(0, limits.bubbles - 1), end: `${next} …`, of: parts.length };
}

/** Three buttons to a template. The first one shows the text, which must fit. Meta demands some text in the others, too. */
export function toButtonTemplates(text: string, buttons: readonly SendButton[]): SendMessage[] {
  return inChunks(buttons, limits.buttonTemplate.buttons).map((chunk, index) => ({
    attachment: {
      type: "template",
      payload: { template_type: "button", text: index === 0 && text !== "" ? text : "…", buttons: chunk },
    },
  }));
}

export function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
