import { openai } from "@causerie/server";
import { expect, test } from "vitest";
import OpenAI from "openai";
import { createDeskBot } from "#support/desk/desk-bot.ts";
import { Console } from "#support/desk/inbox-world.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { key, wholeOf } from "#support/openai/endpoint-world.ts";
import { waitUntil } from "#support/wait-until.ts";

test("what the team says meanwhile goes with the person's next answer, in one piece and in a stream", async () => {
  await using desk = await startDesk({ bot: createDeskBot(), connectors: [openai({ key })] });
  const ada = new Console(await desk.admin());
  const client = new OpenAI({ baseURL: `${desk.url}/openai/v1`, apiKey: key, maxRetries: 0 });
  const request = (content: string) => ({
    model: "causerie",
    user: "zoe",
    messages: [{ role: "user" as const, content }],
  });
  const say = async (words: string) =>
    (await client.chat.completions.create(request(words))).choices[0]?.message.content;
  const isSaid = async (words: string): Promise<void> => {
    const isThere = async (): Promise<boolean> =>
      JSON.stringify(await ada.open(row?.conversationId ?? "")).includes(`"text":"${words}"`);
    expect(await waitUntil(isThere, 5_000)).toBe(true);
  };
  await say("a person please");
  expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
  const [row] = await ada.list("?state=waiting");
  expect(row).toMatchObject({ channel: "openai" });
  await ada.act(row?.conversationId ?? "", { type: "say", text: "Hello, I am Ada." });
  await ada.act(row?.conversationId ?? "", { type: "say", text: "How can I help?" });
  await isSaid("How can I help?");
  expect(await say("are you there")).toBe("Hello, I am Ada.\n\nHow can I help?");
  expect(await say("hello?")).toBe("");
  await ada.act(row?.conversationId ?? "", { type: "say", text: "I am." });
  await isSaid("I am.");
  const chunks = await wholeOf(await client.chat.completions.create({ ...request("well"), stream: true }));
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("I am.");
});
