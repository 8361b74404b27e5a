import type { SlackPayload } from "@causerie/server/connectors/slack/block.ts";
import { render } from "@causerie/server/connectors/slack/render/render.ts";
import { messageKinds } from "#support/docs/message-kinds.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messageKinds.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token");
    const parts = (payloads as SlackPayload[]).map(partsOf).join("; then ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ");
    return [what, parts, rules];
  });
}

function partsOf(payload: SlackPayload): string {
  if ("file" in payload) return "an uploaded file";
  const counted = new Map<string, number>();
  for (const { type } of payload.blocks ?? []) counted.set(type, (counted.get(type) ?? 0) + 1);
  return [...counted].map(([type, count]) => (count === 1 ? type : `${count} ${type}`)).join(", ");
}
