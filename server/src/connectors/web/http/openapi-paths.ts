import { type ErrorCode, errorCodes, limits } from "@causerie/protocol";

export type OpenApiPaths = Record<string, Record<string, OpenApiOperation>>;

export type OpenApiOperation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: true; content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};

type OpenApiParameter = { name: string; in: string; required?: boolean; description: string; schema: object };

const cursor = { type: "string", pattern: "^[A-Za-z0-9_-]{1,32}\\.(0|[1-9][0-9]{0,15})$" };

const conversationId: OpenApiParameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The conversation of the session",
  schema: { type: "string" },
};

const since = query(
  "since",
  "Cursor of the last event that you have; without it reading begins at the oldest event",
  cursor,
);

/** The routes of one web connector, as its router answers them. */
export function webPaths(path: string): OpenApiPaths {
  const conversation = `${path}/v1/conversations/{id}`;
  return {
    [`${path}/v1/session`]: {
      post: open("mintSession", "Become a new anonymous visitor", {
        responses: responsesOf(201, "Session", ["rate_limited"]),
      }),
    },
    [`${path}/v1/session/refresh`]: {
      post: open("refreshSession", "Renew a session", {
        requestBody: body("RefreshRequest"),
        responses: responsesOf(200, "Session", ["unauthorized", "rate_limited", ...bodyErrors]),
      }),
    },
    [`${path}/v1/session/unread`]: {
      post: open(
        "countUnread",
        "Has the bot said something after a cursor? Without an access token, before a chat is opened",
        {
          requestBody: body("UnreadRequest"),
          responses: responsesOf(200, "UnreadResult", ["unauthorized", "resync", "rate_limited", ...bodyErrors]),
        },
      ),
    },
    [`${path}/v1/session/end`]: {
      post: open("endSession", "Sign out: end the session in all tabs; with forget, remove what was said, too", {
        requestBody: body("EndSessionRequest"),
        responses: {
          204: { description: "The session has ended" },
          ...problems(["unauthorized", "unsupported", "rate_limited", ...bodyErrors]),
        },
      }),
    },
    [conversation]: {
      get: own("readSnapshot", "The newest events, and the cursor to read on from", {
        parameters: [],
        responses: responsesOf(200, "Snapshot", ["rate_limited"]),
      }),
    },
    [`${conversation}/messages`]: {
      post: own("sendMessage", "Send a message; the response comes when it is stored durably", {
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            description: "Used as clientId if the body has none",
            schema: { type: "string" },
          },
        ],
        requestBody: body("ClientMessage"),
        responses: responsesOf(202, "SendResult", ["client_id_reused", "unsupported", "rate_limited", ...bodyErrors]),
      }),
    },
    [`${conversation}/stop`]: {
      post: own("stopAnswer", "End the answer that is under way, if there is one", {
        parameters: [],
        responses: { 204: { description: "The answer ends where it is" }, ...problems(["rate_limited"]) },
      }),
    },
    [`${conversation}/events`]: {
      get: own("readEvents", "The events after a cursor, after a wait if you ask for one; or the events before a seq", {
        parameters: [
          since,
          query("before", "Read the events before this seq instead", { type: "integer", minimum: 1 }),
          query("limit", "Events at most", { type: "integer", minimum: 1, maximum: limits.pageOfEvents }),
          query("wait", "Seconds to wait if there is nothing", {
            type: "integer",
            minimum: 0,
            maximum: limits.waitSeconds,
          }),
        ],
        responses: responsesOf(200, "EventPage", ["invalid_request", "resync", "rate_limited", "too_many_connections"]),
      }),
    },
    [`${conversation}/stream`]: {
      get: own("streamEvents", "The events after a cursor, as server-sent events", {
        parameters: [
          since,
          {
            name: "Last-Event-ID",
            in: "header",
            description: "Like since, which it overrides",
            schema: cursor,
          },
        ],
        responses: {
          200: {
            description:
              "Events without a name are LogEvents, with their cursor as id; `frame` is a Frame; `resync` ({oldestSeq}) says that the cursor cannot be served; `bye` ({inMs}) says that the server goes down",
            content: { "text/event-stream": { schema: { type: "string" } } },
          },
          ...problems(["invalid_request", "rate_limited", "too_many_connections"]),
        },
      }),
    },
  };
}

const bodyErrors: readonly ErrorCode[] = ["invalid_request", "too_large", "unsupported_media_type"];

type Details = Pick<OpenApiOperation, "responses" | "requestBody">;

function open(operationId: string, summary: string, { responses, ...details }: Details): OpenApiOperation {
  return { operationId, summary, security: [], ...details, responses: { ...responses, ...problems(everywhere) } };
}

function own(
  operationId: string,
  summary: string,
  { parameters, responses, ...details }: Details & { parameters: OpenApiParameter[] },
): OpenApiOperation {
  return {
    operationId,
    summary,
    security: [{ token: [] }],
    parameters: [conversationId, ...parameters],
    ...details,
    responses: { ...responses, ...problems(["unauthorized", "not_found", ...everywhere]) },
  };
}

const everywhere: readonly ErrorCode[] = ["origin_not_allowed", "internal", "unavailable"];

function responsesOf(status: number, schema: string, errors: readonly ErrorCode[]): OpenApiOperation["responses"] {
  return { [status]: { description: schema, content: jsonOf(schema) }, ...problems(errors) };
}

function problems(codes: readonly ErrorCode[]): OpenApiOperation["responses"] {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  // Several codes may share a status.
  const titles = Map.groupBy(codes, (code) => errorCodes[code].status);
  return Object.fromEntries(
    Array.from(titles, ([status, same]) => {
      const description = same.map((code) => errorCodes[code].title).join("; or: ");
      return [status, { description, content }];
    }),
  );
}

function body(schema: string): { required: true; content: Record<string, unknown> } {
  return { required: true, content: jsonOf(schema) };
}

function jsonOf(schema: string): Record<string, unknown> {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function query(name: string, description: string, schema: object): OpenApiParameter {
  return { name, in: "query", description, schema };
}
