import type { Loss } from "#channel/connector.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { Choice } from "#channel/message/plain-text.ts";

/**
 * A message as texts, pictures and buttons, one under the other: for platforms that have no more than that. They differ in their marks, in what a
 * tap brings back, and in the shape in which all this is sent.
 * @module
 */

/** `tap`: what a tap brings back. */
export type PartButton = { readonly label: string } & (
  | { readonly tap: string; readonly url?: never }
  | { readonly url: string; readonly tap?: never }
);

/** Texts are in the platform's own marks. */
export type SimplePart =
  | { readonly type: "text"; readonly text: string; readonly isSmall?: true }
  | { readonly type: "image"; readonly url: string; readonly alt: string }
  | { readonly type: "buttons"; readonly buttons: readonly PartButton[] };

/** A card stands apart from what is around it. */
export type MessagePart = SimplePart | { readonly type: "card"; readonly parts: readonly SimplePart[] };

/** How a platform writes, and what it takes. */
export type PartsDialect = {
  /** Markdown in the platform's marks, in parts of at most `limits.text` units. */
  readonly write: (markdown: string) => string[];
  /** Words without any mark, in bold, in parts of at most `limits.text` units. */
  readonly bold: (words: string) => string[];
  /** So that nothing in it has a meaning to the platform; at most four times as long. */
  readonly escape: (words: string) => string;
  readonly link: (url: string, words: string) => string;
  /** What a tap brings back. */
  readonly tapOf: (choice: Exclude<Choice, { url: string }>, toToken: ToToken) => string;
  readonly limits: PartLimits;
};

/** Lengths in UTF-16 units. `buttons`: side by side. */
export type PartLimits = {
  readonly text: number;
  readonly label: number;
  readonly url: number;
  readonly buttons: number;
};

/** The ways in which a message is degraded, compared with what the story meant. */
export type PartLoss =
  | "native_refused"
  | "text_missing"
  | "text_split"
  | "text_behind_link"
  | "label_missing"
  | "label_shortened"
  | "address_refused"
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
  readonly dialect: PartsDialect;
  readonly toToken: ToToken;
  /** Reports a loss. `detail` is a position in the message, e.g. `card 3, button 2`. */
  readonly lose: (rule: PartLoss, detail: string) => void;
};

export function openRendering(dialect: PartsDialect, toToken: ToToken): Rendering & { losses: Loss[] } {
  const losses: Loss[] = [];
  return { dialect, toToken, losses, lose: (rule, detail) => void losses.push({ rule, detail }) };
}
