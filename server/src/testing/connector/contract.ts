import assert from "node:assert/strict";
import type { Address } from "#channel/address.ts";
import type { Delivery } from "#channel/connector.ts";
import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import type { BotMessage } from "#channel/message.ts";
import { choicesOf } from "#channel/plain-text.ts";
import { targetOf } from "#testing/choice-target.ts";
import type { ConnectorTestHost } from "./connector-test-host.ts";
import { extremeMessages, messageWithChoices, ordinaryMessages } from "./sample-messages.ts";

/**
 * What the channel was told of an event. Only `accepted` keeps it from sending the event again; `refused` says that the
 * sender has no right to it.
 */
export type Verdict = "accepted" | "refused" | "not_stored";

/** A connector that runs, and a person at its other end. The parts that a channel does not have are left out. */
export type ConnectorHarness = AsyncDisposable & {
  /** From {@link startConnectorTest}; with `answer: () => ["hello"]` for a connector that answers in its response. */
  readonly host: ConnectorTestHost;
  /** The person says something. `id` names the event: with the same id it is the same event sent again. */
  readonly say: (id: string, text: string) => Promise<Verdict>;
  /** Another person does. */
  readonly sayAsOther: (id: string, text: string) => Promise<Verdict>;
  /** Requests in the person's name without the right to it: without a signature, with a wrong one, with an old one … */
  readonly forgeries: readonly ((id: string, text: string) => Promise<Verdict>)[];
  /** An event of a kind that the connector does not know: platforms invent new ones at any time. */
  readonly unknownEvent?: () => Promise<Verdict>;
  /** The platform's copy of a message that the bot has sent. */
  readonly ownEcho?: () => Promise<Verdict>;
  /** The person takes the choice with this label among the payloads that were rendered. */
  readonly tap?: (id: string, payloads: readonly unknown[], label: string) => Promise<Verdict>;
  /** The person says something, and gets the answer in the response: the texts of it. */
  readonly ask?: (id: string, text: string) => Promise<readonly string[]>;
  /** For connectors that are handed payloads. */
  readonly push?: PushHarness;
  /** Values that must never be in the log: tokens, signing secrets. */
  readonly secrets: readonly string[];
};

/** The platform behind a connector that is handed payloads. */
export type PushHarness = {
  /** Of the person who says something. */
  readonly address: Address;
  /** What the person was shown, in order: the id of each delivery. */
  readonly delivered: () => readonly string[];
  /** What the platform can be made to do. `unknown`: it delivers, but its response is lost. */
  readonly failures: readonly DeliveryErrorKind[];
  /** The next call to the platform ends in this way. */
  readonly failNext: (kind: DeliveryErrorKind) => void;
};

/** One rule, to be run by any test runner. `run` rejects with what is wrong. */
export type ContractCase = { readonly name: string; run(): Promise<void> };

/**
 * What every connector promises, as cases for any test runner. Cases that a channel cannot have are not among them.
 *
 * ```ts
 * for (const { name, run } of await connectorContract(openTelegram)) test(name, run);
 * ```
 * @param open starts a new connector with nothing in it; called once for each case, and once before.
 */
export async function connectorContract(open: () => Promise<ConnectorHarness>): Promise<ContractCase[]> {
  const has = await partsOf(open);
  const cases: ContractCase[] = [];
  const add = (name: string, check: (harness: ConnectorHarness) => Promise<void>): void => {
    cases.push({
      name,
      async run() {
        await using harness = await open();
        await check(harness);
        for (const secret of harness.secrets)
          assert.ok(!harness.host.logged().includes(secret), "a secret is in the log");
      },
    });
  };

  add("an event is stored with its person and conversation before the channel is told", isStoredFirst);
  add("the same event sent again is accepted again and stored once", isStoredOnce);
  add("one person's events stay in one conversation and in order, another's are in another", staysInOrder);
  add("events that come at the same moment are all stored, each once", holdsUnderConcurrency);
  add("whoever cannot prove to be that person is refused, and nothing is stored", refusesForgeries);
  add("an event that could not be stored is not accepted, and can be sent again", canBeSentAgain);
  add("every kind of message can be rendered, and an ordinary one without a loss", rendersEveryKind);
  add("a rendered message survives being stored as JSON", survivesJson);
  add("no choice is out of reach, however many there are and however long their links", reachesEveryChoice);
  add("rendering the same message twice gives the same payloads", rendersTheSame);
  if (has.unknownEvent) add("an event of an unknown kind is accepted and stored nowhere", acceptsUnknownEvents);
  if (has.ownEcho) add("the bot's own message that the platform sends back is no event", ignoresOwnEchoes);
  if (has.tap) add("a tap brings back the link of the choice, also when it had no room in the button", bringsTapsBack);
  if (has.ask) {
    add("the answer is in the response, and a repeat gets the same answer", answersInTheResponse);
  }
  if (has.push === undefined) return cases;
  add("a delivery is made under its id, one after another in order", deliversInOrder);
  add("every call to the platform goes through the host's fetch", usesTheHostsFetch);
  for (const kind of has.push)
    add(`when the channel fails in the way "${kind}", the delivery's error says so`, (harness) =>
      classifies(harness, kind),
    );
  add("typing never throws, even when the channel fails", typesSafely);
  return cases;
}

