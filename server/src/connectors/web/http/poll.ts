import { describeIssues, type EventPage, limits } from "@causerie/protocol";
import type { Request, Response } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { readBefore } from "./history.ts";
import { endOnClose, serverGoesDown } from "#connectors/web/reading/connections.ts";
import { openReader } from "#connectors/web/reading/reader.ts";
import { waitForTurn } from "#connectors/web/reading/room.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";
import { keepAnswerAlive } from "./answer-heartbeat.ts";

const wholeNumber = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, "must be a whole number"),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
  );

const eventsQuerySchema = v.object({
  since: v.optional(v.string()),
  before: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(wholeNumber(1, limits.pageOfEvents), String(limits.pageOfEvents)),
  wait: v.optional(wholeNumber(0, limits.waitSeconds), "0"),
  heartbeat: v.optional(wholeNumber(1, limits.waitSeconds)),
});

/** `GET …/events`: the events after `since`, at once or as soon as there are some; or the events before `before`. */
export async function poll(
  web: WebContext,
  claims: SessionClaims,
  request: Request,
  response: Response,
): Promise<EventPage | undefined> {
  const query = v.safeParse(eventsQuerySchema, request.query);
  if (!query.success) throw new RequestError("invalid_request", describeIssues(query.issues));
  const { since, before, limit, wait, heartbeat } = query.output;
  const { conversationId } = claims;
  if (before === undefined) return readAfter(web, claims, response, { since, limit, wait, heartbeat });
  if (since !== undefined) throw new RequestError("invalid_request", "since and before exclude each other");
  if (!(await waitForTurn(response, web.stallMs))) return void response.destroy();
  return readBefore(web, conversationId, before, limit);
}

type After = { since: string | undefined; limit: number; wait: number; heartbeat: number | undefined };

async function readAfter(
  web: WebContext,
  claims: SessionClaims,
  response: Response,
  after: After,
): Promise<EventPage | undefined> {
  if (!(await waitForTurn(response, web.stallMs))) return void response.destroy();
  const { fileLinks, linkPreviews } = web;
  const { log, watch } = web.host;
  using reader = await openReader({
    log,
    watch,
    fileLinks,
    linkPreviews,
    conversationId: claims.conversationId,
    since: after.since,
  });
  // A request that does not wait holds no connection, so it does not count against the visitor's limit.
  if (after.wait === 0) return reader.next(neverAborted, after.limit, 0);

  using connection = await web.connections.open(claims, "poll");
  endOnClose(response, connection);
  using _heartbeat = after.heartbeat === undefined ? undefined : keepAnswerAlive(response, after.heartbeat * 1000);
  const page = await reader.next(connection.signal, after.limit, after.wait * 1000);
  if (page.events.length === 0 && connection.ended === "closing") throw serverGoesDown();
  return page;
}

const neverAborted = new AbortController().signal;
