import type { MessagePart } from "#channel/kit/parts/parts.ts";
import type { MattermostMessage, PartsPost } from "#connectors/mattermost/post.ts";
import { toAttachments } from "./attachments.ts";
import { toBlocks } from "./blocks.ts";
import type { ButtonTarget } from "./button-target.ts";

/** Texts at the beginning are the post's own message, which can be searched for; all else stands below. */
export function writePost(
  { parts }: Pick<PartsPost, "parts">,
  target: ButtonTarget,
  hasBlocks: boolean,
): Required<MattermostMessage> {
  const end = parts.findIndex(({ type }) => type !== "text");
  const [texts, rest] = end < 0 ? [parts, []] : [parts.slice(0, end), parts.slice(end)];
  const message = texts.map(textOf).join("\n\n");
  if (rest.length === 0) return { message, props: {} };
  return { message, props: hasBlocks ? toBlocks(rest, target) : { attachments: toAttachments(rest, target) } };
}

function textOf(part: MessagePart): string {
  return part.type === "text" ? part.text : "";
}
