import type { Loss } from "#channel/connector.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { Choice } from "#channel/message/plain-text.ts";

/** What becomes of a message in an interface that has nothing but text. Choices are no loss: the bot understands their numbers and their names. */
export type LossRule =
  | "address_refused"
  | "captions_dropped"
  | "custom_replaced"
  | "document_as_text"
  | "excerpt_dropped"
  | "file_dropped"
  | "form_as_choice"
  | "label_missing"
  | "location_request_as_words"
  | "map_dropped"
  | "reasoning_dropped"
  | "panel_as_text"
  | "table_as_text"
  | "chart_as_text"
  | "field_as_question"
  | "image_as_text";

/** What the functions that render one message share. */
export type Rendering = {
  /** `detail` is a position in the message, e.g. `card 3, button 2`. */
  readonly lose: (rule: LossRule, detail: string) => void;
  /** The number of the next choice: the same as where nothing but plain text is shown, so the bot finds it by that. */
  readonly nextNumber: () => number;
};

export function openRendering(): Rendering & { losses: Loss[] } {
  const losses: Loss[] = [];
  let number = 0;
  return {
    losses,
    lose: (rule, detail) => void losses.push({ rule, detail }),
    nextNumber: () => (number += 1),
  };
}

/** Choices under one another, each with its number, and addresses. `positions`: what they are called in losses. */
export function numbered(choices: readonly Choice[], name: string, rendering: Rendering): string {
  return choices
    .map((choice, index) => {
      const words = labelOf(choice, `${name} ${index + 1}`, rendering);
      // Nobody chooses an address by its number: the bot counts what leads to a story.
      return choice.url === undefined ? `${rendering.nextNumber()}. ${words}` : `- ${words}`;
    })
    .join("\n");
}

function labelOf({ label, url }: Choice, position: string, { lose }: Rendering): string {
  const words = toLine(label);
  if (url !== undefined) {
    const link = linkTo(url, words);
    if (link !== undefined) return link;
    lose("address_refused", position);
  }
  if (words !== "") return words;
  lose("label_missing", position);
  return "…";
}

/** A link in Markdown. Undefined: nothing opens this address. */
export function linkTo(url: string, words: string): string | undefined {
  const address = webUrlOf(url) ?? (isContactUrl(url) ? url : undefined);
  if (address === undefined) return undefined;
  return `[${words === "" ? escapeMarks(address) : words}](${inBrackets(address)})`;
}

/** A picture in Markdown. Undefined: there is none at this address. */
export function pictureOf(url: string, alt: string): string | undefined {
  const address = webUrlOf(url);
  return address === undefined ? undefined : `![${toLine(alt)}](${inBrackets(address)})`;
}

/** Brackets would end the address. */
function inBrackets(url: string): string {
  return url.replaceAll(/[()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Words that are no Markdown, on one line. */
export function toLine(words: string): string {
  return escapeMarks((asText(words) ?? "").replaceAll(/\s+/g, " ").trim());
}

/** Words that are no Markdown, with their lines. */
export function toWords(words: string): string {
  return escapeMarks((asText(words) ?? "").trim());
}

/** An underscore inside of a word is none of Markdown's marks. */
function escapeMarks(words: string): string {
  return words.replaceAll(/[\\`*[\]<]|(?<!\w)_|_(?!\w)/g, String.raw`\$&`);
}

/** Words in bold, on one line. */
export function toTitle(words: string): string {
  const title = toLine(words);
  return title === "" ? "" : `**${title}**`;
}

/** Markdown of a story's own, without NUL characters and halves of surrogate pairs. */
export function toMarkdown(text: string): string {
  return (asText(text) ?? "").trim();
}

/** Paragraphs under one another. */
export function joinParts(parts: readonly (string | undefined)[], between = "\n\n"): string {
  return parts.filter((part) => part !== undefined && part.trim() !== "").join(between);
}
