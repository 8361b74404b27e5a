import { Client } from "pg";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { DatabaseAddress } from "#store/postgres/connection/address.ts";
import { clientConfig } from "#store/postgres/connection/pools.ts";

export const oldestVersion = 13;

/**
 * Looks whether this PostgreSQL can keep what is acknowledged.
 *
 * @returns options for every connection that make up for its settings.
 * @throws ConfigError when it cannot.
 */
export async function checkServer(address: DatabaseAddress, logger: Logger | undefined): Promise<string> {
  const client = new Client(clientConfig(address));
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Facts>(selectFacts);
    const [facts] = rows;
    if (facts === undefined) throw new Error("PostgreSQL does not say what it is");
    const problem = serverProblem(facts, address);
    if (problem !== undefined) throw new ConfigError([problem]);
    if (facts.fsync === "off")
      logger?.warn(
        { database: address.shown },
        "PostgreSQL runs with fsync=off: what was acknowledged is lost with the power; switch it on",
      );
    return facts.synchronous_commit === "off" ? "-c synchronous_commit=on" : "";
  } finally {
    await client.end();
  }
}

export type Facts = {
  version: number;
  is_replica: boolean;
  is_read_only: boolean;
  fsync: string;
  synchronous_commit: string;
};

/** A sentence that says what to do; undefined: there is no problem. */
export function serverProblem(facts: Facts, { shown }: DatabaseAddress): string | undefined {
  if (facts.version < oldestVersion * 10_000)
    return `PostgreSQL at ${shown} is version ${Math.floor(facts.version / 10_000)}, and ${oldestVersion} or newer is needed: upgrade it.`;
  if (facts.is_replica)
    return `PostgreSQL at ${shown} is a read-only replica: name the primary in DATABASE_URL, or promote this one.`;
  if (facts.is_read_only)
    return `PostgreSQL at ${shown} is read-only for the user of DATABASE_URL: set default_transaction_read_only to off.`;
  return undefined;
}

const selectFacts = `
  SELECT current_setting('server_version_num')::integer AS version, pg_is_in_recovery() AS is_replica,
    current_setting('default_transaction_read_only') = 'on' AS is_read_only, current_setting('fsync') AS fsync,
    current_setting('synchronous_commit') AS synchronous_commit`;
