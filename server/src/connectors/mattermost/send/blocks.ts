import type { MessagePart, PartButton } from "#channel/kit/parts/parts.ts";
import { escapeMarks } from "#connectors/mattermost/render/markdown.ts";
import type { ButtonTarget } from "./button-target.ts";

type Block = { readonly type: string; readonly [field: string]: unknown };

/** Blocks, and what each of their buttons does, by its name (docs.mattermost.com/developers/integrate/reference/mm-blocks). */
export function toBlocks(parts: readonly MessagePart[], { url, contextOf }: ButtonTarget) {
  const actions: Record<string, object> = {};

  function toButton(button: PartButton): Block {
    const id = `b${Object.keys(actions).length + 1}`;
    actions[id] =
      button.url === undefined
        ? { type: "external", url, context: contextOf(button) }
        : { type: "openURL", url: button.url };
    return { type: "button", text: escapeMarks(button.label), action_id: id };
  }

  function toBlock(part: MessagePart): Block {
    switch (part.type) {
      case "text":
        return { type: "text", text: part.text, ...(part.isSmall ? { is_subtle: true, size: "small" } : {}) };
      case "image":
        return { type: "image", url: part.url, alt_text: part.alt, size: "medium" };
      case "buttons":
        return { type: "container", flow: "horizontal", gap: "small", content: part.buttons.map(toButton) };
      case "card":
        return { type: "container", border: true, gap: "small", content: part.parts.map(toBlock) };
    }
  }

  const blocks = parts.map(toBlock);
  // A registry without an entry that is named in the blocks, and an empty one, are refused.
  return { mm_blocks: blocks, ...(Object.keys(actions).length === 0 ? {} : { mm_blocks_actions: actions }) };
}
