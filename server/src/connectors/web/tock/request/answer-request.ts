import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { direct } from "#channel/address.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Reply, SaidEvent } from "#channel/host/connector-host.ts";
import type { ConversationLog } from "#channel/log.ts";
import { parseLink } from "#channel/message/link.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import { serverGoesDown } from "#connectors/web/reading/connections.ts";
import { toIdentity } from "#connectors/web/sign-in/person.ts";
import { sendJson } from "#http/responses.ts";
import { timesSent } from "#connectors/web/tock/stream/growth.ts";
import { parseRequest, type TockRequest } from "./parse-request.ts";
import { readBody } from "./read-body.ts";
import { responseIdOf } from "#connectors/web/tock/response-id.ts";
import { isSaid, writeEvent, type Written } from "#connectors/web/tock/answer/said.ts";
import type { TockContext } from "#connectors/web/tock/tock-context.ts";
import type { TockAnswer } from "#connectors/web/tock/wire.ts";
import { writeMessage } from "#connectors/web/tock/answer/write-message.ts";

/**
 * Milliseconds beyond the time for an answer: what was said within it is stored by then. What is said later belongs to the streams,
 * so that no message is in neither.
 */
const graceMs = 1_000;
/** Milliseconds for which a peer must stay after its answer. Who has gone gets it once more by a stream; kits know it then. */
const arrivalMs = 1_000;
/** Events at the end of a conversation in which a tapped button is looked for. */
const lookedAt = 50;

/** `POST {path}`: one turn, answered in the response. */
export async function answerRequest(tock: TockContext, request: Request, response: Response): Promise<void> {
  if (tock.web.connections.closing) throw serverGoesDown();
  const asked = parseRequest(await readBody(request));
  const claims = await tock.identify(request, response, asked.userId);
  const event = await acceptable(tock, claims, asked);
  await answerAccepted(tock, { claims, asked, event }, response);
}

/** A request that is within its bounds. */
export type AcceptedRequest = { claims: SessionClaims; asked: TockRequest; event: InboundEvent };

/** Answers with what the bot says to the event. Whoever leaves before gets it by a stream. */
export async function answerAccepted(
  tock: TockContext,
  { claims, asked, event }: AcceptedRequest,
  response: Response,
): Promise<void> {
  const { host, settings } = tock;
  const { conversationId, visitorId } = claims;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  if (response.closed) return;
  const wasFollowed = tock.streams.isOpenHere(visitorId);
  const pending = tock.pending.begin(conversationId, event.id);
  let seqs: readonly number[] = [];
  watchArrival(response, (hasArrived) => {
    pending.over(hasArrived ? tock.delivered.add(conversationId, visitorId, seqs) : undefined);
  });
  const waitMs = settings.waitSeconds * 1000;
  const reply = await host.replyTo(event, { deadlineMs: waitMs + graceMs, signal: gone.signal });
  if (gone.signal.aborted) return;
  const said = reply.said.filter(({ at }) => at <= event.at + waitMs);
  const isFollowed = wasFollowed || (growing(tock, said) !== undefined && (await tock.streams.isOpen(visitorId)));
  const answer = toAnswer(tock, { event, asked, said, isFollowed, isComplete: isComplete(reply, said) });
  seqs = said.map(({ seq }) => seq);
  sendJson(response, 200, answer);
}

/**
 * The system takes an answer also for a peer that has just gone: one that stays for a moment has it.
 * @param over called once, with whether the answer has arrived.
 */
function watchArrival(response: Response, over: (hasArrived: boolean) => void): void {
  const { socket } = response;
  response.once("close", () => {
    if (!response.writableFinished) over(false);
    else setTimeout(() => over(socket?.destroyed === false), arrivalMs).unref();
  });
}

/**
 * The request as an event, within the rates.
 * @throws RequestError `rate_limited`
 */
export async function acceptable(
  { web, host }: Pick<TockContext, "web" | "host">,
  claims: SessionClaims,
  asked: TockRequest,
): Promise<InboundEvent> {
  const { visitorId, conversationId, network, person } = claims;
  await web.limits.send(visitorId);
  await web.limits.address(network ?? visitorId);
  await web.limits.conversation(conversationId);
  const locale = asked.locale ?? web.locale;
  return {
    id: randomUUID(),
    connectorId: web.id,
    conversationId,
    address: direct(visitorId),
    ...(person === undefined ? {} : { from: toIdentity(person) }),
    at: host.now(),
    inOrder: true,
    ...(locale === undefined ? {} : { locale }),
    content: await withLabel(host.log, conversationId, asked.content),
    ...(network === undefined ? {} : { network }),
  };
}

/** What the person saw on the button, for all who read the log: this protocol sends its payload only. */
async function withLabel(
  log: ConversationLog,
  conversationId: string,
  content: TockRequest["content"],
): Promise<EventContent> {
  if (content.type !== "postback") return content;
  const events = (await log.tail(conversationId, lookedAt)).filter(isSaid).toReversed();
  const choice = events.flatMap(({ message }) => choicesOf(message)).find(({ link }) => link === content.link);
  return { ...content, label: choice?.label ?? parseLink(content.link).intent };
}

function isComplete({ complete, said }: Reply, inTime: readonly SaidEvent[]): boolean {
  return complete && said.length === inTime.length;
}

type Answered = {
  event: InboundEvent;
  asked: TockRequest;
  said: readonly SaidEvent[];
  /** The person has a stream open, or had one in this turn. */
  isFollowed: boolean;
  isComplete: boolean;
};

function toAnswer(tock: TockContext, { event, asked, said, isFollowed, isComplete }: Answered): TockAnswer {
  const { settings } = tock;
  const growth = isFollowed ? growing(tock, said) : undefined;
  const written = said.flatMap((each): Written[] => {
    const messages = writeEvent(each, settings, asked.withSources);
    const [first] = messages;
    if (each !== growth || each.message.type !== "text" || first === undefined) return messages;
    // As often as over a stream, and whole each time: a kit whose stream was lost shows the first that it has not counted.
    return [...Array.from({ length: timesSent(each.message.text.length) }, () => first), ...messages.slice(1)];
  });
  const isGrowthLast = growth !== undefined && said.at(-1) === growth && writeEvent(growth, settings).length === 1;
  const sorry = written.length === 0 && !isComplete;
  return {
    responses: sorry
      ? [writeMessage({ text: settings.apology }, { actionId: event.id, withSources: false })]
      : written.map(({ message }) => message),
    metadata: {
      ...Object.assign({}, ...written.map(({ metadata }) => metadata)),
      ...(growth === undefined ? {} : { TOCK_STREAM_RESPONSE: String(isGrowthLast) }),
      ...(settings.streams ? { RESPONSE_ID: responseIdOf(event.id) } : {}),
    },
  };
}

/** The text that grows over streams: one in a turn, because the kits have one growing bubble for each turn. */
function growing({ settings }: TockContext, said: readonly SaidEvent[]): SaidEvent | undefined {
  if (!settings.streams || settings.streaming !== "growing") return undefined;
  return said.find(({ type }) => type === "message.final");
}
