import type { EventContent } from "#channel/event.ts";
import { decodeChoice } from "#channel/kit/choice-code.ts";
import { toJsonData } from "#channel/kit/forms/to-json-data.ts";
import { asList, asObject, asText, isObject, type JsonObject } from "#channel/kit/json-with-ids.ts";

type Chosen = { readonly identifier: string; readonly label: string };

/** What somebody has answered to an interactive message. Undefined: nothing that anybody could read. */
export async function readAnswerTo(
  interactive: JsonObject,
  readToken: (token: string) => Promise<string | undefined>,
): Promise<EventContent | undefined> {
  const data = asObject(interactive["data"]);
  const said = titleOf(data["replyMessage"]) ?? titleOf(interactive["replyMessage"]);
  const [kind, chosen] = chosenIn(data, said);
  const [first, ...others] = chosen;
  if (first !== undefined && others.length === 0) return await toChoice(first, readToken);
  if (kind === "list_picker" && first === undefined && said !== undefined) return { type: "text", text: said };
  return toEvent(kind, data);
}

/** All that was chosen, and where. */
function chosenIn(data: JsonObject, said: string | undefined): [kind: string, chosen: Chosen[]] {
  const { "quick-reply": quick, listPicker: list, event, dynamic } = data;
  if (isObject(quick)) return ["quick_reply", chosenReply(quick)];
  if (isObject(list)) {
    const items = asList(list["sections"]).flatMap((section) => asList(asObject(section)["items"]).flatMap(toChosen));
    // Where a device sends the whole list back, its bubble says which it is.
    const named = items.filter(({ label }) => label === said);
    return ["list_picker", items.length > 1 && named.length === 1 ? named : items];
  }
  if (isObject(event))
    return ["time_picker", asList(event["timeslots"]).flatMap((slot) => toSlot(asObject(slot), said))];
  return [isObject(dynamic) ? "form" : "interactive", []];
}

function chosenReply(quick: JsonObject): Chosen[] {
  const items = asList(quick["items"]).map(asObject);
  const { selectedIdentifier: named, selectedIndex: index } = quick;
  const item =
    items.find((each) => named !== undefined && each["identifier"] === named) ?? items[Number(index ?? Number.NaN)];
  const identifier = asText(named) ?? asText(item?.["identifier"]);
  return identifier === undefined ? [] : [{ identifier, label: asText(item?.["title"]) ?? "" }];
}

function toChosen(item: unknown): Chosen[] {
  const { identifier, title } = asObject(item);
  const id = asText(identifier);
  return id === undefined ? [] : [{ identifier: id, label: asText(title) ?? "" }];
}

function toSlot(slot: JsonObject, said: string | undefined): Chosen[] {
  const id = asText(slot["identifier"]);
  return id === undefined ? [] : [{ identifier: id, label: asText(slot["startTime"]) ?? said ?? "" }];
}

/** A device could send any identifier: only a token that this server has made means more than what it shows. */
async function toChoice({ identifier, label }: Chosen, readToken: (token: string) => Promise<string | undefined>) {
  const [, token] = /^\d{1,4}\.(.+)$/s.exec(identifier) ?? [];
  const known = token === undefined ? undefined : decodeChoice(await readToken(token));
  return known ?? { type: "postback" as const, link: identifier, label, unproved: true as const };
}

/** Pictures have been sent by this server, and are nothing that the person says. */
function toEvent(name: string, { images: _images, ...data }: JsonObject): EventContent | undefined {
  const json = toJsonData(data);
  return json === undefined ? undefined : { type: "channel_event", name, data: json };
}

function titleOf(bubble: unknown): string | undefined {
  return asText(asObject(bubble)["title"]);
}
