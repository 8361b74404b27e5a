import { createHash } from "node:crypto";
import type { Address } from "#channel/address.ts";
import type { InboundAttachment, InboundEvent } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asId, asList, asObject, asText, isObject, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import type { AppleMessagesSettings } from "#connectors/apple-messages/options.ts";
import { type FileReference, readReference } from "./file-reference.ts";
import { addressOf, closedAddressOf, conversationOf } from "./where.ts";

export type Reading = Pick<AppleMessagesSettings, "id" | "businessId" | "locale"> & {
  readonly now: number;
  readonly header: (name: string) => string | undefined;
  /** Keeps where a file is from those who read what was said: its key stands there. */
  readonly seal: (reference: FileReference) => string;
};

type Base = Omit<InboundEvent, "content">;

/**
 * `answer`: to an interactive message; `reference`: the same, which is fetched first. `referral`: how the person came, which is stored before.
 * `unused`: what nobody answers, by why. `elsewhere`: it is another business's.
 */
export type Inbound =
  | { readonly type: "event"; readonly event: InboundEvent; readonly referral: InboundEvent | undefined }
  | { readonly type: "answer"; readonly base: Base; readonly data: JsonObject }
  | { readonly type: "reference"; readonly base: Base; readonly reference: FileReference; readonly bid: string }
  | { readonly type: "unused"; readonly kind: string }
  | { readonly type: "elsewhere" }
  | { readonly type: "unreadable" };

/** What Apple has posted ("Incoming Messages"). Its headers say the same as the body. */
export function readMessage(body: JsonObject, reading: Reading): Inbound {
  const { header, businessId } = reading;
  const id = asId(body["id"]) ?? header("id");
  const source = asText(body["sourceId"]) ?? header("source-id");
  const destination = asText(body["destinationId"]) ?? header("destination-id");
  if (!isId(id) || !isId(source) || destination === undefined) return { type: "unreadable" };
  if (source === businessId) return unused("own");
  if (destination !== businessId) return { type: "elsewhere" };
  const address = addressOf(source, header("capability-list"));
  switch (body["type"]) {
    case "text":
      return readText(body, baseOf(id, address, body, reading), reading);
    case "interactive":
      return readInteractive(body, baseOf(id, address, body, reading));
    case "close": {
      const event = { ...baseOf(id, closedAddressOf(source), body, reading), content: { type: "end" as const } };
      return { type: "event", event, referral: undefined };
    }
    case "typing_start":
    case "typing_end":
      return unused("typing");
    default:
      return unused("unknown");
  }
}

function baseOf(id: string, address: Address, body: JsonObject, { id: connectorId, locale, now }: Reading): Base {
  const { user } = address;
  const tag = locale ?? (asText(body["locale"]) ?? "").replaceAll("_", "-");
  const entry = entryOf(body);
  return {
    id,
    connectorId,
    conversationId: conversationOf(connectorId, user),
    address,
    from: { id: user, aliases: [] },
    at: now,
    ...(tag !== "" && isLocale(tag) ? { locale: tag } : {}),
    ...(Object.keys(entry).length === 0 ? {} : { context: entry }),
  };
}

/** Units of what a business writes behind its button. */
const longestEntry = 1_000;

/** What stands in the address of the button by which the person came: `biz-intent-id` and `biz-group-id`. */
function entryOf(body: JsonObject): { intent?: string; group?: string } {
  const [intent, group] = [body["intent"], body["group"]].map((each) => asText(each)?.trim().slice(0, longestEntry));
  return {
    ...(intent === undefined || intent === "" ? {} : { intent: intent.toWellFormed() }),
    ...(group === undefined || group === "" ? {} : { group: group.toWellFormed() }),
  };
}

function readText(body: JsonObject, base: Base, { seal }: Reading): Inbound {
  // Each file has its own sign among the words.
  const text = (asText(body["body"]) ?? "").replaceAll("\uFFFC", "").trim();
  const attachments = asList(body["attachments"]).flatMap((each) => toAttachment(asObject(each), seal));
  if (attachments.length === 0 && text === "") return unused("empty");
  const content =
    attachments.length === 0
      ? { type: "text" as const, text }
      : { type: "attachment" as const, attachments, ...(text === "" ? {} : { text }) };
  return { type: "event", event: { ...base, content }, referral: referralOf(body, base) };
}

/** Its id is made of what it says: whoever comes twice by the same button came by it once, also where each message names the button again. */
function referralOf(body: JsonObject, base: Base): InboundEvent | undefined {
  const { intent, group } = entryOf(body);
  if (intent === undefined && group === undefined) return undefined;
  const mark = createHash("sha256")
    .update(JSON.stringify([intent, group]))
    .digest("base64url")
    .slice(0, 22);
  const content = { type: "referral" as const, ref: intent ?? "", ...(group === undefined ? {} : { source: group }) };
  return { ...base, id: `referral:${mark}`, content };
}

function toAttachment(given: JsonObject, seal: Reading["seal"]): InboundAttachment[] {
  const mediaType = asText(given["mimeType"])?.toLowerCase() ?? "application/octet-stream";
  const reference = readReference(given);
  const name = asText(given["name"]);
  const bytes = Number(asId(given["size"]) ?? Number.NaN);
  const [kind = ""] = mediaType.split("/", 1);
  return [
    {
      kind: ["image", "video", "audio"].includes(kind) ? kind : "file",
      mediaType,
      ...(name === undefined ? {} : { name: cleanFileName(name, mediaType) }),
      ...(Number.isSafeInteger(bytes) && bytes >= 0 ? { bytes } : {}),
      ...(reference === undefined ? { missing: "refused" as const } : { id: seal(reference) }),
    },
  ];
}

/** What is larger than 10 KB comes as a reference. Of a form both may come: then the answer itself counts. */
function readInteractive(body: JsonObject, base: Base): Inbound {
  const { interactiveData: data, interactiveDataRef: given } = body;
  if (isObject(data)) return { type: "answer", base, data };
  const reference = readReference(asObject(given));
  const bid = asText(asObject(given)["bid"]);
  if (reference === undefined || bid === undefined || !isId(bid)) return unused("unreadable_reference");
  return { type: "reference", base, reference, bid };
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** They go into headers and keys. */
function isId(value: string | undefined): value is string {
  return value !== undefined && /^[!-~]{1,400}$/.test(value);
}
