import {
  channelChangeSchema,
  channelCheckSchema,
  channelIdSchema,
  channelKindsSchema,
  channelPatchSchema,
  channelSchema,
  channelsSchema,
  type DeskChannel,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import type { ChannelKind, ChannelOptions } from "#channel/channel-kind.ts";
import { type ConnectorDefinition, runCheck } from "#channel/connector-definition.ts";
import { RequestError } from "#app/errors.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { readQueues } from "#desk/inbox/queues/kept-queues.ts";
import { authorOf } from "#desk/people/accounts/audit.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";
import { absentKinds } from "./absent-kinds.ts";
import type { ChannelRunner } from "./channel-runner.ts";
import type { ChannelStore } from "./channel-store.ts";
import type { KeptChannel } from "./kept-channel.ts";
import { makeKept } from "./make-connector.ts";
import type { Sealing } from "#channel/kit/sealing.ts";
import { showAbsent, showFixed, showKept, showKind } from "./show-channel.ts";

export type ChannelParts = {
  records: DeskRecords;
  store: ChannelStore;
  runner: ChannelRunner;
  kinds: ReadonlyMap<string, ChannelKind>;
  /** Of the configuration. */
  fixed: readonly ConnectorDefinition[];
  sealing: Sealing;
  /** How a connector of the configuration is called, and when its platform called last. */
  nameOf: (id: string) => string;
  calledAt: (id: string) => number | undefined;
  /** The other processes look, too. */
  notifyOthers: () => void;
  fetch: typeof fetch;
  publicUrl: string;
  now: () => number;
};

/** Milliseconds that a check may take: a console waits for an answer for 20 s. */
const checkMs = 18_000;

/** The channels, and what they can be made of. */
export function channelRoutes(parts: ChannelParts): DeskRoute[] {
  const { store, kinds, fixed, publicUrl } = parts;
  return [
    route({
      method: "get",
      path: "/channel-kinds",
      summary: "What channels can be made of, with the options of each.",
      scope: "channels.read",
      answer: channelKindsSchema,
      handle: async () => ({
        kinds: [
          ...[...kinds.values()].map(showKind),
          ...absentKinds.filter(({ channel }) => !kinds.has(channel)).map(showAbsent),
        ],
      }),
    }),
    route({
      method: "get",
      path: "/channels",
      summary: "The channels of the configuration and those made at the desk, with what this process has made of them.",
      scope: "channels.read",
      answer: channelsSchema,
      handle: async () => ({
        channels: [
          ...fixed.map((definition) => {
            const { id } = definition;
            return showFixed(definition, { name: parts.nameOf(id), calledAt: parts.calledAt(id) }, publicUrl);
          }),
          ...(await store.list()).map((channel) => show(parts, channel)),
        ],
      }),
    }),
    route({
      method: "put",
      path: "/channels/:id",
      summary:
        "Makes a channel, or changes it. It runs with its options at once, and in the other processes within seconds.",
      scope: "channels.write",
      body: channelChangeSchema,
      answer: channelSchema,
      refusals: ["conflict"],
      async handle({ actor, params, body }) {
        const id = readId(params["id"]);
        await requireQueue(parts, body.queue);
        // It came as JSON.
        const options = body.options as ChannelOptions;
        await store.put(actor, { ...body, queue: body.queue, language: body.language, id, options });
        return await applied(parts, id);
      },
    }),
    route({
      method: "patch",
      path: "/channels/:id",
      summary: "Switches a channel on or off, or changes its name, queue or language.",
      scope: "channels.write",
      body: channelPatchSchema,
      answer: channelSchema,
      refusals: ["conflict", "not_found"],
      async handle({ actor, params, body }) {
        const id = readId(params["id"]);
        await requireQueue(parts, body.queue ?? undefined);
        await store.patch(actor, id, (before) => ({
          name: body.name ?? before.name,
          isActive: body.isActive ?? before.isActive,
          queue: body.queue === undefined ? before.queue : (body.queue ?? undefined),
          language: body.language === undefined ? before.language : (body.language ?? undefined),
        }));
        return await applied(parts, id);
      },
    }),
    route({
      method: "delete",
      path: "/channels/:id",
      summary: "Removes a channel. Its conversations stay.",
      scope: "channels.write",
      refusals: ["not_found"],
      async handle({ actor, params }) {
        await store.remove(actor, readId(params["id"]));
        await spread(parts);
      },
    }),
    route({
      method: "post",
      path: "/channels/:id/check",
      summary: "Asks the platform whether the channel would work. Nothing is changed.",
      scope: "channels.write",
      answer: channelCheckSchema,
      refusals: ["not_found"],
      async handle({ actor, params }) {
        const id = readId(params["id"]);
        const definition = fixed.find((each) => each.id === id) ?? (await madeOf(parts, id));
        const { fetch } = parts;
        const found = await runCheck(definition, { live: true, publicUrl, fetch }, checkMs);
        const { id: by, name: byName } = authorOf(actor);
        const levels = found.map(({ level }) => level);
        const worst = (["error", "warning"] as const).find((level) => levels.includes(level)) ?? "ok";
        const entry = { by, byName, act: "channel.check", target: id, detail: { result: worst } };
        await parts.records.write([], [entry], parts.now());
        return {
          findings: found.map(({ level, title, fix }) => ({ level, title, ...(fix === undefined ? {} : { fix }) })),
        };
      },
    }),
  ];
}

/** What all processes have from now on; this one at once. */
export async function spread({ runner, notifyOthers }: ChannelParts): Promise<void> {
  notifyOthers();
  await runner.look();
}

export function show(parts: ChannelParts, channel: KeptChannel): DeskChannel {
  const { id } = channel;
  const seen = {
    state: parts.runner.stateOf(id),
    definition: parts.runner.definitionOf(id),
    calledAt: parts.calledAt(id),
  };
  return showKept(channel, seen, parts.publicUrl);
}

/** @throws RequestError `invalid_request`: a conversation would wait in a queue that is not there. */
export async function requireQueue(
  { records }: Pick<ChannelParts, "records">,
  queue: string | undefined,
): Promise<void> {
  if (queue === undefined || (await readQueues(records)).some(({ id }) => id === queue)) return;
  throw new RequestError("invalid_request", `there is no queue "${queue}"`);
}

async function applied(parts: ChannelParts, id: string): Promise<DeskChannel> {
  await spread(parts);
  return show(parts, await parts.store.read(id));
}

async function madeOf({ store, kinds, sealing }: ChannelParts, id: string): Promise<ConnectorDefinition> {
  const made = makeKept(await store.read(id), kinds, sealing);
  if (made.type === "refused") throw new RequestError("invalid_request", made.reason);
  return made.definition;
}

function readId(id: string | undefined): string {
  const parsed = v.safeParse(channelIdSchema, id);
  if (!parsed.success)
    throw new RequestError("invalid_request", "the id must be 1 to 50 letters, digits, - and _, the first no sign");
  return parsed.output;
}
