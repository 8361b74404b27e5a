type Fields = Record<string, unknown>;

const appleBid =
  "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension";

/** Why Apple would refuse a message, by its specification. Undefined: it takes it. */
export function findRefusal(message: Fields): string | undefined {
  const { v, id, sourceId, destinationId, type, ...content } = message;
  if (v !== 1) return "v";
  if (![id, sourceId, destinationId].every((each) => typeof each === "string" && each !== "")) return "ids";
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(id)))
    return "id is no UUID";
  switch (type) {
    case "typing_start":
    case "typing_end":
      return Object.keys(content).length === 0 ? undefined : "typing has no content";
    case "text":
      return textRefusal(content);
    case "richLink":
      return linkRefusal(fieldsOf(content["richLinkData"]));
    case "interactive":
      return interactiveRefusal(fieldsOf(content["interactiveData"]));
    default:
      return "type";
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function isWords(value: unknown, most: number): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= most && value.isWellFormed();
}

function textRefusal({ body, attachments = [], ...others }: Fields): string | undefined {
  if (Object.keys(others).length > 0) return "unknown fields";
  // The least that a provider takes, and a sign for each file.
  const files = attachments as Fields[];
  if (!isWords(body, 3_000 + files.length)) return "body";
  if (body.split("\uFFFC").length - 1 !== files.length) return "a sign for each file";
  const names = ["name", "mimeType", "size", "key", "url", "owner", "signature-base64"];
  return files.every((file) => names.every((name) => isWords(file[name], 4_000))) ? undefined : "attachment";
}

function linkRefusal({ url, title, assets }: Fields): string | undefined {
  if (typeof url !== "string" || !/^https?:\/\//.test(url)) return "url";
  if (!isWords(title, 500)) return "title";
  const { data, mimeType } = fieldsOf(fieldsOf(assets)["image"]);
  if (typeof data !== "string" || typeof mimeType !== "string") return "an image";
  return Buffer.from(data, "base64").length <= 200_000 ? undefined : "image of 200 kB";
}

function interactiveRefusal({ bid, data: given, receivedMessage, replyMessage }: Fields): string | undefined {
  const data = fieldsOf(given);
  if (bid !== appleBid) return undefined;
  if (data["version"] !== "1.0" || !isWords(data["requestIdentifier"], 100)) return "version, requestIdentifier";
  if (data["quick-reply"] !== undefined) return replyRefusal(fieldsOf(data["quick-reply"]));
  const bubbles = [receivedMessage, replyMessage].map(fieldsOf);
  if (!bubbles.every(({ title }) => isWords(title, 500))) return "bubbles";
  if (data["listPicker"] !== undefined) return listRefusal(fieldsOf(data["listPicker"]), data["images"]);
  if (data["event"] !== undefined) return timeRefusal(fieldsOf(data["event"]));
  return undefined;
}

function replyRefusal({ summaryText, items }: Fields): string | undefined {
  if (!isWords(summaryText, 500)) return "summaryText";
  const all = (items ?? []) as Fields[];
  if (all.length < 2 || all.length > 5) return "two to five quick replies";
  return all.every(({ identifier, title }) => isWords(identifier, 1_000) && isWords(title, 24))
    ? distinct(all)
    : "quick reply";
}

function listRefusal({ sections }: Fields, images: unknown): string | undefined {
  const known = new Set(((images ?? []) as Fields[]).map(({ identifier }) => identifier));
  const all = (sections ?? []) as (Fields & { items: Fields[] })[];
  if (all.length === 0 || !all.every(({ title, items }) => isWords(title, 500) && items.length > 0)) return "section";
  const items = all.flatMap((section) => section.items);
  const isItem = ({ identifier, title, subtitle = "-", imageIdentifier }: Fields): boolean =>
    isWords(identifier, 1_000) &&
    isWords(title, 500) &&
    isWords(subtitle, 500) &&
    (imageIdentifier === undefined || known.has(imageIdentifier));
  return items.every(isItem) ? distinct(items) : "item";
}

function timeRefusal({ identifier, title, timeslots }: Fields): string | undefined {
  if (!isWords(identifier, 100) || !isWords(title, 500)) return "event";
  const slots = (timeslots ?? []) as Fields[];
  const isSlot = ({ identifier: slot, startTime, duration }: Fields): boolean =>
    isWords(slot, 1_000) &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[+-]\d{4}$/.test(String(startTime)) &&
    Number.isInteger(duration);
  return slots.length > 0 && slots.every(isSlot) ? distinct(slots) : "timeslots";
}

function distinct(items: readonly Fields[]): string | undefined {
  return new Set(items.map(({ identifier }) => identifier)).size === items.length
    ? undefined
    : "identifiers are the same";
}
