import type { MessagePart } from "@causerie/server/channel/kit/parts/parts.ts";
import type { PartsPost } from "@causerie/server/connectors/mattermost/post.ts";
import { render } from "@causerie/server/connectors/mattermost/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token");
    const posts = (payloads as PartsPost[]).map(partsOf).join("; then ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ");
    return [what, posts, rules];
  });
}

function partsOf({ file, parts }: PartsPost): string {
  const counted = new Map<string, number>();
  for (const part of parts) {
    const name = nameOf(part);
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  const named = [...counted].map(([name, count]) => (count === 1 ? name : `${count} ${name}`));
  return [...(file === undefined ? [] : ["an uploaded file"]), ...named].join(", ");
}

function nameOf(part: MessagePart): string {
  switch (part.type) {
    case "text":
      return "text";
    case "image":
      return "picture";
    case "buttons":
      return "row of buttons";
    case "card":
      return `card of ${part.parts.map(nameOf).join(", ")}`;
  }
}
