import type { Loss, Rendered } from "#channel/connector.ts";
import { positioned } from "#channel/kit/parts/positioned.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toSimplerMessages } from "#channel/message/panel-messages.ts";
import type { SlackPayload } from "#connectors/slack/block.ts";
import { readNativePayloads } from "./native.ts";
import { packBlocks } from "./pack.ts";
import { renderBody, renderFootnotes } from "./render-body.ts";
import { openRendering, toActions } from "./rendering.ts";

type SlackRendered = Rendered & { payloads: SlackPayload[] };

/**
 * Translates a neutral message to messages of blocks. Pure and total. Every choice is a button, however many there are, or a loss names it. Text is
 * split, never cut.
 */
export function render(message: BotMessage, toToken: ToToken): SlackRendered {
  const native = readNativePayloads(message);
  if (native.type === "fit") return { payloads: native.payloads, losses: [] };
  const refused: Loss[] =
    native.type === "refused"
      ? [{ rule: "native_refused", detail: `slack messages ${native.positions.join(", ")}` }]
      : [];
  if (message.type === "panel") return renderPanel(message, refused, toToken);
  const rendering = openRendering(toToken);
  const { losses, lose } = rendering;
  losses.push(...refused);
  for (const [index, { type }] of message.quickReplies.entries())
    if (type === "location") lose("location_request_as_words", `quick reply ${index + 1}`);
  const { file, blocks } = renderBody(message, rendering);
  const all = [
    ...blocks,
    ...renderFootnotes(message, rendering),
    // Slack has no choices that go away: they stay as buttons.
    ...toActions(positioned(message.quickReplies, "quick reply"), rendering),
  ];
  const payloads: SlackPayload[] = [...(file === undefined ? [] : [file]), ...packBlocks(all)];
  if (payloads.length > 1 && file === undefined) lose("text_split", `${payloads.length} messages`);
  if (payloads.length === 0) lose("text_missing", "message");
  return { payloads, losses };
}

/** A panel as texts, cards and choices, one after another. */
function renderPanel(
  message: Extract<BotMessage, { type: "panel" }>,
  before: readonly Loss[],
  toToken: ToToken,
): SlackRendered {
  const { messages, losses } = toSimplerMessages(message);
  const parts = messages.map((part) => render(part, toToken));
  return {
    payloads: parts.flatMap(({ payloads }) => payloads),
    losses: [...before, ...losses, ...parts.flatMap((part) => part.losses)],
  };
}
