import { render } from "@causerie/server/connectors/mattermost/render/render.ts";
import type { PartsPost } from "@causerie/server/connectors/mattermost/post.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";
import { describeParts } from "#support/parts-row.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token");
    const messages = (payloads as PartsPost[]).map(describeParts).join("; then ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ");
    return [what, messages, rules];
  });
}
