import { type Request, type Response, type RequestHandler, raw, Router } from "express";
import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import { boundedBody } from "#http/bounded-body.ts";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import { notFound } from "#http/refusing/problem.ts";
import { sendJson } from "#http/responses.ts";
import { answerStream } from "./answering/answer-stream.ts";
import { answerWhole } from "./answering/answer-whole.ts";
import type { Asked } from "./answering/asked.ts";
import { toModel } from "./answering/wire.ts";
import { authorize } from "./incoming/authorize.ts";
import { parseChatRequest } from "./incoming/chat-request.ts";
import { toEvent } from "./incoming/to-event.ts";
import { whereOf } from "./incoming/where.ts";
import { limits } from "./limits.ts";
import type { OpenAiSettings } from "./options.ts";
import { answerProblems, nameLimit } from "./refuse.ts";

export type EndpointParts = {
  host: ConnectorHost;
  settings: OpenAiSettings;
  /** Counts a person's requests. */
  limit: RateLimit;
  /** Aborts when the server ends. */
  closing: AbortSignal;
  count: (kind: "whole" | "stream" | "refused") => void;
  called: () => void;
};

export function createRouter(parts: EndpointParts): Router {
  const { host, settings, closing, count, called } = parts;
  const router = Router({ caseSensitive: true });
  const startedAt = host.now();
  const proved: RequestHandler = (request, _response, next) => {
    authorize(request.headers.authorization, settings.keys);
    called();
    next();
  };
  router.use((_request, response, next) => {
    response.set({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    next();
  });
  router.use(proved);
  router.get("/v1/models", (_request, response) =>
    sendJson(response, 200, { object: "list", data: [toModel(settings.model, startedAt)] }),
  );
  router.get("/v1/models/*model", (request, response) => {
    // A name may have slashes in it.
    const asked = ([] as string[]).concat(request.params["model"] ?? []).join("/");
    requireModel(asked, settings);
    sendJson(response, 200, toModel(settings.model, startedAt));
  });
  router.post(
    "/v1/chat/completions",
    boundedBody(limits.body, raw({ type: () => true, limit: limits.body })),
    (request, response) => answerChat(parts, request, response),
  );
  router.use(refuseOtherMethods(router), notFound);
  router.use(nameLimit);
  const answerProblem = answerProblems(host.logger, () => closing.aborted);
  router.use(((error, request, response, next) => {
    count("refused");
    answerProblem(error, request, response, next);
  }) satisfies typeof answerProblem);
  return router;
}

async function answerChat(parts: EndpointParts, request: Request, response: Response): Promise<void> {
  const { host, settings, limit, closing, count } = parts;
  const given: unknown = request.body;
  const body = Buffer.isBuffer(given) ? given : Buffer.alloc(0);
  const chat = parseChatRequest(body);
  requireModel(chat.model, settings);
  const header = (name: string): string | undefined => request.get(name);
  const where = whereOf(chat, header, settings.id);
  await limit(where.isNamed ? where.user : "");
  await refuseNewcomer(host, where.conversationId);
  const event = await toEvent(chat, where, { header, body }, { host, settings });
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  if (response.closed) return;
  const asked: Asked = {
    host,
    settings,
    event,
    isNamed: where.isNamed,
    withUsage: chat.withUsage,
    signal: AbortSignal.any([gone.signal, closing]),
    closing,
  };
  count(chat.stream ? "stream" : "whole");
  await (chat.stream ? answerStream(asked, response) : answerWhole(asked, response));
}

function requireModel(model: string, settings: OpenAiSettings): void {
  if (model === settings.model) return;
  throw new RequestError("not_found", `model: there is only ${settings.model}`);
}

async function refuseNewcomer(host: ConnectorHost, conversationId: string): Promise<void> {
  const retryAfterMs = host.refuseNewcomer();
  if (retryAfterMs === undefined || (await host.log.position(conversationId)).lastSeq > 0) return;
  throw new RequestError("unavailable", "the server is too busy for new conversations; come again", { retryAfterMs });
}
