import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { BoundedMap } from "#collections/bounded-map.ts";
import type { ConnectorDefinition, RunningConnector, SetupStep } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";
import { sayTurn } from "#channel/kit/speech/say-turn.ts";
import { speechWordsFor } from "#channel/kit/speech/speech-words.ts";
import { SynchronousTurns } from "#channel/kit/speech/synchronous-turns.ts";
import { splitText } from "#channel/kit/split-text.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { callCapabilities } from "#connectors/telephone/capabilities.ts";
import { channel, isGoodbye } from "./native.ts";
import {
  type AlloMediaOptions,
  type AlloMediaSettings,
  findProblems,
  limits,
  optionsSchema,
  toSettings,
} from "./options.ts";
import { type AlloMediaCall, readCall } from "./read-call.ts";

export type { AlloMediaOptions } from "./options.ts";

/**
 * Answers calls that Allo-Media's orchestrator takes: it hears, speaks, and asks this server in between.
 *
 * ```ts
 * alloMedia({ user: "causerie", password: process.env.ALLO_MEDIA_PASSWORD });
 * ```
 */
export function alloMedia(options: AlloMediaOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path } = settings;
  return {
    id,
    channel,
    path,
    options: optionsSchema,
    availability: {
      status: "gated",
      reason: "Allo-Media connects a bot to a telephone number by a contract with them.",
    },
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    start: (host) => start(settings, host),
  };
}

function setup({ id, path }: AlloMediaSettings, publicUrl: string): SetupStep[] {
  return [
    { text: `Allo-Media connector "${id}"` },
    {
      text: "Give Allo-Media this address, and the user and password that you have chosen",
      copy: `${publicUrl.replace(/\/$/, "")}${path}/call`,
    },
  ];
}

type Parts = {
  settings: AlloMediaSettings;
  host: ConnectorHost;
  turns: SynchronousTurns;
  /** In which language a call is held whose later requests do not say it. */
  locales: BoundedMap<string, string>;
  count: (kind: string) => void;
};

function start(settings: AlloMediaSettings, host: ConnectorHost): RunningConnector {
  const { id, deadlineMs, locale } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const turns = new SynchronousTurns({ host, name: "allo_media", deadlineMs });
  const count = (kind: string): void => {
    if (kind !== "forged") calledAt = host.now();
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  return {
    connector: {
      id,
      channel,
      delivery: "log",
      capabilities: callCapabilities(deadlineMs, limits.say),
      displayName: "Allo-Media",
      render(message) {
        const { words, question, losses } = sayTurn([message], { locale, max: limits.say });
        const said = splitText(join(words, question), limits.say);
        return { payloads: said.map((textToSpeech) => ({ textToSpeech })), losses };
      },
    },
    router: createRouter({ settings, host, turns, locales: new BoundedMap(limits.callsInMind), count }),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "allo_media_requests_total",
        help: "Requests of Allo-Media, by what became of them",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
      ...turns.metrics(),
    ],
    async [Symbol.asyncDispose]() {
      turns[Symbol.dispose]();
    },
  };
}

function createRouter(parts: Parts): RequestHandler {
  const { settings, count } = parts;
  const expected = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString("base64")}`;
  return webhook(async ({ method, path, body, header, signal }) => {
    if (path !== "/call") return { status: 404 };
    if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
    if (!isSameSecret(header("authorization") ?? "", expected)) {
      count("forged");
      return { status: 401, headers: { "www-authenticate": "Basic" } };
    }
    const call = /^application\/json\b/i.test(header("content-type") ?? "") ? readCall(body) : undefined;
    if (call === undefined) {
      count("unreadable");
      return { status: 400 };
    }
    count(call.content.type === "start" ? "begins" : "said");
    return { status: 201, body: await respond(call, header("idempotency-key"), signal, parts) };
  });
}

/** @param key names the request, where the platform sends one: by the contract it has no id. */
async function respond(
  { sessionId, locale: given, content }: AlloMediaCall,
  key: string | undefined,
  signal: AbortSignal,
  { settings, host, turns, locales }: Parts,
): Promise<object> {
  const { id } = settings;
  if (given !== undefined) locales.set(sessionId, given);
  const locale = given ?? locales.get(sessionId) ?? settings.locale;
  const event = {
    id: `${sessionId}:${key ?? randomUUID()}`,
    connectorId: id,
    conversationId: `${id}:${sessionId}`,
    address: { user: sessionId, scope: "call" as const },
    at: host.now(),
    inOrder: true as const,
    locale,
    content,
  };
  const { messages, outcome } = await turns.answer(event, signal);
  const { words, question, cut } = sayTurn(messages, { locale, max: limits.say });
  if (cut > 0)
    host.logger.warn(
      { connector: id, letters: cut },
      "an answer is longer than is said in a call: its end is not said",
    );
  const { late, prompt } = speechWordsFor(locale);
  const instead = outcome === "late" ? late : messages.length === 0 && content.type === "start" ? prompt : "";
  const conversationEnd = isGoodbye(messages);
  return {
    sessionId,
    outputText: { textToSpeech: join(words, instead, question) },
    ...(conversationEnd === undefined ? {} : { conversationEnd }),
  };
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
