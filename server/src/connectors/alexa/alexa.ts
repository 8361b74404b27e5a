import type { RequestHandler } from "express";
import type { LogConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import { direct } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { SynchronousTurns } from "#channel/kit/speech/synchronous-turns.ts";
import { type RawRequest, type RawResponse, webhook } from "#channel/kit/webhook.ts";
import { channel } from "./answer/native.ts";
import { render } from "./answer/render.ts";
import { speak } from "./answer/speak.ts";
import { emptyResponse, toRepetition, toResponse } from "./answer/to-response.ts";
import { type AlexaRequest, readAlexaRequest } from "./incoming/alexa-request.ts";
import { type Act, readAct } from "./incoming/read-act.ts";
import { capabilitiesFor, limits } from "./limits.ts";
import { type AlexaOptions, type AlexaSettings, findProblems, optionsSchema, toSettings } from "./options.ts";
import { check, setup } from "./setup.ts";
import { KnownSigners } from "./signing/known-signers.ts";
import { findForgery } from "./signing/verify-request.ts";

export type { AlexaOptions } from "./options.ts";

/** Ids of people in Amazon's form. */
export const peopleInLog = /amzn1\.(?:ask\.(?:account|person)|account)\.[A-Za-z0-9_-]+/;

/** A connector of a skill; `skill` is what its interaction model is made of. */
export type AlexaDefinition = ConnectorDefinition & {
  readonly skill: Pick<AlexaSettings, "invocationName" | "locale">;
};

/**
 * Connects an Alexa skill. Amazon understands what people say, by the interaction model that `causerie alexa model` writes from the stories.
 *
 * ```ts
 * alexa({ skillId: "amzn1.ask.skill.29b5…", invocationName: "snow report", locale: "en-GB" });
 * ```
 */
export function alexa(options: AlexaOptions): AlexaDefinition {
  const settings = toSettings(options);
  const { id, path, skillId, invocationName, locale } = settings;
  return {
    id,
    channel,
    path,
    account: `skill ${skillId}`,
    options: optionsSchema,
    peopleInLog,
    skill: { invocationName, locale },
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

type Parts = {
  settings: AlexaSettings;
  host: ConnectorHost;
  turns: SynchronousTurns;
  signers: KnownSigners;
  count: (kind: string) => void;
};

function start(settings: AlexaSettings, host: ConnectorHost): RunningConnector {
  const { id, deadlineMs, locale, rootCertificates } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const turns = new SynchronousTurns({ host, name: "alexa", deadlineMs });
  const parts: Parts = {
    settings,
    host,
    turns,
    signers: new KnownSigners({ fetch: host.fetch, now: () => host.now(), rootCertificates }),
    count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
  };
  const connector: LogConnector = {
    id,
    channel,
    delivery: "log",
    capabilities: capabilitiesFor(deadlineMs),
    displayName: "Alexa",
    render: (message) => render(message, locale),
  };
  return {
    connector,
    router: createRouter(parts, () => {
      calledAt = host.now();
    }),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "alexa_requests_total",
        help: "Requests of Amazon, by what became of them",
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

/** Amazon wants 400 for whatever is not its own, and tries it when the skill is certified. */
function createRouter(parts: Parts, called: () => void): RequestHandler {
  const { settings, signers, host, count } = parts;
  return webhook(async (request) => {
    if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const refuse = (kind: string): RawResponse => {
      count(kind);
      return { status: 400 };
    };
    const forgery = await findForgery(request, signers);
    if (forgery !== undefined) return refuse(`forged:${forgery}`);
    const read = readAlexaRequest(request.body);
    if (read === undefined) return refuse("unreadable");
    if (Math.abs(host.now() - read.at) > limits.signatureSeconds * 1_000) return refuse("forged:too_old");
    if (read.skillId !== settings.skillId) return refuse("other_skill");
    called();
    return { status: 200, body: await respond(read, request.signal, parts) };
  });
}

async function respond(request: AlexaRequest, signal: RawRequest["signal"], parts: Parts): Promise<object> {
  const { settings, host, count } = parts;
  const { locale = settings.locale, repeat } = request;
  const act = readAct(request, settings.locale, settings.intents);
  count(act.type === "unused" ? `unused:${act.kind}` : act.type);
  switch (act.type) {
    case "said":
      return await answer(act, request, signal, parts);
    case "left":
      if (request.reason === "ERROR")
        host.logger.warn(
          { connector: settings.id, error: request.errorType },
          "Amazon has ended a session for an error of the skill",
        );
      await host.accept(toEvent(request, act, settings));
      return emptyResponse;
    case "repeat":
    case "misheard":
      return toRepetition(repeat, locale, act.type === "misheard");
    case "unused":
      return emptyResponse;
  }
}

async function answer(
  act: Extract<Act, { type: "said" }>,
  request: AlexaRequest,
  signal: AbortSignal,
  { settings, host, turns }: Parts,
): Promise<object> {
  const { locale = settings.locale } = request;
  const { messages, outcome } = await turns.answer(toEvent(request, act, settings), signal);
  const spoken = speak(messages, locale);
  if (spoken.cut > 0)
    host.logger.warn(
      { connector: settings.id, letters: spoken.cut },
      "an answer is longer than Alexa takes: its end is not said",
    );
  return toResponse(spoken, { locale, outcome, opens: act.opens, leaves: act.leaves });
}

function toEvent(
  { requestId, userId, at, locale }: AlexaRequest,
  { content }: { content: InboundEvent["content"] },
  { id }: AlexaSettings,
): InboundEvent {
  const where = { connectorId: id, conversationId: `${id}:${userId}`, address: direct(userId) };
  return { ...where, id: requestId, at, ...(locale === undefined ? {} : { locale }), content };
}
