import type { LiveNews, Queue } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { askForPerson, type Console, startWorld, type World } from "#support/desk/inbox-world.ts";
import { waitUntil } from "#support/wait-until.ts";

const queue: Queue = { id: "all", name: "All", position: 1, languages: [], skills: [], connectors: [] };

/** Sits at the console until disposed. */
async function sit({ client }: Console, status = "online"): Promise<{ news: LiveNews[]; leave: () => void }> {
  const stop = new AbortController();
  const headers = { ...client.headers, Cookie: client.cookie ?? "" };
  const { body } = await fetch(`${client.url}/desk/api/live?status=${status}`, { headers, signal: stop.signal });
  const news: LiveNews[] = [];
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of body ?? []) {
      text += Buffer.from(chunk).toString();
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) if (part.startsWith("data: ")) news.push(JSON.parse(part.slice(6)) as LiveNews);
    }
  };
  read().catch(() => undefined);
  await waitUntil(() => news.length > 0, 5_000);
  return { news, leave: () => stop.abort() };
}

const put = ({ ada }: World, more: Partial<Queue>) => ada.client.call("PUT", "/queues/all", { ...queue, ...more });
const offeredTo = async ({ ada, conversation }: World): Promise<string | undefined> =>
  (await ada.open(conversation)).row.offer?.to.name;

test("what waits is offered to who is there and can, then to the next, and is theirs when they take it", async () => {
  await using world = await startWorld(undefined);
  const { ada, ben, conversation } = world;
  await put(world, { routing: "push", offerSeconds: 5 });
  const away = await sit(ada, "away");
  const bens = await sit(ben);
  await askForPerson(world);
  expect(await waitUntil(async () => (await offeredTo(world)) === "ben", 8_000)).toBe(true);
  // Ben's console gets it by itself, and the conversation goes on waiting, for anybody.
  const isNews = (): boolean =>
    bens.news.some((each) => each.type === "rows" && each.rows.some(({ offer }) => offer?.to.name === "ben"));
  expect(await waitUntil(isNews, 5_000)).toBe(true);
  expect((await ada.open(conversation)).row.state).toBe("waiting");
  away.leave();
  const adas = await sit(ada);
  expect(await waitUntil(async () => (await offeredTo(world)) === "ada", 12_000)).toBe(true);
  const { body } = await ada.act(conversation, { type: "take", version: 0 });
  expect(body.row).toMatchObject({ state: "open", operator: { name: "ada" } });
  expect(body.row).not.toHaveProperty("offer");
  adas.leave();
  bens.leave();
});

test("a queue says until when it is to be answered, and the list has what is due first", async () => {
  await using world = await startWorld(undefined);
  const { ada, conversation, screen, visitor } = world;
  await put(world, { firstAnswerMinutes: 10, nextAnswerMinutes: 2 });
  await askForPerson(world);
  const [waits] = await ada.list("?order=due");
  expect(waits).toMatchObject({ conversationId: conversation, state: "waiting" });
  expect((waits?.dueAt ?? 0) - (waits?.waitingSince ?? 0)).toBe(600_000);
  await ada.act(conversation, { type: "say", text: "Hello" });
  await screen(3);
  expect((await ada.open(conversation)).row).not.toHaveProperty("dueAt");
  await visitor.send("2", "and now?");
  const [open] = await ada.list("?order=due&operator=me");
  expect((open?.dueAt ?? 0) - (open?.waitingSince ?? 0)).toBe(120_000);
});
