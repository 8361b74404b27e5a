import type { RequestHandler } from "express";
import type { ConnectorDefinition, RunningConnector, SetupStep } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { SynchronousTurns } from "#channel/kit/speech/synchronous-turns.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { answerCall, type CallParts, endCall } from "#connectors/telephone/answer-call.ts";
import { writeTurn } from "#connectors/telephone/call.ts";
import { callCapabilities, peopleInLog } from "#connectors/telephone/capabilities.ts";
import { readCallMessages } from "#connectors/telephone/call-message.ts";
import { renderCall } from "#connectors/telephone/render-call.ts";
import { channel } from "./native.ts";
import { findProblems, type JambonzOptions, type JambonzSettings, optionsSchema, toSettings } from "./options.ts";
import { readCall } from "./read-call.ts";
import { isSigned } from "./signature.ts";
import { areVerbs, type JambonzVerb, limits, toVerbs } from "./verbs.ts";

export type { JambonzOptions } from "./options.ts";

/**
 * Answers calls that jambonz takes, a telephone platform that one can run oneself.
 *
 * ```ts
 * jambonz({ webhookSecret: process.env.JAMBONZ_WEBHOOK_SECRET, locale: "fr-FR" });
 * ```
 */
export function jambonz(options: JambonzOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path } = settings;
  return {
    id,
    channel,
    path,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    start: (host) => start(settings, host),
  };
}

function setup({ id, path }: JambonzSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  return [
    { text: `jambonz connector "${id}"` },
    {
      text: "Make an application in the portal (Applications), with the speech services and the voice that callers get",
    },
    { text: "Calling webhook: POST to this address", copy: url },
    { text: "Call status webhook: POST to this one", copy: `${url}?status` },
    { text: "Copy the account's webhook secret (Account) into webhookSecret, and give the application a number" },
  ];
}

const bounds = { max: limits.say };

function start(settings: JambonzSettings, host: ConnectorHost): RunningConnector {
  const { id, deadlineMs, locale } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const turns = new SynchronousTurns({ host, name: "jambonz", deadlineMs });
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
      render: (message) =>
        renderCall(message, { refused: readCallMessages(message, channel, areVerbs).refused, locale, ...bounds }),
    },
    router: createRouter(
      settings,
      { id, channel, host, turns, bounds, isVerbs: areVerbs },
      { count, publicUrl: host.publicUrl },
    ),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "jambonz_requests_total",
        help: "Requests of jambonz, by what became of them",
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

function createRouter(
  { path, webhookSecrets, locale }: JambonzSettings,
  parts: CallParts<readonly JambonzVerb[]> & { host: Pick<ConnectorHost, "now"> },
  { count, publicUrl }: { count: (kind: string) => void; publicUrl: string },
): RequestHandler {
  const own = `${publicUrl.replace(/\/$/, "")}${path}`;
  return webhook(async ({ method, query, body, header, signal }) => {
    if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
    if (!isSigned(body, header("jambonz-signature"), webhookSecrets, parts.host.now())) {
      count("forged");
      return { status: 401 };
    }
    const call = readCall(body, query, locale);
    if (call === "unreadable") {
      count(call);
      return { status: 400 };
    }
    count(call?.type ?? "unused");
    if (call === undefined) return { status: 200, body: [] };
    if (call.type === "ended") {
      await endCall(call, parts);
      return { status: 200, body: [] };
    }
    const answer = await answerCall(call, signal, parts);
    return { status: 200, body: toVerbs(answer, { locale, actionHook: `${own}?${writeTurn(answer.next)}` }) };
  });
}
