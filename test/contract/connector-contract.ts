import { describe, expect, test } from "vitest";
import {
  card,
  carousel,
  custom,
  field,
  form,
  image,
  list,
  location,
  text,
} from "@causerie/server/bot/authoring/messages.ts";
import type { Connector, Delivery, PushConnector } from "@causerie/server/channel/connector.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import { encodeLink } from "@causerie/server/channel/link.ts";
import type { BotMessage } from "@causerie/server/channel/message.ts";
import { DeliveryError } from "@causerie/server/app/errors.ts";

/** A connector that runs, and a person at its other end. */
export type ConnectorHarness = AsyncDisposable & {
  connector: Connector;
  /** What it has stored, in order. */
  events: readonly InboundEvent[];
  /** The person says something. `id` names the act: the same one is the same act sent again. */
  say(id: string, text: string): Promise<Told>;
  /** Another person does. */
  sayAsOther(id: string, text: string): Promise<Told>;
  /** Someone without the right to says something in the person's name. */
  forge(id: string, text: string): Promise<Told>;
  /** The next event cannot be stored. */
  failStore(): void;
  /** For connectors that are handed payloads. */
  push?: PushHarness;
};

/** What the channel was told of an event: only `accepted` keeps it from being sent again. */
export type Told = "accepted" | "refused" | "not_stored";

export type PushHarness = {
  userId: string;
  /** What the person was shown, in order: the id of each delivery that was taken. */
  taken(): string[];
  failNext(how: PushFailure): void;
};

/** `down`: cannot take it now. `never`: will not take it. `cut`: takes it, but the answer is lost. */
export type PushFailure = "down" | "never" | "cut";

/** What every connector promises, whatever its channel. */
export function connectorContract(name: string, open: () => Promise<ConnectorHarness>): void {
  describe(`${name}: connector`, () => {
    test("what a person says is stored with its person and conversation before the channel is told", async () => {
      await using harness = await open();
      expect(await harness.say("1", "hello")).toBe("accepted");
      expect(harness.events).toHaveLength(1);
      const [event] = harness.events;
      expect(event).toMatchObject({ connectorId: harness.connector.id, content: { type: "text", text: "hello" } });
      expect(event?.conversationId).not.toBe("");
      expect(event?.userId).not.toBe("");
    });

    test("the same act sent again is accepted again and stored once", async () => {
      await using harness = await open();
      for (const _ of [1, 2, 3]) expect(await harness.say("1", "hello")).toBe("accepted");
      expect(harness.events).toHaveLength(1);
    });

    test("one person's events stay in one conversation and in order, another's are in another", async () => {
      await using harness = await open();
      await harness.say("1", "one");
      await harness.sayAsOther("2", "other");
      await harness.say("3", "two");
      const own = harness.events[0]?.conversationId;
      const inOwn = harness.events.filter((event) => event.conversationId === own);
      expect(inOwn.map((event) => event.content)).toEqual([
        { type: "text", text: "one" },
        { type: "text", text: "two" },
      ]);
    });

    test("who cannot prove to be that person is refused, and nothing is stored", async () => {
      await using harness = await open();
      expect(await harness.forge("1", "hello")).toBe("refused");
      expect(harness.events).toEqual([]);
    });

    test("what could not be stored is not accepted, and can be sent again", async () => {
      await using harness = await open();
      harness.failStore();
      expect(await harness.say("1", "hello")).toBe("not_stored");
      expect(await harness.say("1", "hello")).toBe("accepted");
      expect(harness.events).toHaveLength(1);
    });

    test("every kind of message can be rendered, and an ordinary one without a loss", async () => {
      await using harness = await open();
      for (const message of ordinary) {
        const { payloads, losses } = harness.connector.render(message);
        expect(payloads.length).toBeGreaterThan(0);
        expect(losses).toEqual([]);
      }
      for (const message of extreme) expect(() => harness.connector.render(message)).not.toThrow();
    });

    test("a rendered message survives being stored as JSON", async () => {
      await using harness = await open();
      for (const message of [...ordinary, ...extreme]) {
        const { payloads } = harness.connector.render(message);
        expect(JSON.parse(JSON.stringify(payloads))).toEqual(payloads);
      }
    });

    test("a delivery is taken under its id, one after another in order", async () => {
      await using harness = await open();
      const push = pushOf(harness);
      if (push === undefined) return;
      for (const id of ["ob_1", "ob_2", "ob_3"]) await push.connector.deliver(deliveryOf(harness, push, id), never);
      expect(push.taken()).toEqual(["ob_1", "ob_2", "ob_3"]);
    });

    test.each([
      ["down", "retry", []],
      ["never", "refused", []],
      ["cut", "unknown", ["ob_1"]],
    ] as const)("when the channel is %s, the delivery's outcome is %s", async (how, outcome, taken) => {
      await using harness = await open();
      const push = pushOf(harness);
      if (push === undefined) return;
      push.failNext(how);
      const error: unknown = await push.connector
        .deliver(deliveryOf(harness, push, "ob_1"), never)
        .catch((e: unknown) => e);
      expect(error).toBeInstanceOf(DeliveryError);
      expect((error as DeliveryError).outcome).toBe(outcome);
      expect(push.taken()).toEqual(taken);
    });

    test("typing never fails, even when the channel does", async () => {
      await using harness = await open();
      const push = pushOf(harness);
      if (push === undefined) return;
      push.failNext("down");
      await expect(push.connector.typing(push.userId, true)).resolves.toBeUndefined();
      await expect(push.connector.typing(push.userId, false)).resolves.toBeUndefined();
    });
  });
}

