import { type Request, type RequestHandler, type Response, Router, text } from "express";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import type { Metric } from "#channel/host/metric.ts";
import { boundedBody } from "#http/bounded-body.ts";
import { toAddressBlock } from "#http/connections/client-address.ts";
import { factsOf } from "#http/connections/request-facts.ts";
import { logSummed } from "#http/refusing/summed-log.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

/** What `widget/src/errors` sends. Anybody may send it, so nothing but names and places gets through. */
const reportSchema = v.object({
  name: v.pipe(v.string(), v.regex(/^\w{1,40}$/)),
  frames: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100), v.regex(/^[\w.-]+\.js:\d+:\d+$/))), v.maxLength(8)),
});

/** A label each; others are `other`, because labels stay for good. */
const knownNames = new Set(
  "Error TypeError RangeError ReferenceError SyntaxError AggregateError DOMException SecurityError QuotaExceededError".split(
    " ",
  ),
);

/** Of one address. A page that fails sends some; many people may share an address. */
const mostReports = { count: 60, seconds: 60 };

export type ErrorReports = { router: RequestHandler; metrics(): Metric[] };

/** Takes the reports of browsers in which the chat has failed. */
export function createErrorReports({ id, host }: Pick<WebContext, "id" | "host">): ErrorReports {
  const counts = new Map<string, number>();
  const limit = host.limits.rate(`web:${id}:errorReports`, mostReports);
  const router = Router();
  const most = 4096;
  const readText = boundedBody(most, text({ type: "text/plain", limit: most }));
  router.post("/v1/errors", readText, async (request: Request, response: Response) => {
    await limit(toAddressBlock(request.ip ?? ""));
    const { name, frames } = read(request.body);
    const label = knownNames.has(name) ? name : "other";
    counts.set(label, (counts.get(label) ?? 0) + 1);
    const facts = { name, frames: frames.join(" ") };
    logSummed(host.logger, "warn", facts, factsOf(request).one, "the chat has failed in a browser");
    response.status(204).end();
  });
  return {
    router,
    metrics: () => [
      {
        name: "web_widget_errors_total",
        help: "Failures of the chat in browsers that report them, by the error's name",
        kind: "counter",
        values: [...counts].map(([name, value]) => ({ labels: { name }, value })),
      },
    ],
  };
}

function read(body: unknown): v.InferOutput<typeof reportSchema> {
  try {
    return v.parse(reportSchema, JSON.parse(typeof body === "string" ? body : ""));
  } catch (cause) {
    throw new RequestError("invalid_request", "send { name, frames } as text/plain", { cause });
  }
}
