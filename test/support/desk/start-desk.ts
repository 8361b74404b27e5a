import { type CauserieConfig, type Overrides, web } from "@causerie/server";
import type { DeskRole, SignedIn } from "@causerie/protocol/desk";
import { createTestBot } from "#support/server/test-bot.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { adminPassword, join, memberPassword } from "./accounts.ts";
import { DeskClient, tokenOf } from "./desk-client.ts";

export { adminPassword, join, memberPassword };

/** Both stores that have a desk, for `describe.each`. */
export const deskStores: readonly { store: string; database: () => string | undefined }[] = [
  { store: "SQLite", database: () => undefined },
  ...(sharedPostgres === undefined ? [] : [{ store: "PostgreSQL", database: () => testSchema() }]),
];

export type StartedDesk = AsyncDisposable & {
  url: string;
  port: number;
  /** In the operator's terminal. */
  firstLink: string | undefined;
  client(): DeskClient;
  /** Makes the first account, Ada's, and signs her in. */
  admin(): Promise<DeskClient>;
};

/** Of all servers of a database. */
export const sharedSecret = "a secret that all servers of a database share";

/** A whole server with a desk. */
export async function startDesk(
  given: Partial<CauserieConfig> = {},
  { database, ...overrides }: Overrides & { database?: string | undefined } = {},
): Promise<StartedDesk> {
  const shared = database === undefined ? {} : { database, secret: sharedSecret };
  const server = await startTestServer(
    { bot: createTestBot(), connectors: [web({ origins: [] })], desk: true, ...shared, ...given },
    overrides,
  );
  const firstLink = server.firstSteps[0] === undefined ? undefined : /https?:\S+/.exec(server.firstSteps[0])?.[0];
  const client = (): DeskClient => new DeskClient(server.url);
  return {
    url: server.url,
    port: server.port,
    firstLink,
    client,
    admin: async () => {
      if (firstLink === undefined) throw new Error("there is somebody at the desk already");
      return await join(client(), tokenOf(firstLink), "ada@example.com", adminPassword);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Somebody of the team with this role, signed in. */
export async function member(desk: StartedDesk, admin: DeskClient, role: DeskRole, email = `${role}@example.com`) {
  const client = await join(desk.client(), await admin.invite(email, role), email, memberPassword);
  const { body } = await client.get<SignedIn>("/me");
  return { client, id: body.person.id, sessionId: body.sessionId, email };
}
