import { appleMessages, text } from "@causerie/server";
import { direct, startConnectorTest } from "@causerie/server/connector";
import { expect, test } from "vitest";
import { news, optionsFor, startAppleWorld } from "#support/apple-messages/apple-world.ts";
import { answerTo, type Fields, interactiveAnswer } from "#support/apple-messages/answers.ts";
import { ana, ben, businessId, FakeApple, secret } from "#support/apple-messages/fake-apple.ts";
import { collectLogLines } from "#support/log-lines.ts";

const picture = { type: "image/png", bytes: Buffer.from("PNG") };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("somebody writes and is answered by a machine that says so; a choice is tapped, numbered or named", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const after = async (act: Promise<unknown>): Promise<string | undefined> => {
    await act;
    await server.idle();
    return platform.shown().at(-1);
  };
  expect(await after(platform.say("order"))).toBe("News | Terms | Who?");
  expect(platform.shown()).toEqual(["Which?\n\nMap: https://a.example/map", "News | Terms | Who?"]);
  const [words, question = { type: "", to: "", automatic: false }] = platform.sent.filter(
    ({ type }) => !type.startsWith("typing"),
  );
  expect(words).toMatchObject({ v: 1, sourceId: businessId, destinationId: ana, automatic: true });
  expect(words?.["id"]).toMatch(uuid);
  expect(await after(platform.post(answerTo(question, "Terms")))).toBe("Be kind.");
  await after(platform.say("order"));
  expect(await after(platform.say("1"))).toBe("It snows.");
  await after(platform.say("order"));
  expect(await after(platform.say("terms"))).toBe("Be kind.");
  expect(await after(platform.post(answerTo(question, "Who?")))).toBe("en-US {}");
});

test("a device that shows no lists gets them in words, by what its newest message says of it", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  platform.features = "auth, time";
  await platform.say("order");
  await server.idle();
  expect(platform.shown().at(-1)).toBe("1. News\n2. Terms\n3. Who?");
  platform.features = "quick,list,time";
  await platform.say("order");
  await server.idle();
  expect(platform.shown().at(-1)).toBe("News | Terms | Who?");
});

test("lists and rich links have their pictures; where one does not come, the row has none and the link is in words", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  platform.pictures.set("/a.png", picture);
  await platform.say("zones");
  await platform.say("lift");
  await server.idle();
  const isRich = ({ type }: { type: string }): boolean => type === "interactive" || type === "richLink";
  const [zones = {}, lift = {}]: readonly Fields[] = platform.sent.filter(isRich);
  const { data } = zones["interactiveData"] as {
    data: { images: Fields[]; listPicker: { sections: { items: Fields[] }[] } };
  };
  expect(data.images).toEqual([{ identifier: "1", data: picture.bytes.toString("base64"), mimeType: "image/png" }]);
  expect(data.listPicker.sections[0]?.items).toMatchObject([
    { title: "A", subtitle: "The valley", imageIdentifier: "1" },
    { title: "B" },
  ]);
  expect(data.listPicker.sections[0]?.items[1]).not.toHaveProperty("imageIdentifier");
  expect(lift["richLinkData"]).toMatchObject({
    url: "https://a.example/lift",
    title: "Timetable",
    assets: { image: { mimeType: "image/png" } },
  });
  platform.pictures.set("/a.png", { type: "image/png", bytes: Buffer.alloc(200_001) });
  await platform.say("lift");
  await server.idle();
  expect(platform.shown().slice(-2)).toEqual(["Timetable: https://a.example/lift", "Lift 3\n\nClosed"]);
});

test("a time that is chosen is a tap on its link", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  await platform.say("when");
  await server.idle();
  const picker = platform.sent.findLast(({ type }) => type === "interactive") ?? {};
  await platform.post(answerTo(picker, "2027-01-31T09:00+0000"));
  await server.idle();
  expect(platform.shown().at(-1)).toBe("Be kind.");
});

test("who deletes the conversation gets nothing more, whoever sends it, until they write again", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const notify = (id: string) => server.notify({ connectorId: "apple-messages", userId: ana }, news.link(), { id });
  await platform.say("news", { id: "first" });
  await server.idle();
  expect(await notify("1")).toEqual({ outcome: "sent" });
  await platform.post({ type: "close", id: "closed" });
  await server.idle();
  expect(await notify("2")).toMatchObject({ outcome: "failed", why: "closed" });
  // What Apple posts once more was written before.
  await platform.say("news", { id: "first" });
  expect(await notify("3")).not.toEqual({ outcome: "sent" });
  const before = platform.sent.length;
  expect(platform.shown()).toEqual(["It snows.", "It snows."]);
  await platform.say("order");
  await server.idle();
  expect(platform.sent.length).toBeGreaterThan(before);
  expect(await notify("4")).toEqual({ outcome: "sent" });
});

