import { readdir } from "node:fs/promises";
import { createBot, story } from "@causerie/server";
import {
  continuationLanguages,
  continuationSentencesFor,
} from "@causerie/server/bot/sentences/continuation-sentences.ts";
import { continueLink } from "@causerie/server/bot/routing/continuation-choice.ts";
import { expect, test } from "vitest";
import { no, refIn, startTwoChannels, yes } from "#support/messenger/two-channels.ts";

const question = /^Continue the conversation from www\.example\.com here\?/;
const declined = "All right. Nothing was carried over, and both conversations stay as they were.";
const refused = "This link is no longer valid. Nothing was carried over, and both conversations stay as they were.";

type World = Awaited<ReturnType<typeof startTwoChannels>>;

function yesOf({ graph }: World, psid: string): string {
  const [first] = graph.sent(psid).at(-1)?.quickReplies ?? [];
  if (first?.type !== "text") throw new Error("nothing was asked");
  return first.payload;
}

test("a link that was sent on to a stranger joins nobody before the stranger says yes, and a no leaves both as they were", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  const stranger = world.phone();
  await page.say("my name is ada");
  await stranger.say("my city is lille");
  const ref = refIn(await page.link());
  expect(await stranger.come(ref)).toMatch(question);
  expect(world.graph.sent(stranger.userId).at(-1)?.quickReplies).toMatchObject([{ title: yes }, { title: no }]);
  expect(await stranger.say("who am i")).toBe('you are {"city":"Lille"}');
  expect(await page.say("who am i")).toBe('you are {"name":"Ada"}');
  await stranger.come(ref);
  expect(await stranger.choose(no)).toBe('welcome by ""');
  expect(stranger.texts().at(-2)).toBe(declined);
  expect(await stranger.say("who am i")).toBe('you are {"city":"Lille"}');
  expect(await page.say("who am i")).toBe('you are {"name":"Ada"}');
  // It is still Ada's own link.
  const ada = world.phone();
  await ada.say("hello");
  expect(await ada.goOn(ref)).toBe('from web web new: {"name":"Ada"} web');
  expect(await world.counted()).toEqual({ asked: 3, declined: 1, linked: 1 });
});

test("the same from Messenger to the web: the page asks, and its visitor's no joins nobody", async () => {
  await using world = await startTwoChannels();
  const phone = world.phone();
  await phone.say("my name is ada");
  await phone.say("to web");
  const ref = refIn(await phone.tap("Continue"));
  const stranger = await world.browse();
  await stranger.say("my city is lille");
  expect(await stranger.come(ref)).toMatch(/^Continue the conversation from Messenger here\?/);
  expect((await stranger.choices()).map(({ label }) => label)).toEqual([yes, no]);
  expect(await phone.say("who am i")).toBe('you are {"name":"Ada"}');
  expect(await stranger.choose(no)).toBe('welcome by ""');
  expect(await stranger.say("who am i")).toBe('you are {"city":"Lille"}');
  const ada = await world.browse();
  expect(await ada.goOn(ref)).toBe('from messenger messenger new: {"name":"Ada"} messenger');
});

test("a yes joins once: that of somebody else, who was asked because of the same link, joins nobody and is told so", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const ref = refIn(await page.link());
  const [phone, stranger] = [world.phone(), world.phone()];
  for (const each of [phone, stranger]) {
    await each.say("hello");
    expect(await each.come(ref)).toMatch(question);
  }
  expect(await phone.choose(yes)).toBe('from web web new: {"name":"Ada"} web');
  expect(await stranger.choose(yes)).toBe('welcome by ""');
  expect(stranger.texts().at(-2)).toBe(refused);
  expect(await stranger.say("who am i")).toBe("you are {}");
  expect(await world.counted()).toEqual({ asked: 2, linked: 1, used: 1 });
});

test("a yes after the hour joins nobody and says so", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const phone = world.phone();
  await phone.say("hello");
  await phone.come(refIn(await page.link()));
  await phone.user.sendRaw({
    timestamp: Date.now() + 3_700_000,
    message: { mid: "m_late", text: yes, quick_reply: { payload: yesOf(world, phone.userId) } },
  });
  await world.settle();
  expect(phone.texts().slice(-2)).toEqual([refused, 'welcome by ""']);
  expect(await world.counted()).toEqual({ asked: 1, expired: 1 });
  expect(await phone.say("who am i")).toBe("you are {}");
});

test("typed words count as the choice that they name, once", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const phone = world.phone();
  await phone.say("hello");
  await phone.come(refIn(await page.link()));
  expect(await phone.say(yes)).toBe('from web web new: {"name":"Ada"} web');
  expect(await phone.say(yes)).toBe(`what is ${yes}?`);
});

