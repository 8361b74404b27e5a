import { ConfigError } from "#app/errors.ts";

/** Where the database is, read from `DATABASE_URL`. */
export type DatabaseAddress = {
  /** For the driver. Holds the password: never to be logged. */
  url: string;
  /** Host, port and name of the database, for sentences to the operator. */
  shown: string;
  /** All tables are in this schema, so that a database can be shared with other programs. */
  schema: string;
  /** The most connections that one server opens, that for notifications included. */
  connections: number;
};

/** Of these two write and one listens; the others read. */
const defaultConnections = 10;
const fewestConnections = 4;

/**
 * Two settings of ours stand among the driver's: `schema` (default `causerie`) and `connections` (default 10).
 *
 * @throws ConfigError that shows no part of the URL, because it holds the password.
 */
export function parseAddress(url: string): DatabaseAddress {
  if (!URL.canParse(url)) throw new ConfigError(["DATABASE_URL must be a URL that begins with postgres://"]);
  const parsed = new URL(url);
  const schema = take(parsed, "schema") ?? "causerie";
  const connections = Number(take(parsed, "connections") ?? defaultConnections);
  const problems: string[] = [];
  if (!/^[a-z_][a-z0-9_]{0,50}$/.test(schema) || schema.startsWith("pg_"))
    problems.push("DATABASE_URL: schema must have up to 51 small letters, digits and _, and not begin with a digit");
  if (!Number.isInteger(connections) || connections < fewestConnections || connections > 1000)
    problems.push(`DATABASE_URL: connections must be a number from ${fewestConnections} to 1000`);
  if (problems.length > 0) throw new ConfigError(problems);
  const host = parsed.searchParams.get("host") ?? (parsed.hostname || "localhost");
  const shown = `${decodeURIComponent(host)}:${parsed.port || "5432"}${parsed.pathname || "/"}`;
  return { url: parsed.toString(), shown, schema, connections };
}

function take(url: URL, name: string): string | undefined {
  const value = url.searchParams.get(name) ?? undefined;
  url.searchParams.delete(name);
  return value;
}
