import { randomUUID } from "node:crypto";
import type { LiveNews } from "@causerie/protocol/desk";
import { describe, expect, onTestFinished, test } from "vitest";
import { DeskClient } from "#support/desk/desk-client.ts";
import { Console } from "#support/desk/inbox-world.ts";
import { adminPassword, startDesk } from "#support/desk/start-desk.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { Cluster } from "#support/processes/cluster.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SseClient } from "#support/web/sse-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** Three servers with a desk, an operator who may come to any of them, and a visitor who has asked for a colleague at the first. */
async function start() {
  const database = testSchema();
  const first = await startDesk({}, { database });
  await first.admin();
  await first[Symbol.asyncDispose]();
  const cluster = await Cluster.start({ count: 3, database, desk: true });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  const signedIn = new DeskClient(cluster.server(1).url);
  await signedIn.signIn("ada@example.com", adminPassword);
  const at = (index: number): Console => {
    const client = new DeskClient(cluster.server(index).url);
    // At localhost the name of the cookie has the port of the server, which a balancer would hide.
    client.cookie = signedIn.cookie?.replace(/-\d+=/, `-${cluster.server(index).port}=`);
    return new Console(client);
  };
  const visitor = await RestClient.start(`${cluster.server(0).url}/web`);
  await visitor.send("1", "a colleague please");
  return { cluster, at, visitor, conversation: visitor.session.conversationId };
}

async function screenOf(visitor: RestClient, count: number): Promise<string[]> {
  let texts: string[] = [];
  await waitUntil(async () => {
    texts = textsOf((await visitor.events()).body.events);
    return texts.length >= count;
  }, 20_000);
  return texts;
}

describe.skipIf(sharedPostgres === undefined)("the desk over several processes", () => {
  test("what one process hands over is seen at another, and answered at a third after the second was killed", async () => {
    const { cluster, at, visitor, conversation } = await start();
    expect(await waitUntil(async () => (await at(1).list("?state=waiting")).length === 1, 20_000)).toBe(true);
    const { client } = at(1);
    const abort = new AbortController();
    const headers = { ...client.headers, Cookie: client.cookie ?? "" };
    using live = new SseClient(await fetch(`${client.url}/desk/api/live`, { headers, signal: abort.signal }), abort);
    const waits = async (): Promise<LiveNews> => {
      for (;;) {
        const event = await live.next();
        if (event === undefined) throw new Error("the stream has ended");
        const news = JSON.parse(event.data ?? "null") as LiveNews | null;
        if (news?.type === "rows" && news.rows.some(({ state }) => state === "waiting")) return news;
      }
    };
    await visitor.send("2", "is anybody there?");
    expect(await waits()).toMatchObject({ rows: [{ conversationId: conversation, lastText: "is anybody there?" }] });
    expect((await at(1).act(conversation, { type: "take", version: 1 })).status).toBe(200);
    await cluster.server(1).signal("SIGKILL");
    expect((await at(2).act(conversation, { type: "say", text: "I am still here" })).status).toBe(200);
    expect(await screenOf(visitor, 3)).toEqual([
      "I ask a colleague",
      "ada has joined the conversation.",
      "I am still here",
    ]);
  });

  test(
    "each answer of an operator is said once and in order, whichever process dies while it is taken",
    { timeout: 120_000 },
    async () => {
      const { cluster, at, visitor, conversation } = await start();
      await screenOf(visitor, 1);
      const wanted = Array.from({ length: 12 }, (_, index) => `answer ${index}`);
      const killing = (async () => {
        for (const index of [1, 2, 1]) {
          await new Promise((resolve) => setTimeout(resolve, 300));
          await cluster.server(index).signal("SIGKILL");
          await cluster.server(index).start();
        }
      })();
      for (const text of wanted) {
        const id = randomUUID();
        // As the console does: the same act, until some process says that it is done.
        for (let tries = 0; ; tries += 1) {
          const answer = await at(1 + (tries % 2))
            .act(conversation, { type: "say", id, text })
            .catch(() => undefined);
          if (answer?.status === 200) break;
          if (tries > 200) throw new Error(`it was never said: ${JSON.stringify(answer)}`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
      await killing;
      expect(await screenOf(visitor, 13)).toEqual(["I ask a colleague", ...wanted]);
    },
  );
});
