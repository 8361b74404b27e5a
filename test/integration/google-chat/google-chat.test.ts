import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import {
  ana,
  asAddOn,
  ben,
  click,
  clickOfAddOn,
  direct,
  directOf,
  event,
  inRoom,
  room,
  roomSpace,
  written,
} from "#support/google-chat/events.ts";
import { wordsOf } from "#support/google-chat/fake-google-chat.ts";
import { asRead, textsIn } from "#support/google-chat/find-refusal.ts";
import { createGoogleChatBot, news, startGoogleChatWorld } from "#support/google-chat/google-chat-world.ts";

const endpointUrl = "https://chat.example.com/google-chat";

test("somebody writes to the app and is answered there, in words that call nobody", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(direct("*all* <users/all>"));
  expect(world.platform.messages).toMatchObject([{ space: directOf(ana), thread: undefined }]);
  expect(world.platform.messages[0]?.versions[0]).toEqual({ text: "?_all_ <\u200busers/all>" });
  // The answer follows by the API: the request itself says nothing.
  expect(world.platform.answers).toEqual([{ status: 200, body: "{}" }]);
});

test("a call in a space is answered in its thread, which is a conversation of its own; a space without threads is one", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(inRoom("hello", { thread: "T1" }));
  await world.tell(inRoom("what else?", { user: ben, thread: "T1" }));
  // Whoever only calls the bot wants it to begin.
  await world.tell(inRoom("", { thread: "T2" }));
  const space = { ...roomSpace, spaceThreadingState: "UNTHREADED_MESSAGES" };
  await world.tell(inRoom("hello", { thread: "T3", space }));
  const thread = (name: string) => ({ name: `spaces/${room}/threads/${name}` });
  expect(world.platform.messages.map((message) => [message.space, message.thread, wordsOf(message)])).toEqual([
    [room, thread("T1"), "Hello (group)!"],
    [room, thread("T1"), "?what else?"],
    [room, thread("T2"), "Hello (group)!"],
    [room, { threadKey: `causerie-${room}` }, "Hello (group)!"],
  ]);
  expect(await world.store.log.read(`google-chat:google-chat:${room}:T1`, 0, 100)).not.toEqual([]);
});

test("no bot is answered, and nothing that nobody said; what is repeated is answered once", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(direct("hello", { message: { sender: { name: "users/app", type: "BOT" } } }));
  await world.tell({ ...direct("hello"), user: { name: "users/999999999", type: "BOT" } });
  await world.tell(event("REMOVED_FROM_SPACE"));
  await world.tell(event("WIDGET_UPDATED"));
  await world.tell({ chat: {} });
  await world.tell(direct(""));
  const asked = direct("order");
  await Promise.all([world.tell(asked), world.tell(asked)]);
  await world.tell(asked);
  const tap = click(world.button("Yes"));
  await world.tell(tap);
  await world.tell(tap);
  expect(world.platform.messages.map(wordsOf)).toEqual(["Shall I?", "Confirmed with 3000 letters."]);
});

test("whoever adds the app is greeted once; whoever adds it by a call is answered only", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(event("ADDED_TO_SPACE"));
  await world.tell(event("ADDED_TO_SPACE"));
  await world.tell(event("ADDED_TO_SPACE", { space: roomSpace }));
  await world.tell({ ...inRoom("news", { thread: "T1" }), type: "ADDED_TO_SPACE" });
  expect(world.platform.messages.map((message) => [message.space, wordsOf(message)])).toEqual([
    [directOf(ana), "Hello (direct)!"],
    [room, "Hello (group)!"],
    [room, "It snows."],
  ]);
});

test("a button does what it means, however long that is; a token that is made up does nothing", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(direct("order"));
  const [yes, who] = ["Yes", "Who?"].map((label) => world.button(label));
  if (yes === undefined || who === undefined) throw new Error("no buttons");
  await world.tell(click(yes));
  await world.tell(click(who));
  await world.tell(click({ ...yes, parameters: [{ key: "causerieChoice", value: "made-up" }] }));
  expect(world.platform.shown().slice(1)).toEqual([
    "Confirmed with 3000 letters.",
    `${ana}, Ana Duval, Europe/Paris, fr`,
  ]);
});

