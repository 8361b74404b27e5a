import { expect, test } from "vitest";
import { encodeLink } from "#channel/message/link.ts";
import { card, custom, field, form, image, list, location, stream, text } from "./messages.ts";

const to = encodeLink("fares");

test("a list offers items that lead to stories", () => {
  const items = [{ label: "Lille", description: "North", imageUrl: "https://a.example/l.png", to }];
  expect(list("Where?", items)).toEqual({
    type: "list",
    text: "Where?",
    items: [{ label: "Lille", description: "North", imageUrl: "https://a.example/l.png", link: "fares" }],
    quickReplies: [],
  });
});

test("a location has its coordinates and its buttons", () => {
  const office = { title: "Office", latitude: 43.3, longitude: 5.4 };
  expect(location(office, { buttons: [{ label: "Hours", to }] })).toEqual({
    type: "location",
    location: office,
    buttons: [{ type: "postback", label: "Hours", link: "fares" }],
    quickReplies: [],
  });
});

test("a form has fields of each kind, and leads to a story", () => {
  const fields = [
    field.text("name", "Name", { hint: "First and last", value: "Ana" }),
    field.longText("note", "Note"),
    field.email("email", "E-mail", { required: true }),
    field.telephone("phone", "Phone"),
    field.number("seats", "Seats"),
    field.number("age", "Age", { min: 18, max: 99 }),
    field.date("day", "Day"),
    field.date("until", "Until", { min: "2027-01-31", value: "2027-02-01" }),
    field.time("at", "At", { max: "18:30" }),
    field.rating("stars", "Stars"),
    field.rating("score", "Score", { max: 10, required: true }),
    field.consent("terms", "I agree", { page: { label: "Terms", url: "https://a.example/terms" } }),
    field.consent("news", "Send me news", { required: false }),
    field.choice("class", "Class", ["First", { label: "Second", value: "2" }], { value: "2" }),
  ];
  expect(form("Book", { fields, submit: { label: "Send", to } })).toEqual({
    type: "form",
    text: "Book",
    fields: [
      { kind: "text", name: "name", label: "Name", required: false, hint: "First and last", value: "Ana" },
      { kind: "long_text", name: "note", label: "Note", required: false },
      { kind: "email", name: "email", label: "E-mail", required: true },
      { kind: "telephone", name: "phone", label: "Phone", required: false },
      { kind: "number", name: "seats", label: "Seats", required: false },
      { kind: "number", name: "age", label: "Age", required: false, min: 18, max: 99 },
      { kind: "date", name: "day", label: "Day", required: false },
      { kind: "date", name: "until", label: "Until", required: false, min: "2027-01-31", value: "2027-02-01" },
      { kind: "time", name: "at", label: "At", required: false, max: "18:30" },
      { kind: "rating", name: "stars", label: "Stars", required: false, max: 5 },
      { kind: "rating", name: "score", label: "Score", required: true, max: 10 },
      {
        kind: "consent",
        name: "terms",
        label: "I agree",
        required: true,
        page: { label: "Terms", url: "https://a.example/terms" },
      },
      { kind: "consent", name: "news", label: "Send me news", required: false },
      {
        kind: "choice",
        name: "class",
        label: "Class",
        required: false,
        value: "2",
        options: [
          { label: "First", value: "First" },
          { label: "Second", value: "2" },
        ],
      },
    ],
    submit: { label: "Send", link: "fares" },
    quickReplies: [],
  });
});

test.each([
  [["a", "b", "a"], 'form: two fields have the name "a"; give each its own'],
  [["_step"], 'form: names that begin with _ are reserved, but got "_step"'],
  [["a", ""], "form: field 2 needs a name, that of a parameter of the story"],
])("a form refuses the names %j and says why", (names, reason) => {
  const fields = names.map((name) => field.text(name, "Label"));
  expect(() => form("Book", { fields, submit: { label: "Send", to } })).toThrow(new TypeError(reason));
});

test("a custom message has data, and a text for channels that cannot show it", () => {
  expect(custom("seat-map", { coach: 12 }, { alt: "Coach 12", delay: 300 })).toEqual({
    type: "custom",
    name: "seat-map",
    data: { coach: 12 },
    alt: "Coach 12",
    delay: 300,
    quickReplies: [],
  });
});

test("a custom message refuses data that is not JSON, and an empty name", () => {
  const loop: { again?: unknown } = {};
  loop.again = loop;
  for (const [data, path] of [
    [{ at: { day: new Date(0) } }, "data.at.day"],
    [[1, Number.NaN], "data[1]"],
    [undefined, "data"],
  ] as const) {
    expect(() => custom("map", data as never, { alt: "" })).toThrow(`custom "map": ${path} is not plain JSON`);
  }
  expect(() => custom("map", loop as never, { alt: "" })).toThrow(TypeError);
  expect(() => custom(" ", {}, { alt: "" })).toThrow("custom: it needs the name");
});

test("every message accepts footnotes, a delay, an alternative text, and a text for voices", () => {
  const footnotes = [{ title: "Timetable", url: "https://a.example/t", excerpt: "every hour" }];
  const options = { footnotes, delay: 500, alt: "In short", speak: "Said aloud" };
  const links = { submit: { label: "Send", to }, fields: [] };
  for (const message of [
    text("t", options),
    card({ title: "t" }, options),
    list("t", [], options),
    location({ title: "t", latitude: 1, longitude: 2 }, options),
    form("t", links, options),
    custom("t", 1, options),
  ]) {
    expect(message).toMatchObject(options);
  }
  // What a picture shows is what stands for it.
  const { alt, ...others } = options;
  expect(image("https://a.example/i.png", { alt, ...others })).toMatchObject({ ...others, media: { alt } });
  expect(image("https://a.example/i.png", { alt })).not.toHaveProperty("alt");
});

