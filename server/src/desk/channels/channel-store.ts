import type { ChannelKind, ChannelOptions } from "#channel/channel-kind.ts";
import { findClashes } from "#channel/connector-clash.ts";
import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { RequestError } from "#app/errors.ts";
import { type Author, authorOf } from "#desk/people/accounts/audit.ts";
import { writeAnew } from "#desk/people/accounts/write-anew.ts";
import type { Actor } from "#desk/http/actor.ts";
import type { DeskRecords, NewAuditEntry, RecordChange } from "#desk/records/desk-records.ts";
import { indexId, type KeptChannel, readChannels, sealOptions, toBody } from "./kept-channel.ts";
import { makeKept } from "./make-connector.ts";
import type { Sealing } from "#channel/kit/sealing.ts";

export type ChannelStoreParts = {
  records: DeskRecords;
  kinds: ReadonlyMap<string, ChannelKind>;
  /** Of the configuration. */
  fixed: readonly ConnectorDefinition[];
  sealing: Sealing;
  now: () => number;
};

/** What somebody wants of a channel. `options`: see `sealOptions`. `version`: of the one that they have seen; 0: there is none. */
export type WantedChannel = Pick<KeptChannel, "id" | "channel" | "name" | "isActive" | "queue" | "language"> & {
  options: ChannelOptions;
  version: number;
};

type Changes = Partial<Pick<KeptChannel, "name" | "isActive" | "queue" | "language">>;

/** The channels that are made at the desk, as they are kept. */
export class ChannelStore {
  readonly #parts: ChannelStoreParts;

  constructor(parts: ChannelStoreParts) {
    this.#parts = parts;
  }

  list(): Promise<KeptChannel[]> {
    return readChannels(this.#parts.records);
  }

  /** @throws RequestError `not_found` */
  async read(id: string): Promise<KeptChannel> {
    return findIn(await this.list(), id, this.#parts.fixed);
  }

  /**
   * Makes a channel, or changes it.
   * @throws RequestError `invalid_request` with what is wrong with it, `conflict` when it clashes with another one or was changed since.
   */
  async put(actor: Actor, wanted: WantedChannel, act?: "channel.connect"): Promise<KeptChannel> {
    const { kinds, sealing, now, fixed } = this.#parts;
    return await this.#change(actor, (channels) => {
      const before = channels.find(({ id }) => id === wanted.id);
      const { id, channel, name, isActive, queue, language, version } = wanted;
      refuseFixed(fixed, id);
      if ((before?.version ?? 0) !== version) throw changedSince(before);
      if (before !== undefined && before.channel !== channel)
        throw new RequestError("invalid_request", "a channel stays of its kind; make another one");
      const schema = kinds.get(channel)?.options ?? { type: "object", properties: {} };
      const sealed = sealOptions({ id, sealed: before?.sealed ?? {} }, wanted.options, schema, { sealing, now: now() });
      const channelNow: KeptChannel = {
        id,
        channel,
        name,
        isActive,
        ...(queue === undefined ? {} : { queue }),
        ...(language === undefined ? {} : { language }),
        ...sealed,
        changedAt: now(),
        version: version + 1,
      };
      this.#refuseWrong(channelNow, channels);
      const written = Object.keys(wanted.options).filter((option) => channelNow.sealed[option]?.changedAt === now());
      return {
        channel: channelNow,
        act: act ?? (before === undefined ? "channel.make" : "channel.change"),
        detail: { kind: channel, name, ...(written.length === 0 ? {} : { secrets: written.join(", ") }) },
      };
    });
  }

