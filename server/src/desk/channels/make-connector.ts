import type { ChannelKind, ChannelOptions } from "#channel/channel-kind.ts";
import { type ConnectorDefinition, findConnectorProblems, messageOf } from "#channel/connector-definition.ts";
import { findOptionProblems, type OptionsSchema } from "#channel/options-schema.ts";
import { overlapsOwnPath } from "#http/own-paths.ts";
import { type KeptChannel, openOptions } from "./kept-channel.ts";
import type { Sealing } from "#channel/kit/sealing.ts";
import { isSecret } from "./to-fields.ts";

/** A channel as a connector, or why it is none. The reason quotes no secret. */
export type MadeConnector =
  | { readonly type: "made"; readonly definition: ConnectorDefinition }
  | { readonly type: "refused"; readonly reason: string };

type Wanted = Pick<KeptChannel, "id" | "channel" | "language">;

/** What is made of a channel that is kept. */
export function makeKept(kept: KeptChannel, kinds: ReadonlyMap<string, ChannelKind>, sealing: Sealing): MadeConnector {
  const options = openOptions(kept, sealing);
  return options === undefined
    ? refused("its secrets were sealed with another secret of this server; write them anew")
    : makeConnector(kept, options, kinds);
}

export function makeConnector(
  { id, channel, language }: Wanted,
  given: ChannelOptions,
  kinds: ReadonlyMap<string, ChannelKind>,
): MadeConnector {
  const kind = kinds.get(channel);
  if (kind === undefined)
    return refused(`this server has no channels of the kind "${channel}"; add it to channelKinds`);
  const { availability, options: schema } = kind;
  if (availability?.status === "discontinued") return refused(availability.reason);
  const wrong = findOptionProblems(schema, given);
  if (wrong.length > 0) return refused(wrong.join(" "));
  try {
    const definition = kind.create({
      ...given,
      id,
      path: given["path"] ?? `/${id}`,
      ...(language === undefined ? {} : { locale: language }),
    });
    const problems = problemsOf(definition, id);
    return problems.length === 0
      ? { type: "made", definition }
      : refused(withoutSecrets(problems.join(" "), schema, given));
  } catch (error) {
    return refused(withoutSecrets(messageOf(error), schema, given));
  }
}

function problemsOf(definition: ConnectorDefinition, id: string): string[] {
  const { path, start } = Object(definition) as Partial<ConnectorDefinition>;
  if (definition.id !== id || typeof path !== "string" || typeof start !== "function")
    return [`what its kind has made is no connector of the id "${id}": report this to the author of the kind.`];
  if (overlapsOwnPath(path)) return [`path must not be ${path}: the server has its own there.`];
  return findConnectorProblems(definition);
}

/** Somebody else's code has written the text, and may have quoted what it got. */
export function withoutSecrets(text: string, { properties }: OptionsSchema, options: ChannelOptions): string {
  const secrets = Object.entries(options).flatMap(([name, value]) => {
    const option = properties[name];
    return option !== undefined && isSecret(option) ? textsIn(value) : [];
  });
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, "…"), text);
}

/** Very short ones would be found in any word. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length < 4 ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function refused(reason: string): MadeConnector {
  return { type: "refused", reason };
}
