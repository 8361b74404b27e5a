import { type Bot, createBot, intent, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";

const yes = intent("yes", { keywords: ["yes"] });
const no = intent("no", { keywords: ["no"] });
const more = intent("more", { keywords: ["more"] });
const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;

test("an intent leads to the nearest step: below the current one, beside it, up to the root, then to the story's beginning", async () => {
  const order = story("order", {
    keywords: ["order"],
    secondary: [no],
    steps: { size: { intents: [more], steps: { extra: { intents: [more, yes] } } }, confirm: { intents: [yes] } },
  });
  const bot = createBot({
    fallback,
    stories: [
      order.handle({
        run: () => "What size?",
        steps: { size: () => "size", extra: () => "extra", confirm: () => "confirm" },
      }),
    ],
  });
  const ada = simulate(bot);
  await ada.say("order");
  expect((await ada.say("yes")).texts).toEqual(["confirm"]);
  expect((await ada.say("more")).texts).toEqual(["size"]); // the sister of confirm
  expect((await ada.say("more")).texts).toEqual(["extra"]); // below size
  expect((await ada.say("more")).texts).toEqual(["extra"]); // again itself
  expect((await ada.say("yes")).texts).toEqual(["extra"]);
  expect((await ada.say("no")).texts).toEqual(["What size?"]);
});

test("the intents of a story have no effect while another one is under way", async () => {
  const order = story("order", { keywords: ["order"], steps: { confirm: { intents: [yes] } } });
  const bot = createBot({
    fallback,
    stories: [
      order.handle({ run: () => "Sure?", steps: { confirm: () => "confirmed" } }),
      story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
    ],
  });
  const ada = simulate(bot);
  expect((await ada.say("yes")).texts).toEqual(["fallback: not_understood"]);
  await ada.say("order");
  await ada.say("hello");
  expect((await ada.say("yes")).texts).toEqual(["fallback: not_understood"]);
});

test("a story may switch to another one, and pass on what it found out", async () => {
  const search = story("search", { keywords: ["search"] });
  const found = story("found", { steps: { one: true } });
  const bot = createBot({
    fallback,
    stories: [
      search.handle(async function* (turn) {
        yield "Let me see.";
        turn.scratch["hits"] = 1;
        turn.switchTo(found.step("one"));
      }),
      found.handle({ run: () => "many", steps: { one: (turn) => `Found ${String(turn.scratch["hits"])}.` } }),
    ],
  });
  expect((await simulate(bot).say("search")).texts).toEqual(["Let me see.", "Found 1."]);
});

test("stories that switch in a circle are a failure, and the person gets an answer", async () => {
  const ping = story("ping", { keywords: ["ping"] });
  const pong = story("pong");
  const bot = createBot({
    fallback,
    stories: [ping.handle((turn) => turn.switchTo(pong.link())), pong.handle((turn) => turn.switchTo(ping.link()))],
  });
  const answer = await simulate(bot, { failures: "answer" }).say("ping");
  expect(answer.texts).toEqual(["fallback: failed"]);
  expect(String(answer.outcome.error?.cause)).toContain("more than 5 times");
});

test("among several meanings the one that the story expects counts", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("book", { keywords: ["book"] }).handle((turn) => {
        turn.expect({ intents: ["train"] });
        return "A book or a journey?";
      }),
      story("train", { keywords: ["by train"] }).handle(() => "Trains"),
      story("reading", { keywords: ["reading by"] }).handle(() => "Books"),
    ],
  });
  const ada = simulate(bot);
  expect((await ada.say("reading by train")).texts).toEqual(["Books"]);
  await ada.say("book");
  expect((await ada.say("reading by train")).texts).toEqual(["Trains"]);
});

function offering(): Bot {
  const menu = story("menu", { keywords: ["menu"] });
  const soup = story("soup", { keywords: ["soup"] });
  const fish = story("fish");
  return createBot({
    fallback,
    stories: [
      menu.handle(() =>
        text("What would you like?", {
          buttons: [{ label: "Soup of the day", to: soup.link() }],
          quickReplies: [
            { label: "Fish & chips", to: fish.link() },
            { label: "The same again", say: "soup" },
          ],
        }),
      ),
      soup.handle((turn) => `Soup (${turn.text}, ${turn.understanding.source})`),
      fish.handle((turn) => `Fish (${turn.text}, ${turn.understanding.source})`),
    ],
  });
}

test.each([
  ["2", "Fish (Fish & chips, choice)"],
  ["fish and chips", "fallback: not_understood"],
  ["fish chips", "Fish (Fish & chips, choice)"],
  ["3", "Soup (soup, keywords)"],
  ["Soup of the day", "Soup (Soup of the day, choice)"],
])("what is on offer may be typed: %s", async (said, answer) => {
  const ada = simulate(offering());
  await ada.say("menu");
  expect((await ada.say(said)).texts).toEqual([answer]);
});

test("once is once, also when the event is handled again after a crash", async () => {
  const booked: string[] = [];
  const bot = createBot({
    fallback,
    stories: [
      story("book", { keywords: ["book"] }).handle(async (turn) => {
        const seat = await turn.once("seat", (key) => {
          booked.push(key);
          return { number: booked.length };
        });
        const nothing = await turn.once("nothing", () => undefined);
        return `Seat ${seat.number} ${String(nothing)}`;
      }),
    ],
  });
  const ada = simulate(bot, { crashes: 1 });
  expect((await ada.say("book")).texts).toEqual(["Seat 1 undefined"]);
  expect((await ada.say("book")).texts).toEqual(["Seat 2 undefined"]);
  expect(booked).toHaveLength(2);
  expect(new Set(booked).size).toBe(2);
});

