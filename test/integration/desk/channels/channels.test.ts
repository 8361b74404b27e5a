import { web } from "@causerie/server";
import type { ChannelKind } from "@causerie/server/connector.ts";
import { describe, expect, test } from "vitest";
import { channelOf, listChannels, patchChannel, putChannel, webChannel } from "#support/desk/channels.ts";
import { deskStores, startDesk } from "#support/desk/start-desk.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A kind whose connectors do not start while `broken` says so, and which quotes its secret when it fails. */
function fragileKind(): ChannelKind {
  return {
    channel: "fragile",
    title: "Fragile",
    options: {
      type: "object",
      properties: {
        broken: { title: "Broken", type: "boolean" },
        token: { title: "Token", type: "string", writeOnly: true },
        path: { title: "Path", type: "string" },
      },
      required: ["token"],
    },
    create: (options) => ({
      ...web({ id: textOf(options["id"]), path: textOf(options["path"]), origins: [] }),
      account: "the one account",
      options: { type: "object", properties: {} },
      problems: () => [],
      start(host) {
        if (options["broken"] === true) throw new Error(`the platform refuses ${textOf(options["token"])}`);
        return web({ id: textOf(options["id"]), path: textOf(options["path"]), origins: [] }).start(host);
      },
    }),
  };
}

async function screenOf(visitor: RestClient, count: number): Promise<string[]> {
  let texts: string[] = [];
  await waitUntil(async () => {
    texts = textsOf((await visitor.events()).body.events);
    return texts.length >= count;
  }, 10_000);
  return texts;
}

const statusOf = async (url: string): Promise<number> => (await fetch(url, { method: "POST" })).status;

