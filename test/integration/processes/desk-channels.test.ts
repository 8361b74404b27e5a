import { describe, expect, onTestFinished, test } from "vitest";
import { channelOf, patchChannel, putChannel, webChannel } from "#support/desk/channels.ts";
import { DeskClient } from "#support/desk/desk-client.ts";
import { adminPassword, startDesk } from "#support/desk/start-desk.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { Cluster } from "#support/processes/cluster.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** Two servers, and an administrator who comes to the first. */
async function start() {
  const database = testSchema();
  const first = await startDesk({}, { database });
  await first.admin();
  await first[Symbol.asyncDispose]();
  const cluster = await Cluster.start({ count: 2, database, desk: true });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  const ada = new DeskClient(cluster.server(0).url);
  await ada.signIn("ada@example.com", adminPassword);
  const other = new DeskClient(cluster.server(1).url);
  // At localhost the name of the cookie has the port of the server.
  other.cookie = ada.cookie?.replace(/-\d+=/, `-${cluster.server(1).port}=`);
  return { cluster, ada, other };
}

const isAnswering = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/shop/v1/session`, { method: "POST" })).status < 300;

describe.skipIf(sharedPostgres === undefined)("channels of the desk over several processes", () => {
  test("a channel that is made at one process answers at the other, ends there when it is switched off, and is there after a kill", async () => {
    const { cluster, ada, other } = await start();
    const [here, there] = [cluster.server(0), cluster.server(1)];
    expect((await putChannel(ada, "shop", webChannel())).body).toMatchObject({ state: "running" });
    expect(await waitUntil(() => isAnswering(there.url), 20_000)).toBe(true);
    expect(await channelOf(other, "shop")).toMatchObject({ state: "running", version: 1 });

    const visitor = await RestClient.start(`${here.url}/shop`);
    await visitor.at(`${there.url}/shop`).send("1", "hello");
    const texts = async () => textsOf((await visitor.events()).body.events);
    expect(await waitUntil(async () => (await texts()).length === 2, 20_000)).toBe(true);

    await patchChannel(ada, "shop", { isActive: false });
    expect(await waitUntil(async () => !(await isAnswering(there.url)), 20_000)).toBe(true);
    await there.signal("SIGKILL");
    await patchChannel(ada, "shop", { isActive: true });
    await there.start();
    expect(await waitUntil(() => isAnswering(there.url), 20_000)).toBe(true);
    expect(await texts()).toEqual(["one: hello", "two: hello"]);
  });
});
