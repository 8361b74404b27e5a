import { startBackend, slack } from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { FakeSlack, slackSecrets } from "#support/slack/fake-slack.ts";
import { commandBody, direct, dm, eventBody, tapBody } from "#support/slack/payloads.ts";
import { createSlackBot, withoutPace } from "#support/slack/slack-world.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";

const { botToken, appToken } = slackSecrets;
const connected = (platform: FakeSlack): Promise<boolean> => waitUntil(() => platform.connections.length === 1, 20_000);

test("of two servers one holds the connection; it is renewed without a gap, and the other server takes over", async () => {
  await using platform = await FakeSlack.start();
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const shared: Store = { ...store, [Symbol.asyncDispose]: async () => undefined };
  const { logger, lines } = collectLogLines("warn");
  const start = () => {
    const connectors = [withoutPace(slack({ botToken, appToken, apiUrl: platform.apiUrl }))];
    return startBackend(testConfig({ bot: createSlackBot(), connectors }), { variables: {}, store: shared, logger });
  };
  const first = await start();
  await using second = await start();
  expect(await connected(platform)).toBe(true);
  const opened = () => platform.calls.filter((method) => method === "apps.connections.open").length;
  expect(await platform.sendBySocket("events_api", eventBody(direct("hello")), 5_000)).toBe("accepted");
  await expect.poll(() => platform.shown()).toEqual(["Hello (direct)!"]);
  expect(opened()).toBe(1);

  // The old connection takes what comes until the new one is there.
  platform.refresh();
  expect(await platform.sendBySocket("events_api", eventBody(direct("order")), 5_000)).toBe("accepted");
  await expect.poll(opened).toBe(2);
  expect(await connected(platform)).toBe(true);
  const { ts = "" } = platform.messages[0] ?? {};
  const tap = tapBody({ label: "Who?", value: '{"say":"who am i"}', actionId: "1" }, { channel: dm, ts });
  expect(await platform.sendBySocket("interactive", tap, 5_000)).toBe("accepted");
  await expect.poll(() => platform.shown().length).toBe(3);

  // A connection that ends without a word is made again.
  platform.cut();
  await expect.poll(opened).toBe(3);
  expect(await connected(platform)).toBe(true);

  await first[Symbol.asyncDispose]();
  expect(await connected(platform)).toBe(true);
  const command = commandBody("news", platform.responseUrl());
  expect(await platform.sendBySocket("slash_commands", command, 5_000)).toBe("accepted");
  await second.idle();
  expect(platform.shown().at(-1)).toBe("It snows.");
  expect(opened()).toBe(4);
  expect(lines).toEqual([]);
});

test("an app token that Slack refuses is tried again after a pause, and named by what Slack says", async () => {
  await using platform = await FakeSlack.start();
  const { logger, lines, printed } = collectLogLines("warn");
  const connectors = [slack({ botToken, appToken: "xapp-revoked-token", apiUrl: platform.apiUrl })];
  await using _server = await startBackend(testConfig({ bot: createSlackBot(), connectors }), {
    variables: {},
    logger,
  });
  const tries = () => platform.calls.filter((method) => method === "apps.connections.open").length;
  await expect.poll(tries).toBe(2);
  expect(lines[0]?.msg).toContain("could not be opened");
  expect(printed()).toContain("invalid_auth");
  expect(printed()).not.toContain("xapp-revoked-token");
});
