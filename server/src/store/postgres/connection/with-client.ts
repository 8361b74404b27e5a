import { Client } from "pg";
import { type DatabaseAddress, parseAddress } from "./address.ts";
import { clientConfig } from "./pools.ts";
import { toConfigError } from "./problems.ts";

/** `patient`: the work may take as long as it takes. `name`: what the database lists the connection under. */
type ClientOptions = { patient?: boolean; name?: string };

/**
 * Does work over one connection, for commands that end after it.
 *
 * @throws ConfigError when the database cannot be reached or used, with a sentence that says what to do.
 */
export async function withClient<Result>(
  url: string,
  { patient = false, name }: ClientOptions,
  work: (client: Client, address: DatabaseAddress) => Promise<Result>,
): Promise<Result> {
  const address = parseAddress(url);
  const client = new Client({
    ...clientConfig(address),
    ...(patient ? withoutTimeouts : {}),
    ...(name === undefined ? {} : { application_name: name }),
  });
  // What breaks the connection is told by the query that is under way.
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client, address);
  } catch (error) {
    throw toConfigError(error, address);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Another process may be at it, and a large table takes its time. */
export const withoutTimeouts = { statement_timeout: 0, lock_timeout: 0, query_timeout: 0 };
