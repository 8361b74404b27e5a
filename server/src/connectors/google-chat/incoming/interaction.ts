import { asId, asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** What somebody did, whichever of its two shapes Google sends. */
export type Interaction = {
  readonly kind: "message" | "added" | "removed" | "clicked" | "command" | "other";
  readonly at: string | undefined;
  readonly user: JsonObject;
  readonly space: JsonObject;
  /** Empty: there is none. */
  readonly message: JsonObject;
  readonly thread: JsonObject;
  /** Language, time zone and what was filled in (`CommonEventObject`). */
  readonly common: JsonObject;
  /** What the button that was tapped brings back. */
  readonly parameters: JsonObject;
  readonly commandId: string | undefined;
  /** A message follows by itself. */
  readonly isFollowed: boolean;
};

/** Undefined: it has neither shape. */
export function toInteraction(body: JsonObject): Interaction | undefined {
  if (typeof body["type"] === "string") return fromEvent(body);
  const chat = asObject(body["chat"]);
  return Object.keys(chat).length === 0 ? undefined : fromAddOn(chat, asObject(body["commonEventObject"]));
}

const eventKinds: Readonly<Record<string, Interaction["kind"]>> = {
  MESSAGE: "message",
  ADDED_TO_SPACE: "added",
  REMOVED_FROM_SPACE: "removed",
  CARD_CLICKED: "clicked",
  APP_COMMAND: "command",
};

/** The events of apps (developers.google.com/workspace/chat/api/reference/rest/v1/Event). */
function fromEvent(body: JsonObject): Interaction {
  const type = String(body["type"]);
  const kind = Object.hasOwn(eventKinds, type) ? (eventKinds[type] ?? "other") : "other";
  const [message, common] = [asObject(body["message"]), asObject(body["common"])];
  const given = asList(asObject(body["action"])["parameters"]).map(asObject);
  const parameters = given.map(({ key, value }): [string, unknown] => [asText(key) ?? "", value]);
  return {
    // Whoever adds the app by calling it in a message has said something already.
    kind: kind === "added" && asText(message["name"]) !== undefined ? "message" : kind,
    at: asText(body["eventTime"]),
    user: asObject(body["user"]),
    space: firstOf(body["space"], message["space"]),
    message,
    thread: firstOf(message["thread"], body["thread"]),
    common,
    parameters: { ...asObject(common["parameters"]), ...Object.fromEntries(parameters) },
    commandId: asId(asObject(body["appCommandMetadata"])["appCommandId"]),
    isFollowed: false,
  };
}

const payloadKinds = {
  messagePayload: "message",
  addedToSpacePayload: "added",
  removedFromSpacePayload: "removed",
  buttonClickedPayload: "clicked",
  appCommandPayload: "command",
} as const;

/** The events of Workspace add-ons (developers.google.com/workspace/add-ons/concepts/event-objects, "Chat event object"). */
function fromAddOn(chat: JsonObject, common: JsonObject): Interaction {
  const [name, kind] = Object.entries(payloadKinds).find(([payload]) => chat[payload] !== undefined) ?? [];
  const payload = asObject(chat[name ?? ""]);
  const message = asObject(payload["message"]);
  return {
    kind: kind ?? "other",
    at: asText(chat["eventTime"]),
    user: asObject(chat["user"]),
    space: firstOf(payload["space"], message["space"]),
    message,
    thread: firstOf(message["thread"], payload["thread"]),
    common,
    parameters: asObject(common["parameters"]),
    commandId: asId(asObject(payload["appCommandMetadata"])["appCommandId"]),
    isFollowed: payload["interactionAdd"] === true,
  };
}

function firstOf(...objects: readonly unknown[]): JsonObject {
  return objects.map(asObject).find((each) => Object.keys(each).length > 0) ?? {};
}

/** What was filled in, by the names of the fields, as a form of ours takes it: days as 2027-01-31, times as 18:30. */
export function valuesIn({ common }: Pick<Interaction, "common">): Record<string, string> {
  const values = Object.entries(asObject(common["formInputs"])).flatMap(([name, input]): [string, string][] => {
    const { stringInputs, dateInput, timeInput } = asObject(input);
    if (stringInputs !== undefined) {
      const given = asList(asObject(stringInputs)["value"]).flatMap((each) => asText(each) ?? []);
      return given.length === 0 ? [] : [[name, given.join(", ")]];
    }
    if (dateInput !== undefined) return toDay(asObject(dateInput)["msSinceEpoch"], name);
    const { hours = 0, minutes = 0 } = asObject(timeInput) as { hours?: unknown; minutes?: unknown };
    return timeInput === undefined ? [] : [[name, `${twoDigits(hours)}:${twoDigits(minutes)}`]];
  });
  return Object.fromEntries(values);
}

/** Google sends the beginning of the day in UTC, in milliseconds as text. */
function toDay(milliseconds: unknown, name: string): [string, string][] {
  const day = new Date(Number(milliseconds ?? Number.NaN));
  return Number.isNaN(day.getTime()) ? [] : [[name, day.toISOString().slice(0, 10)]];
}

function twoDigits(part: unknown): string {
  return String(Number(part)).padStart(2, "0");
}
