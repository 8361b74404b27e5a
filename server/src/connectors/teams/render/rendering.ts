import type { Loss } from "#channel/connector.ts";
import { encodeChoice } from "#channel/kit/choice-code.ts";
import { distinguish } from "#channel/kit/distinguish.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { isContactUrl, webUrlOf } from "#channel/kit/web-url.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { Button, QuickReply } from "#channel/message/message.ts";
import type { Choice } from "#channel/message/plain-text.ts";
import { choiceField } from "#connectors/teams/choice-field.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { CardAction, CardElement } from "#connectors/teams/message.ts";
import { linesToBlocks, toListLines, writeLink } from "./card-text.ts";
import { lengthOf } from "./lengths.ts";

/** The ways in which a message is degraded in Teams, compared with what the story meant. */
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
  | "file_as_words"
  | "captions_dropped"
  | "map_dropped"
  | "form_as_button"
  | "field_as_question"
  | "bounds_dropped"
  | "location_request_as_words"
  | "custom_replaced"
  | "excerpt_dropped"
  | "reasoning_dropped"
  | "document_as_text"
  | "panel_as_text"
  | "table_as_text"
  | "chart_as_text"
  | "image_as_text";

/** What the functions that render one message share. */
export type Rendering = {
  readonly toToken: ToToken;
  /** Reports a loss. `detail` is a position in the message, e.g. `card 3, button 2`. */
  readonly lose: (rule: LossRule, detail: string) => void;
};

export function openRendering(toToken: ToToken): Rendering & { losses: Loss[] } {
  const losses: Loss[] = [];
  return { toToken, losses, lose: (rule, detail) => void losses.push({ rule, detail }) };
}

/** A choice and its position in the neutral message, e.g. `card 3, button 2`. */
export type Positioned = readonly [choice: Choice, position: string];

export function positioned(choices: readonly (Button | QuickReply)[], name: string): Positioned[] {
  return choices.flatMap((choice, index): Positioned[] => {
    const position = `${name} ${index + 1}`;
    const { label } = choice;
    switch (choice.type) {
      case "postback":
        return [[{ label, link: choice.link }, position]];
      case "url":
        return [[{ label, url: choice.url }, position]];
      case "text":
        return [[{ label, say: choice.text ?? label }, position]];
      case "location":
        // Teams has no way to ask a bot's people for it: the person writes where they are.
        return [];
    }
  });
}

/** `words`: what a button has no room for, or cannot open, as lines of a list. */
export type Buttons = { buttons: CardAction[]; words: string[] };

/** The choices that stand side by side, as buttons that differ from one another. */
export function toButtons(choices: readonly Positioned[], rendering: Rendering): Buttons {
  const labels = choices.map(([{ label }]) => (asText(label) ?? "").replaceAll(/\s+/g, " ").trim());
  const shown = distinguish(labels, limits.button.label);
  const buttons: CardAction[] = [];
  const words: string[] = [];
  for (const [index, [choice, position]] of choices.entries()) {
    const [label = "", title = ""] = [labels[index], shown[index]];
    if (choice.url !== undefined && choice.url.length <= longestContact && isContactUrl(choice.url)) {
      words.push(`- ${writeLink(choice.url, shorten(label, longestContact))}`);
      continue;
    }
    const button = toButton(choice, title === "" ? "…" : title, rendering);
    if (button === undefined) {
      rendering.lose("address_refused", position);
      words.push(...toListLines(label));
      continue;
    }
    if (title === "") rendering.lose("label_missing", position);
    else if (title !== label) {
      rendering.lose("label_shortened", position);
      words.push(...toListLines(label));
    }
    buttons.push(button);
  }
  return { buttons, words };
}

/** Units of a mail address or number, and of its label. */
const longestContact = 250;

/** Undefined: it leads to an address that Teams refuses. */
function toButton(choice: Choice, title: string, { toToken }: Rendering): CardAction | undefined {
  if (choice.url === undefined) return toSubmit(title, toToken(encodeChoice(choice)));
  const url = shownUrl(choice.url, limits.button.url);
  return url === undefined ? undefined : { type: "Action.OpenUrl", title, url };
}

/**
 * A button that brings back a token, because anybody in the conversation could send another value. Teams shows the label as words of the person, and
 * sends them along. Fields on the same card do not stand in its way.
 */
function toSubmit(title: string, token: string): CardAction {
  const data = { [choiceField]: token, msteams: { type: "messageBack", displayText: title, text: title } };
  return { type: "Action.Submit", title, data, associatedInputs: "none" };
}

/** The button that sends a form. */
export function toFormSubmit(title: string, token: string): CardAction {
  return { type: "Action.Submit", title, data: { [choiceField]: token } };
}

/** An address of the web that fits, as it is sent. */
export function shownUrl(given: string, max: number): string | undefined {
  const url = webUrlOf(given);
  return url !== undefined && lengthOf(url) <= max ? url : undefined;
}

/** Buttons in rows, under the words that they have no room for. */
export function toActions(choices: readonly Positioned[], rendering: Rendering): CardElement[] {
  const { buttons, words } = toButtons(choices, rendering);
  return [...linesToBlocks(words), ...rowsOf(buttons)];
}

/** Teams cuts labels that have no room beside each other. */
export function rowsOf(buttons: readonly CardAction[]): CardElement[] {
  const rows: CardAction[][] = [];
  let labels = 0;
  for (const button of buttons) {
    const row = rows.at(-1);
    labels += button.title.length;
    const { perRow, rowLabels } = limits.actions;
    if (row !== undefined && row.length < perRow && labels <= rowLabels) row.push(button);
    else {
      rows.push([button]);
      labels = button.title.length;
    }
  }
  return rows.map((actions) => ({ type: "ActionSet", actions }));
}
