import type { Loss, Rendered } from "#channel/connector.ts";
import { encodeChoice } from "#channel/kit/choice-code.ts";
import { packParts } from "#channel/kit/parts/pack-parts.ts";
import type { PartsDialect } from "#channel/kit/parts/parts.ts";
import { type RenderedParts, renderParts } from "#channel/kit/parts/render-parts.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { limits } from "#connectors/mattermost/limits.ts";
import type { MattermostPayload, PartsPost } from "#connectors/mattermost/post.ts";
import { tokenPrefix } from "#connectors/mattermost/tap.ts";
import { escapeMarks, toBold, toMattermost, writeLink } from "./markdown.ts";
import { readNativePayloads } from "./native.ts";

/** Units of one text. Texts at the beginning of a post share its message, and labels and others the room of blocks. */
const longestText = 15_000;

const dialect: PartsDialect = {
  write: (markdown) => toMattermost(markdown, longestText),
  bold: (words) => toBold(words, longestText),
  escape: escapeMarks,
  link: writeLink,
  tapOf(choice, toToken) {
    const code = encodeChoice(choice);
    return code.length <= limits.button.value ? code : `${tokenPrefix}${toToken(code)}`;
  },
  limits: {
    text: longestText,
    label: limits.button.label,
    url: limits.url,
    buttons: limits.button.perRow,
  },
};

const room = { text: limits.blocks.text, buttons: limits.blocks.actions, parts: limits.blocks.count - 1 };

/**
 * Translates a neutral message to posts. Pure and total. Every choice is a button, however many there are, or a loss names it. Text is split, never
 * cut. Which form the buttons have is decided when a post is sent: it depends on the version of the server.
 */
export function render(message: BotMessage, toToken: ToToken): Rendered & { payloads: MattermostPayload[] } {
  const native = readNativePayloads(message);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const refused: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `mattermost messages ${native.positions.join(", ")}` }]
      : [];
  const { rendered, losses } = renderParts(message, dialect, toToken);
  const posts = rendered.map(toPosts);
  const split = posts.flatMap((some) =>
    some.length > 1 ? [{ rule: "text_split", detail: `${some.length} messages` }] : [],
  );
  return { payloads: posts.flat(), losses: [...refused, ...losses, ...split] };
}

function toPosts({ file, parts }: RenderedParts): PartsPost[] {
  const [first = [], ...others] = packParts(parts, room);
  return [{ parts: first, ...(file === undefined ? {} : { file }) }, ...others.map((some) => ({ parts: some }))];
}