type Parts = {
  unknownEvent: boolean;
  ownEcho: boolean;
  tap: boolean;
  ask: boolean;
  push: readonly DeliveryErrorKind[] | undefined;
};

/** Which cases there are. */
async function partsOf(open: () => Promise<ConnectorHarness>): Promise<Parts> {
  await using harness = await open();
  const { unknownEvent, ownEcho, tap, ask, push, host } = harness;
  assert.equal(push !== undefined, host.connector.delivery === "push", "a push connector needs `push` in its harness");
  const isSync = host.connector.capabilities.reply.type === "sync";
  assert.equal(ask !== undefined, isSync, "a connector that replies in its response needs `ask` in its harness");
  return {
    unknownEvent: unknownEvent !== undefined,
    ownEcho: ownEcho !== undefined,
    tap: tap !== undefined,
    ask: ask !== undefined,
    push: push?.failures,
  };
}

async function isStoredFirst({ host, say }: ConnectorHarness): Promise<void> {
  assert.equal(await say("1", "hello"), "accepted");
  assert.equal(host.events.length, 1);
  const [event] = host.events;
  assert.equal(event?.connectorId, host.connector.id);
  assert.deepEqual(event.content, { type: "text", text: "hello" });
  assert.notEqual(event.conversationId, "");
  assert.notEqual(event.address.user, "");
}

async function isStoredOnce({ host, say }: ConnectorHarness): Promise<void> {
  for (const _ of [1, 2, 3]) assert.equal(await say("1", "hello"), "accepted");
  assert.equal(host.events.length, 1);
}

async function staysInOrder({ host, say, sayAsOther }: ConnectorHarness): Promise<void> {
  await say("1", "one");
  await sayAsOther("2", "other");
  await say("3", "two");
  const own = host.events[0]?.conversationId;
  const inOwn = host.events.filter((event) => event.conversationId === own).map((event) => event.content);
  assert.deepEqual(inOwn, [
    { type: "text", text: "one" },
    { type: "text", text: "two" },
  ]);
}

async function holdsUnderConcurrency({ host, say }: ConnectorHarness): Promise<void> {
  const ids = Array.from({ length: 20 }, (_, index) => `e${index}`);
  const verdicts = await Promise.all([...ids, ...ids].map((id) => say(id, `text of ${id}`)));
  assert.deepEqual(new Set(verdicts), new Set(["accepted"]));
  const texts = host.events.map(({ content }) => (content.type === "text" ? content.text : content.type));
  assert.deepEqual(texts.toSorted(), ids.map((id) => `text of ${id}`).toSorted());
}

async function refusesForgeries({ host, forgeries }: ConnectorHarness): Promise<void> {
  assert.ok(forgeries.length > 0, "there must be at least one forgery to refuse");
  for (const [index, forge] of forgeries.entries())
    assert.equal(await forge(`f${index}`, "hello"), "refused", `forgery ${index + 1}`);
  assert.deepEqual(host.events, []);
}

async function canBeSentAgain({ host, say }: ConnectorHarness): Promise<void> {
  host.failStore(1);
  assert.equal(await say("1", "hello"), "not_stored");
  assert.equal(await say("1", "hello"), "accepted");
  assert.equal(host.events.length, 1);
}

async function rendersEveryKind({ host: { connector } }: ConnectorHarness): Promise<void> {
  for (const message of ordinaryMessages) {
    const { payloads, losses } = connector.render(message);
    assert.ok(payloads.length > 0, `a ${message.type} has no payload`);
    assert.deepEqual(losses, [], `a ${message.type} has losses`);
  }
  for (const message of extremeMessages) requireRendered(connector.render(message).losses);
}

/** The host turns what `render` throws into this loss. */
function requireRendered(losses: readonly { rule: string }[]): void {
  assert.ok(!losses.some(({ rule }) => rule === "render_failed"), "render must not throw");
}