test("no yes but the person's own: not as the ref of a link, not to an older question, not where nobody was asked", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const phone = world.phone();
  await phone.say("hello");
  const [first, second] = [refIn(await page.link()), refIn(await page.link())];
  await phone.come(first);
  const payload = yesOf(world, phone.userId);
  expect(await phone.come(payload)).toBe(`welcome by "${payload}"`);
  await phone.come(second);
  await phone.user.sendRaw({ message: { mid: "m_old", text: yes, quick_reply: { payload } } });
  await world.settle();
  expect(phone.said()).toBe(`what is ${yes}?`);
  const other = await world.browse();
  const guessed = { type: "postback", link: continueLink("AAAAAAAAAAAAAAAA"), label: yes };
  expect(await other.post(guessed)).toBe(`what is ${yes}?`);
  expect(await phone.say("who am i")).toBe("you are {}");
  expect(await world.counted()).toEqual({ asked: 2 });
});

test("an author who knows the person otherwise may leave the question out, by name", async () => {
  await using world = await startTwoChannels();
  const page = await world.browse();
  await page.say("my name is ada");
  const phone = world.phone();
  await phone.say("hello");
  const url = await page.link("unasked to messenger");
  expect(await phone.come(refIn(url))).toBe('from web web new: {"name":"Ada"} web');
  expect(await world.counted()).toEqual({ linked: 1 });
});

const human = story("human", { keywords: ["a person"] }).handle((turn) => {
  turn.handover();
  return "I call somebody";
});

test("while people have the conversation nothing is asked and nothing is joined", async () => {
  const bot = createBot({ stories: [human], fallback: (turn) => turn.continueIn("messenger") ?? "?" });
  await using world = await startTwoChannels({}, { bot });
  const page = await world.browse();
  const ref = refIn(new URL((await page.say("link")) ?? ""));
  const phone = world.phone();
  await phone.say("a person");
  expect(await phone.come(ref)).toBe("I call somebody");
  expect(await world.counted()).toEqual({});
});

test("what was asked before stays open behind the question", async () => {
  const name = story("name", { keywords: ["hello"], steps: { told: {} } });
  const named = name.handle({
    run: (turn) => {
      turn.waitFor(name.step("told"));
      return "What is your name?";
    },
    steps: { told: (turn) => `Hello ${turn.text}` },
  });
  const bot = createBot({ stories: [named], fallback: (turn) => turn.continueIn("messenger") ?? "?" });
  await using world = await startTwoChannels({}, { bot });
  const page = await world.browse();
  const ref = refIn(new URL((await page.say("link")) ?? ""));
  const phone = world.phone();
  expect(await phone.say("hello")).toBe("What is your name?");
  expect(await phone.come(ref)).toMatch(question);
  expect(await phone.say("Ada Lovelace")).toBe("Hello Ada Lovelace");
});

test("the author's words are used where there are some, and the bot's own in every language of the widget", async () => {
  const own = { question: "Same person as on {from}?", yes: "That is me", no: "Not me" };
  const fallback = (): string => "?";
  const bot = createBot({
    stories: [],
    fallback: (turn) => turn.continueIn("messenger") ?? "?",
    continuation: { en: own },
  });
  await using world = await startTwoChannels({}, { bot });
  const page = await world.browse();
  const ref = refIn(new URL((await page.say("link")) ?? ""));
  const phone = world.phone();
  await phone.say("hello");
  expect(await phone.come(ref)).toBe("Same person as on www.example.com?");
  await phone.choose("Not me");
  expect(phone.texts()).toContain(declined);
  expect(() => createBot({ stories: [], fallback, continuation: { en: { question: " " } } })).toThrow(
    "continuation.en.question is empty",
  );
  expect(() => createBot({ stories: [], fallback, continuation: { fr: { yes: "Oui", no: "Oui" } } })).toThrow(
    "continuation.fr: yes and no are the same",
  );
  const english = Object.values(continuationSentencesFor("en"));
  for (const language of continuationLanguages) {
    const sentences = continuationSentencesFor(`${language}-XX`);
    expect(sentences.question).toContain("{from}");
    const borrowed = Object.values(sentences).filter((words) => english.includes(words));
    expect(borrowed).toHaveLength(language === "en" ? 5 : 0);
    // Messenger's bound of a quick reply.
    for (const label of [sentences.yes, sentences.no]) expect(label.length).toBeLessThanOrEqual(20);
  }
});

test("the bot asks in each language that the widget has", async () => {
  const files = await readdir(new URL("../../../widget/src/i18n/locales/", import.meta.url));
  const shipped = ["en", ...files.map((name) => name.replace(".ts", ""))];
  expect(continuationLanguages.toSorted()).toEqual(shipped.toSorted());
});
