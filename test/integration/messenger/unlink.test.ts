import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { refIn, startTwoChannels } from "#support/messenger/two-channels.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";

const databases = [
  { name: "SQLite", config: () => ({}) },
  ...(sharedPostgres === undefined
    ? []
    : [{ name: "PostgreSQL", config: () => ({ database: testSchema(), secret: randomBytes(32).toString("hex") }) }]),
];

describe.each(databases)("$name", ({ config }) => {
  test.each(["web", "messenger"])(
    "the side that parts (%s) keeps all but what that turn takes away; the other keeps what it has said",
    async (side) => {
      await using world = await startTwoChannels({}, config());
      const page = await world.browse();
      const phone = world.phone();
      await page.say("my name is ada");
      await phone.say("my city is lille");
      await phone.goOn(refIn(await page.link()));
      const [leaving, staying] = side === "web" ? [page, phone] : [phone, page];
      expect(await leaving.say("part us")).toBe("parted");
      expect(await leaving.say("who am i")).toBe('you are {"name":"Ada"}');
      expect(await staying.say("who am i")).toBe(
        side === "web" ? 'you are {"city":"Lille"}' : 'you are {"name":"Ada"}',
      );
      // Nothing that one says from now on is known to the other.
      await leaving.say("forget my name");
      await staying.say("my city is lille");
      expect(await leaving.say("who am i")).toBe("you are {}");
      expect(await staying.say("who am i")).toContain("Lille");
      const { people } = world.server;
      const onPhone = await people.export({ connectorId: "messenger", userId: phone.userId });
      expect(onPhone.linked).toEqual([]);
    },
  );

  test("twice is once, a story that fails parts nobody, and a new link joins again", async () => {
    await using world = await startTwoChannels({}, config());
    const page = await world.browse();
    const phone = world.phone();
    await page.say("my name is ada");
    expect(await page.say("part us")).toBe("parted");
    await phone.say("hello");
    const first = refIn(await page.link());
    await phone.goOn(first);
    expect(await phone.say("part us and fail")).toBe("that failed");
    expect(await phone.say("who am i")).toBe('you are {"name":"Ada"} web');
    for (let time = 0; time < 2; time += 1) expect(await phone.say("part us")).toBe("parted");
    // The link of before joins nobody any more; a new one asks, and does.
    await phone.goOn(first);
    expect(await phone.say("who am i")).toBe('you are {"name":"Ada"}');
    expect(await phone.goOn(refIn(await page.link()))).toBe('from web web new: {"name":"Ada"} web');
  });
});
