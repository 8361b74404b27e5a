import { createBot, story, text } from "@causerie/server";
import { expect, test } from "vitest";
import { spoken } from "#support/connectors/spoken.ts";
import { VoiceDevice } from "#support/connectors/voice-device.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const secret = "kitchen-secret";
const metricsToken = "a-token-for-the-metrics";

async function startWorld(deadlineMs = 7_000) {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const fares = story("fares", { keywords: ["fares"] }).handle(() =>
    text("Ten **euros**.", { quickReplies: [{ label: "Book" }] }),
  );
  const slow = story("slow", { keywords: ["slow"] }).handle(async function* () {
    asked.resolve();
    yield "Let me see.";
    await gate.promise;
    yield "Here it is.";
    yield "And this.";
  });
  const bot = createBot({ stories: [fares, slow], fallback: () => "Pardon?" });
  const { logger, lines } = collectLogLines("warn");
  const server = await startTestServer({ bot, connectors: [spoken({ secret, deadlineMs })], metricsToken }, { logger });
  const headers = { authorization: `Bearer ${metricsToken}` };
  const warnings = (): string[] => lines.map(({ msg }) => msg).filter((msg) => msg.startsWith("nobody hears"));
  return {
    server,
    warnings,
    lines,
    asked: asked.promise,
    device: new VoiceDevice(server.url, secret),
    release: gate.resolve,
    metrics: async () => (await (await fetch(`${server.url}/metrics`, { headers })).text()).match(/^spoken_.*$/gm),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("the messages of a turn are one speech, and counted as in time", async () => {
  await using world = await startWorld();
  expect(await world.device.hears("ana", "1", "fares")).toEqual({
    say: ["Ten euros.", "You can say: Book."],
    more: false,
  });
  expect(world.warnings()).toEqual([]);
  expect(await world.metrics()).toContain('spoken_turns_total{connector="voice",outcome="complete"} 1');
});

test("what is said after the deadline is dropped, and the log and the metrics say how much", async () => {
  await using world = await startWorld(600);
  const { say, more } = await world.device.hears("ana", "1", "slow");
  expect(more).toBe(true);
  // Whether the first one is done in time is a matter of the machine.
  const dropped = 3 - say.length;
  world.release();
  await expect.poll(world.warnings).toEqual(["nobody hears what the bot said after the platform had stopped waiting"]);
  expect(world.lines.find(({ msg }) => msg === world.warnings()[0])).toMatchObject({
    messages: dropped,
    deadlineMs: 600,
  });
  expect(await world.metrics()).toEqual(
    expect.arrayContaining([
      'spoken_turns_total{connector="voice",outcome="late"} 1',
      `spoken_late_messages_total{connector="voice"} ${dropped}`,
    ]),
  );
});

test("a caller that has gone is counted, too", async () => {
  await using world = await startWorld(20_000);
  const gone = new AbortController();
  const asking = world.device.hears("ana", "1", "slow", gone.signal).catch(() => "gone");
  await world.asked;
  gone.abort();
  expect(await asking).toBe("gone");
  // The server learns of it a moment later, and the bot must not be done by then.
  await expect.poll(world.metrics).toContain('spoken_turns_total{connector="voice",outcome="gone"} 1');
  world.release();
  await expect.poll(world.warnings).toEqual(["nobody hears what the bot said after the caller had gone"]);
});
