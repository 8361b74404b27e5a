import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { Cluster, type ClusterOptions } from "#support/processes/cluster.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { type Answers, key, responseTo, sentence, TockClient } from "#support/tock-bots/tock-client.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** Real server processes; a bot of Tock's Bot API has its socket at one of them. */
async function startCluster(options: Omit<ClusterOptions, "database">): Promise<Cluster> {
  const cluster = await Cluster.start({ botKey: key, metricsToken, ...options, database: testSchema() });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  return cluster;
}

async function startOwnRedis(): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

async function connect(url: string, answers: Answers): Promise<TockClient> {
  const bot = await TockClient.connect(url, answers);
  onTestFinished(() => bot[Symbol.asyncDispose]());
  return bot;
}

const metricsToken = "let.me.read.them";

async function metric(url: string, name: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const found = (await response.text()).split("\n").find((entry) => entry.startsWith(`${name}{`));
  return Number(found?.split(" ").at(-1));
}

/** Until the servers know of each other's sockets. */
async function waitForSockets(url: string, count: number): Promise<void> {
  await expect.poll(() => metric(url, "causerie_bot_sockets_elsewhere"), { timeout: 10_000 }).toBe(count);
}

const echo: Answers = ({ message }) => ({ messages: [sentence(`bot: ${message.text}`)] });
const events = async (client: RestClient) => (await client.events()).body.events;
const endsOf = async (client: RestClient) => (await events(client)).filter(({ type }) => type === "turn.end").length;

async function waitForEnds(client: RestClient, count: number, timeout = 15_000): Promise<void> {
  await expect.poll(() => endsOf(client), { timeout }).toBe(count);
}