const never = new AbortController().signal;
const to = encodeLink("fares");
const picture = { url: "https://a.example/a.png", alt: "A" };

const ordinary: BotMessage[] = [
  text("hello"),
  text("Which?", { buttons: [{ label: "Book", to }], quickReplies: [{ label: "Yes", to }, { label: "No" }] }),
  card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "Site", url: "https://a.example" }] }),
  carousel([
    { title: "A", image: picture },
    { title: "B", image: picture },
  ]),
  image("https://a.example/a.png", { alt: "A" }),
  list("Which?", [
    { label: "A", to },
    { label: "B", imageUrl: "https://a.example/b.png", to },
  ]),
  location({ title: "Office", address: "12 rue du Port", latitude: 43.3, longitude: 5.4 }),
  text("Snow.", { footnotes: [{ title: "Report", url: "https://a.example/r" }], alt: "Snow", speak: "Snow", delay: 9 }),
];

const many = Array.from({ length: 40 }, (_, index) => ({ label: `${index} ${"👩‍👩‍👧‍👦".repeat(20)}`, to }));
const extreme: BotMessage[] = [
  text(""),
  text("x".repeat(20_000), { buttons: many, quickReplies: many }),
  card({ title: "", buttons: many }),
  carousel([]),
  carousel(Array.from({ length: 40 }, () => ({ title: "y".repeat(500), subtitle: "z".repeat(500), buttons: many }))),
  image("javascript:alert(1)", { alt: "", caption: "\ud83d\0" }),
  list("", []),
  list("x".repeat(20_000), [...many, ...many], { quickReplies: many }),
  location({ title: "", latitude: Number.NaN, longitude: 1e300, url: "maps:x" }, { buttons: many }),
  form("", { fields: [], submit: { label: "", to } }),
  form("Who?", { fields: [field.choice("c", "", [])], submit: { label: "y".repeat(900), to } }),
  custom("map", "x".repeat(100_000), { alt: "" }),
  text("", { footnotes: Array.from({ length: 40 }, () => ({ title: "z".repeat(900), url: "javascript:alert(1)" })) }),
];

type Push = PushHarness & { connector: PushConnector };

function pushOf({ connector, push }: ConnectorHarness): Push | undefined {
  if (connector.delivery === "log") return undefined;
  if (push === undefined) throw new Error("a push connector needs the push part of the harness");
  return { ...push, connector };
}

function deliveryOf({ connector }: ConnectorHarness, { userId }: Push, id: string): Delivery {
  const [payload] = connector.render(text("hello")).payloads;
  return { id, connectorId: connector.id, conversationId: "c", userId, payload, attempt: 1 };
}
