import type OpenAI from "openai";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createEndpointBot, key, startEndpoint, wholeOf } from "#support/openai/endpoint-world.ts";

/** OpenAI's own client talks to a whole server. */

test("the models are the bot alone, also by its name", async () => {
  await using world = await startEndpoint({ model: "snow/help" });
  const models = await wholeOf(await world.client.models.list());
  expect(models).toEqual([{ id: "snow/help", object: "model", created: expect.any(Number), owned_by: "causerie" }]);
  expect(await world.client.models.retrieve("snow/help")).toEqual(models[0]);
  await expect(world.client.models.retrieve("gpt-5")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});

test("a completion has the documented shape, and all that the bot says", async () => {
  await using world = await startEndpoint();
  const completion = await world.client.chat.completions.create({
    model: "causerie",
    user: "ana",
    messages: [
      { role: "system", content: "fares" },
      { role: "user", content: "card" },
      { role: "assistant", content: "Look" },
      { role: "user", content: [{ type: "text", text: "card" }] },
    ],
  });
  expect(completion).toEqual({
    id: expect.stringMatching(/^chatcmpl-[0-9a-f]{24}$/),
    object: "chat.completion",
    created: expect.any(Number),
    model: "causerie",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: "Look:\n\n**Pass**\n\nOne day\n\n- [Buy](https://a.example/buy)",
          refusal: null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  });
  expect(Math.abs(completion.created - Date.now() / 1_000)).toBeLessThan(60);
});

test("a stream brings each piece as it comes, the choices behind them, the usage, and its end", async () => {
  const gate = Promise.withResolvers<void>();
  const bot = createEndpointBot(async function* () {
    yield "Snow ";
    yield "falls 😊 ";
    await gate.promise;
    yield "\ud83d";
    yield "\ude0a.";
  });
  await using world = await startEndpoint({ bot });
  const stream = await world.client.chat.completions.create({
    model: "causerie",
    user: "ana",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: "tell me" }],
  });
  const pieces: string[] = [];
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    pieces.push(chunk.choices[0]?.delta.content ?? "");
    // The rest is written once the client has the beginning.
    if (pieces.join("").endsWith("falls 😊")) gate.resolve();
  }
  expect(pieces.join("")).toBe("First:\n\nSnow falls 😊 😊.\n\n1. Fares\n\nLast.");
  for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
  const [first, ...rest] = chunks;
  expect(first).toEqual({
    id: expect.stringMatching(/^chatcmpl-/),
    object: "chat.completion.chunk",
    created: expect.any(Number),
    model: "causerie",
    choices: [{ index: 0, delta: { role: "assistant", content: "" }, logprobs: null, finish_reason: null }],
  });
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  expect(rest.at(-2)?.choices).toEqual([{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }]);
  expect(rest.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
});

test("a person is remembered over requests, each conversation has its own choices, and who is not named begins anew", async () => {
  await using world = await startEndpoint();
  expect(await world.say("menu", { user: "ana", conversation: "a" })).toBe(
    "What would you like?\n\n1. Fares\n\n2. Site",
  );
  expect(await world.say("2", { user: "ben", conversation: "a" })).toBe("?2");
  expect(await world.say("2", { user: "ana", conversation: "b" })).toBe("?2");
  expect(await world.say("2", { user: "ana", conversation: "a" })).toBe("ana for the 1. time");
  expect(await world.say("who am i", { user: "ana", conversation: "a" })).toBe("ana for the 2. time");
  expect(await world.say("who am i", { user: "ana" })).toBe("ana for the 1. time");
  expect(await world.say("who am i", { user: "ana" })).toBe("ana for the 2. time");
  expect(await world.say("menu", {})).toContain("1. Fares");
  expect(await world.say("1", {})).toBe("?1");
  expect(await world.say("menu", { conversation: "c" })).toContain("1. Fares");
  expect(await world.say("the first", { conversation: "c" })).toBe("A ticket is 5 euros.");
});

