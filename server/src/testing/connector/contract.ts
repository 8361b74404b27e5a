import assert from "node:assert/strict";
import type { DeliveryErrorKind } from "#channel/delivery-error.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { text } from "#bot/authoring/messages.ts";
import { targetOf } from "#testing/choice-target.ts";
import type { ConnectorTestHost } from "./connector-test-host.ts";
import type { ConnectorHarness } from "./harness.ts";
import { pushCases } from "./push-contract.ts";
import { extremeMessages, messageWithChoices, ordinaryMessages } from "./sample-messages.ts";

/** One rule, to be run by any test runner. `run` rejects with what is wrong. */
export type ContractCase = { readonly name: string; readonly run: () => Promise<void> };

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
  if (has.door) add("whoever cannot prove to be that person is refused, and nothing is stored", refusesForgeries);
  add("an event that could not be stored is not accepted, and can be sent again", canBeSentAgain);
  add("every kind of message can be rendered, and an ordinary one without a loss", rendersEveryKind);
  add("a rendered message survives being stored as JSON", survivesJson);
  add("no choice is out of reach, however many there are and however long their links", reachesEveryChoice);
  add("no text is longer and no message has more choices than the capabilities say", keepsToItsCapabilities);
  add("rendering the same message twice gives the same payloads", rendersTheSame);
  if (has.unknownEvent) add("an event of an unknown kind is accepted and stored nowhere", acceptsUnknownEvents);
  if (has.ownEcho) add("the bot's own message that the platform sends back is no event", ignoresOwnEchoes);
  if (has.tap) {
    add("a tap brings back the link of the choice, also when it had no room in the button", bringsTapsBack);
    add("a tap on a choice that says something is as if the person had typed it", saysWhatIsTapped);
  }
  if (has.ask) {
    add("the answer is in the response, and a repeat gets the same answer", answersInTheResponse);
  }
  if (has.push === undefined) return cases;
  for (const [name, check] of pushCases(has.push, has)) add(name, check);
  return cases;
}

type Parts = {
  /** Whether the connector listens to anybody. */
  door: boolean;
  unknownEvent: boolean;
  ownEcho: boolean;
  tap: boolean;
  ask: boolean;
  push: readonly DeliveryErrorKind[] | undefined;
  typing: boolean;
  edits: boolean;
};

/** Which cases there are. */
async function partsOf(open: () => Promise<ConnectorHarness>): Promise<Parts> {
  await using harness = await open();
  const { unknownEvent, ownEcho, tap, ask, push, host } = harness;
  assert.equal(push !== undefined, host.connector.delivery === "push", "a push connector needs `push` in its harness");
  const isSync = host.connector.capabilities.reply.type === "sync";
  assert.equal(ask !== undefined, isSync, "a connector that replies in its response needs `ask` in its harness");
  assert.ok(!host.defects().includes("edit"), 'a connector with `stream: "edit"` needs the method edit');
  return {
    door: host.listens,
    unknownEvent: unknownEvent !== undefined,
    ownEcho: ownEcho !== undefined,
    tap: tap !== undefined,
    ask: ask !== undefined,
    push: push?.failures,
    typing: host.connector.capabilities.typing,
    edits: host.connector.capabilities.stream === "edit",
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
  assert.equal(await say("1", "one"), "accepted");
  assert.equal(await sayAsOther("2", "other"), "accepted");
  assert.equal(await say("3", "two"), "accepted");
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

const choiceCounts = [0, 1, 2, 3, 4, 10, 11, 13, 14, 30];

async function reachesEveryChoice({ host: { connector } }: ConnectorHarness): Promise<void> {
  for (const count of choiceCounts) {
    const message = messageWithChoices(count);
    const { payloads } = connector.render(message);
    const shown = stringsIn(payloads).join("\n");
    for (const { label } of choicesOf(message))
      assert.ok(shown.includes(label), `of ${count} choices, "${label}" is not shown`);
  }
}

/** Choices may stand in the text, too; those that are controls of their own have their labels for themselves. */
async function keepsToItsCapabilities({ host: { connector } }: ConnectorHarness): Promise<void> {
  const { text: limit, buttons, quickReplies, list, carousel } = connector.capabilities;
  const lengthOf = (words: string): number => (limit.unit === "bytes" ? Buffer.byteLength(words) : words.length);
  const perMessage = buttons?.count ?? 0;
  const most = perMessage * (1 + (carousel?.cards ?? 0)) + (quickReplies?.count ?? 0) + (list?.rows ?? 0);
  for (const message of [...ordinaryMessages, ...extremeMessages, ...choiceCounts.map(messageWithChoices)]) {
    const labels = new Set(choicesOf(message).map(({ label }) => label));
    for (const payload of connector.render(message).payloads) {
      const strings = stringsIn(payload);
      for (const words of strings)
        assert.ok(lengthOf(words) <= limit.max, `a ${message.type} has a text of ${lengthOf(words)}: see text.max`);
      const controls = strings.filter((words) => labels.has(words));
      assert.ok(controls.length <= most, `a ${message.type} has ${controls.length} choices, and ${most} are declared`);
    }
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

async function saysWhatIsTapped({ host, say, tap }: ConnectorHarness): Promise<void> {
  const message = text("Which one?", { quickReplies: [{ label: "Another", say: "Show me another one" }] });
  const { payloads, tokens } = host.connector.render(message);
  await say("0", "hello");
  await keepTokens(host, tokens);
  assert.equal(await tap?.("1", payloads, "Another"), "accepted");
  assert.deepEqual(host.events.at(-1)?.content, { type: "text", text: "Show me another one" });
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

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