describe.each(deskStores)("channels that are made at the desk, on $store", ({ database }) => {
  test("a channel answers as soon as it is made, is away while it is switched off, and has its conversations afterwards", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    expect(await statusOf(`${desk.url}/shop/v1/session`)).toBe(404);

    const made = await putChannel(ada, "shop", webChannel());
    expect(made).toMatchObject({ status: 200, body: { state: "running", path: "/shop", version: 1, madeIn: "desk" } });
    const visitor = await RestClient.start(`${desk.url}/shop`);
    await visitor.send("1", "hello");
    expect(await screenOf(visitor, 2)).toEqual(["one: hello", "two: hello"]);

    expect((await patchChannel(ada, "shop", { isActive: false })).body).toMatchObject({ state: "stopped" });
    expect((await visitor.send("2", "are you there?")).status).toBe(404);

    expect((await patchChannel(ada, "shop", { isActive: true })).body).toMatchObject({ state: "running", version: 3 });
    expect((await visitor.send("2", "are you there?")).status).toBeLessThan(300);
    expect(await screenOf(visitor, 4)).toEqual([
      "one: hello",
      "two: hello",
      "one: are you there?",
      "two: are you there?",
    ]);
  });

  test("a channel has its page for apps and its paths in /openapi.json for as long as it is there", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    const seen = async () => {
      const pages = ["/embed/mobile", "/embed/mobile/shop"].map(async (path) => (await fetch(desk.url + path)).status);
      const { paths } = (await (await fetch(`${desk.url}/openapi.json`)).json()) as { paths: object };
      return [...(await Promise.all(pages)), Object.keys(paths).includes("/shop/v1/session")];
    };
    expect(await seen()).toEqual([404, 404, false]);
    const options = { origins: [], mobileShells: ["flutter"] };
    expect((await putChannel(ada, "shop", webChannel({ options }))).status).toBe(200);
    expect(await seen()).toEqual([200, 200, true]);
    expect(await (await fetch(`${desk.url}/embed/mobile/shop`)).text()).toContain('data-endpoint="../../shop"');
    await patchChannel(ada, "shop", { isActive: false });
    expect(await seen()).toEqual([404, 404, false]);
  });

  test("new options hold at once, at the same path or another one", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel());
    const foreign = { method: "POST", headers: { Origin: "https://shop.example" } };
    expect((await fetch(`${desk.url}/shop/v1/session`, foreign)).status).toBe(403);
    const options = { origins: ["https://shop.example"], path: "/store" };
    expect((await putChannel(ada, "shop", webChannel({ version: 1, options }))).status).toBe(200);
    expect((await fetch(`${desk.url}/store/v1/session`, foreign)).status).toBeLessThan(300);
    expect(await statusOf(`${desk.url}/shop/v1/session`)).toBe(404);
  });

  test("channels of the configuration and of the desk stand side by side; those of the configuration stay as they are", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel());
    expect(await listChannels(ada)).toMatchObject([
      { id: "web", madeIn: "configuration", state: "running", path: "/web" },
      { id: "shop", madeIn: "desk", state: "running", path: "/shop" },
    ]);
    expect(await putChannel(ada, "web", webChannel())).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('the connector "web" is in the configuration') },
    });
    expect((await ada.call("DELETE", "/channels/web")).status).toBe(409);
  });

  test("a path that another channel has is refused with the name of that channel", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel());
    const at = (path: string) => webChannel({ options: { origins: [], path } });
    expect(await putChannel(ada, "other", at("/web/shop"))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('the connector "web" of the configuration') },
    });
    expect(await putChannel(ada, "other", at("/shop"))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('the channel "Shop"') },
    });
    expect((await putChannel(ada, "other", at("/desk"))).body.detail).toContain("the server has its own there");
    expect(await channelOf(ada, "other")).toBeUndefined();
  });

  test("of several channels for one path or account, made at the same time, one is made", async () => {
    await using desk = await startDesk({ channelKinds: [fragileKind()] }, { database: database() });
    const ada = await desk.admin();
    const ids = ["a", "b", "c", "d"];
    const wanted = (path: string) => ({ channel: "fragile", options: { token: "a-secret", path } });
    const paths = await Promise.all(
      ids.map((id) => putChannel(ada, id, webChannel({ options: { origins: [], path: "/one" } }))),
    );
    expect(paths.filter(({ status }) => status === 200)).toHaveLength(1);
    const accounts = await Promise.all(ids.map((id) => putChannel(ada, `x${id}`, webChannel(wanted(`/x${id}`)))));
    expect(accounts.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(accounts.find(({ status }) => status === 409)?.body.detail).toContain("the one account is served by");
  });

  test("a secret is never shown again: it stays until another one or null is given", async () => {
    await using desk = await startDesk({ channelKinds: [fragileKind()] }, { database: database() });
    const ada = await desk.admin();
    const fragile = (version: number, options: Record<string, unknown>) =>
      webChannel({ version, channel: "fragile", options });
    const made = await putChannel(ada, "frail", fragile(0, { token: "very-secret-1" }));
    expect(made.body).toMatchObject({ options: {}, secrets: [{ name: "token", changedAt: expect.any(Number) }] });
    expect((await putChannel(ada, "frail", fragile(1, { broken: false }))).body).toMatchObject({
      options: { broken: false },
      secrets: made.body.secrets,
    });
    const everything = JSON.stringify([
      await listChannels(ada),
      (await ada.get("/audit")).body,
      (await ada.get("/channel-kinds")).body,
    ]);
    expect(everything).not.toContain("very-secret-1");
    expect(everything).toContain("channel.make");
    expect(await putChannel(ada, "frail", fragile(2, { token: null }))).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("token is missing") },
    });
  });

  test("a channel that cannot start says why, without its secret, and disturbs no other", async () => {
    await using desk = await startDesk({ channelKinds: [fragileKind()] }, { database: database() });
    const ada = await desk.admin();
    const options = { broken: true, token: "very-secret-2" };
    expect((await putChannel(ada, "frail", webChannel({ channel: "fragile", options }))).body).toMatchObject({
      state: "failed",
      reason: "the platform refuses …",
    });
    await putChannel(ada, "shop", webChannel());
    expect(await statusOf(`${desk.url}/shop/v1/session`)).toBeLessThan(300);
    const mended = webChannel({ version: 1, channel: "fragile", options: { broken: false } });
    expect((await putChannel(ada, "frail", mended)).body).toMatchObject({ state: "running" });
    expect(await statusOf(`${desk.url}/frail/v1/session`)).toBeLessThan(300);
  });

  test("whoever has seen an older version, names another kind or wrong options is refused, and nothing changes", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel());
    expect(await putChannel(ada, "shop", webChannel({ version: 5 }))).toMatchObject({ body: { code: "conflict" } });
    expect(await putChannel(ada, "shop", webChannel())).toMatchObject({ body: { code: "conflict" } });
    const messenger = await putChannel(ada, "shop", webChannel({ version: 1, channel: "messenger" }));
    expect(messenger.body.detail).toContain("a channel stays of its kind");
    const wrong = await putChannel(ada, "shop", webChannel({ version: 1, options: { origins: [], sites: [] } }));
    expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining("there is no such option") } });
    const unknown = await putChannel(ada, "other", webChannel({ channel: "pigeon" }));
    expect(unknown.body.detail).toContain('no channels of the kind "pigeon"');
    expect((await putChannel(ada, "other", webChannel({ queue: "nowhere" }))).body.detail).toContain(
      "there is no queue",
    );
    expect(await channelOf(ada, "shop")).toMatchObject({ version: 1, channel: "web" });
  });

  test("a removed channel is gone, and its id may be given again", async () => {
    await using desk = await startDesk({}, { database: database() });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel());
    expect((await ada.call("DELETE", "/channels/shop")).status).toBe(204);
    expect(await statusOf(`${desk.url}/shop/v1/session`)).toBe(404);
    expect((await ada.call("DELETE", "/channels/shop")).status).toBe(404);
    expect((await putChannel(ada, "shop", webChannel())).status).toBe(200);
  });
});

test("the configuration may say how long a channel of the desk keeps what it has, and a name that nobody has is said", async () => {
  const data = temporaryFolder();
  {
    await using desk = await startDesk({ data });
    expect((await putChannel(await desk.admin(), "shop", webChannel())).status).toBe(200);
  }
  const { logger, lines } = collectLogLines("warn");
  const retention = { connectors: { shop: { conversations: 30 }, shpo: { conversations: 30 } } };
  await using _desk = await startDesk({ data, retention }, { logger });
  expect(lines.filter(({ msg }) => msg.startsWith("retention."))).toMatchObject([{ connectorId: "shpo" }]);
  const withoutDesk = startDesk({ data: temporaryFolder(), retention, desk: false });
  await expect(withoutDesk).rejects.toThrow("retention.connectors.shop: there is no connector of this id");
});

test("channels run after a restart, also when the secret of the server was changed, and after the one before is forgotten", async () => {
  const data = temporaryFolder();
  const secret = "the first secret of this server, which is long";
  {
    await using desk = await startDesk({ data, secret, channelKinds: [fragileKind()] });
    const ada = await desk.admin();
    await putChannel(ada, "shop", webChannel({ channel: "fragile", options: { token: "very-secret-3" } }));
  }
  const second = "the second secret of this server, also long";
  for (const known of [{ secret: second, previousSecret: secret }, { secret: second }]) {
    // The first of these starts seals anew: without it the second one could open nothing any more.
    await using desk = await startDesk({ data, ...known, channelKinds: [fragileKind()] });
    expect(await statusOf(`${desk.url}/shop/v1/session`)).toBeLessThan(300);
  }
});
