import { mattermost, startBackend } from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { FakeMattermost, room, token } from "#support/mattermost/fake-mattermost.ts";
import { createMattermostBot, startMattermostWorld, withoutPace } from "#support/mattermost/mattermost-world.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";

const connected = (platform: FakeMattermost): Promise<boolean> =>
  waitUntil(() => platform.connections.length === 1, 20_000);

test("of two servers one holds the connection; what is said while none does is answered by the one that takes over, once", async () => {
  await using platform = await FakeMattermost.start();
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const shared: Store = { ...store, [Symbol.asyncDispose]: async () => undefined };
  const { logger, lines } = collectLogLines("warn");
  const start = () => {
    const connectors = [withoutPace(mattermost({ serverUrl: platform.url, botToken: token }))];
    return startBackend(testConfig({ bot: createMattermostBot(), connectors }), {
      variables: {},
      store: shared,
      logger,
    });
  };
  const opened = () => platform.calls.filter((call) => call === "GET users/me/channels").length;
  // Said before there is a server, and so long ago that nobody waits for an answer.
  platform.post("hello", { isMissed: true });
  platform.post("news", { isMissed: true, at: Date.now() - 31 * 60_000 });
  const first = await start();
  await using second = await start();
  expect(await connected(platform)).toBe(true);
  await expect.poll(() => platform.shown()).toEqual(["Hello (direct)!"]);
  expect(opened()).toBe(1);

  // A connection that ends without a word is made again, and what was missed is read.
  platform.cut();
  const edited = platform.post("order", { isMissed: true });
  await expect.poll(() => platform.shown()).toEqual(["Hello (direct)!", "Shall I?"]);
  expect(await connected(platform)).toBe(true);

  await first[Symbol.asyncDispose]();
  platform.change(edited, "another order", true);
  expect(await connected(platform)).toBe(true);
  platform.post("news");
  await expect.poll(() => platform.shown().length).toBe(4);
  await second.idle();
  expect(platform.shown().slice(2)).toEqual(["edited: another order", "It snows."]);
  // A slow machine says so of itself.
  expect(lines.filter(({ blockedMs }) => blockedMs === undefined)).toEqual([]);
});

test("what could not be stored is read again by the next connection, with what came meanwhile", async () => {
  const { logger, lines } = collectLogLines("warn");
  await using world = await startMattermostWorld({}, { logger });
  const { platform, store } = world;
  const append = store.events.append.bind(store.events);
  let isFull = true;
  store.events.append = async (...given) => {
    if (isFull) throw new Error("the disk is full");
    return await append(...given);
  };
  platform.post("hello");
  await expect.poll(() => lines.some(({ msg }) => msg.includes("could not be stored"))).toBe(true);
  platform.post("order", { isMissed: true });
  isFull = false;
  await world.answered(2);
  expect(platform.shown()).toEqual(["Hello (direct)!", "Shall I?"]);
});

test("a channel that Mattermost does not show is left out, and keeps nobody waiting", async () => {
  await using world = await startMattermostWorld(
    {},
    {
      prepare(platform) {
        platform.hidden.add(room);
        platform.post("@helper hello", { channel: room, isMissed: true });
        platform.post("order", { isMissed: true });
      },
    },
  );
  const { platform } = world;
  await world.answered(1);
  platform.send("post_edited", { post: JSON.stringify({ ...platform.posts[0], edit_at: Date.now() }) }, room);
  await world.ask(2, "news");
  expect(platform.shown()).toEqual(["Shall I?", "It snows."]);
  expect(platform.calls.filter((call) => call === "GET users/me/channels")).toHaveLength(1);
});

test("a token that Mattermost refuses is tried again after a pause, and named by what Mattermost says", async () => {
  await using platform = await FakeMattermost.start();
  const { logger, lines, printed } = collectLogLines("warn");
  const connectors = [mattermost({ serverUrl: platform.url, botToken: "a-revoked-token" })];
  await using _server = await startBackend(testConfig({ bot: createMattermostBot(), connectors }), {
    variables: {},
    logger,
  });
  await expect.poll(() => platform.calls.filter((call) => call === "GET users/me").length).toBe(2);
  expect(lines[0]?.msg).toContain("could not be opened");
  expect(printed()).toContain("api.context.session_expired.app_error");
  expect(printed()).not.toContain("a-revoked-token");
});
