import type { Loss } from "#channel/connector.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { fit } from "#channel/kit/markdown/fit.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import { toButtons } from "#channel/kit/parts/buttons.ts";
import { openRendering, type PartsDialect } from "#channel/kit/parts/parts.ts";
import type { Positioned } from "#channel/kit/parts/positioned.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import type { ToToken } from "#channel/message/link-token.ts";
import type { ListItem } from "#channel/message/message.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import type { Tap } from "./choices.ts";

/** Items of a list as rows. `words`: what a row has no room for. */
export function readItems(
  items: readonly ListItem[],
  toToken: ToToken,
  dialect: PartsDialect,
): { taps: Tap[]; words: string[]; losses: Loss[] } {
  const rendering = openRendering(dialect, toToken);
  const choices = items.map(({ label, link }, index): Positioned => [{ label, link }, `item ${index + 1}`]);
  const parts = toButtons(choices, rendering);
  const losses: Loss[] = rendering.losses;
  const words = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  const buttons = parts.flatMap((part) => (part.type === "buttons" ? part.buttons : []));
  let pictures = 0;
  // Each item has its button: none of them leads to an address.
  const taps = buttons.map(({ label, tap = "" }, index): Tap => {
    const { description = "", imageUrl } = items[index] ?? {};
    const about = stripMarkdown(asText(description) ?? "")
      .replaceAll(/\s+/g, " ")
      .trim();
    const hasRoom = about.length <= limits.list.subtitle;
    if (!hasRoom) {
      losses.push({ rule: "description_moved", detail: `item ${index + 1}` });
      words.push(...fit(`• ${label}: ${about}`, limits.text, (text) => text));
    }
    const url = imageUrl === undefined ? undefined : webUrlOf(imageUrl);
    const picture = url !== undefined && url.length <= limits.url && pictures < limits.list.pictures ? url : undefined;
    if (picture !== undefined) pictures += 1;
    if (imageUrl !== undefined && picture === undefined)
      losses.push({ rule: "image_dropped", detail: `item ${index + 1}` });
    return {
      label,
      tap,
      ...(hasRoom && about !== "" ? { subtitle: about } : {}),
      ...(picture === undefined ? {} : { picture }),
    };
  });
  return { taps, words, losses };
}
