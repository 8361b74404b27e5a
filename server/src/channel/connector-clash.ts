import type { ConnectorDefinition } from "./connector-definition.ts";

/** What two connectors of one server cannot both have. `account`: both would answer. */
export type Clash = "id" | "path" | "account";

export function findClashes(one: ConnectorDefinition, other: ConnectorDefinition): Clash[] {
  if (other.id === one.id) return ["id"];
  const clashes: Clash[] = overlap(other.path, one.path) ? ["path"] : [];
  if (one.account !== undefined && one.channel === other.channel && one.account === other.account)
    clashes.push("account");
  return clashes;
}

/** `/web` and `/web/shop` overlap: the first would get the second's requests. Express knows no upper case in paths. */
function overlap(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other]
    .map((path) => `${path}/`.toLowerCase())
    .sort((a, b) => a.length - b.length);
  return long.startsWith(short);
}
