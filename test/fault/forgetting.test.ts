import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { forgettingBot, twoSites } from "#support/server/forgetting-bot.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** Whoever wants to be forgotten is, although the server is killed at any point of it. */

const script = new URL("../support/server/forget-and-die.ts", import.meta.url).pathname;

async function startMortal(options: object) {
  const child = spawn(process.execPath, ["--conditions=causerie-source", script, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  return {
    url: await next(),
    async join(issuer: string, redeemer: string): Promise<string> {
      child.stdin.write(`${issuer} ${redeemer}\n`);
      return await next();
    },
    died: async () => (await ended)[1],
  };
}

const databases = [
  { name: "SQLite", database: () => undefined },
  ...(sharedPostgres === undefined ? [] : [{ name: "PostgreSQL", database: testSchema }]),
];

describe.each(databases)("$name", ({ database }) => {
  // The other site's conversation, what is the person's there, the same of this site, and what may have come meanwhile.
  test.each([0, 1, 2, 3, 4])("killed before the deletion with the number %i", async (dieAt) => {
    const url = database();
    const shared = {
      data: temporaryFolder(),
      secret: randomBytes(32).toString("hex"),
      ...(url === undefined ? {} : { database: url }),
    };
    const mortal = await startMortal({ ...shared, dieAt });
    const visitors = await Promise.all(["web", "shop"].map((id) => RestClient.start(`${mortal.url}/${id}`)));
    const [here, there] = visitors;
    if (here === undefined || there === undefined) throw new Error("two visitors");
    for (const visitor of visitors) {
      await visitor.send("1", "my secret is 4711");
      await expect
        .poll(async () => (await visitor.events()).body.events.length, { timeout: 10_000 })
        .toBeGreaterThan(2);
    }
    expect(await mortal.join(here.session.visitorId, there.session.visitorId)).toBe("linked");
    await here.send("2", "delete my data");
    expect(await mortal.died()).toBe("SIGKILL");
    // Another process waits for a minute before it takes over what one has begun.
    if (url !== undefined) {
      await sql(url, "UPDATE outbox SET not_before = 0");
      await sql(url, "SELECT update_delivery_due(id) FROM conversation");
    }

    await using server = await startTestServer({ bot: forgettingBot, connectors: twoSites, ...shared });
    const persons = [
      { connectorId: "web", userId: here.session.visitorId },
      { connectorId: "shop", userId: there.session.visitorId },
    ];
    for (const person of persons)
      await expect
        .poll(() => server.people.export(person), { timeout: 45_000 })
        .toEqual({ ...person, aliases: [], conversations: [] });
  });
});