describe.skipIf(sharedPostgres === undefined)("a bot whose socket is at one of several processes", () => {
  test.for([{ by: "NOTIFY" }, { by: "Redis" }])(
    "answers what is asked at the others, by $by: long words, several answers, each once and in order",
    async ({ by }, { skip }) => {
      if (by === "Redis" && !hasRedis()) skip("there is no Redis here");
      const cluster = await startCluster({ count: 2, ...(by === "Redis" && { redis: (await startOwnRedis()).url }) });
      const long = 'é"\n😀'.repeat(700);
      const bot = await connect(cluster.server(1).url, (request, requestId) => {
        if (request.message.text?.startsWith("weather long") !== true) return echo(request, requestId);
        const part = { messages: [sentence(long)], context: { lastResponse: false } };
        bot.send(responseTo(requestId, request, part));
        bot.send(responseTo(requestId, request, { ...part, messages: [sentence("in the middle")] }));
        return { messages: [sentence("at last")] };
      });
      await waitForSockets(cluster.server(0).url, 1);
      const client = await RestClient.start(`${cluster.server(0).url}/web`);
      await client.send("a", "weather one");
      await waitForEnds(client, 1);
      const words = `weather long ${long}`.slice(0, 3_000);
      await client.send("b", words);
      await waitForEnds(client, 2);
      expect(textsOf(await events(client))).toEqual(["bot: weather one", long, "in the middle", "at last"]);
      expect(bot.requests.map(({ message }) => message.text)).toEqual(["weather one", words]);
      // The bot has said to the other process only which stories it has.
      expect(bot.requests[0]?.storyId).toBe("weather");
      expect(await metric(cluster.server(0).url, "causerie_bot_relayed_turns_total")).toBe(2);
      expect(await metric(cluster.server(1).url, "causerie_bot_relayed_turns_total")).toBe(0);
    },
  );

  test("is asked again by another socket when its process is killed before it has answered: one answer is shown", async () => {
    const cluster = await startCluster({ count: 2 });
    const silent = await connect(cluster.server(1).url, () => undefined);
    await waitForSockets(cluster.server(0).url, 1);
    const client = await RestClient.start(`${cluster.server(0).url}/web`);
    await client.send("a", "weather");
    await silent.waitForRequests(1);
    await cluster.server(1).signal("SIGKILL");
    // As a client of Tock does at once.
    await silent.closed;
    const back = await connect(cluster.server(0).url, echo);
    await waitForEnds(client, 1);
    expect(textsOf(await events(client))).toEqual(["bot: weather"]);
    expect([silent.requests.length, back.requests.length]).toEqual([1, 1]);
    expect(cluster.server(0).output).toContain(
      "another process of the server that holds sockets of a bot says nothing",
    );
  });

  test("stops with its process: what it has not answered is asked at another one, and what it can answer in time is waited for", async () => {
    const cluster = await startCluster({ count: 2 });
    const slow = await connect(cluster.server(1).url, async (request, requestId) => {
      await delay(1_500);
      return echo(request, requestId);
    });
    await waitForSockets(cluster.server(0).url, 1);
    const client = await RestClient.start(`${cluster.server(0).url}/web`);
    await client.send("a", "weather");
    await slow.waitForRequests(1);
    expect(await cluster.server(1).signal("SIGTERM")).toBe(0);
    await waitForEnds(client, 1);
    expect(textsOf(await events(client))).toEqual(["bot: weather"]);
    expect(slow.requests).toHaveLength(1);
    // Nobody is there any more, and the next one need not wait for that to be found.
    await client.send("b", "weather");
    const back = await connect(cluster.server(0).url, echo);
    await waitForEnds(client, 2);
    expect(textsOf(await events(client))).toEqual(["bot: weather", "bot: weather"]);
    expect(back.requests).toHaveLength(1);
  });

  test("gets one turn of a person at a time, whichever processes ask", async () => {
    const cluster = await startCluster({ count: 2 });
    const gate = Promise.withResolvers<void>();
    const bot = await connect(cluster.server(1).url, async (request, requestId) => {
      if (request.message.text === "weather first") await gate.promise;
      return echo(request, requestId);
    });
    await waitForSockets(cluster.server(0).url, 1);
    const one = await RestClient.start(`${cluster.server(0).url}/web`);
    const begun = await call<{ conversationId: string }>(`${one.base}/v1/conversations`, {
      method: "POST",
      headers: one.authorization(),
    });
    const two = new RestClient(`${cluster.server(1).url}/web`, { ...one.session, ...begun.body });
    const stranger = await RestClient.start(`${cluster.server(0).url}/web`);
    await one.send("a", "weather first");
    await bot.waitForRequests(1);
    await two.send("b", "weather second");
    await stranger.send("c", "weather too");
    await waitForEnds(stranger, 1);
    await delay(300);
    expect(bot.requests.map(({ message }) => message.text)).toEqual(["weather first", "weather too"]);
    gate.resolve();
    await waitForEnds(one, 1);
    await waitForEnds(two, 1);
    expect(textsOf(await events(two))).toEqual(["bot: weather second"]);
  });

  test("answers once when the process that asks is killed: the turn goes on at another one", async () => {
    const cluster = await startCluster({ count: 2, restsMs: [100] });
    const gate = Promise.withResolvers<void>();
    const bot = await connect(cluster.server(1).url, async (request, requestId) => {
      if (bot.requests.length === 1) await gate.promise;
      return echo(request, requestId);
    });
    await waitForSockets(cluster.server(0).url, 1);
    const client = await RestClient.start(`${cluster.server(0).url}/web`);
    await client.send("a", "weather");
    await bot.waitForRequests(1);
    await cluster.server(0).signal("SIGKILL");
    gate.resolve();
    const away = client.at(`${cluster.server(1).url}/web`);
    await waitForEnds(away, 1, 40_000);
    await delay(500);
    expect(textsOf(await events(away))).toEqual(["bot: weather"]);
  });

  test.skipIf(!hasRedis())(
    "is out of reach of the others while their line is down: the fallback answers there, and the bot where it is",
    async () => {
      const redis = await startOwnRedis();
      const cluster = await startCluster({ count: 2, redis: redis.url });
      await connect(cluster.server(1).url, echo);
      await waitForSockets(cluster.server(0).url, 1);
      await redis.kill();
      await waitForSockets(cluster.server(0).url, 0);
      const [far, near] = await Promise.all(
        [0, 1].map((index) => RestClient.start(`${cluster.server(index).url}/web`)),
      );
      await near?.send("a", "weather");
      await far?.send("a", "weather");
      if (near === undefined || far === undefined) throw new Error("there are two");
      await waitForEnds(near, 1);
      await waitForEnds(far, 1, 30_000);
      expect(textsOf(await events(near))).toEqual(["bot: weather"]);
      expect(textsOf(await events(far))).toEqual(["fallback: failed"]);
      await redis.start();
      await waitForSockets(cluster.server(0).url, 1);
      await far.send("b", "weather");
      await waitForEnds(far, 2);
      expect(textsOf(await events(far))).toEqual(["fallback: failed", "bot: weather"]);
    },
    90_000,
  );
});
