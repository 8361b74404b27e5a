import type { EventContent } from "#channel/event.ts";
import { type JsonObject, asId } from "#channel/kit/json-with-ids.ts";
import type { Page } from "#connectors/messenger/pages.ts";

/** Whose the conversation is now: ours, or that of the app where people answer. One that only asks for it has it not yet. */
export function readHandover(control: JsonObject, { appId }: Page): EventContent | undefined {
  const owner = asId(control["new_owner_app_id"]);
  return owner === undefined ? undefined : { type: "handover", to: owner === appId ? "bot" : "agent" };
}
