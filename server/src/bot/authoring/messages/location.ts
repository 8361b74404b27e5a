import type { BotMessage, MapLocation } from "#channel/message.ts";
import { toButtons } from "./choices.ts";
import { toModifiers, type WithButtons } from "./modifiers.ts";

/**
 * A place on a map: degrees (WGS 84), and a `url` where it should be another map than the channel's own.
 *
 * ```ts
 * yield location({ title: "Lost property", address: "12 rue du Port", latitude: 43.2965, longitude: 5.3698 });
 * ```
 */
export function location(at: MapLocation, options: WithButtons = {}): BotMessage {
  return { type: "location", location: at, buttons: toButtons(options.buttons), ...toModifiers(options) };
}
