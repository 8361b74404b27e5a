import type { Link } from "#channel/link.ts";
import type { BotMessage } from "#channel/message.ts";
import { type MessageOptions, toModifiers } from "./modifiers.ts";

/** One of many things to choose from: tapping it goes to a story. */
export type ListItemSpec = { label: string; description?: string; imageUrl?: string; to: Link };

/**
 * A choice of many. For a handful that are gone after the answer, quick replies are lighter.
 *
 * ```ts
 * yield list("Which station?", stations.map(({ id, name }) => ({ label: name, to: trains.link({ from: id }) })));
 * ```
 */
export function list(content: string, items: readonly ListItemSpec[], options: MessageOptions = {}): BotMessage {
  return {
    type: "list",
    text: content,
    items: items.map(({ to, ...item }) => ({ ...item, link: to })),
    ...toModifiers(options),
  };
}
