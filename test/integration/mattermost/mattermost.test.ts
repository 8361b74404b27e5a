import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { ana, ben, benDm, bot, dm, idOf, room } from "#support/mattermost/fake-mattermost.ts";
import { createMattermostBot, news, startMattermostWorld } from "#support/mattermost/mattermost-world.ts";

const where = ({ channel_id: channel, root_id: root }: { channel_id: string; root_id: string }) => [channel, root];

test("somebody writes to the bot and is answered there; in a thread, in the thread", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const begin = platform.post("earlier", { user: bot, isMissed: true });
  await world.ask(2, "snow & <3");
  await world.ask(3, "and there", { root: begin.id });
  expect(platform.said.slice(1).map((post) => [post.message, ...where(post)])).toEqual([
    [String.raw`?snow & \<3`, dm, ""],
    ["?and there", dm, begin.id],
  ]);
  // Both are one conversation.
  const log = await world.store.log.read(`mattermost:mattermost:${ana}`, 0, 100);
  expect(log.filter(({ type }) => type === "visitor")).toHaveLength(2);
});

test("a mention is answered in its thread, and so is what is said there later without one", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const asked = platform.post("@helper hello", { channel: room });
  await world.answered(1);
  // For somebody else, in no thread of the bot's, in a thread in which it is not, and by a name that begins like its own.
  platform.post("@ben what do you think?", { channel: room, root: asked.id });
  platform.post("@all what else?", { channel: room, root: asked.id });
  platform.post("lunch?", { channel: room });
  const other = platform.post("pizza", { channel: room });
  platform.post("no", { channel: room, root: other.id });
  platform.post("@helper-two hello", { channel: room });
  await world.ask(2, "what else?", { user: ben, channel: room, root: asked.id });
  await world.ask(3, "Thanks, @Helper.", { user: ben, channel: room, root: asked.id });
  await world.ask(4, "@helper", { channel: room });
  expect(platform.shown()).toEqual(["Hello (group)!", "?what else?", "?Thanks, .", "Hello (group)!"]);
  expect(platform.said.slice(0, 3).map(where)).toEqual(Array.from({ length: 3 }, () => [room, asked.id]));
});

test("what answers in a thread does not overtake what began it, however fast both come", async () => {
  await using world = await startMattermostWorld();
  const asked = world.platform.post("@helper order", { channel: room });
  world.platform.post("hurry", { channel: room, root: asked.id, user: ben });
  await world.answered(2);
  expect(world.platform.shown()).toEqual(["Shall I?", "?hurry"]);
});

test("only people are answered: no bot, no webhook, no plug-in and no notice", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  platform.post("hello", { user: bot, props: { from_bot: "true" } });
  for (const mark of ["from_bot", "from_webhook", "from_plugin", "from_oauth_app"])
    platform.post("hello", { user: idOf("another"), props: { [mark]: "true" } });
  platform.post("ben has joined", { type: "system_join_channel" });
  platform.react(platform.post("hello", { user: bot }), "+1", { user: bot });
  platform.post("   ");
  await world.ask(3, "order");
  expect(platform.shown()).toEqual(["hello", "hello", "Shall I?"]);
});

test.each([
  ["blocks", "11.10.1", true],
  ["attachments, of an older server", "10.11.0", true],
  ["attachments, where blocks are switched off", "11.10.1", false],
])("a button does what it means, however long that is; a link opens a page: %s", async (form, version, hasFlag) => {
  await using world = await startMattermostWorld({}, { prepare: (made) => Object.assign(made, { version, hasFlag }) });
  const { platform } = world;
  await world.ask(1, "order");
  const [post] = platform.said;
  if (post === undefined) throw new Error("nothing was said");
  const { attachments, mm_blocks: blocks } = post.props;
  expect([attachments !== undefined, blocks !== undefined]).toEqual([form !== "blocks", form === "blocks"]);
  const link =
    form === "blocks" ? { type: "openURL", url: "https://a.example/terms" } : "• [Terms](https://a.example/terms)";
  expect(JSON.stringify(post.props)).toContain(JSON.stringify(link).slice(1, -1));
  expect(await platform.tap("Yes", { post })).toBe(200);
  await world.answered(2);
  expect(await platform.tap("Who?", { post })).toBe(200);
  await world.answered(3);
  expect(platform.shown().slice(1)).toEqual(["Confirmed with 3000 letters.", "Ana Duval, Europe/Paris, fr"]);
});

test("a tap in a channel belongs to the thread of its post, and to nobody who has copied it elsewhere", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const asked = platform.post("@helper hello", { channel: room });
  await world.answered(1);
  expect(await platform.tap("News", { user: ben })).toBe(200);
  await world.answered(2);
  expect(platform.said.map(where)).toEqual([
    [room, asked.id],
    [room, asked.id],
  ]);
  const { action } = platform.buttons(platform.said[0])[0] ?? {};
  const tap = { user: ben, channel: benDm, post: platform.nextId(), trigger: "t" };
  expect(action && (await platform.callAction(action, tap))).toBe(401);
  expect((await fetch(`${world.server.url}/mattermost`)).status).toBe(405);
  expect((await fetch(`${world.server.url}/mattermost`, { method: "POST", body: "no JSON" })).status).toBe(401);
});