test("a form is filled in on its card, and comes back with its own fields only", async () => {
  await using world = await startGoogleChatWorld();
  await world.tell(direct("ask me"));
  expect(world.inputs()).toMatchObject([
    { name: "field0", label: "From", type: "SINGLE_LINE" },
    { name: "field1", label: "Day", type: "DATE_ONLY" },
    { name: "field2", type: "CHECK_BOX", items: [{ text: "I agree", value: "yes", selected: false }] },
  ]);
  const send = world.button("Send");
  expect(send.requiredWidgets).toEqual(["field0", "field2"]);
  const day = { dateInput: { msSinceEpoch: String(Date.UTC(2027, 0, 31)) } };
  await world.tell(
    click(send, { values: { field0: written("Lyon"), field1: day, field2: written("yes"), _step: written("x") } }),
  );
  await world.tell(click(send, { values: { field0: written("Nice") } }));
  expect(world.platform.shown().slice(1)).toEqual([
    "From Lyon on 2027-01-31, yes",
    "From Nice on undefined, undefined",
  ]);
});

test("commands ask for what their words say, and those without words tell a story their number", async () => {
  await using world = await startGoogleChatWorld();
  const slash = { text: "/news today", argumentText: " today", slashCommand: { commandId: "1" } };
  await world.tell(direct("", { message: slash }));
  await world.tell(event("APP_COMMAND", { appCommandMetadata: { appCommandId: 2, appCommandType: "QUICK_COMMAND" } }));
  await world.tell(
    click({ function: "own", parameters: [{ key: "lift", value: "3" }] }, { values: { a: written("b") } }),
  );
  expect(world.platform.shown()).toEqual(["It snows.", 'app_command {"id":"2"}', 'card_clicked {"lift":"3","a":"b"}']);
});

test("an add-on is answered alike: words, calls in threads, commands, buttons, forms, and being added", async () => {
  await using world = await startGoogleChatWorld({ endpointUrl });
  const { platform } = world;
  await world.tell(asAddOn(event("", {}), "addedToSpacePayload", { interactionAdd: false }));
  await world.tell(asAddOn(event("", { space: roomSpace }), "addedToSpacePayload", { interactionAdd: true }));
  await world.tell(asAddOn(inRoom("news", { thread: "T1" }), "messagePayload"));
  await world.tell(asAddOn(direct("order"), "messagePayload"));
  // An add-on's button calls the endpoint itself.
  expect(world.button("Yes").function).toBe(endpointUrl);
  await world.tell(clickOfAddOn(world.button("Yes")));
  await world.tell(asAddOn(direct("ask me"), "messagePayload"));
  const time = { field0: written("Lyon"), field1: { timeInput: { hours: 9, minutes: 5 } } };
  await world.tell(clickOfAddOn(world.button("Send"), { values: time }));
  const slash = direct("", { message: { text: "/news", argumentText: "" } });
  const appCommandMetadata = { appCommandId: 7, appCommandType: "SLASH_COMMAND" };
  await world.tell(asAddOn(slash, "appCommandPayload", { appCommandMetadata }));
  await world.tell(asAddOn(event("", {}), "appCommandPayload", { appCommandMetadata }));
  await world.tell(asAddOn(event("", {}), "removedFromSpacePayload"));
  expect(platform.shown()).toEqual([
    "Hello (direct)!",
    "It snows.",
    "Shall I?",
    "Confirmed with 3000 letters.",
    "Your trip",
    "From Lyon on 09:05, undefined",
    "It snows.",
    'app_command {"id":"7"}',
  ]);
});

test("files that people upload are kept; what does not come is named, and what is in a Drive is an address", async () => {
  await using world = await startGoogleChatWorld();
  const { platform } = world;
  platform.files.set("ClxzcGFjZXM=", "png");
  const uploaded = (resourceName: string) => ({
    contentName: "a.png",
    contentType: "image/png",
    source: "UPLOADED_CONTENT",
    attachmentDataRef: { resourceName },
  });
  const drive = { contentType: "application/pdf", source: "DRIVE_FILE", driveDataRef: { driveFileId: "1a" } };
  await world.tell(direct("", { message: { attachment: [uploaded("ClxzcGFjZXM="), uploaded("none"), drive] } }));
  expect(platform.shown()).toEqual([
    'files: [["image","kept"],["image","unreachable"],["file","https://drive.google.com/open?id=1a"]]',
  ]);
});

