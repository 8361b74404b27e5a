import type { ErrorCode } from "@causerie/protocol";
import type { TockSettings } from "#connectors/web/tock/options.ts";
import {
  body,
  jsonAnswer,
  open,
  type OpenApiOperation,
  type OpenApiParameter,
  type OpenApiPaths,
  type OpenApiResponse,
  query,
  schemaRef,
} from "./openapi-parts.ts";

/** A web connector that speaks Tock's dialect. */
export type DescribedTock = { path: string } & Pick<TockSettings, "identity" | "streams" | "direct">;

const streamDescription = `Server-sent events until one side ends the connection.

- \`message\`: a TockAnswer of exactly one message, as soon as it is said, and first what no client of the person has got
- \`ping\`: \`1\`, at once and every 10 s

A request whose \`Accept\` has no \`text/event-stream\` is answered 200 and ends.`;

const directDescription = `With \`streamedResponse: true\` server-sent events like those of the stream, the last one with the metadata
\`LAST_ANSWER: "true"\`; the server leaves it open. Otherwise a TockAnswer.`;

const turnErrors: readonly ErrorCode[] = [
  "invalid_request",
  "too_large",
  "unauthorized",
  "sign_in_failed",
  "blocked",
  "rate_limited",
];

const pageId: OpenApiParameter = {
  ...query("userid", "Whom the stream is for, as the page says; in any case of letters", { type: "string" }),
};

/** The routes of Tock's dialect at the path of a web connector, as its router answers them. */
export function tockPaths({ path, identity, streams, direct }: DescribedTock): OpenApiPaths {
  const security = securityOf(identity);
  const request = { requestBody: body("TockRequest"), errors: turnErrors };
  const ask = open("askTock", "One turn of a client of Tock, answered when the bot has said all", {
    ...request,
    answer: jsonAnswer(200, "TockAnswer"),
  });
  const stream = open("streamTock", "What is said to a person, as clients of Tock read it", {
    answer: { 200: { description: streamDescription, content: events } },
    errors: ["invalid_request", "unauthorized", "sign_in_failed", "rate_limited", "too_many_connections"],
  });
  const directAnswer: OpenApiOperation["responses"] = {
    200: { description: directDescription, content: { ...jsonContent("TockAnswer"), ...events } },
  };
  const directErrors: readonly ErrorCode[] = [...turnErrors, "too_many_connections"];
  const post = open("askTockDirectly", "One turn of a client of Tock, answered by a stream", {
    ...request,
    errors: directErrors,
    answer: directAnswer,
  });
  const get = open("openTockDirectly", "The same with the request in a header", {
    errors: directErrors,
    answer: directAnswer,
  });
  const message: OpenApiParameter = {
    name: "message",
    in: "header",
    required: true,
    description: "A TockRequest as JSON, in UTF-8",
    schema: { type: "string" },
  };
  const health = { description: "The connector is there", content: {} };
  return {
    [path]: { post: { ...withApologies(ask), security } },
    ...(streams ? { [`${path}/sse`]: { get: { ...stream, security, parameters: [pageId] } } } : {}),
    ...(direct
      ? {
          [`${path}/sse/direct`]: {
            post: { ...withApologies(post), security },
            get: { ...withApologies(get), security, parameters: [message] },
          },
        }
      : {}),
    [`${path}/healthcheck`]: {
      get: open("checkTock", "Whether the connector is there", { answer: { 200: health }, errors: [] }),
    },
  };
}

const events = {
  "text/event-stream": { schema: { type: "string" }, "x-events": { message: schemaRef("TockAnswer") } },
};

function jsonContent(schema: string): Record<string, unknown> {
  return { "application/json": { schema: schemaRef(schema) } };
}

/** The kits show nothing of an error without a message in it. */
function withApologies(operation: OpenApiOperation): OpenApiOperation {
  const responses = Object.entries(operation.responses).map(([status, response]): [string, OpenApiResponse] => [
    status,
    Number(status) < 400 ? response : { ...response, content: jsonContent("TockProblem") },
  ]);
  return { ...operation, responses: Object.fromEntries(responses) };
}

/** The cookie is set by the first answer; a token may come as `userId`, too. */
function securityOf(identity: TockSettings["identity"]): Record<string, string[]>[] {
  switch (identity) {
    case "cookie":
      return [{ tockCookie: [] }, {}];
    case "jwt":
      return [{ token: [] }, { person: [] }, {}];
    case "passthrough":
      return [];
  }
}