test("an option that is not given is not there: a message in the log has no empty parts", () => {
  expect(Object.keys(text("t"))).toEqual(["type", "text", "buttons", "quickReplies"]);
  expect(Object.keys(stream(nothing()))).toEqual(["type", "source", "buttons", "quickReplies"]);
});

async function* nothing(): AsyncGenerator<string, void> {}

test("a stream has its footnotes at once, or gets them at its end", async () => {
  const footnotes = [{ title: "Timetable" }];
  expect(stream(nothing(), { footnotes, speak: "s" })).toMatchObject({ footnotes, speak: "s" });
  expect(stream(nothing(), { footnotes }).end).toBeUndefined();
  let asked = 0;
  const later = stream(nothing(), {
    footnotes: () => {
      asked += 1;
      return Promise.resolve(footnotes);
    },
  });
  expect(asked).toBe(0);
  expect(later.footnotes).toBeUndefined();
  expect(await later.end?.()).toEqual({ footnotes });
  expect(await stream(nothing(), { footnotes: () => footnotes }).end?.()).toEqual({ footnotes });
});

test.each<[field: () => unknown, problem: string]>([
  [() => field.number("n", "N", { min: 2, max: 1 }), "its min must be a number, and not above its max"],
  [() => field.date("n", "N", { min: "31.1.2027" }), "its min and max must be days, as 2027-01-31, in this order"],
  [() => field.date("n", "N", { max: "2027-02-30" }), "its min and max must be days, as 2027-01-31, in this order"],
  [() => field.time("n", "N", { min: "18:00", max: "9:00" }), "its min and max must be times, as 18:30, in this order"],
  [
    () => field.time("n", "N", { min: "18:00", max: "09:00" }),
    "its min and max must be times, as 18:30, in this order",
  ],
  [() => field.rating("n", "N", { max: 1 }), "its max must be a whole number from 2 to 10"],
])("a field that nobody could fill in is refused where it is made", (make, problem) => {
  expect(make).toThrow(new TypeError(`the field "n": ${problem}`));
});

test("a quick reply can ask where the person is", () => {
  const quickReplies = [{ label: "Here", share: "location" as const, imageUrl: "https://a.example/pin.png" }];
  expect(text("Where?", { quickReplies }).quickReplies).toEqual([
    { type: "location", label: "Here", imageUrl: "https://a.example/pin.png" },
  ]);
});

test.each([
  [{ TOPIC: 7 }, "metadata: TOPIC: its value must be a text"],
  [{ "": "x" }, "metadata: a name must have 1 to 64 characters"],
  [{ ["x".repeat(65)]: "x" }, "metadata: a name must have 1 to 64 characters"],
  [{ TOPIC: "x".repeat(1001) }, "metadata: TOPIC: its value has 1001 characters, and 1000 are the most"],
  [JSON.parse('{"__proto__":"x"}'), "metadata: __proto__: is no name that can be used"],
  [
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [index, "x"])),
    "metadata: has 21 names, and 20 are the most",
  ],
  ["TOPIC", "metadata: expected texts by name"],
])("metadata that is none, or too large, is refused where it is said: %j", (metadata, problem) => {
  expect(() => text("Late", { metadata: metadata as Record<string, string> })).toThrow(new TypeError(problem));
});

test("every message may have metadata, and a streamed text at its end", async () => {
  const metadata = { TOPIC: "trains", SOURCE: "x".repeat(1000) };
  expect(card({ title: "Late" }, { metadata })).toMatchObject({ metadata });
  expect(image("https://a.example/a.png", { alt: "", metadata })).toMatchObject({ metadata });
  expect(custom("map", 1, { alt: "Map", metadata })).toMatchObject({ metadata });
  async function* words(): AsyncGenerator<string> {
    yield "Late";
  }
  expect(stream(words(), { metadata })).toMatchObject({ metadata });
  const footnotes = [{ title: "Rules" }];
  expect(await stream(words(), { metadata: async () => metadata, footnotes: () => footnotes }).end?.()).toEqual({
    metadata,
    footnotes,
  });
  await expect(stream(words(), { metadata: () => ({ TOPIC: 7 as never }) }).end?.()).rejects.toThrow("must be a text");
});

test("a button has a picture and a way to open its page, and a new tab is none", () => {
  const imageUrl = "https://a.example/a.png";
  const url = "https://a.example/";
  const window = { width: 400, height: 500 };
  const buttons = [
    { label: "Fares", to, imageUrl },
    { label: "Map", url, window },
    { label: "Here", url, target: "_self" as const },
    { label: "Tab", url, target: "_blank" as const },
  ];
  expect(text("Where?", { buttons }).buttons).toEqual([
    { type: "postback", label: "Fares", imageUrl, link: "fares" },
    { type: "url", label: "Map", url, window },
    { type: "url", label: "Here", url, target: "_self" },
    { type: "url", label: "Tab", url },
  ]);
});

test.each([
  [{ url: "https://a.example/", target: "somebody" }, "target must be _blank, _self, _parent, _top"],
  [{ url: "https://a.example/", target: "_top", window: { width: 400, height: 500 } }, "so it can have no target"],
  [{ url: "https://a.example/", window: { width: 99, height: 500 } }, "whole numbers from 100 to 4000"],
  [{ url: "https://a.example/", window: { width: 400.5, height: 500 } }, "whole numbers from 100 to 4000"],
  [{ to, target: "_self" }, 'the button "Go" has an option "target"'],
])("a page that could not open so is refused where the button is made: %j", (more, problem) => {
  expect(() => text("Where?", { buttons: [{ label: "Go", ...more } as never] })).toThrow(problem);
});
