import { type JsonObject, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { userOf } from "#connectors/whatsapp/user-id.ts";
import type { IdentityChange } from "./inbound.ts";
import { idOf, phoneOf, whoOf } from "./read-who.ts";

/**
 * Somebody with a new number gets a new id, too. Meta says so in two ways, which may both come: by a message `system`, and by the field
 * `user_id_update`. What is named in the words of a system message is not read: the person's own name stands there.
 * @module
 */

/** @returns undefined for one that names no new or no former id. */
export function readSystemMessage(message: JsonObject, at: number): IdentityChange | undefined {
  const system = asObject(message["system"]);
  const type = asText(system["type"]) ?? "";
  if (!["user_changed_number", "user_changed_user_id", "customer_changed_number"].includes(type)) return undefined;
  const who = whoOf(idOf(system["user_id"]), phoneOf(system["wa_id"]) ?? phoneOf(system["new_wa_id"]));
  return changeOf(
    who,
    [
      idOf(system["previous_user_id"]),
      idOf(message["from_user_id"]),
      phoneOf(message["from"]),
      phoneOf(system["customer"]),
    ],
    at,
  );
}

/** An item of the field `user_id_update`. */
export function readIdentityUpdate(update: JsonObject, at: number): IdentityChange | undefined {
  const ids = asObject(update["user_id"]);
  const current = idOf(ids["current"]) ?? idOf(update["user_id"]);
  return changeOf(
    whoOf(current, phoneOf(update["wa_id"])),
    [idOf(ids["previous"]), idOf(update["previous_user_id"])],
    at,
  );
}

function changeOf(
  who: IdentityChange["who"],
  former: readonly (string | undefined)[],
  at: number,
): IdentityChange | undefined {
  const current = userOf(who);
  const previous = former.filter((each) => each !== undefined).filter((each) => each !== current);
  if (current === undefined || previous.length === 0) return undefined;
  // The same in both ways and in every redelivery: the second one changes nothing.
  return { key: `identity:${current}`, who, at, previous };
}
