import type { AuditEntry, Quality } from "@causerie/protocol/desk";
import { createBot, story } from "@causerie/server";
import { expect, test } from "vitest";
import { startDesk } from "#support/desk/start-desk.ts";

const of = (id: string, examples: string[]) => story(id, { examples: { en: examples } }).handle(() => id);
const bot = createBot({
  stories: [
    of("fares", [
      "what does a ticket cost",
      "how much is a ticket",
      "price of a ticket",
      "ticket price please",
      "cost of tickets",
      "what do tickets cost",
      "is a ticket expensive",
    ]),
    of("lost", [
      "I have lost my bag",
      "my bag is gone",
      "somebody found my bag",
      "where is my lost bag",
      "I left my bag in the train",
      "lost a bag today",
      "my umbrella is gone",
    ]),
  ],
  fallback: () => "?",
});

test("the quality of the examples is measured on demand, beside the conversations, and its result is kept", async () => {
  await using desk = await startDesk({ bot });
  const admin = await desk.admin();
  const read = async () => (await admin.get<Quality>("/stories/quality")).body;
  expect(await read()).toEqual({ isRunning: false, canMeasure: true, hasFailed: false });
  const started = await admin.call<Quality>("POST", "/stories/quality", {});
  expect(started).toMatchObject({ status: 202, body: { isRunning: true } });
  await expect.poll(async () => (await read()).isRunning, { interval: 100, timeout: 60_000 }).toBe(false);
  const { measured, hasFailed } = await read();
  expect(hasFailed).toBe(false);
  expect(measured?.examples).toBe(14);
  expect(measured?.intents.map(({ intent }) => intent).toSorted()).toEqual(["fares", "lost"]);
  expect(measured?.accuracy).toBeGreaterThan(0.5);
  const { body: audit } = await admin.get<AuditEntry[]>("/audit");
  expect(audit[0]?.act).toBe("quality.measure");
});

test("stories without examples are not measured", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  expect((await admin.get<Quality>("/stories/quality")).body.canMeasure).toBe(false);
  expect((await admin.call("POST", "/stories/quality", {})).status).toBe(400);
});
