import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, oneOf, story } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** A conversation that begins with a checkbox of a site, where Meta tells no id of the person until they write. */

const seats = story("seats", { events: ["optin"], slots: { size: oneOf("size", ["small", "large"]) } });
const tell = story("tell", { keywords: ["tell"] });
const bot = createBot({
  stories: [
    seats.handle({
      ask: {
        size(turn) {
          const { content } = turn.event;
          if (content.type === "optin") turn.user.data["came"] = content.ref;
          return "Which size?";
        },
      },
      run: (_turn, { size }) => `A ${size} one.`,
    }),
    story("known", { events: ["identity_change"] }).handle((turn) => {
      turn.user.data["known"] = true;
    }),
    tell.handle(async (turn) => {
      const said = (await turn.history(20)).map(({ text }) => text);
      return `${JSON.stringify(turn.user.data)} ${said.join(" | ")}`;
    }),
  ],
  fallback: (turn) => `to ${turn.text}`,
});

/** An address is what some sites call a person. */
const userRef = "ana@example.com:77";

async function startWorld() {
  const { logger, printed } = collectLogLines("debug");
  const graph = await startFakeGraph(metaPage);
  const data = temporaryFolder();
  const start = async () => {
    const connectors = [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })];
    const server = await startTestServer({ bot, connectors, data }, { logger });
    graph.setWebhookUrl("1001", `${server.url}/messenger`);
    return server;
  };
  let server = await start();
  const ana = graph.user("2001");
  return {
    graph,
    ana,
    printed,
    /** What the person has read in the end. */
    async after(act: () => Promise<unknown>): Promise<(string | undefined)[]> {
      await act();
      await server.idle();
      await graph.idle();
      return graph.sent(ana.psid).map(({ text }) => text);
    },
    async restart() {
      await server[Symbol.asyncDispose]();
      server = await start();
    },
    forget: async () => await server.people.delete({ connectorId: "messenger", userId: ana.psid }),
    export: async () => await server.people.export({ connectorId: "messenger", userId: ana.psid }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("what began under the site's name goes on when the person writes: the question, what is remembered and what was said, also after a restart", async () => {
  await using world = await startWorld();
  const { ana } = world;
  expect(await world.after(() => ana.ticksCheckbox(userRef, "summer"))).toEqual(["Which size?"]);
  expect(await world.after(() => ana.say("large"))).toEqual(["Which size?", "A large one."]);
  await world.restart();
  const read = await world.after(() => ana.say("tell"));
  expect(read.at(-1)).toBe('{"came":"summer","known":true} Which size? | large | A large one.');
  const { conversations } = await world.export();
  expect(conversations.map(({ events }) => events > 4)).toEqual([true]);
});

test("the first message that Meta sends twice joins once, and is answered once", async () => {
  await using world = await startWorld();
  const { ana, graph } = world;
  await world.after(() => ana.ticksCheckbox(userRef, "summer"));
  const first = {
    message: { mid: "m_first", text: "large" },
    prior_message: { source: "checkbox_plugin", identifier: userRef },
    timestamp: graph.now(),
  };
  await world.after(() => ana.sendRaw(first));
  expect(await world.after(() => ana.sendRaw(first))).toEqual(["Which size?", "A large one."]);
  expect(world.printed()).not.toContain("stored before in another form");
});

test("who has written to the page before goes on in their own conversation, and stories are told of the site's name", async () => {
  await using world = await startWorld();
  const { ana } = world;
  await world.after(() => ana.say("hello"));
  await world.after(() => ana.ticksCheckbox(userRef, "summer"));
  const read = await world.after(() => ana.say("tell"));
  expect(read.slice(0, 2)).toEqual(["to hello", "Which size?"]);
  expect(read).toContainEqual(expect.stringContaining("hello | to hello"));
});

test("a person who was deleted begins anew", async () => {
  await using world = await startWorld();
  const { ana } = world;
  await world.after(() => ana.ticksCheckbox(userRef, "summer"));
  await world.after(() => ana.say("large"));
  await world.forget();
  expect((await world.after(() => ana.say("tell"))).at(-1)).toBe("{}");
});

test("no line of the log has the site's name for the person", async () => {
  await using world = await startWorld();
  const { ana, graph } = world;
  graph.failNext(1, { code: 551, subcode: 1545041 }, { path: "/messages" });
  await world.after(() => ana.ticksCheckbox(userRef, "summer"));
  await world.after(() => ana.say("large"));
  expect(world.printed()).toContain("user_ref:~");
  expect(world.printed()).not.toMatch(/ana(?:@|%40)example/);
});
