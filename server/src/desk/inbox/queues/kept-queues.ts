import { type Queue, queueSchema, type Template, templateSchema } from "@causerie/protocol/desk";
import { safeParse } from "valibot";
import type { Json } from "#channel/json.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** Those that this version can read: a later one may have kept more. */
export async function readQueues(records: Pick<DeskRecords, "list">): Promise<Queue[]> {
  const kept = await records.list("queue");
  return kept.flatMap(({ body }) => {
    const parsed = safeParse(queueSchema, body);
    return parsed.success ? [parsed.output] : [];
  });
}

export async function readTemplates(records: Pick<DeskRecords, "list">): Promise<Template[]> {
  const kept = await records.list("template");
  return kept.flatMap(({ body }) => {
    const parsed = safeParse(templateSchema, withChannels(body));
    return parsed.success ? [parsed.output] : [];
  });
}

/** The first form of templates had one channel. */
function withChannels(body: Json): unknown {
  if (typeof body !== "object" || body === null || !("channel" in body)) return body;
  const { channel, ...rest } = body;
  return { ...rest, channels: [channel] };
}

/** As a record: what is left out has no place in JSON. */
export function toBody(given: Queue | Template): Json {
  return JSON.parse(JSON.stringify(given)) as Json;
}
