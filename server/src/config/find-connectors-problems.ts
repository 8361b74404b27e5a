import { findClashes } from "#channel/connector-clash.ts";
import { type ConnectorDefinition, findConnectorProblems } from "#channel/connector-definition.ts";
import { overlapsOwnPath } from "#http/own-paths.ts";

/** All that is wrong with the list of connectors: entries that are none, their own problems, and what they have twice. */
export function findConnectorsProblems(given: readonly unknown[]): string[] {
  const foreign = [...given].flatMap((entry, index) => (isConnector(entry) ? [] : [notAConnector(entry, index)]));
  const connectors = given.filter((entry): entry is ConnectorDefinition => isConnector(entry));
  const own = connectors.flatMap((connector) => {
    const reserved = overlapsOwnPath(connector.path)
      ? [`path must not be ${connector.path}: the server has its own there.`]
      : [];
    return [...findConnectorProblems(connector), ...reserved].map(
      (problem) => `connector "${connector.id}": ${problem}`,
    );
  });
  return [
    ...foreign,
    ...own,
    ...connectors.flatMap((one, index) => connectors.slice(0, index).flatMap((other) => clash(other, one))),
  ];
}

/** By its parts, not by its class: anybody may write one. */
export function isConnector(entry: unknown): entry is ConnectorDefinition {
  if (typeof entry !== "object" || entry === null) return false;
  const { id, path, channel, start } = entry as Partial<ConnectorDefinition>;
  return [id, path, channel].every((each) => typeof each === "string" && each !== "") && typeof start === "function";
}

function notAConnector(entry: unknown, index: number): string {
  const remedy =
    typeof entry === "function"
      ? "it is a function: call it, e.g. web({ … })"
      : entry instanceof Promise
        ? "it is a promise: write await before it"
        : 'write e.g. web({ origins: ["https://www.example.com"] })';
  return `connectors[${index}] must be a connector; ${remedy}.`;
}

function clash(one: ConnectorDefinition, other: ConnectorDefinition): string[] {
  return findClashes(one, other).map((kind) => {
    switch (kind) {
      case "id":
        return `connectors: two have the id "${one.id}"; give each its own.`;
      case "path":
        return `connectors "${one.id}" and "${other.id}": the paths ${one.path} and ${other.path} overlap; give each its own.`;
      case "account":
        return `connectors "${one.id}" and "${other.id}" serve the same ${one.account ?? "account"}; leave one of them out.`;
    }
  });
}
