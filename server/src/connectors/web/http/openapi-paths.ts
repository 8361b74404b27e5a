import { type ErrorCode, errorCodes, limits } from "@causerie/protocol";

export type OpenApiPaths = Record<string, Record<string, OpenApiOperation>>;

export type OpenApiOperation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Record<string, unknown> };
  responses: Record<string, OpenApiResponse>;
};

type OpenApiResponse = {
  description: string;
  headers?: Record<string, { description: string; schema: object }>;
  content?: Record<string, unknown>;
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

/** What each name of a server-sent event brings. `message` is the name of events without one. */
const streamEvents = {
  message: schemaRef("LogEvent"),
  frame: schemaRef("Frame"),
  resync: schemaRef("ResyncNotice"),
  bye: schemaRef("ByeNotice"),
};

const streamDescription = `Server-sent events until one side ends the connection; \`data\` is JSON.

- without a name: a LogEvent; its \`id\` is the cursor to go on from, by \`Last-Event-ID\` or \`since\`
- \`frame\`: a Frame, which has no id and is never repeated
- \`resync\`: a ResyncNotice; the cursor cannot be served: read the snapshot, then go on from its cursor
- \`bye\`: a ByeNotice; the server goes down: come again after that time

Kinds and names that a client does not know are passed over; of an unknown LogEvent its \`seq\` counts. A comment (a line that begins
with a colon) comes every 15 s, so a silent connection is a dead one. The stream ends without a word when the token expires: renew the
session and go on.`;

/**
 * The routes of one web connector, as its router answers them.
 * @param suffix of its operations' ids, which are unique in a document.
 */
export function webPaths(path: string, suffix = ""): OpenApiPaths {
  return Object.fromEntries(
    Object.entries(describeRoutes(path)).map(([route, methods]) => [
      route,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method,
          { ...operation, operationId: operation.operationId + suffix },
        ]),
      ),
    ]),
  );
}

function describeRoutes(path: string): OpenApiPaths {
  const conversation = `${path}/v1/conversations/{id}`;
  return {
    [`${path}/v1/session`]: {
      post: mintSession(),
    },
    [`${path}/v1/session/refresh`]: {
      post: open("refreshSession", "Renew a session", {
        requestBody: body("RefreshRequest"),
        answer: jsonAnswer(200, "Session"),
        errors: ["unauthorized", "rate_limited", ...bodyErrors],
      }),
    },
    [`${path}/v1/session/unread`]: {
      post: open(
        "countUnread",
        "Has the bot said something after a cursor? Without an access token, before a chat is opened",
        {
          requestBody: body("UnreadRequest"),
          answer: jsonAnswer(200, "UnreadResult"),
          errors: ["unauthorized", "resync", "rate_limited", ...bodyErrors],
        },
      ),
    },
    [`${path}/v1/session/end`]: {
      post: open("endSession", "Sign out: end the session in all tabs; with forget, remove what was said, too", {
        requestBody: body("EndSessionRequest"),
        answer: { 204: { description: "The session has ended" } },
        errors: ["unauthorized", "unsupported", "rate_limited", ...bodyErrors],
      }),
    },
    [conversation]: {
      get: own("readSnapshot", "The newest events, and the cursor to read on from", {
        parameters: [],
        answer: jsonAnswer(200, "Snapshot"),
        errors: ["rate_limited"],
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
        answer: jsonAnswer(202, "SendResult"),
        errors: ["blocked", "client_id_reused", "unsupported", "rate_limited", ...bodyErrors],
      }),
    },
    [`${conversation}/stop`]: {
      post: own("stopAnswer", "End the answer that is under way, if there is one", {
        parameters: [],
        answer: { 204: { description: "The answer ends where it is" } },
        errors: ["rate_limited"],
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
        answer: jsonAnswer(200, "EventPage"),
        errors: ["invalid_request", "resync", "rate_limited", "too_many_connections"],
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
        answer: {
          200: {
            description: streamDescription,
            content: { "text/event-stream": { schema: { type: "string" }, "x-events": streamEvents } },
          },
        },
        errors: ["invalid_request", "rate_limited", "too_many_connections"],
      }),
    },
  };
}

/** With the token of a person as bearer it is theirs. */
function mintSession(): OpenApiOperation {
  const summary =
    "Become a new anonymous visitor or, with the token of a signed-in person as bearer, open or renew a session of that person";
  const operation = open("mintSession", summary, {
    requestBody: { ...body("SignInRequest"), required: false },
    answer: jsonAnswer(201, "Session"),
    errors: ["sign_in_required", "sign_in_failed", "rate_limited", ...bodyErrors],
  });
  const refused = {
    ...operation.responses["401"],
    description: "Signing in is required, or the token was refused: `reason` says why",
    content: { "application/problem+json": { schema: schemaRef("SignInProblem") } },
  };
  return { ...operation, security: [{}, { person: [] }], responses: { ...operation.responses, 401: refused } };
}

const bodyErrors: readonly ErrorCode[] = ["invalid_request", "too_large", "unsupported_media_type"];

type Details = Pick<OpenApiOperation, "requestBody"> & {
  answer: OpenApiOperation["responses"];
  /** Besides those of all such routes. */
  errors: readonly ErrorCode[];
};

function open(operationId: string, summary: string, { answer, errors, ...details }: Details): OpenApiOperation {
  const responses = { ...answer, ...problems([...errors, ...everywhere]) };
  return { operationId, summary, security: [], ...details, responses };
}

function own(
  operationId: string,
  summary: string,
  { parameters, answer, errors, ...details }: Details & { parameters: OpenApiParameter[] },
): OpenApiOperation {
  return {
    operationId,
    summary,
    security: [{ token: [] }],
    parameters: [conversationId, ...parameters],
    ...details,
    responses: { ...answer, ...problems(["unauthorized", "not_found", ...errors, ...everywhere]) },
  };
}

const everywhere: readonly ErrorCode[] = ["origin_not_allowed", "internal", "unavailable"];

function jsonAnswer(status: number, schema: string): OpenApiOperation["responses"] {
  return { [status]: { description: schema, content: jsonOf(schema) } };
}

/** All of a route at once, because several codes may share a status. */
function problems(codes: readonly ErrorCode[]): OpenApiOperation["responses"] {
  const content = { "application/problem+json": { schema: schemaRef("Problem") } };
  const titles = Map.groupBy(codes, (code) => errorCodes[code].status);
  return Object.fromEntries(
    Array.from(titles, ([status, same]) => {
      const description = same.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join("; or ");
      return [status, { description, ...headersOf(status), content }];
    }),
  );
}

function headersOf(status: number): Pick<OpenApiResponse, "headers"> {
  const text = { type: "string" };
  switch (status) {
    case 401:
      return { headers: { "WWW-Authenticate": { description: "Bearer", schema: text } } };
    case 429:
    case 503:
      return {
        headers: { "Retry-After": { description: "Seconds, where they are known", schema: { type: "integer" } } },
      };
  }
  return {};
}

function body(schema: string): { required: true; content: Record<string, unknown> } {
  return { required: true, content: jsonOf(schema) };
}

function jsonOf(schema: string): Record<string, unknown> {
  return { "application/json": { schema: schemaRef(schema) } };
}

function schemaRef(schema: string): { $ref: string } {
  return { $ref: `#/components/schemas/${schema}` };
}

function query(name: string, description: string, schema: object): OpenApiParameter {
  return { name, in: "query", description, schema };
}
