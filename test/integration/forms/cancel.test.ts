import { createBot, intent, number, oneOf, story, text, type Turn } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

const size = oneOf("size", ["small", "large"]);
const abort = intent("abort", { keywords: ["cancel", "abort mission"] });

const order = story("order", {
  title: { en: "your order", fr: "votre commande" },
  keywords: ["order"],
  slots: { size, count: number({ integer: true }), street: v.string() },
});
const orderHandlers = {
  ask: { size: () => "Size?", count: () => "How many?", street: () => "Street?" },
  run: (_turn: unknown, { size: which, count, street }: { size: string; count: number; street: string }) =>
    `${count} ${which} to ${street}`,
};
const hello = story("hello", { keywords: ["hello"] }).handle(() => "Hello");
const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const bot = createBot({ stories: [order.handle(orderHandlers), hello], fallback, locales: ["en", "fr"] });

describe("leaving a form by words", () => {
  test.each([
    "cancel",
    "Cancel!",
    "please cancel",
    "I want to cancel",
    "no, cancel that please",
    "forget it",
    "never mind",
    "stop",
    "I've changed my mind",
    "laisse tomber",
    "annuler",
    "j'ai changé d'avis",
  ])("%s leaves it, and the state is as if it had not begun", async (words) => {
    const ada = simulate(bot, { at: 0 });
    await ada.say("hello");
    const before = await ada.state();
    await ada.say("order");
    await ada.say("large");
    const left = await ada.say(words);
    expect(left.outcome).toMatchObject({ story: "order", outcome: "answered" });
    expect(left.texts).toHaveLength(1);
    const { current, suspended, data } = await ada.state();
    expect({ current, suspended, data }).toEqual({ current: before.current, suspended: undefined, data: before.data });
    expect((await ada.say("2")).texts).toEqual(["fallback: not_understood"]);
  });

  test.each(["en", "fr"])("the bot says so, in %s", async (locale) => {
    const ada = simulate(bot, { locale });
    await ada.say("order");
    const expected = { en: "All right, your order is cancelled.", fr: "D'accord, j'abandonne votre commande." }[locale];
    expect((await ada.say(locale === "en" ? "forget it" : "laissez tomber")).texts).toEqual([expected]);
  });

  test.each(["cancel my subscription", "I forgot it", "do not stop the music", "back to Lille", "I never mind rain"])(
    "%s does not leave it",
    async (words) => {
      const ada = simulate(bot);
      await ada.say("order");
      await ada.say(words);
      expect((await ada.state()).current?.story).toBe("order");
    },
  );

  test("where no form waits, the words are like any others", async () => {
    const ada = simulate(bot);
    expect((await ada.say("cancel")).texts).toEqual(["fallback: not_understood"]);
    await ada.say("order large");
    await ada.say("2");
    await ada.say("Main street");
    expect((await ada.say("cancel")).texts).toEqual(["fallback: not_understood"]);
  });

  test("a form that was interrupted is left, too, and is not offered again", async () => {
    for (const resumption of [false, undefined] as const) {
      const quiet = createBot({
        stories: [order.handle(orderHandlers), hello],
        fallback,
        ...(resumption === undefined ? {} : { resumption }),
      });
      const ada = simulate(quiet);
      await ada.say("order");
      await ada.say("hello");
      await ada.say("cancel");
      expect((await ada.state()).suspended).toBeUndefined();
      expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
    }
  });

  test("a form that it had interrupted itself is offered", async () => {
    const trip = story("trip", { title: { en: "your trip" }, keywords: ["trip"], slots: { seats: number() } });
    const two = createBot({
      stories: [order.handle(orderHandlers), trip.handle({ ask: { seats: () => "Seats?" }, run: () => "Done" })],
      fallback,
    });
    const ada = simulate(two);
    await ada.say("trip");
    await ada.say("order");
    const left = await ada.say("cancel");
    expect(left.texts).toEqual(["All right, your order is cancelled.", "Shall we go on with your trip?"]);
    await ada.tap("Yes, go on");
    expect((await ada.say("4")).texts).toEqual(["Done"]);
  });

  test("what the form kept in the conversation goes, what it kept about the person stays", async () => {
    const counting = order.handle({
      ...orderHandlers,
      ask: {
        ...orderHandlers.ask,
        size: (turn) => {
          turn.data["draft"] = "open";
          turn.data["visits"] = Number(turn.data["visits"] ?? 0) + 1;
          turn.user.data["customer"] = true;
          return "Size?";
        },
      },
    });
    const visit = story("visit", { keywords: ["visit"] }).handle((turn) => {
      turn.data["visits"] = 7;
      turn.data["seen"] = true;
      return "Welcome";
    });
    const ada = simulate(createBot({ stories: [counting, visit, hello], fallback }));
    await ada.say("visit");
    await ada.say("order");
    expect((await ada.state()).data).toEqual({ visits: 8, seen: true, draft: "open" });
    await ada.say("hello");
    await ada.say("cancel");
    const { data, user } = await ada.state();
    expect(data).toEqual({ visits: 7, seen: true });
    expect(user).toEqual({ customer: true });
  });

  test("the story may react, with what it knows", async () => {
    const reacting = order.handle({
      ...orderHandlers,
      onCancel: (turn, known) => `Dropped ${known.size ?? "nothing"} (${turn.text})`,
    });
    const ada = simulate(createBot({ stories: [reacting], fallback }));
    await ada.say("order a large one");
    expect((await ada.say("never mind")).texts).toEqual(["Dropped large (never mind)"]);
  });

  describe("however the reaction ends, the form is left", () => {
    const own = story("own", { keywords: ["leave order"] }).handle((turn) => `Left ${turn.cancelForm()?.story}`);
    const apology = story("sorry", { keywords: ["sorry"] });
    const sorry = apology.handle(() => "What was wrong?");
    const botOf = (onCancel: (turn: Turn) => never) =>
      createBot({ stories: [order.handle({ ...orderHandlers, onCancel }), own, sorry, hello], fallback });
    const fail = (turn: Turn): never => {
      turn.data["freed"] = true;
      throw new Error("no stock system");
    };

    test.each([
      ["by words", "cancel", ["fallback: failed"]],
      ["by a handler", "leave order", ["Left order", "fallback: failed"]],
    ])("%s, when it throws: the error is that of the form", async (_how, words, texts) => {
      const ada = simulate(botOf(fail), { failures: "answer" });
      await ada.say("order");
      const { outcome, ...answer } = await ada.say(words);
      expect(answer.texts).toEqual(texts);
      expect(outcome).toMatchObject({ outcome: "failed", error: { story: "order" } });
      const { current, suspended, data } = await ada.state();
      expect([current?.story === "order", suspended, data]).toEqual([false, undefined, {}]);
      expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
    });

    test.each([
      ["cancel", ["What was wrong?"]],
      ["leave order", ["Left order", "What was wrong?"]],
    ])("after %s, when it leads to another story", async (words, texts) => {
      const ada = simulate(botOf((turn) => turn.switchTo(apology.link())));
      await ada.say("order");
      expect((await ada.say(words)).texts).toEqual(texts);
      expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
    });

    test("when it asks for a slot of the form, which is over", async () => {
      const ada = simulate(
        botOf((turn) => turn.askAgain("size")),
        { failures: "answer" },
      );
      await ada.say("order");
      expect((await ada.say("cancel")).outcome).toMatchObject({ outcome: "failed", error: { story: "order" } });
      expect((await ada.state()).current).toBeUndefined();
    });
  });

  test("can be extended and switched off, for the bot and for a story", async () => {
    const stories = [order.handle(orderHandlers)];
    const more = simulate(createBot({ stories, fallback, forms: { words: { en: { cancel: ["abracadabra"] } } } }));
    await more.say("order");
    await more.say("abracadabra");
    expect((await more.state()).current).toBeUndefined();

    const never = simulate(createBot({ stories, fallback, forms: { commands: [] } }));
    await never.say("order");
    await never.say("cancel");
    expect((await never.state()).current?.story).toBe("order");

    const strict = story("consent", { keywords: ["consent"], commands: ["recap"], slots: { size } });
    const legal = strict.handle({ ask: { size: () => "Size?" }, run: () => "Signed" });
    const ada = simulate(createBot({ stories: [legal], fallback }));
    await ada.say("consent");
    await ada.say("cancel");
    expect((await ada.state()).current?.story).toBe("consent");
  });

  test("an answer that is called like the command is the answer", async () => {
    const plan = story("plan", { keywords: ["plan"], slots: { act: oneOf("act", ["upgrade", "cancel"]) } });
    const ada = simulate(
      createBot({ stories: [plan.handle({ ask: { act: () => "What?" }, run: (_turn, { act }) => act })], fallback }),
    );
    await ada.say("plan");
    expect((await ada.say("cancel")).texts).toEqual(["cancel"]);
  });
});