test("a result of turn.once that is not JSON is reported to the author", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("book", { keywords: ["book"] }).handle(async (turn) => {
        await turn.once("date", () => new Date() as unknown as string);
      }),
    ],
  });
  const { outcome } = await simulate(bot, { failures: "answer" }).say("book");
  expect(String(outcome.error?.cause)).toContain('turn.once("date"): what the effect returns must be plain JSON');
});

test("the data of the person outlives the conversation, the data of the conversation does not", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("count", { keywords: ["count"] }).handle((turn) => {
        turn.user.data["times"] = Number(turn.user.data["times"] ?? 0) + 1;
        turn.data["times"] = Number(turn.data["times"] ?? 0) + 1;
        return `${turn.user.data["times"]} ${turn.data["times"]}`;
      }),
    ],
  });
  const ada = simulate(bot);
  await ada.say("count");
  expect((await ada.say("count")).texts).toEqual(["2 2"]);
  ada.wait({ hours: 25 });
  expect((await ada.say("count")).texts).toEqual(["3 1"]);
});

test("the person's language is the one they asked for, else that of their page, else that of the last turn", async () => {
  const bot = createBot({
    fallback,
    locales: ["en", "fr", "de"],
    detectLocale: false,
    stories: [
      story("which", { keywords: ["which"] }).handle((turn) => turn.locale),
      story("german", { keywords: ["german"] }).handle(async (turn) => {
        turn.setLocale("de-AT");
        await turn.send(turn.locale);
      }),
    ],
  });
  const zoe = simulate(bot, { locale: "fr-CA" });
  expect((await zoe.say("which")).texts).toEqual(["fr"]);
  expect((await zoe.say("german")).texts).toEqual(["de"]);
  expect((await zoe.say("which")).texts).toEqual(["de"]);
});

test("a story can read the messages before", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
      story("recall", { keywords: ["recall"] }).handle(async (turn) =>
        (await turn.history(3)).map(({ role, text: said }) => `${role}: ${said}`).join(", "),
      ),
    ],
  });
  const ada = simulate(bot);
  await ada.say("hello");
  await ada.say("what");
  expect((await ada.say("recall")).texts).toEqual(["bot: Hello, user: what, bot: fallback: not_understood"]);
});

test("the fallback may switch to a story, wait for an answer and hand over, for every reason", async () => {
  const help = story("help", { steps: { describe: true } });
  const stories = [
    help.handle({ run: () => "Help", steps: { describe: (turn) => `noted: ${turn.text}` } }),
    story("bad", { keywords: ["bad"] }).handle((turn) => {
      turn.data["half"] = true;
      throw new Error("broken on purpose");
    }),
  ];
  const switching = createBot({ stories, fallback: (turn) => turn.switchTo(help.link()) });
  expect((await simulate(switching).say("gibberish")).texts).toEqual(["Help"]);

  const asking = createBot({
    stories,
    fallback: (turn) => {
      turn.waitFor(help.step("describe"));
      return "Describe it.";
    },
  });
  const ada = simulate(asking);
  await ada.say("gibberish");
  expect((await ada.say("my bike")).texts).toEqual(["noted: my bike"]);

  const seen: unknown[] = [];
  const handing = createBot({
    stories,
    fallback: (turn) => {
      seen.push(structuredClone(turn.data));
      turn.handover();
      return "A colleague will help you.";
    },
  });
  const zoe = simulate(handing, { failures: "answer" });
  await zoe.say("bad");
  expect(seen).toEqual([{}]); // nothing of what the failed story left half done
  expect((await zoe.say("hello?")).outcome.outcome).toBe("paused");
});

test("a story can end itself, and reject the value of a slot", async () => {
  const city = oneOf("city", ["Lille", "Lyon", "Nice"]);
  const trip = story("trip", {
    keywords: ["trip"],
    slots: { from: { entity: city, after: ["from"] }, to: { entity: city, after: ["to"] } },
    steps: { book: { intents: [yes] } },
  });
  const bot = createBot({
    fallback,
    stories: [
      trip.handle({
        ask: {
          from: (_turn, { reason }, { to }) => `From? ${reason} (to ${to ?? "?"})`,
          to: (_turn, { reason, issues }, { from }) =>
            `To? ${reason} ${issues.map((issue) => ("message" in issue ? issue.message : issue.code)).join()} (from ${from ?? "?"})`,
        },
        run: (turn, { from, to }) => {
          if (from === to) turn.askAgain("to", "you are there");
          return `${from}-${to}, book it?`;
        },
        steps: {
          book: (turn) => {
            turn.endStory();
            return "Booked.";
          },
        },
      }),
    ],
  });
  const ada = simulate(bot);
  expect((await ada.say("trip")).texts).toEqual(["From? missing (to ?)"]);
  // Asked where from, "to Nice" says where to; and a "yes" is no "yes" to a question that was not asked yet.
  expect((await ada.say("to Nice")).texts).toEqual(["From? missing (to Nice)"]);
  expect((await ada.say("yes")).texts).toEqual(["From? invalid (to Nice)"]);
  expect((await ada.say("Nice")).texts).toEqual(["To? invalid you are there (from Nice)"]);
  expect((await ada.say("Lyon")).texts).toEqual(["Nice-Lyon, book it?"]);
  expect((await ada.say("yes")).texts).toEqual(["Booked."]);
  expect((await ada.say("yes")).texts).toEqual(["fallback: not_understood"]);
});