  /** Its name, whether it is active, its queue and language. What is undefined goes. @throws RequestError as {@link put} does */
  async patch(actor: Actor, id: string, changes: (before: KeptChannel) => Changes): Promise<KeptChannel> {
    const { now, fixed } = this.#parts;
    return await this.#change(actor, (channels) => {
      const before = findIn(channels, id, fixed);
      const { queue: _queue, language: _language, ...rest } = before;
      const { queue, language, ...others } = changes(before);
      const channel: KeptChannel = {
        ...rest,
        ...others,
        ...(queue === undefined ? {} : { queue }),
        ...(language === undefined ? {} : { language }),
        changedAt: now(),
        version: before.version + 1,
      };
      // What is switched off may be wrong in any manner.
      if (channel.isActive) this.#refuseWrong(channel, channels);
      return { channel, act: actOf(before, channel), detail: { name: channel.name } };
    });
  }

  /** @throws RequestError `not_found` */
  async remove(actor: Actor, id: string): Promise<void> {
    const { records, now, fixed } = this.#parts;
    await writeAnew(records, now, async () => {
      const index = await records.read("channel", indexId);
      const { name } = findIn(await this.list(), id, fixed);
      const gone: RecordChange = { type: "remove", kind: "channel", id };
      return {
        changes: [nextIndex(index?.version ?? 0), gone],
        audit: [entry(authorOf(actor), "channel.remove", id, { name })],
        result: undefined,
      };
    });
  }

  /** The other one that has the path or serves the account, as people call it. */
  servedBy(definition: ConnectorDefinition, channels: readonly KeptChannel[]): string | undefined {
    return this.#others(definition.id, channels).find(({ other }) => findClashes(definition, other).includes("account"))
      ?.name;
  }

  async #change(
    actor: Actor,
    decide: (channels: readonly KeptChannel[]) => {
      channel: KeptChannel;
      act: string;
      detail: NonNullable<NewAuditEntry["detail"]>;
    },
  ): Promise<KeptChannel> {
    const { records, now } = this.#parts;
    return await writeAnew(records, now, async () => {
      const index = await records.read("channel", indexId);
      const { channel, act, detail } = decide(await this.list());
      const { id, version } = channel;
      const put: RecordChange = { type: "put", kind: "channel", id, version: version - 1, body: toBody(channel) };
      return {
        changes: [nextIndex(index?.version ?? 0), put],
        audit: [entry(authorOf(actor), act, id, detail)],
        result: channel,
      };
    });
  }

  #refuseWrong(channel: KeptChannel, channels: readonly KeptChannel[]): void {
    const made = makeKept(channel, this.#parts.kinds, this.#parts.sealing);
    if (made.type === "refused") throw new RequestError("invalid_request", made.reason);
    const { definition } = made;
    for (const { other, name } of this.#others(channel.id, channels))
      for (const clash of findClashes(definition, other))
        throw new RequestError(
          "conflict",
          clash === "account"
            ? `${definition.account ?? "the account"} is served by ${name} already; both would answer`
            : `the path ${definition.path} and that of ${name}, ${other.path}, overlap; give each its own`,
        );
  }

  #others(id: string, channels: readonly KeptChannel[]): { other: ConnectorDefinition; name: string }[] {
    const { kinds, sealing, fixed } = this.#parts;
    const kept = channels
      .filter((each) => each.id !== id)
      .flatMap((each) => {
        const made = makeKept(each, kinds, sealing);
        return made.type === "made" ? [{ other: made.definition, name: `the channel "${each.name}"` }] : [];
      });
    return [...fixed.map((other) => ({ other, name: `the connector "${other.id}" of the configuration` })), ...kept];
  }
}

function actOf(before: KeptChannel, after: KeptChannel): string {
  if (before.isActive === after.isActive) return "channel.change";
  return after.isActive ? "channel.on" : "channel.off";
}

function nextIndex(version: number): RecordChange {
  return { type: "put", kind: "channel", id: indexId, version, body: {} };
}

function entry(by: Author, act: string, target: string, detail: NonNullable<NewAuditEntry["detail"]>): NewAuditEntry {
  return { by: by.id, byName: by.name, act, target, detail };
}

function refuseFixed(fixed: readonly ConnectorDefinition[], id: string): void {
  if (fixed.some((each) => each.id === id))
    throw new RequestError(
      "conflict",
      `the connector "${id}" is in the configuration; change it there, or take another id`,
    );
}

function findIn(channels: readonly KeptChannel[], id: string, fixed: readonly ConnectorDefinition[]): KeptChannel {
  refuseFixed(fixed, id);
  const found = channels.find((each) => each.id === id);
  if (found === undefined) throw new RequestError("not_found", `there is no channel "${id}"`);
  return found;
}

function changedSince(before: KeptChannel | undefined): RequestError {
  return new RequestError(
    "conflict",
    before === undefined
      ? "the channel was removed since; make it anew"
      : `the channel "${before.id}" is there already, or was changed since; look at it and try again`,
  );
}
