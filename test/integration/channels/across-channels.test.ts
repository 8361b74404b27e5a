import type { LogEvent, Message } from "@causerie/protocol";
import { createRailwayBot } from "@causerie/demo/bot/bot.ts";
import { buttonsOf, type FakeGraph, type FakeUser, type SentMessage, startFakeGraph } from "@causerie/fake-graph";
import { messenger, web } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** What a person does, by the words they see: `say` types, `tap` touches a button or quick reply of that label. */
type Act = { say: string } | { tap: string };

/** One person on one channel. */
type Person = {
  act(act: Act): Promise<void>;
  /** The labels of all that can be chosen in the newest answer, sorted. */
  choices(): string[];
};

const script: readonly Act[] = [
  { say: "hello" },
  { tap: "Departures" },
  { say: "Atlantis" },
  { tap: "Port-Clément" },
  { tap: "Hautepierre" },
  { say: "and back?" },
  { tap: "Tell me when" },
  { say: "what are the prices?" },
  { tap: "Details" },
  { say: "lost property" },
  { say: "a red umbrella" },
  { say: "on the train" },
  { say: "opening hours" },
  { tap: "Yes, go on" },
  { say: "yesterday" },
  { say: "yes" },
  { say: "photo" },
  { say: "tell me a story" },
  { say: "thanks" },
  { say: "the meaning of life" },
  // By day somebody is there, and the bot is silent from here on.
  { say: "talk to a person" },
];

test("the demo's stories are the same on the web and on Messenger: same stories, steps and choices, and no losses", async () => {
  await using graph = await startFakeGraph(metaPage);
  const { logger, lines } = collectLogLines("info");
  await using server = await startTestServer(
    {
      bot: createRailwayBot({ publicUrl: "https://railway.example", remind: () => undefined, wordPause: 0 }),
      connectors: [
        web({ origins: [], rates: { send: { count: 100, seconds: 1 }, conversation: { count: 100, seconds: 1 } } }),
        // By day the last story hands over, and Meta would confirm it by one more event, which the web does not have.
        messenger({ ...pageOptions({ handoverTo: "nobody" }), graphBaseUrl: graph.baseUrl }),
      ],
    },
    { logger },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);

  const people: Record<string, Person> = {
    web: webPerson(await RestClient.start(`${server.url}/web`), () => server.idle()),
    messenger: messengerPerson(graph, graph.user("2001"), () => server.idle()),
  };
  const offered: Record<string, string[][]> = {};
  for (const [channel, person] of Object.entries(people)) {
    offered[channel] = [];
    for (const act of script) {
      await person.act(act);
      offered[channel].push(person.choices());
    }
  }

  const turnsOf = (connectorId: string): unknown[] =>
    lines
      .filter((line) => line.connectorId === connectorId && line.outcome !== undefined)
      .map(({ story, step, outcome }) => ({ story, step, outcome }));
  expect(turnsOf("web")).toHaveLength(script.length);
  expect(turnsOf("messenger")).toEqual(turnsOf("web"));
  expect(offered.messenger).toEqual(offered.web);
  expect(lines.filter(({ losses }) => losses !== undefined)).toEqual([]);
  expect(new Set(lines.map(({ story }) => story)).size).toBeGreaterThan(7);
});

function webPerson(client: RestClient, settled: () => Promise<void>): Person {
  let count = 0;
  let newest: Extract<LogEvent, { message: Message }>[] = [];
  return {
    async act(act) {
      count += 1;
      const sent = await client.post("messages", {
        clientId: `act-${count}`,
        content: "say" in act ? { type: "text", text: act.say } : tapOf(newest, act.tap),
      });
      expect(sent.status).toBe(202);
      await settled();
      const { body } = await client.events();
      const asked = body.events.findLastIndex(({ type }) => type === "visitor");
      newest = body.events.slice(asked).filter((event) => "message" in event);
    },
    choices: () =>
      newest
        .flatMap(({ message }, index) =>
          // Quick replies are offered under the newest message only.
          choicesOf(index === newest.length - 1 ? message : { ...message, quickReplies: [] }),
        )
        .map(({ label }) => label)
        .sort((a, b) => a.localeCompare(b)),
  };
}

type Choice = { label: string; link?: string };

function choicesOf(message: Message): Choice[] {
  const cards = message.type === "carousel" ? message.cards : message.type === "card" ? [message.card] : [];
  const buttons = [...("buttons" in message ? message.buttons : []), ...cards.flatMap((card) => card.buttons)];
  return [...buttons, ...message.quickReplies].map((choice) =>
    "link" in choice ? { label: choice.label, link: choice.link } : { label: choice.label },
  );
}

function tapOf(
  newest: readonly { message: Message }[],
  label: string,
): { type: "postback"; label: string; link: string } {
  const choice = newest.flatMap(({ message }) => choicesOf(message)).find((offered) => offered.label === label);
  if (choice?.link === undefined) throw new Error(`"${label}" is not offered`);
  return { type: "postback", label, link: choice.link };
}

function messengerPerson(graph: FakeGraph, user: FakeUser, settled: () => Promise<void>): Person {
  let newest: SentMessage[] = [];
  return {
    async act(act) {
      const before = graph.sent(user.psid).length;
      if ("say" in act) await user.say(act.say);
      else if (user.conversation.quickReplies.some(({ title }) => title === act.tap)) await user.tapQuickReply(act.tap);
      else await user.tapButton(act.tap);
      await settled();
      await graph.idle();
      newest = graph.sent(user.psid).slice(before);
      expect(newest.length).toBeGreaterThan(0);
    },
    choices: () =>
      [...newest.flatMap(({ content }) => buttonsOf(content)), ...user.conversation.quickReplies]
        .map(({ title }) => title)
        .sort((a, b) => a.localeCompare(b)),
  };
}
