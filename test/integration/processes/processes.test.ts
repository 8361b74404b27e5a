import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { Cluster, type ClusterOptions } from "#support/processes/cluster.ts";
import { expectAllAnswered, putLoadOn } from "#support/processes/load.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** Real server processes over one PostgreSQL, with and without Redis. */
async function startCluster(options: Omit<ClusterOptions, "database">): Promise<Cluster> {
  const cluster = await Cluster.start({ ...options, database: testSchema() });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  return cluster;
}

async function startOwnRedis(): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

describe.skipIf(sharedPostgres === undefined)("several processes", () => {
  describe.each([{ by: "NOTIFY" }, { by: "Redis" }])("by $by", ({ by }) => {
    const redisUrl = async () => (by === "Redis" ? { redis: (await startOwnRedis()).url } : {});

    test.skipIf(by === "Redis" && !hasRedis())(
      "what is sent to one server is on the screens at all others, over every transport",
      async () => {
        const cluster = await startCluster({ count: 2, ...(await redisUrl()) });
        const client = await RestClient.start(`${cluster.server(0).url}/web`);
        const away = client.at(`${cluster.server(1).url}/web`);
        using stream = await away.stream();
        using socket = await new SocketClient(away).connected();
        const poll = away.events("?wait=10");
        await delay(300);
        const sent = performance.now();
        await client.send("a", "hello");
        await stream.logEvents(1);
        expect((await poll).body.events[0]).toMatchObject({ type: "visitor", clientId: "a" });
        // A signal, not the sweep, which comes every 2 s: measured roughly, as the machine is shared.
        const seen = performance.now() - sent;
        expect(textsOf(await stream.logEvents(3))).toEqual(["one: hello", "two: hello"]);
        await expect.poll(() => textsOf(socket.events)).toEqual(["one: hello", "two: hello"]);
        expect(seen).toBeLessThan(1_900);
      },
    );
  });

  test("a limit of 5 lets 5 through, and 2 lines are 2, whichever server is asked", async () => {
    const cluster = await startCluster({ count: 2, limits: { send: { count: 5, seconds: 60 }, lines: 2 } });
    const client = await RestClient.start(`${cluster.url}/web`);
    const at = (index: number) => client.at(`${cluster.server(index % 2).url}/web`);
    const sent = await Promise.all(Array.from({ length: 12 }, (_, index) => at(index).send(`m${index}`, "hello")));
    expect(sent.filter((answer) => answer.status === 202)).toHaveLength(5);
    const lines = await Promise.all(Array.from({ length: 6 }, (_, index) => at(index).stream()));
    for (const line of lines) onTestFinished(() => line[Symbol.dispose]());
    expect(lines.filter((line) => line.response.status === 200)).toHaveLength(2);
    expect(lines.filter((line) => line.response.status === 429)).toHaveLength(4);
  });

  test("D12 one message fifty times at once, over REST and sockets, to two servers: stored once, and every answer says so", async () => {
    const cluster = await startCluster({ count: 2 });
    const client = await RestClient.start(`${cluster.url}/web`);
    const [near, far] = [client.at(`${cluster.server(0).url}/web`), client.at(`${cluster.server(1).url}/web`)];
    using nearSocket = await new SocketClient(near).connected();
    using farSocket = await new SocketClient(far).connected();
    const byRest = async (at: RestClient): Promise<unknown> => (await at.send("same", "hello")).body;
    const bySocket = async (at: SocketClient): Promise<unknown> => {
      const ack = await at.send("same", "hello");
      return ack.ok ? ack.result : ack;
    };
    const once = () => [byRest(near), bySocket(farSocket), byRest(far), bySocket(nearSocket)];
    const answers = await Promise.all(Array.from({ length: 13 }, once).flat());
    const isRepeat = answers.map((answer) => (answer as { duplicate?: boolean }).duplicate);
    expect(isRepeat.filter((each) => each === false)).toHaveLength(1);
    expect(answers).toEqual(isRepeat.map((duplicate) => ({ ...(answers[0] as object), duplicate })));
    await expect
      .poll(async () => (await client.events()).body.events.map(({ type }) => type))
      .toEqual(["visitor", "message", "message", "turn.end"]);
    const other = await far.send("same", "something else");
    expect([other.status, other.body]).toEqual([409, expect.objectContaining({ code: "client_id_reused" })]);
  });

  test("a stop ends the answer in the process that gives it, also after that process was killed", async () => {
    const cluster = await startCluster({ count: 2 });
    const client = await RestClient.start(`${cluster.server(0).url}/web`);
    const away = client.at(`${cluster.server(1).url}/web`);
    await client.send("a", "hold");
    await delay(300);
    await away.post("stop", {});
    await expect.poll(async () => (await away.events()).body.events.at(-1)?.type).toBe("turn.end");
    expect(textsOf((await away.events()).body.events)).toEqual([]);

    await client.send("b", "hold");
    await delay(300);
    await cluster.server(0).signal("SIGKILL");
    await away.post("stop", {});
    // Its lease has to end first.
    await expect
      .poll(async () => (await away.events()).body.events.filter(({ type }) => type === "turn.end").length, {
        timeout: 25_000,
      })
      .toBe(2);
    expect(textsOf((await away.events()).body.events)).toEqual([]);
  });

  test.skipIf(!hasRedis())(
    "of three servers under load each is killed once, and Redis too: every message is answered once, in order",
    async () => {
      const redis = await startOwnRedis();
      const cluster = await startCluster({ count: 3, redis: redis.url });
      const load = putLoadOn({ url: cluster.url, visitors: 8, messages: 30, pauseMs: 40 });
      for (const [index, server] of cluster.servers.entries()) {
        await delay(400);
        await server.signal("SIGKILL");
        if (index === 1) await redis.kill();
        await delay(300);
        await server.start();
        if (index === 1) await redis.start();
      }
      const { clients } = await load;
      expect(clients).toHaveLength(8);
      await expectAllAnswered(clients, 30);
    },
    90_000,
  );

  test("a rolling restart of three servers under load refuses nothing for good and answers everything once, in order", async () => {
    const cluster = await startCluster({ count: 3 });
    const load = putLoadOn({ url: cluster.url, visitors: 6, messages: 40, pauseMs: 50 });
    const codes: (number | null)[] = [];
    for (const server of cluster.servers) {
      await delay(300);
      codes.push(await server.signal("SIGTERM"));
      await server.start();
    }
    const { clients, refusals } = await load;
    expect(codes).toEqual([0, 0, 0]);
    // Who comes to a server that stops is sent on; nothing else may go wrong.
    expect(refusals.filter((each) => each !== "503" && each !== "no answer")).toEqual([]);
    await expectAllAnswered(clients, 40);
  });
});
