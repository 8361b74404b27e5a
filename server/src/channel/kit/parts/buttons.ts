import { distinguish } from "#channel/kit/distinguish.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { joinWithin } from "#channel/kit/markdown/fit.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import type { PartButton, Rendering, SimplePart } from "./parts.ts";
import type { Positioned } from "./positioned.ts";

/** Buttons side by side, under the words that they have no room for. */
export function toButtons(choices: readonly Positioned[], rendering: Rendering): SimplePart[] {
  const { dialect, lose } = rendering;
  const labels = choices.map(([{ label }]) => (asText(label) ?? "").replaceAll(/\s+/g, " ").trim());
  const shown = distinguish(labels, dialect.limits.label);
  const buttons: PartButton[] = [];
  const words: string[] = [];
  for (const [index, [choice, position]] of choices.entries()) {
    const [label = "", title = ""] = [labels[index], shown[index]];
    if (choice.url !== undefined && choice.url.length <= longestContact && isContactUrl(choice.url)) {
      words.push(`• ${dialect.link(choice.url, shorten(label, longestContact))}`);
      continue;
    }
    const button = toButton(choice, title === "" ? "…" : title, rendering);
    if (button === undefined) {
      lose("address_refused", position);
      words.push(...wholeLabel(label, rendering));
      continue;
    }
    if (title === "") lose("label_missing", position);
    else if (title !== label) {
      lose("label_shortened", position);
      words.push(...wholeLabel(label, rendering));
    }
    buttons.push(button);
  }
  return [...toTexts(words, rendering), ...inRows(buttons, rendering)];
}

/** Units of a mail address or number, and of its label. */
const longestContact = 250;

function wholeLabel(label: string, { dialect }: Rendering): string[] {
  return label === "" ? [] : splitText(`• ${label}`, Math.floor(dialect.limits.text / 4)).map(dialect.escape);
}

/** Undefined: it leads to an address that nobody opens. */
function toButton(choice: Choice, label: string, { dialect, toToken }: Rendering): PartButton | undefined {
  if (choice.url === undefined) return { label, tap: dialect.tapOf(choice, toToken) };
  const url = webUrlOf(choice.url);
  return url === undefined || url.length > dialect.limits.url ? undefined : { label, url };
}

function inRows(buttons: readonly PartButton[], { dialect }: Rendering): SimplePart[] {
  const most = dialect.limits.buttons;
  return Array.from({ length: Math.ceil(buttons.length / most) }, (_, row) => ({
    type: "buttons",
    buttons: buttons.slice(row * most, (row + 1) * most),
  }));
}

/** Lines that are written already, as many to a text as there is room for. */
export function toTexts(lines: readonly string[], { dialect }: Rendering, isSmall = false): SimplePart[] {
  return joinWithin(lines, dialect.limits.text).map((text) => ({
    type: "text",
    text,
    ...(isSmall ? { isSmall } : {}),
  }));
}