describe("leaving a form by code", () => {
  test("a story of the author's that claims the words answers, and the form is left", async () => {
    const cancel = story("cancel", { keywords: ["cancel"] });
    for (const calls of [true, false]) {
      const own = cancel.handle((turn) => {
        const form = calls ? turn.cancelForm() : undefined;
        return calls ? `No more ${form?.story ?? "form"} of ${JSON.stringify(form?.slots["size"])}` : "Cancelled";
      });
      for (const resumption of [undefined, false] as const) {
        const options = resumption === undefined ? {} : { resumption };
        const ada = simulate(createBot({ stories: [order.handle(orderHandlers), own], fallback, ...options }));
        await ada.say("order large");
        expect((await ada.say("cancel")).texts).toEqual([calls ? 'No more order of "large"' : "Cancelled"]);
        expect((await ada.say("2")).texts).toEqual(["fallback: not_understood"]);
      }
    }
  });

  test("a story that asks whether the person is sure decides itself", async () => {
    const cancel = story("cancel", { keywords: ["cancel"], steps: { sure: true } });
    const own = cancel.handle({
      run: (turn) => {
        turn.waitFor(cancel.step("sure"));
        return "Really?";
      },
      steps: { sure: (turn) => (turn.text === "yes" ? `Left ${turn.cancelForm()?.story ?? "nothing"}` : "Then not.") },
    });
    const reacting = order.handle({ ...orderHandlers, onCancel: () => "Seat released." });
    const ada = simulate(createBot({ stories: [reacting, own], fallback }));
    await ada.say("order");
    expect((await ada.say("cancel")).texts).toEqual(["Really?"]);
    expect((await ada.say("yes")).texts).toEqual(["Left order", "Seat released."]);
    expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
    await ada.say("order");
    await ada.say("cancel");
    expect((await ada.say("no")).texts).toEqual(["Then not.", "Shall we go on with your order?"]);
  });

  test.each(["cancel", "abort mission"])("a step is reached by %s while a slot is asked", async (words) => {
    const stepped = story("order", {
      keywords: ["order"],
      slots: { size },
      steps: { drop: { intents: [abort] }, confirm: { intents: [intent("yes", { keywords: ["yes"] })] } },
    }).handle({
      ask: { size: () => "Size?" },
      run: () => "Fine?",
      steps: {
        drop: (turn) => {
          turn.cancelForm();
          return "Dropped";
        },
        confirm: () => "Confirmed",
      },
    });
    const ada = simulate(createBot({ stories: [stepped], fallback }));
    await ada.say("order");
    expect((await ada.say("yes")).texts).toEqual(["Size?"]);
    expect((await ada.say(words)).texts).toEqual(["Dropped"]);
    expect((await ada.state()).current).toBeUndefined();
    expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
  });

  test("a step that is an aside leaves the question open", async () => {
    const menu = story("order", { keywords: ["order"], slots: { size }, steps: { menu: { intents: ["menu"] } } });
    const handled = menu.handle({
      ask: { size: () => text("Size?", { quickReplies: [{ label: "The menu", to: menu.step("menu") }] }) },
      run: (_turn, { size: which }) => which,
      steps: { menu: () => "Pizza and pasta" },
    });
    const ada = simulate(createBot({ stories: [handled], fallback }));
    await ada.say("order");
    expect((await ada.tap("The menu")).texts).toEqual(["Pizza and pasta"]);
    expect((await ada.say("large")).texts).toEqual(["large"]);
  });

  test("the fallback may leave the form that waits", async () => {
    const ada = simulate(
      createBot({
        stories: [order.handle({ ...orderHandlers, ask: { ...orderHandlers.ask, size: () => undefined } })],
        fallback: (turn, reason) => `${reason}: ${turn.cancelForm(order)?.story ?? "nothing"}`,
      }),
    );
    expect((await ada.say("order")).texts).toEqual(["said_nothing: order"]);
    expect((await ada.state()).current).toBeUndefined();
  });

  test("an offer to go on may drop the story itself", async () => {
    const ada = simulate(
      createBot({
        stories: [order.handle(orderHandlers), hello],
        fallback,
        resumption: (turn, { drop }) => turn.switchTo(drop),
      }),
    );
    await ada.say("order");
    expect((await ada.say("hello")).texts).toEqual(["Hello"]);
    expect((await ada.state()).suspended).toBeUndefined();
    expect((await ada.say("large")).texts).toEqual(["fallback: not_understood"]);
  });
});