test("stories learn what is changed, taken back and liked; what is taken back is gone from the log", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  await world.ask(1, "my secret plan");
  const said = platform.posts[0];
  if (said === undefined) throw new Error("nothing was said");
  platform.change(said, "my plan");
  await world.answered(2);
  // It is pinned: the words are the same.
  platform.send("post_edited", { post: JSON.stringify({ ...said, is_pinned: true }) }, dm);
  platform.send("post_edited", { post: JSON.stringify({ ...said, edit_at: 0 }) }, dm);
  platform.react(said, "+1_medium_light_skin_tone");
  await world.answered(3);
  platform.react(said, "party_parrot", { isAdded: false });
  await world.answered(4);
  platform.delete(said);
  await world.answered(5);
  expect(platform.shown()).toEqual([
    "?my secret plan",
    "edited: my plan",
    "added 👍🏼",
    String.raw`removed :party_parrot:`,
    "deleted",
  ]);
  const log = await world.store.log.read(`mattermost:mattermost:${ana}`, 0, 100);
  expect(JSON.stringify(log.filter(({ type }) => type === "visitor"))).not.toContain("secret");
  // Each kind of channel is asked for once.
  expect(platform.calls.filter((call) => call === `GET channels/${dm}`).length).toBeLessThanOrEqual(1);
});

test("files that people send are kept; one that does not come is named", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const names = ["a.png", "b.pdf", "gone.mp3"];
  const types = ["image/png", "application/pdf", "audio/mpeg"];
  const ids = names.map(() => platform.nextId());
  for (const [index, name] of names.slice(0, 2).entries())
    platform.files.set(ids[index] ?? "", { name, bytes: "bytes", channel: dm });
  const files = ids.map((id, index) => ({ id, name: names[index], mime_type: types[index], size: 5 }));
  await world.ask(1, "look", { file_ids: ids, metadata: { files } });
  expect(platform.shown()).toEqual(["files: image kept, file kept, audio unreachable"]);
});

test("a file of the server's own is uploaded, and stands in one post with its words", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const asked = platform.post("@helper report", { channel: room });
  await world.answered(1);
  const [post] = platform.said;
  const uploaded = (post?.file_ids ?? []).map((id) => platform.files.get(id));
  expect(uploaded).toEqual([{ name: "report.txt", bytes: "All lifts are open.", channel: room }]);
  expect([post?.message, post?.root_id]).toEqual(["Here it is.", asked.id]);
});

test("a text grows by edits of one post, and ends whole with its buttons; the bot is shown to write", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(1_050);
    }
  }
  await using world = await startMattermostWorld({}, { bot: createMattermostBot(pieces) });
  const { platform } = world;
  await world.ask(1, "tell me");
  await expect.poll(() => platform.said[0]?.message).toBe("Once upon a time.");
  await world.server.idle();
  const [post, ...others] = platform.said;
  expect(others).toEqual([]);
  expect(post?.versions.length).toBeGreaterThanOrEqual(3);
  expect(platform.buttons(post).map(({ label }) => label)).toEqual(["News"]);
  expect(platform.typing[0]).toEqual({ channel: dm, thread: undefined });
});

test("Mattermost's wish to wait is kept to, by either header", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  platform.failNext({ status: 429, retryAfter: 0.3 }, { status: 429, reset: 0.3 }, { status: 503 });
  const before = performance.now();
  await world.ask(1, "order");
  expect(performance.now() - before).toBeGreaterThan(580);
  expect(platform.shown()).toEqual(["Shall I?"]);
});

test("an answer of which Mattermost said nothing is not sent again once Mattermost shows it", async () => {
  await using world = await startMattermostWorld(
    {},
    { retry: { firstMs: 10, maxMs: 20, echoMs: 60_000, maxAttempts: 5 } },
  );
  const { platform } = world;
  platform.failNext("cut");
  await world.ask(1, "hello");
  await world.ask(2, "order");
  expect(platform.shown()).toEqual(["Hello (direct)!", "Shall I?"]);
});

test("where what began the thread is gone, a person is answered beside it, and a channel is left alone", async () => {
  await using world = await startMattermostWorld();
  const { platform } = world;
  const begin = platform.post("earlier", { user: bot, isMissed: true });
  begin.delete_at = 1;
  await world.ask(2, "hello", { root: begin.id });
  expect(where(platform.said[1] ?? { channel_id: "", root_id: "" })).toEqual([dm, ""]);
});

test("notify reaches a person of whom only their id is known, and learns why it does not", async () => {
  await using world = await startMattermostWorld();
  const { platform, server } = world;
  const notify = (userId: string, id: string) =>
    server.notify({ connectorId: "mattermost", userId }, news.link(), { id });
  await world.ask(1, "hello");
  expect(await notify(ana, "1")).toEqual({ outcome: "sent" });
  platform.failNext({ status: 403, id: "api.context.permissions.app_error" });
  expect(await notify(ana, "2")).toMatchObject({ outcome: "failed", why: "api.context.permissions.app_error" });
});
