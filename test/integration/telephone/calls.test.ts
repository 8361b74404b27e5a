import { type ConnectorDefinition } from "@causerie/server/connector";
import { jambonz, twilioVoice } from "@causerie/server";
import { afterAll, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { ana, createCallBot } from "#support/telephone/call-bot.ts";
import { FakeJambonz, webhookSecret } from "#support/telephone/fake-jambonz.ts";
import { authToken, FakeTwilio } from "#support/telephone/fake-twilio.ts";
import { startVoiceServer } from "#support/voice/start-voice-server.ts";

type Caller = {
  begin(): Promise<Answer>;
  say(text: string): Promise<Answer>;
  press(digits: string): Promise<Answer>;
  silent(): Promise<Answer>;
  hangUp(webhook: string): Promise<number>;
};
type Answer = { said: string; after: string; number: string };

const platforms: Readonly<
  Record<
    string,
    {
      connector: (deadlineMs?: number) => ConnectorDefinition;
      open: (webhook: string) => { call(id: string, from?: string): Caller };
    }
  >
> = {
  "twilio-voice": {
    connector: (deadlineMs = 10_000) => twilioVoice({ authToken, deadlineMs }),
    open: (webhook) => new FakeTwilio(webhook),
  },
  jambonz: {
    connector: (deadlineMs = 10_000) => jambonz({ webhookSecret, deadlineMs }),
    open: (webhook) => new FakeJambonz(webhook),
  },
};

async function openWorld(name: string, { deadlineMs, gate }: { deadlineMs?: number; gate?: Promise<void> } = {}) {
  const { connector, open } = platforms[name] ?? {};
  if (connector === undefined || open === undefined) throw new Error(`there is no ${name}`);
  const { logger, printed, lines } = collectLogLines("debug");
  const started = await startVoiceServer({ bot: createCallBot(gate), connector: connector(deadlineMs) }, { logger });
  const webhook = `${started.server.url}/${name}`;
  const platform = open(webhook);
  let calls = 0;
  return {
    ...started,
    webhook,
    printed,
    lines,
    call: (from?: string) => platform.call(`CA${(calls += 1)}`, from),
    logOf: async (callId: string) => {
      await started.server.idle();
      return (await started.store.log.read(`${name}:${callId}`, 0, 50)).flatMap((entry) =>
        entry.type === "visitor" ? [entry.content.type] : [],
      );
    },
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}

/** One server for each platform: every call is a conversation of its own. */
const worlds = new Map(
  await Promise.all(Object.keys(platforms).map(async (name) => [name, await openWorld(name)] as const)),
);
afterAll(async () => {
  for (const world of worlds.values()) await world[Symbol.asyncDispose]();
});

const worldOf = (name: string) => {
  const world = worlds.get(name);
  if (world === undefined) throw new Error(`there is no ${name}`);
  return world;
};

test.each(Object.keys(platforms))(
  "%s: a caller is greeted, and chooses by words, by a key, or by a number",
  async (name) => {
    const caller = worldOf(name).call();
    expect(await caller.begin()).toMatchObject({
      said: "Hello & welcome <here>.\nSay or press: 1 for Fares, 2 for Agent.",
      after: name === "jambonz" ? "gather" : "listens",
    });
    expect((await caller.press("1")).said).toBe("Ten euros.");
    await caller.say("hello");
    expect((await caller.say("the first one")).said).toBe("Ten euros.");
    expect((await caller.say("seats")).said).toBe("How many?");
    expect((await caller.press("4")).said).toBe("4 seats.");
  },
);

test.each(Object.keys(platforms))("%s: a story puts the call through, ends it, or plays something", async (name) => {
  const { call } = worldOf(name);
  expect(await call().say("agent")).toMatchObject({
    said: "I put you through.",
    after: name === "jambonz" ? "dial" : "dials",
    number: "+33123456789",
  });
  const music = await call().say("music");
  expect(JSON.stringify(music)).toContain("https://a.example/a.mp3");
  expect(music).toMatchObject({ said: "Listen.", after: name === "jambonz" ? "gather" : "listens" });
  expect(await call().say("bye")).toMatchObject({
    said: "Good bye.",
    after: name === "jambonz" ? "hangup" : "hangs up",
  });
});

test.each(Object.keys(platforms))(
  "%s: who says nothing is asked again, twice, and then the call ends",
  async (name) => {
    const world = worldOf(name);
    const caller = world.call();
    await caller.begin();
    for (const _time of [1, 2])
      expect((await caller.silent()).said).toBe("I did not get that. Say or press: 1 for Fares, 2 for Agent.");
    expect(await caller.silent()).toMatchObject({
      said: "Goodbye.",
      after: name === "jambonz" ? "hangup" : "hangs up",
    });
  },
);

test.each(Object.keys(platforms))(
  "%s: a silence between answers counts anew, and the question stays open",
  async (name) => {
    const caller = worldOf(name).call();
    await caller.say("seats");
    expect((await caller.silent()).said).toBe("I did not get that. How many?");
    expect((await caller.say("three")).said).toBe("3 seats.");
    expect((await caller.silent()).said).toContain("I did not get that.");
  },
);

test.each(Object.keys(platforms))("%s: the end of a call is one event, however often it is reported", async (name) => {
  const world = worldOf(name);
  const callId = `CA-end-${name}`;
  const caller = platforms[name]?.open(world.webhook).call(callId);
  await caller?.begin();
  expect([await caller?.hangUp(world.webhook), await caller?.hangUp(world.webhook)]).toEqual([200, 200]);
  expect(await world.logOf(callId)).toEqual(["start", "end"]);
});

test.each(Object.keys(platforms))("%s: what is not done in time is said so", async (name) => {
  const gate = Promise.withResolvers<void>();
  await using world = await openWorld(name, { deadlineMs: 500, gate: gate.promise });
  expect((await world.call().say("slow")).said).toBe("I need more time for this. Please ask me again in a moment.");
  gate.resolve();
  await world.server.idle();
});

test.each(Object.keys(platforms))(
  "%s: neither words nor numbers of callers nor secrets are in the log",
  async (name) => {
    const world = worldOf(name);
    const caller = world.call();
    await caller.say("my card is 4111-1111");
    await caller.hangUp(world.webhook);
    await world.server.idle();
    expect(world.lines.length).toBeGreaterThan(3);
    for (const secret of ["4111", ana, authToken, webhookSecret])
      expect(world.printed().includes(secret), `${secret} is in the log`).toBe(false);
  },
);
