import type { TeamsPayload } from "@causerie/server/connectors/teams/message.ts";
import { render } from "@causerie/server/connectors/teams/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token");
    const parts = (payloads as TeamsPayload[]).map(partsOf).join("; then ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ");
    return [what, parts, rules];
  });
}

function partsOf(payload: TeamsPayload): string {
  if ("picture" in payload) return "a picture";
  const { text, attachments = [], attachmentLayout } = payload;
  if (text !== undefined) return "text";
  if (attachmentLayout === "carousel") return `carousel of ${attachments.length} cards`;
  const shown = attachments[0]?.content as { body: object[] } | undefined;
  const counted = new Map<string, number>();
  for (const type of typesIn(shown?.body ?? [])) counted.set(type, (counted.get(type) ?? 0) + 1);
  return `card: ${[...counted].map(([type, count]) => (count === 1 ? type : `${count} ${type}`)).join(", ")}`;
}

function typesIn(elements: readonly object[]): string[] {
  return elements.flatMap((element) => {
    const { type, items } = element as { type: string; items?: object[] };
    return items === undefined ? [type] : typesIn(items);
  });
}
