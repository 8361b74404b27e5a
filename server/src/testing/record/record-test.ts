import { dropUndefined } from "#bot/state/drop-undefined.ts";
import type { EventContent } from "#channel/event.ts";
import type { PersonProfile } from "#channel/address.ts";
import type { Json } from "#channel/json.ts";
import type { LogEvent } from "#channel/log.ts";
import { choicesOnOffer, wordsOf } from "#testing/answer.ts";
import type { BuiltInChannel } from "#testing/channels.ts";
import { targetOf } from "#testing/choice-target.ts";
import { type RecordedTurn, toTurns } from "./recorded-turns.ts";
import { type RedactOptions, type Redactor, redactor } from "./redact.ts";

/** One of our channels, or the code that gives the test another one's connector. */
export type RecordedChannel = BuiltInChannel | { source: string };

/** How a recorded conversation becomes a test. */
export type RecordOptions = RedactOptions & {
  /** The name of the test. */
  name: string;
  /** Removes secrets. Default: {@link redactor}. */
  redact?: Redactor;
  /** The channel of the conversation. Default `web`. */
  channel?: RecordedChannel;
  /** Language of the person's page or profile (BCP 47). */
  locale?: string;
  /** Whether the person reads or listens, what the channel knows of them, and their id: see `simulate`. */
  interface?: "text" | "voice";
  profile?: PersonProfile;
  user?: string;
  /** The line that gives the test its `bot`. Default: `import { bot } from "./bot.ts";` */
  importBot?: string;
};

/**
 * The source of a test (vitest) that repeats a real conversation: what the person did, when, and what the bot said.
 *
 * No secret of the person may get into a file that is kept and shared, so {@link redactor} removes what may be one. It knows
 * the texts of the person, but not what the bot has looked up about them: it cannot recognise a name or a street in an
 * answer. Read the test before you keep it.
 */