test("a text grows by edits of one message, and ends whole with its buttons", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(600);
    }
  }
  await using world = await startGoogleChatWorld({}, { bot: createGoogleChatBot(pieces) });
  await world.tell(direct("write"));
  const [message, ...others] = world.platform.messages;
  expect(others).toEqual([]);
  expect((message?.versions ?? []).map((version) => asRead(textsIn(version)[0] ?? "")).at(-1)).toBe(
    "Once upon a time.",
  );
  expect(message?.versions.length).toBeGreaterThanOrEqual(2);
  expect(world.button("News").function).toBe("causerie");
});

test("the token is asked for once by all who need it, and anew when Google does not take it any more", async () => {
  await using world = await startGoogleChatWorld();
  const { platform, server } = world;
  const people = [ana, ben, "333333333333333333333", "444444444444444444444"];
  await Promise.all(people.map((user) => platform.send(direct("order", { user }))));
  await server.idle();
  expect([platform.messages.length, platform.asked.token]).toEqual([4, 1]);
  platform.revokeTokens();
  await world.tell(direct("order"));
  expect([platform.messages.length, platform.asked.token, platform.asked.keys]).toEqual([5, 2, 1]);
});

test("messages to one space keep to Google's rate, and to its wish to wait", async () => {
  await using world = await startGoogleChatWorld({}, { keepsPace: true });
  const { platform, server } = world;
  platform.keepsRates = true;
  platform.failNext({ status: 429, retryAfter: 0.2 }, { status: 503 });
  await platform.send(direct("twice"));
  await expect.poll(() => platform.shown(), { timeout: 10_000 }).toEqual(["One.", "Two"]);
  const [first, second] = platform.messages;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
  await server.idle();
});

test("a message whose answer was lost is sent again under its name, and stands there once", async () => {
  await using world = await startGoogleChatWorld();
  world.platform.failNext("cut");
  await world.tell(direct("twice"));
  // It is sent again only once an echo could have come.
  await expect.poll(() => world.platform.shown().at(-1), { timeout: 10_000 }).toBe("Two");
  expect(world.platform.shown()).toEqual(["One.", "Two"]);
  await world.server.idle();
});

test("notify reaches a person in the space in which they came, and learns why it does not", async () => {
  await using world = await startGoogleChatWorld();
  const { platform, server } = world;
  await world.tell(direct("hello"));
  const to = { connectorId: "google-chat", userId: ana };
  expect(await server.notify(to, news.link(), { id: "1" })).toEqual({ outcome: "sent" });
  platform.failNext({ status: 403, state: "PERMISSION_DENIED" });
  expect(await server.notify(to, news.link(), { id: "2" })).toMatchObject({
    outcome: "failed",
    why: "PERMISSION_DENIED",
  });
  expect(platform.shown()).toEqual(["Hello (direct)!", "It snows."]);
  expect(await world.store.log.read(`google-chat:google-chat:${ana}`, 0, 1)).toMatchObject([
    { from: { aliases: [{ type: "email", value: "ana@a.example" }] } },
  ]);
});

test("nobody but Google is heard", async () => {
  await using world = await startGoogleChatWorld({ endpointUrl });
  const { platform } = world;
  const post = async (init: RequestInit): Promise<number> => (await fetch(platform.requestUrl, init)).status;
  expect(await post({ method: "POST", body: "{}" })).toBe(401);
  expect(await post({ method: "GET" })).toBe(405);
  const authorization = `Bearer ${await platform.sign()}`;
  expect(await post({ method: "POST", headers: { authorization }, body: "no JSON" })).toBe(400);
  // Google signs a token for any address, for the service account of anybody.
  const other = await platform.sign({ email: "anybody@another.iam.gserviceaccount.com" });
  expect(await platform.send(direct("hello"), `Bearer ${other}`)).toBe("refused");
  const addOns = await platform.sign({ email: "service-1234567890@gcp-sa-gsuiteaddons.iam.gserviceaccount.com" });
  expect(await platform.send(direct("hello"), `Bearer ${addOns}`)).toBe("accepted");
  await world.server.idle();
  expect(platform.shown()).toEqual(["Hello (direct)!"]);
});
