import { createBot, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

/** Counts what is said in the conversation and about the person, and knows what was said before. */
const memory = story("memory", { keywords: ["note"] }).handle(async (turn) => {
  turn.data["notes"] = [...((turn.data["notes"] as string[] | undefined) ?? []), turn.text];
  turn.user.data["count"] = Number(turn.user.data["count"] ?? 0) + 1;
  const history = await turn.history(20);
  const before = history.map((each) => each.text).join("; ");
  return text(`${(turn.data["notes"] as string[]).join(", ")} (${String(turn.user.data["count"])}) after ${before}`);
});
const fallback = (): string => "?";
const bot = createBot({ stories: [memory], fallback, revisions: ["regenerate", "edit"] });

/** The ids of the person's events are those of the simulation. */
async function lastId(person: ReturnType<typeof simulate>): Promise<string> {
  return (await person.state()).turnBefore?.eventId ?? "";
}

describe("a message that replaces the last one", () => {
  test("is answered as if that one had never been said; what is kept of the person stays", async () => {
    const person = simulate(bot);
    await person.say("note one");
    await person.say("note two");
    const edited = await person.act({ type: "text", text: "note three", replaces: await lastId(person) });
    expect(edited.texts).toEqual(["note one, note three (3) after note one; note one (1) after"]);
    expect(edited.messages).toMatchObject([{ may: ["regenerate", "edit"] }]);
    // It can be replaced itself.
    const again = await person.act({ type: "text", text: "note three", replaces: await lastId(person) });
    expect(again.texts).toEqual(["note one, note three (4) after note one; note one (1) after"]);
    expect((await person.say("note four")).texts[0]).toMatch(/^note one, note three, note four \(5\)/);
  });

  test("opens the question again that the replaced message has answered", async () => {
    const order = story("order", { keywords: ["order"], slots: { size: v.string() } });
    const orders = order.handle({ ask: { size: () => "Which size?" }, run: (_, { size }) => `One ${size}` });
    const person = simulate(createBot({ stories: [orders], fallback, revisions: ["edit"] }));
    await person.say("order");
    expect((await person.say("small")).texts).toEqual(["One small"]);
    const edited = await person.act({ type: "text", text: "large", replaces: await lastId(person) });
    expect(edited.texts).toEqual(["One large"]);
  });

  test("is one more message where the bot allows none, or where it names another one than the last", async () => {
    const strict = simulate(createBot({ stories: [memory], fallback }));
    await strict.say("note one");
    const said = await strict.act({ type: "text", text: "note two", replaces: "sim-1" });
    expect(said.texts[0]).toMatch(/^note one, note two \(2\)/);
    expect(said.messages[0]).not.toHaveProperty("may");

    const person = simulate(bot);
    await person.say("note one");
    const first = await lastId(person);
    await person.say("note two");
    const late = await person.act({ type: "text", text: "note three", replaces: first });
    expect(late.texts[0]).toMatch(/^note one, note two, note three \(3\)/);
  });

  test("what happens beside the conversation does not take the place of the last message", async () => {
    const person = simulate(bot);
    await person.say("note one");
    const id = await lastId(person);
    await person.rate("down");
    expect(await lastId(person)).toBe(id);
    expect((await person.act({ type: "text", text: "note two", replaces: id })).texts[0]).toMatch(/^note two \(2\)/);
  });

  test("a state that is too large is not kept twice, and then nothing is offered", async () => {
    const large = story("large", { keywords: ["large"] }).handle((turn) => {
      turn.data["x"] = "x".repeat(40_000);
      return "Done";
    });
    const person = simulate(createBot({ stories: [large], fallback, revisions: ["regenerate"] }));
    expect((await person.say("large")).messages).toMatchObject([{ may: ["regenerate"] }]);
    expect((await person.say("large")).messages[0]).not.toHaveProperty("may");
    expect((await person.state()).turnBefore).toBeUndefined();
  });

  test("a message says itself what it allows; a channel that cannot show it gets nothing", async () => {
    const booked = story("booked", { keywords: ["book"] }).handle(() => text("Booked.", { may: [] }));
    const options = { stories: [booked, memory], fallback, revisions: ["regenerate"] as const };
    expect((await simulate(createBot(options)).say("book")).messages).toMatchObject([{ may: [] }]);
    const elsewhere = simulate(createBot(options), { channel: "messenger" });
    expect((await elsewhere.say("note")).messages[0]).not.toHaveProperty("may");
  });
});