test("the person and the conversation are read wherever the usual programs name them", async () => {
  await using world = await startEndpoint();
  const messages = [{ role: "user" as const, content: "who am i" }];
  const ask = async (body: object, headers: Record<string, string> = {}) =>
    (await world.client.chat.completions.create({ model: "causerie", messages, ...body }, { headers })).choices[0]
      ?.message.content;
  expect(await ask({ safety_identifier: "eva" })).toBe("eva for the 1. time");
  expect(await ask({}, { "X-OpenWebUI-User-Id": "eva" })).toBe("eva for the 2. time");
  expect(await ask({}, { "X-OpenWebUI-User-Id": "eva", "X-OpenWebUI-Chat-Id": "c1" })).toBe("eva for the 1. time");
  expect(await ask({ user: "eva", metadata: { conversation_id: "c1" } })).toBe("eva for the 2. time");
  expect(await ask({ user: "eva" }, { "X-Conversation-Id": "c1" })).toBe("eva for the 3. time");
});

test("a request that the client sends again is answered once, and with the same words", async () => {
  await using world = await startEndpoint();
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const send = async (content: string, more: Record<string, string> = {}): Promise<string> => {
    const body = JSON.stringify({ model: "causerie", user: "ana", messages: [{ role: "user", content }] });
    const url = `${world.baseURL}/chat/completions`;
    const response = await fetch(url, { method: "POST", headers: { ...headers, ...more }, body });
    const { id, choices } = (await response.json()) as OpenAI.ChatCompletion;
    return `${id} ${choices[0]?.message.content}`;
  };
  const first = await send("who am i");
  expect(first).toContain("1. time");
  expect(await send("who am i", { "X-Stainless-Retry-Count": "1" })).toBe(first);
  expect(await send("who am i", { "X-Stainless-Retry-Count": "0" })).toContain("2. time");
  expect(await send("menu", { "X-Stainless-Retry-Count": "1" })).toContain("What would you like?");
  const named = await send("who am i", { "Idempotency-Key": "k1" });
  expect(named).toContain("3. time");
  await send("menu");
  expect(await send("who am i", { "Idempotency-Key": "k1" })).toBe(named);
});

test("another try of a request that never arrived is no repeat of what the person said before in the same words", async () => {
  await using world = await startEndpoint();
  const headers = { "X-Stainless-Retry-Count": "1" };
  const one = { role: "user" as const, content: "who am i" };
  const ask = async (messages: OpenAI.ChatCompletionMessageParam[], more: object = {}) =>
    (await world.client.chat.completions.create({ model: "causerie", user: "ana", messages }, more)).choices[0]?.message
      .content;
  const first = await ask([one]);
  expect(first).toBe("ana for the 1. time");
  const next = [one, { role: "assistant" as const, content: first ?? "" }, one];
  expect(await ask(next, { headers })).toBe("ana for the 2. time");
  expect(await ask(next, { headers })).toBe("ana for the 2. time");
});

test("files of a message come in with it, nobody fetches an address, and none is longer than the log should keep", async () => {
  await using world = await startEndpoint();
  const png = Buffer.from("not really a picture").toString("base64");
  const completion = await world.client.chat.completions.create({
    model: "causerie",
    messages: [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } },
          { type: "input_audio", input_audio: { data: png, format: "wav" } },
          { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${png}` } },
          { type: "image_url", image_url: { url: `${world.server.url}/secret.png` } },
          { type: "image_url", image_url: { url: "https://a.example/".padEnd(3_000, "x") } },
          { type: "image_url", image_url: { url: "https://a.example/".padEnd(3_001, "x") } },
        ],
      },
    ],
  });
  expect(completion.choices[0]?.message.content?.split("\n\n")).toEqual([
    "image image/png 20",
    "audio audio/wav 20",
    "file application/pdf 20",
    `image  0 ${world.server.url}/secret.png`,
    `image  0 ${"https://a.example/".padEnd(3_000, "x")}`,
    "image  0 refused",
  ]);
});

test("a bot that is not done in time is named so: what it has said, or that the client should ask again", async () => {
  const bot = createEndpointBot(async function* () {
    yield "Snow";
    await delay(30_000, undefined, { ref: false });
  });
  await using world = await startEndpoint({ bot, waitSeconds: 1 }, { graceMs: 50 });
  const create = (user: string) => {
    const messages = [{ role: "user" as const, content: "tell me" }];
    return world.client.chat.completions.create({ model: "causerie", user, messages });
  };
  expect((await create("ana")).choices[0]).toMatchObject({
    finish_reason: "length",
    message: { content: "First:" },
  });
  const streamed = await world.client.chat.completions.create({
    model: "causerie",
    user: "ben",
    stream: true,
    messages: [{ role: "user", content: "tell me" }],
  });
  const chunks = await wholeOf(streamed);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("First:\n\nSnow");
  expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("length");
});
