import { createServer } from "node:http";
import { createBot, web } from "@causerie/server";
import type { BotHost } from "@causerie/server/bot/bot-host.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { expect, onTestFinished, test } from "vitest";
import { listen } from "#support/listen.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const bot = createBot({ stories: [], fallback: () => "from the bot of this server" });

/** A bot behind HTTP: it is sent the text, and answers with texts. */
function remoteRuntime(url: string, { turns, now, ...host }: BotHost): BotRuntime {
  return {
    async handle(lease, signal) {
      const { content } = lease.event;
      const body = content.type === "text" ? content.text : content.type;
      const response = await fetch(url, { method: "POST", body, signal });
      if (!response.ok) throw new Error(`the remote bot answered ${response.status}`);
      const texts = (await response.json()) as string[];
      const answer = {
        events: texts.map((text, index) => said(lease.seq, `${lease.seq}.${index}`, text)),
        deliveries: [],
      };
      await turns.commit(lease, answer, lease.conversation.state, now());
      host.committed(lease.conversation.id, answer);
    },
    apologize: ({ seq }) => ({ events: [said(seq, `${seq}.sorry`, "The bot is away.")], deliveries: [] }),
  };
}

function said(of: number, key: string, text: string) {
  const message = { type: "text" as const, text, buttons: [], quickReplies: [] };
  return { key, body: { type: "message" as const, messageId: key, author: { role: "bot" as const }, message, of } };
}

test("a bot that runs elsewhere answers in the place of the configured one, and is tried again when it fails", async () => {
  const asked: string[] = [];
  let failures = 1;
  const remote = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => void (text += chunk.toString()));
    request.on("end", () => {
      asked.push(text);
      failures -= 1;
      if (failures >= 0) response.writeHead(503).end();
      else response.end(JSON.stringify([`remote: ${text}`, "anything else?"]));
    });
  });
  const url = await listen(remote);
  onTestFinished(() => void remote.close());
  await using server = await startTestServer(
    { bot, connectors: [web({ origins: [] })] },
    { runtime: (host) => remoteRuntime(url, host) },
  );
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "hello");
  await expect
    .poll(async () => textsOf((await client.events()).body.events))
    .toEqual(["remote: hello", "anything else?"]);
  expect(asked).toEqual(["hello", "hello"]);
});
