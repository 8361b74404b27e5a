import { createBot, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startRemoteBot } from "#support/server/remote-bot.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const bot = createBot({ stories: [], fallback: () => "from the bot of this server" });

test("a bot that runs elsewhere answers in the place of the configured one, and is tried again when it fails", async () => {
  const asked: string[] = [];
  await using remote = await startRemoteBot((said) => {
    asked.push(said);
    return asked.length === 1 ? undefined : [`remote: ${said}`, "anything else?"];
  });
  await using server = await startTestServer(
    { bot, connectors: [web({ origins: [] })] },
    { runtime: (host) => remote.runtime(host) },
  );
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await expect
    .poll(async () => textsOf((await client.events()).body.events))
    .toEqual(["remote: hello", "anything else?"]);
  expect(asked).toEqual(["hello", "hello"]);
});
