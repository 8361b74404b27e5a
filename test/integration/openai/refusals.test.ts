import { type APIError, AuthenticationError, type OpenAI, RateLimitError } from "openai";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { key, startEndpoint } from "#support/openai/endpoint-world.ts";

const messages = [{ role: "user" as const, content: "hello" }];

test("whoever has no valid key gets OpenAI's own error, on every route", async () => {
  const second = "sk-causerie-the-second-one";
  await using world = await startEndpoint({ key: [key, second] });
  for (const wrong of ["guessed", `${key}x`, key.slice(0, -1)]) {
    const client = world.clientWith(wrong);
    for (const call of [
      client.models.list(),
      client.models.retrieve("causerie"),
      client.chat.completions.create({ model: "causerie", messages }),
    ])
      await expect(call).rejects.toMatchObject({
        constructor: AuthenticationError,
        code: "invalid_api_key",
        type: "invalid_request_error",
      });
  }
  expect((await world.clientWith(second).models.list()).data).toHaveLength(1);
});

test("a request that nobody could answer is refused with the field's name", async () => {
  await using world = await startEndpoint();
  const said = (content: unknown): object => ({ messages: [{ role: "user", content }] });
  const file = { type: "image_url", image_url: { url: "data:image/png,x" } };
  const table: [body: object, error: object][] = [
    [{ model: "gpt-5" }, { status: 404, code: "model_not_found", param: "model" }],
    [{ model: "" }, { status: 400, param: "model" }],
    [{ messages: [] }, { status: 400, param: "messages" }],
    [{ messages: [{ role: "assistant", content: "x" }] }, { status: 400, param: "messages" }],
    [said(" \n"), { status: 400, param: "messages" }],
    [said("x".repeat(16_001)), { status: 400, param: "messages" }],
    [said([file]), { status: 400, param: "messages" }],
    [said(Array.from({ length: 11 }, () => ({ type: "input_audio", input_audio: { data: "eA==" } }))), { status: 400 }],
    [{ n: 2 }, { status: 400, param: "n" }],
    [{ stream: "yes" }, { status: 400, param: "stream" }],
    [{ user: "x".repeat(501) }, { status: 400, param: "user" }],
  ];
  for (const [body, error] of table) {
    const request = { model: "causerie", messages, ...body } as OpenAI.ChatCompletionCreateParamsNonStreaming;
    await expect(world.client.chat.completions.create(request)).rejects.toMatchObject({
      type: "invalid_request_error",
      ...error,
    });
  }
});

test("what is no request of this interface is answered in its form, too", async () => {
  await using world = await startEndpoint();
  const headers = { Authorization: `Bearer ${key}` };
  const answers = await Promise.all(
    [
      ["POST", "/chat/completions", "{"],
      ["POST", "/chat/completions", "x".repeat(16 * 1024 * 1024 + 1)],
      ["GET", "/chat/completions", undefined],
      ["POST", "/embeddings", "{}"],
    ].map(async ([method = "", path = "", body]) => {
      const response = await fetch(`${world.baseURL}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      return [response.status, error.code, error.message];
    }),
  );
  expect(answers).toEqual([
    [400, "invalid_request", "the body is not JSON"],
    [413, "too_large", "a body may have at most 16777216 bytes"],
    [405, "method_not_allowed", "this route takes POST"],
    [404, "not_found", "there is no such route"],
  ]);
});

test("a person who asks too often is asked to wait, and another one is not", async () => {
  await using world = await startEndpoint({ requestsPerMinute: 2 });
  await world.say("hello");
  await world.say("hello");
  const refused = await world.say("hello").catch((error: unknown) => error);
  expect(refused).toMatchObject({ constructor: RateLimitError, code: "rate_limit_exceeded" });
  expect(Number((refused as APIError).headers?.get("retry-after"))).toBeGreaterThan(0);
  expect(await world.say("hello", { user: "ben" })).toBe("?hello");
});

test.each(["debug", "info"] as const)("no text, no key and no person is in the log at level %s", async (level) => {
  const { logger, printed, lines } = collectLogLines(level);
  await using world = await startEndpoint({ requestsPerMinute: 3 }, { logger });
  const planted = "my card is 4111-1111";
  const user = "ana.planted@example.com";
  for (const words of [planted, "tell me", planted, planted]) await world.say(words, { user }).catch(() => undefined);
  await world
    .clientWith("sk-guessed-4111")
    .models.list()
    .catch(() => undefined);
  await fetch(`${world.baseURL}/chat/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body: `{ ${planted}`,
  });
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of ["4111", "planted", key])
    expect(printed().includes(secret), `${secret} is in the log`).toBe(false);
});
