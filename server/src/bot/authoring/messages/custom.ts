import type { Json } from "#channel/json.ts";
import type { BotMessage } from "#channel/message.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import { type MessageOptions, toModifiers } from "./modifiers.ts";

/** `alt` is what everyone gets who has no renderer for it: say there what it shows. */
export type CustomOptions = MessageOptions & { alt: string };

/**
 * A message that the site's own widget knows how to show, by its name.
 *
 * ```ts
 * yield custom("seat-map", { coach: 12, free: ["12A", "12C"] }, { alt: "Free seats in coach 12: 12A, 12C" });
 * ```
 * @throws TypeError when it has no name, or when the data is not plain JSON
 */
export function custom(name: string, data: Json, options: CustomOptions): BotMessage {
  if (name.trim() === "") throw new TypeError("custom: it needs the name under which the site registered its renderer");
  const place = data === undefined ? "" : findNonJson(data);
  if (place !== undefined)
    throw new TypeError(`custom "${name}": data${place} is not plain JSON, which is all that lasts`);
  return { type: "custom", name, data, ...toModifiers(options), alt: options.alt };
}