test("by which button somebody came is told once, before what they say; the language is that of their device", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const by = { intent: "summer", group: "sales", locale: "fr_CA" };
  await platform.say("who am i", by);
  await server.idle();
  await platform.say("who am i", by);
  await server.idle();
  const said = 'fr-CA {"intent":"summer","group":"sales"}';
  expect(platform.shown()).toEqual(["Summer fares.", said, said]);
});

test("nobody is answered but people who write to the business, and nobody twice; typing is no message", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  await platform.say("news", { sourceId: businessId, destinationId: ana });
  expect((await platform.request({ type: "text", body: "news", destinationId: "another" })).status).toBe(404);
  for (const type of ["typing_start", "typing_end"]) expect(await platform.post({ type })).toBe("accepted");
  expect((await platform.request({ type: "text", body: "news", sourceId: "two words" })).status).toBe(400);
  expect(await platform.post({ type: "text", body: " \uFFFC " })).toBe("accepted");
  for (const _ of [1, 2]) await platform.say("news", { id: "77" });
  await platform.say("news", { sourceId: ben });
  await server.idle();
  expect(platform.shown()).toEqual(["It snows.", "It snows."]);
  expect(new Set(platform.sent.filter(({ type }) => type === "text").map(({ to }) => to))).toEqual(new Set([ana, ben]));
});

test("notify reaches a person, and learns why it does not", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  await platform.say("news");
  await server.idle();
  platform.failNext({ status: 404 });
  const sent = await server.notify({ connectorId: "apple-messages", userId: ana }, news.link(), { id: "1" });
  expect(sent).toMatchObject({ outcome: "failed", why: "404" });
});

test("words of the team go out as a person's, and what is sent again has the same id", async () => {
  await using platform = await FakeApple.start();
  await using host = await startConnectorTest(appleMessages(optionsFor(platform)));
  const { connector } = host;
  const [payload] = connector.render(text("hello")).payloads;
  const send = (id: string, given: unknown, attempt: number) =>
    connector.deliver(
      { id, connectorId: connector.id, conversationId: "c", address: direct(ana), payload: given, attempt },
      AbortSignal.timeout(30_000),
    );
  const { externalId } = await send("ob_1", payload, 1);
  expect(externalId).toMatch(uuid);
  expect(await send("ob_1", payload, 2)).toEqual({ externalId });
  await send("ob_2", connector.asWritten(payload, undefined), 1);
  expect(platform.sent.map(({ automatic }) => automatic)).toEqual([true, false]);
});

test("what is chosen several times over, and what an answer has besides, come to the story as they are", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const items = [
    { identifier: "a", title: "news" },
    { identifier: "b", title: "B" },
  ];
  const list = (some: Fields[], title: string) =>
    interactiveAnswer({ listPicker: { sections: [{ items: some }] }, replyMessage: { title } });
  const shownAfter = async (answer: Fields): Promise<number> => {
    await platform.post(answer);
    await server.idle();
    return platform.shown().length;
  };
  // Another program's: its words count.
  expect(await shownAfter(list(items.slice(0, 1), "news"))).toBe(1);
  // The whole list, and the bubble says which.
  const others = items.map((item) => ({ ...item, identifier: `c${item.identifier}` }));
  expect(await shownAfter(list(others, "news"))).toBe(2);
  // No list at all.
  expect(await shownAfter(list([], "news"))).toBe(3);
  expect(await shownAfter(list(items, "2 items"))).toBe(3);
  expect(new Set(platform.shown())).toEqual(new Set(["It snows."]));
});

test.each(["debug", "info"] as const)("no text, no secret and no person is in the log at level %s", async (level) => {
  const planted = "my card is 4111-1111";
  const { logger, printed, lines } = collectLogLines(level);
  await using world = await startAppleWorld({}, { logger });
  const { platform, server } = world;
  const faults = [400, 404, 413, 502].map((status) => ({ status, body: planted }));
  for (const fault of [undefined, ...faults, "cut" as const]) {
    if (fault !== undefined) platform.failNext(fault);
    await platform.say(planted, { intent: planted });
    await server.idle();
  }
  await platform.post({ type: planted });
  await platform.post(`no JSON ${planted}`);
  await platform.say(planted, { attachments: [{ name: planted, mimeType: planted, url: planted, key: planted }] });
  await platform.post({ type: "text", body: planted }, { token: "e30.e30.e30" });
  await server.idle();
  expect(lines.length).toBeGreaterThan(3);
  for (const hidden of ["4111", ana, "ana+1", secret])
    expect(printed().includes(hidden), `${hidden} is in the log`).toBe(false);
});
