import type { EventContent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import {
  type JsonObject,
  asList,
  asObject,
  asText,
  isObject,
  parseJsonKeepingIds,
} from "#channel/kit/json-with-ids.ts";

/** Longer ones are counted only: what people fill in and buy is far smaller. */
const longestData = 20_000;

/** A form of Meta's that was filled in (a flow). What the fields are called was decided at Meta. */
export function readFlow(reply: JsonObject): EventContent | undefined {
  const answers = parse(asText(reply["response_json"]));
  if (!isObject(answers)) return undefined;
  const name = asText(reply["name"]);
  return channelEvent("flow", { ...(name === undefined ? {} : { name }), answers: answers as Json });
}

export function readOrder(order: JsonObject): EventContent | undefined {
  return channelEvent("order", order as { [name: string]: Json });
}

/**
 * People from the address book. Where the bot has asked the person for their own number, and their phone says that it is theirs, it counts
 * as something that they have said.
 */
export function readContacts(contacts: readonly JsonObject[], origin: string | undefined): EventContent | undefined {
  const [contact] = contacts;
  const [phone] = asList(contact?.["phones"]).map(asObject);
  const number = asText(phone?.["phone"]) ?? asText(phone?.["wa_id"]);
  if (origin === "contact_request" && contacts.length === 1 && number !== undefined)
    return { type: "text", text: number, personal: "phone" };
  return contacts.length === 0 ? undefined : channelEvent("contacts", { contacts: contacts as unknown as Json });
}

function channelEvent(name: string, data: { [name: string]: Json }): EventContent | undefined {
  return JSON.stringify(data).length > longestData ? undefined : { type: "channel_event", name, data };
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJsonKeepingIds(text);
  } catch (error) {
    // RangeError: the JSON is nested too deeply. Meta never sends that.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