async function survivesJson({ host: { connector } }: ConnectorHarness): Promise<void> {
  for (const message of [...ordinaryMessages, ...extremeMessages]) {
    const { payloads } = connector.render(message);
    assert.deepEqual(JSON.parse(JSON.stringify(payloads)), payloads);
  }
}

async function rendersTheSame({ host: { connector } }: ConnectorHarness): Promise<void> {
  for (const message of [...ordinaryMessages, messageWithChoices(7)])
    assert.deepEqual(connector.render(message), connector.render(message));
}

async function reachesEveryChoice({ host: { connector } }: ConnectorHarness): Promise<void> {
  for (const count of [0, 1, 2, 3, 4, 10, 11, 13, 14, 30]) {
    const message = messageWithChoices(count);
    const { payloads } = connector.render(message);
    const shown = stringsIn(payloads).join("\n");
    for (const { label } of choicesOf(message))
      assert.ok(shown.includes(label), `of ${count} choices, "${label}" is not shown`);
  }
}

async function acceptsUnknownEvents({ host, unknownEvent }: ConnectorHarness): Promise<void> {
  assert.equal(await unknownEvent?.(), "accepted");
  assert.deepEqual(host.events, []);
}

async function ignoresOwnEchoes({ host, ownEcho }: ConnectorHarness): Promise<void> {
  assert.equal(await ownEcho?.(), "accepted");
  assert.deepEqual(host.events, []);
}

async function bringsTapsBack({ host, say, tap }: ConnectorHarness): Promise<void> {
  const message = messageWithChoices(3);
  const { payloads, tokens } = host.connector.render(message);
  await say("0", "hello");
  await keepTokens(host, tokens);
  for (const [index, choice] of choicesOf(message).entries()) {
    assert.equal(await tap?.(`t${index}`, payloads, choice.label), "accepted");
    const content = host.events.at(-1)?.content;
    const target = targetOf(choice);
    assert.equal(content?.type, "postback", `a tap on "${choice.label}"`);
    assert.equal(content.link, target.type === "link" ? target.link : undefined);
  }
}

/** As the commit of an answer does. */
async function keepTokens({ store, events }: ConnectorTestHost, tokens: readonly { token: string; value: string }[]) {
  const lease = await store.turns.begin(events[0]?.conversationId ?? "", Date.now());
  // A connector that answers in its response has answered already; its tokens are in the answer.
  if (lease === undefined || lease === "interrupted") return;
  await store.turns.append(lease, { events: [], deliveries: [], tokens }, Date.now());
  await store.turns.release(lease);
}

async function answersInTheResponse({ host, ask }: ConnectorHarness): Promise<void> {
  const first = await ask?.("1", "hello");
  assert.deepEqual(first, ["hello"]);
  assert.deepEqual(await ask?.("1", "hello"), first);
  assert.equal(host.events.length, 1);
}

async function deliversInOrder(harness: ConnectorHarness): Promise<void> {
  for (const id of ["ob_1", "ob_2", "ob_3"]) await deliver(harness, id);
  assert.deepEqual(harness.push?.delivered(), ["ob_1", "ob_2", "ob_3"]);
}

async function usesTheHostsFetch(harness: ConnectorHarness): Promise<void> {
  const own = globalThis.fetch;
  let calls = 0;
  globalThis.fetch = (...request) => {
    calls += 1;
    return own(...request);
  };
  try {
    await deliver(harness, "ob_1");
  } finally {
    globalThis.fetch = own;
  }
  assert.equal(calls, 0, "the connector calls the global fetch; call host.fetch");
}

async function classifies(harness: ConnectorHarness, kind: DeliveryErrorKind): Promise<void> {
  harness.push?.failNext(kind);
  const error: unknown = await deliver(harness, "ob_1").then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof DeliveryError, "deliver must throw a DeliveryError");
  assert.equal(error.kind, kind);
  assert.deepEqual(harness.push?.delivered(), kind === "unknown" ? ["ob_1"] : []);
}

async function typesSafely({ host: { connector }, push }: ConnectorHarness): Promise<void> {
  if (push === undefined) return;
  if (push.failures.includes("transient")) push.failNext("transient");
  assert.doesNotThrow(() => connector.typing(push.address, true));
  assert.doesNotThrow(() => connector.typing(push.address, false));
}

function deliver({ host: { connector }, push }: ConnectorHarness, id: string): Promise<unknown> {
  const message: BotMessage = { type: "text", text: "hello", buttons: [], quickReplies: [] };
  const [payload] = connector.render(message).payloads;
  const address = push?.address ?? { user: "", scope: "direct" };
  const delivery: Delivery = { id, connectorId: connector.id, conversationId: "c", address, payload, attempt: 1 };
  return connector.deliver(delivery, AbortSignal.timeout(30_000));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
