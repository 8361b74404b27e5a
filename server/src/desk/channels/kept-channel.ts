import * as v from "valibot";
import type { ChannelOptions } from "#channel/channel-kind.ts";
import type { Json } from "#channel/json.ts";
import type { OptionsSchema } from "#channel/options-schema.ts";
import type { DeskRecord, DeskRecords } from "#desk/records/desk-records.ts";
import type { Sealing } from "#channel/kit/sealing.ts";
import { isSecret } from "./to-fields.ts";

/** A channel that was made at the desk. `sealed`: its secret options by name, and since when they are set (milliseconds since 1970). */
export type KeptChannel = v.InferOutput<typeof bodySchema> & { id: string; version: number };

const bodySchema = v.object({
  channel: v.string(),
  name: v.string(),
  isActive: v.boolean(),
  queue: v.optional(v.string()),
  language: v.optional(v.string()),
  options: v.record(
    v.string(),
    v.custom<Json>(() => true),
  ),
  sealed: v.record(v.string(), v.object({ sealed: v.string(), changedAt: v.number() })),
  changedAt: v.number(),
});

/** The record that has another version after each change of any channel: so two changes that clash cannot both be made. */
export const indexId = "#index";

/** Those that this version can read: a later one may have kept more. */
export async function readChannels(records: Pick<DeskRecords, "list">): Promise<KeptChannel[]> {
  return (await records.list("channel")).flatMap((record) => toChannel(record) ?? []);
}

export async function readChannel(records: Pick<DeskRecords, "read">, id: string): Promise<KeptChannel | undefined> {
  const record = await records.read("channel", id);
  return record && toChannel(record);
}

function toChannel({ id, version, body }: DeskRecord): KeptChannel | undefined {
  if (id === indexId) return undefined;
  const parsed = v.safeParse(bodySchema, body);
  return parsed.success ? { ...parsed.output, id, version } : undefined;
}

export function toBody({ id: _id, version: _version, ...body }: KeptChannel): Json {
  return JSON.parse(JSON.stringify(body)) as Json;
}

/**
 * What somebody has written in a form, over what was kept before: secrets apart, and sealed.
 * @param given a secret that is left out stays, one that is null goes; of the others all are given.
 */
export function sealOptions(
  { id, sealed }: Pick<KeptChannel, "id" | "sealed">,
  given: ChannelOptions,
  { properties }: OptionsSchema,
  { sealing, now }: { sealing: Sealing; now: number },
): Pick<KeptChannel, "options" | "sealed"> {
  const kept = new Map(Object.entries(sealed).filter(([name]) => given[name] !== null));
  const options: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = properties[name];
    if (value === null) continue;
    if (option === undefined || !isSecret(option)) options[name] = value;
    else kept.set(name, { sealed: sealing.seal(JSON.stringify(value), aboutOption(id, name)), changedAt: now });
  }
  return { options, sealed: Object.fromEntries(kept) };
}

/** All options with their secrets. @returns undefined when one was sealed with a secret of the server that is known no more. */
export function openOptions(
  { id, options, sealed }: Pick<KeptChannel, "id" | "options" | "sealed">,
  sealing: Sealing,
): ChannelOptions | undefined {
  const opened: Record<string, Json> = { ...options };
  for (const [name, option] of Object.entries(sealed)) {
    const text = sealing.open(option.sealed, aboutOption(id, name));
    if (text === undefined) return undefined;
    opened[name] = JSON.parse(text) as Json;
  }
  return opened;
}

/**
 * What is kept of a channel, with all of its secrets sealed by the key of today. What a later version keeps beside them stays.
 * @returns undefined when nothing was sealed by a former key.
 */
export function renewSealed(record: DeskRecord, sealing: Sealing): Json | undefined {
  const channel = toChannel(record);
  if (channel === undefined) return undefined;
  const renewed = Object.entries(channel.sealed).flatMap(([name, option]) => {
    const sealed = sealing.renew(option.sealed, aboutOption(channel.id, name));
    return sealed === undefined ? [] : [[name, { ...option, sealed }] as const];
  });
  if (renewed.length === 0) return undefined;
  return { ...Object(record.body), sealed: { ...channel.sealed, ...Object.fromEntries(renewed) } } as Json;
}

const aboutOption = (id: string, name: string): string => `${id}\0${name}`;