export function recordTest(events: readonly LogEvent[], options: RecordOptions): string {
  const { name, importBot = importLine("bot", "./bot.ts") } = options;
  const redact = options.redact ?? redactor(events, options);
  const turns = toTurns(events);
  const steps = turns.flatMap((turn, index) => stepLines(turn, turns.slice(0, index), redact));
  return `${[
    "// Recorded from a conversation, and made harmless. Read it before you keep it: what the bot has looked up about the",
    "// person, such as a name or a street, still stands in its answers.",
    importLine("simulate", "@causerie/server/testing"),
    importLine("expect, test", "vitest"),
    importBot,
    "",
    `test(${JSON.stringify(name)}, async () => {`,
    `  const person = simulate(bot, ${simulateOptions(turns, options)});`,
    ...steps.map((line) => `  ${line}`),
    "});",
  ].join("\n")}\n`;
}

function importLine(names: string, from: string): string {
  return `import { ${names} } from "${from}";`;
}

function simulateOptions(turns: readonly RecordedTurn[], options: RecordOptions): string {
  const { channel, locale, profile, user } = options;
  const [first] = turns;
  const at = first === undefined ? [] : [`at: Date.parse("${new Date(first.at).toISOString()}")`];
  const others = Object.entries({ channel, locale, interface: options.interface, user }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${typeof value === "string" ? JSON.stringify(value) : value.source}`],
  );
  if (profile !== undefined) others.push(`profile: ${toSource(dropUndefined(profile))}`);
  return `{ ${[...at, ...others].join(", ")} }`;
}

function stepLines(turn: RecordedTurn, earlier: readonly RecordedTurn[], redact: Redactor): string[] {
  const before = earlier.at(-1);
  const waited = before === undefined ? [] : waitLines(turn.at - before.at);
  const act = `await person.${actOf(turn.event, earlier, redact)}`;
  if (!turn.isWhole) return [...waited, `${act}; // its answer was broken off`];
  const texts = turn.messages.map((message) => literal(redact.bot(wordsOf(message))));
  return [...waited, ...expectLines(`(${act}).texts`, texts)];
}

/** Only waits of a minute or more are recorded: shorter ones rarely matter to a story. */
function waitLines(ms: number): string[] {
  const total = Math.floor(ms / 1000);
  if (total < 60) return [];
  const parts = {
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
  const duration = Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0));
  return [`person.wait(${toSource(duration)});`];
}

const widest = 116;

function expectLines(actual: string, texts: readonly string[]): string[] {
  const line = `expect(${actual}).toEqual([${texts.join(", ")}]);`;
  if (line.length <= widest) return [line];
  return [`expect(${actual}).toEqual([`, ...texts.map((text) => `  ${text},`), "]);"];
}

function literal(expected: string | RegExp): string {
  return typeof expected === "string" ? JSON.stringify(expected) : `expect.stringMatching(${String(expected)})`;
}

function actOf(event: EventContent, earlier: readonly RecordedTurn[], redact: Redactor): string {
  const call = (verb: string, ...values: (string | number)[]): string =>
    `${verb}(${values.map((value) => JSON.stringify(value)).join(", ")})`;
  switch (event.type) {
    case "text":
      return call("say", redact.person(event.text));
    case "postback":
      return tapOf(event, earlier, redact);
    case "start":
      return call("open");
    case "referral":
      return call("refer", redact.link(event.ref));
    case "optin":
      return call("optIn", redact.link(event.ref));
    case "location": {
      const title = event.title === undefined ? [] : [redact.person(event.title)];
      return call("share", about(event.latitude), about(event.longitude), ...title);
    }
    case "feedback": {
      const { type, value, question, score } = event;
      if (question !== undefined || value === "neutral")
        return `act(${toSource(dropUndefined({ type, value, question, score }))})`;
      return call("rate", value);
    }
    case "end":
      return call("end");
    case "handover":
      return call("handOver", event.to);
    case "notification":
      return call("notify", redact.link(event.link));
    case "handover_request":
      return `act(${toSource(withoutSummary(event))})`;
    case "overheard":
      return `act(${toSource({ type: event.type, by: event.by, text: redact.person(event.text) })})`;
    case "team_read":
      return `act(${toSource({ type: event.type })})`;
    case "team":
      return `act(${toSource({ type: event.type, act: { ...event.act, ...("text" in event.act ? { text: redact.person(event.act.text ?? "") } : {}) } })})`;
    case "edited":
      return `act(${toSource({ ...event, text: redact.person(event.text) })})`;
    case "account_linking":
      // The code may be good for the person's account.
      return `act(${toSource({ type: event.type, status: event.status })})`;
    case "channel_event":
      // Nobody here knows what of it names a person.
      return `act(${toSource({ type: event.type, name: event.name, data: {} })})`;
    case "channel_linked":
    case "deleted":
    case "reaction":
      return `act(${toSource(event)})`;
    case "identity_change":
      // The ids of the channel name a person.
      return `act(${toSource({ ...event, previous: "before" })})`;
    case "attachment":
      return `act(${toSource(withoutAddresses(event, redact))})`;
  }
}

/** What another program says of the conversation is not the test's business. */
function withoutSummary({ type, by }: Extract<EventContent, { type: "handover_request" }>): EventContent {
  return { type, by };
}

/** A tap by its label, if the label identifies a choice of the newest answer with messages. Otherwise by its link. */
function tapOf(
  { link, label }: Extract<EventContent, { type: "postback" }>,
  earlier: readonly RecordedTurn[],
  redact: Redactor,
): string {
  const newest = earlier.findLast(({ messages }) => messages.length > 0);
  const choice = choicesOnOffer(newest?.messages ?? []).find((each) => each.label === label);
  const target = choice === undefined ? undefined : targetOf(choice);
  const safeLabel = redact.bot(label);
  if (target?.type === "link" && target.link === link && typeof safeLabel === "string")
    return `tap(${JSON.stringify(safeLabel)})`;
  const shown = typeof safeLabel === "string" ? `, ${JSON.stringify(safeLabel)}` : "";
  return `follow(${JSON.stringify(redact.link(link))}${shown})`;
}

/** Exact to about ten kilometres: enough for a story, too little to find an address. */
function about(degrees: number): number {
  return Math.round(degrees * 10) / 10;
}

/** The address of a file gives access to it, so it is replaced. */
function withoutAddresses(event: Extract<EventContent, { type: "attachment" }>, redact: Redactor): Json {
  const { attachments, text } = event;
  return {
    type: "attachment",
    attachments: attachments.map(({ kind, url, title }) => ({
      kind,
      ...(url === undefined ? {} : { url: `https://www.example.org/${encodeURIComponent(kind)}` }),
      ...(title === undefined ? {} : { title: redact.person(title) }),
    })),
    ...(text === undefined ? {} : { text: redact.person(text) }),
  };
}

/** A value as source text: keys have no quotes. */
function toSource(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toSource).join(", ")}]`;
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${toSource(each)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
