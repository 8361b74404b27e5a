import type { Loss } from "#channel/connector.ts";
import { encodeChoice } from "#channel/kit/choice-code.ts";
import { distinguish } from "#channel/kit/distinguish.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { Positioned } from "#channel/kit/parts/positioned.ts";
import { joinWithin } from "#channel/kit/markdown/fit.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import { section, type SlackBlock, type SlackButton } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { tokenPrefix } from "#connectors/slack/tap-value.ts";
import { escapeText, toMrkdwn, writeLink } from "./mrkdwn.ts";

/** The ways in which a message is degraded on Slack, compared with what the story meant. */
export type LossRule =
  | "native_refused"
  | "text_missing"
  | "text_split"
  | "text_behind_link"
  | "label_missing"
  | "label_shortened"
  | "address_refused"
  | "buttons_split"
  | "card_text_moved"
  | "carousel_split"
  | "image_dropped"
  | "media_as_link"
  | "captions_dropped"
  | "map_dropped"
  | "form_as_button"
  | "location_request_as_words"
  | "custom_replaced"
  | "excerpt_dropped"
  | "reasoning_dropped"
  | "document_as_text"
  | "panel_as_text"
  | "table_as_text"
  | "chart_as_text"
  | "field_as_question"
  | "image_as_text";

/** What the functions that render one message share. */
export type Rendering = {
  readonly toToken: ToToken;
  /** Reports a loss. `detail` is a position in the message, e.g. `card 3, button 2`. */
  readonly lose: (rule: LossRule, detail: string) => void;
  /** Names the next button: Slack wants each to have a name of its own in its message. */
  readonly nextAction: () => string;
};

export function openRendering(toToken: ToToken): Rendering & { losses: Loss[] } {
  const losses: Loss[] = [];
  let actions = 0;
  return {
    toToken,
    losses,
    lose: (rule, detail) => void losses.push({ rule, detail }),
    nextAction: () => String((actions += 1)),
  };
}

/** `words`: what a button has no room for, or cannot open, as lines of a text. */
export type Buttons = { buttons: SlackButton[]; words: string[] };

/** The choices that stand side by side, as buttons that differ from one another. */
export function toButtons(choices: readonly Positioned[], rendering: Rendering): Buttons {
  const labels = choices.map(([{ label }]) => (asText(label) ?? "").replaceAll(/\s+/g, " ").trim());
  const shown = distinguish(labels, limits.button.label);
  const buttons: SlackButton[] = [];
  const words: string[] = [];
  for (const [index, [choice, position]] of choices.entries()) {
    const [label = "", title = ""] = [labels[index], shown[index]];
    if (choice.url !== undefined && choice.url.length <= longestContact && isContactUrl(choice.url)) {
      words.push(`• ${writeLink(choice.url, shorten(label, longestContact))}`);
      continue;
    }
    const button = toButton(choice, title === "" ? "…" : title, rendering);
    if (button === undefined) {
      rendering.lose("address_refused", position);
      words.push(...wholeLabel(label));
      continue;
    }
    if (title === "") rendering.lose("label_missing", position);
    else if (title !== label) {
      rendering.lose("label_shortened", position);
      words.push(...wholeLabel(label));
    }
    buttons.push(button);
  }
  return { buttons, words };
}

/** Units of a mail address or number, and of its label. */
const longestContact = 250;

/** In pieces that fit into a block, although each sign may be five letters once it is escaped. */
function wholeLabel(label: string): string[] {
  return label === "" ? [] : splitText(`• ${label}`, limits.text / 5).map(escapeText);
}

/** Undefined: it leads to an address that Slack refuses. */
function toButton(choice: Choice, title: string, { toToken, nextAction }: Rendering): SlackButton | undefined {
  const text = { type: "plain_text", text: title, emoji: true } as const;
  if (choice.url === undefined) {
    const code = encodeChoice(choice);
    // Only Slack can send a value back, and it signs what it sends.
    const value = code.length <= limits.button.value ? code : `${tokenPrefix}${toToken(code)}`;
    return { type: "button", text, action_id: nextAction(), value };
  }
  const url = webUrlOf(choice.url);
  if (url === undefined || url.length > limits.button.url) return undefined;
  return { type: "button", text, action_id: nextAction(), url };
}

/** Buttons in blocks, under the words that they have no room for. */
export function toActions(choices: readonly Positioned[], rendering: Rendering): SlackBlock[] {
  const { buttons, words } = toButtons(choices, rendering);
  return [...linesToSections(words), ...actionsOf(buttons)];
}

export function actionsOf(buttons: readonly SlackButton[]): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  for (let start = 0; start < buttons.length; start += limits.actions.perBlock)
    blocks.push({ type: "actions", elements: buttons.slice(start, start + limits.actions.perBlock) });
  return blocks;
}

/** Lines that are escaped already and fit into a block, as many to a block as there is room for. */
export function linesToSections(lines: readonly string[]): SlackBlock[] {
  return joinWithin(lines, limits.text).map(section);
}

/** A text of the bot in sections. */
export function toSections(markdown: string): SlackBlock[] {
  return toMrkdwn(asText(markdown) ?? "", limits.text).map(section);
}
