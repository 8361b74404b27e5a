import type { RequestHandler } from "express";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { escapeXml } from "#channel/kit/speech/escape-xml.ts";
import { SynchronousTurns } from "#channel/kit/speech/synchronous-turns.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { answerCall, type CallParts, endCall } from "#connectors/telephone/answer-call.ts";
import { writeTurn } from "#connectors/telephone/call.ts";
import { callCapabilities, peopleInLog } from "#connectors/telephone/capabilities.ts";
import { readCallMessages } from "#connectors/telephone/call-message.ts";
import { renderCall } from "#connectors/telephone/render-call.ts";
import { channel, isTwiml } from "./native.ts";
import {
  findProblems,
  optionsSchema,
  toSettings,
  type TwilioVoiceOptions,
  type TwilioVoiceSettings,
} from "./options.ts";
import { readCall } from "./read-call.ts";
import { check, setup } from "./setup.ts";
import { addressesOf, isSigned } from "./signature.ts";
import { limits, response, toTwiml } from "./twiml.ts";

export type { TwilioVoiceOptions } from "./options.ts";

/**
 * Answers calls to numbers of Twilio, which hears and speaks.
 *
 * ```ts
 * twilioVoice({ authToken: process.env.TWILIO_AUTH_TOKEN, locale: "fr-FR" });
 * ```
 */
export function twilioVoice(options: TwilioVoiceOptions): ConnectorDefinition {
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
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

const bounds = { max: limits.say, length: (text: string) => escapeXml(text).length };

function start(settings: TwilioVoiceSettings, host: ConnectorHost): RunningConnector {
  const { id, deadlineMs, locale } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const turns = new SynchronousTurns({ host, name: "twilio_voice", deadlineMs });
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
        renderCall(message, { refused: readCallMessages(message, channel, isTwiml).refused, locale, ...bounds }),
    },
    router: createRouter(
      settings,
      { id, channel, host, turns, bounds, isVerbs: isTwiml },
      { count, publicUrl: host.publicUrl },
    ),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "twilio_voice_requests_total",
        help: "Requests of Twilio, by what became of them",
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
  { path, authTokens, locale, voice }: TwilioVoiceSettings,
  parts: CallParts<string>,
  { count, publicUrl }: { count: (kind: string) => void; publicUrl: string },
): RequestHandler {
  const own = `${publicUrl.replace(/\/$/, "")}${path}`;
  return webhook(async ({ method, path: below, query, body, header, signal }) => {
    if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const fields = new URLSearchParams(body.toString());
    const called = `${own}${below === "/" ? "" : below}${query.size === 0 ? "" : `?${writtenQuery(query)}`}`;
    if (!isSigned(addressesOf(called), fields, header("x-twilio-signature"), authTokens)) {
      count("forged");
      return { status: 403 };
    }
    const call = readCall(fields, query, locale);
    count(call?.type ?? "unused");
    if (call === undefined) return twiml(response(""));
    if (call.type === "ended") {
      await endCall(call, parts);
      return twiml(response(""));
    }
    const answer = await answerCall(call, signal, parts);
    return twiml(toTwiml(answer, { locale, voice, action: `${own}?${writeTurn(answer.next)}` }));
  });
}

/** As this connector has written it: `status` has no value. */
function writtenQuery(query: URLSearchParams): string {
  return [...query].map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join("&");
}

function twiml(body: string) {
  return { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body };
}
