import type { Loss, Rendered } from "#channel/connector.ts";
import { packParts } from "#channel/kit/parts/pack-parts.ts";
import type { PartsDialect } from "#channel/kit/parts/parts.ts";
import { type RenderedParts, renderParts } from "#channel/kit/parts/render-parts.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/rocketchat/limits.ts";
import type { PartsMessage, RocketChatPayload } from "#connectors/rocketchat/message.ts";
import { escapeMarks, toBold, toRocketChat, writeLink } from "./markdown.ts";
import { readNativePayloads } from "./native.ts";

/** Units of one text; a message has room for it and its labels. */
const longestText = 4_000;

const dialect: PartsDialect = {
  write: (markdown) => toRocketChat(markdown, longestText),
  bold: (words) => toBold(words, longestText),
  escape: escapeMarks,
  link: writeLink,
  tapOf,
  limits: {
    text: longestText,
    label: limits.button.label,
    url: limits.url,
    buttons: limits.button.perRow,
  },
};

/**
 * A button says something in the person's name: what a link is called is understood as what is on offer. Empty: it says what it shows, as most do.
 */
function tapOf({ label, say }: Parameters<PartsDialect["tapOf"]>[0]): string {
  const said = (asText(say ?? label) ?? "…").slice(0, longestText).toWellFormed();
  const shown = (asText(label) ?? "").replaceAll(/\s+/g, " ").trim();
  return said === shown && shown.length <= limits.button.label ? "" : said;
}

const room = { text: limits.text, buttons: limits.button.perMessage, parts: 100 };

/** Translates a neutral message to messages of Rocket.Chat. Pure and total. Every choice is a button, or a loss names it. Text is split, never cut. */
export function render(message: BotMessage, toToken: ToToken): Rendered & { payloads: RocketChatPayload[] } {
  const native = readNativePayloads(message);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const refused: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `rocketchat messages ${native.positions.join(", ")}` }]
      : [];
  const { rendered, losses } = renderParts(message, dialect, toToken);
  const messages = rendered.map(toMessages);
  const split = messages.flatMap((some) =>
    some.length > 1 ? [{ rule: "text_split", detail: `${some.length} messages` }] : [],
  );
  return { payloads: messages.flat(), losses: [...refused, ...losses, ...split] };
}

/** A file goes by itself: with words behind it in one delivery, it would be shown once more whenever these have to wait. */
function toMessages({ file, parts }: RenderedParts): PartsMessage[] {
  const messages = packParts(parts, room).map((some): PartsMessage => ({ parts: some }));
  return file === undefined
    ? messages
    : [{ parts: [], file }, ...messages.filter(({ parts: some }) => some.length > 0)];
}
