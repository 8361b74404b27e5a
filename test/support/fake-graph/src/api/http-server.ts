import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerCall } from "./answer-call.ts";
import type { Verdict } from "./answer-call.ts";
import { readCall } from "./call.ts";
import type { Call } from "./call.ts";
import type { Core } from "#core.ts";
import type { Fault, FaultPlan } from "#faults/fault.ts";
import type { GraphError } from "./graph-error.ts";
import { scriptedError } from "./graph-errors.ts";
import type { JournalEntry } from "#journal.ts";
import type { JsonObject } from "#parse/json.ts";
import { usageHeaders } from "#faults/usage.ts";
import type { Usage } from "#faults/usage.ts";

export interface ServerParts {
  core: Core;
  faults: FaultPlan;
  journal: JournalEntry[];
  usage: () => Usage | undefined;
}

interface Exchange {
  call: Call;
  entry: JournalEntry;
  response: ServerResponse;
}

/** Listens on a free port of the loopback interface. */
export async function startHttpServer(parts: ServerParts): Promise<Server> {
  const server = createServer((request, response) => {
    // Only a caller that hangs up while sending gets here; there is nobody left to answer.
    handle(parts, request, response).catch(() => response.destroy());
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).listen(0, "127.0.0.1", resolve);
  await promise;
  return server;
}

export function baseUrlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await readCall(request);
  const entry: JournalEntry = { at: parts.core.clock.now(), ...call, outcome: { type: "pending" } };
  parts.journal.push(entry);
  const fault = parts.faults.take(call);
  const exchange = { call, entry, response };
  if (fault === undefined) await answer(parts, exchange);
  else await misbehave(parts, exchange, fault);
  parts.core.feed.tell("request", entry);
}

async function answer(parts: ServerParts, exchange: Exchange): Promise<void> {
  respond(parts, exchange, await decide(parts, exchange));
}

async function misbehave(parts: ServerParts, exchange: Exchange, fault: Fault): Promise<void> {
  const { entry, response } = exchange;
  const { signal } = parts.core;
  if ("accepted" in fault) {
    const verdict = await decide(parts, exchange);
    entry.outcome = { type: "faulted", fault, accepted: verdict.type === "accepted" };
    answerWrongly(parts, exchange, fault);
    return runAfterwards(verdict);
  }
  if ("code" in fault) {
    const { status, body: error } = scriptedFault(fault);
    entry.outcome = { type: "refused", status, error };
    return answerWrongly(parts, exchange, fault);
  }
  if ("slow" in fault) {
    const verdict = await decide(parts, exchange);
    await wait(fault.slow, undefined, { signal });
    return respond(parts, exchange, verdict);
  }
  if ("closeAfterAccept" in fault) {
    const verdict = await decide(parts, exchange);
    entry.outcome = { type: "faulted", fault, accepted: verdict.type === "accepted" };
    response.destroy();
    return runAfterwards(verdict);
  }
  entry.outcome = { type: "faulted", fault, accepted: false };
  if ("status" in fault) return answerWrongly(parts, exchange, fault);
  if ("hang" in fault) await wait(fault.hang, undefined, { signal });
  response.destroy();
}

function answerWrongly(
  parts: ServerParts,
  exchange: Exchange,
  fault: Extract<Fault, { code: number } | { status: number }>,
): void {
  if ("code" in fault) {
    return respond(parts, exchange, { type: "refused", error: scriptedFault(fault) });
  }
  exchange.response.writeHead(fault.status, { "Content-Type": "text/html" }).end("<html><title>Error</title></html>");
}

function scriptedFault({ code, subcode, message, status }: Extract<Fault, { code: number }>): GraphError {
  return scriptedError(code, { subcode, message, status });
}

async function decide(parts: ServerParts, { call, entry }: Exchange): Promise<Verdict> {
  const verdict = await answerCall(parts.core, call);
  entry.outcome =
    verdict.type === "accepted"
      ? { type: "accepted", result: verdict.result.result }
      : { type: "refused", status: verdict.error.status, error: verdict.error.body };
  return verdict;
}

function respond(parts: ServerParts, { call, response }: Exchange, verdict: Verdict): void {
  const { status, body } =
    verdict.type === "accepted" ? { status: 200, body: verdict.result.result } : toRefusal(verdict.error);
  response
    .writeHead(status, {
      "Content-Type": "application/json; charset=UTF-8",
      "Cache-Control": "no-store",
      "facebook-api-version": call.version ?? "v26.0",
      ...usageOf(parts, call),
    })
    .end(JSON.stringify(body));
  runAfterwards(verdict);
}

function toRefusal(error: GraphError): { status: number; body: JsonObject } {
  return { status: error.status, body: { error: error.body } };
}

function runAfterwards(verdict: Verdict): void {
  if (verdict.type === "accepted") verdict.result.afterAnswer?.();
}

function usageOf({ core, usage }: ServerParts, call: Call): Record<string, string> {
  const current = usage();
  if (current === undefined) return {};
  const pageId = core.state.tokens.get(call.token ?? "")?.page.pageId ?? "0";
  return usageHeaders(current, pageId);
}
