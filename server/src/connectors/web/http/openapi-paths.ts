import { limits } from "@causerie/protocol";
import { filePaths } from "./openapi-file-paths.ts";
import { previewPaths } from "./openapi-preview-paths.ts";
import {
  body,
  bodyErrors,
  jsonAnswer,
  open,
  type OpenApiOperation,
  type OpenApiPaths,
  own,
  query,
  schemaRef,
  theirs,
} from "./openapi-parts.ts";

const cursor = { type: "string", pattern: "^[A-Za-z0-9_-]{1,32}\\.(0|[1-9][0-9]{0,15})$" };

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

/** The routes of one web connector, as its router answers them. */
export function webPaths(path: string): OpenApiPaths {
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
    [`${path}/v1/proactive`]: {
      get: open("readProactiveRules", "What pages show beside the launcher by themselves, and when", {
        answer: jsonAnswer(200, "ProactiveRules"),
        errors: ["rate_limited"],
      }),
    },
    [`${path}/v1/conversations`]: {
      get: theirs("listConversations", "The visitor's own conversations, the one that was active last first", {
        answer: jsonAnswer(200, "ConversationList"),
        errors: ["rate_limited"],
      }),
      post: theirs("beginConversation", "Begin another conversation; the token of the session is good for it, too", {
        answer: jsonAnswer(201, "NewConversation"),
        errors: ["too_many_conversations", "rate_limited"],
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
    [`${conversation}/push`]: {
      get: own("readPushKey", "The key with which a browser subscribes to a push service", {
        parameters: [],
        answer: jsonAnswer(200, "PushKey"),
        errors: ["unsupported", "rate_limited"],
      }),
      post: own("subscribePush", "Tell this browser of answers while no page is open", {
        parameters: [],
        requestBody: body("PushRequest"),
        answer: { 204: { description: "The browser is subscribed" } },
        errors: ["unsupported", "rate_limited", ...bodyErrors],
      }),
      delete: own("unsubscribePush", "Tell this browser no longer", {
        parameters: [],
        requestBody: body("PushEnd"),
        answer: { 204: { description: "The browser is not subscribed" } },
        errors: ["unsupported", "rate_limited", ...bodyErrors],
      }),
    },
    [`${conversation}/read`]: {
      post: own("markRead", "The visitor has seen all events up to a cursor", {
        parameters: [],
        requestBody: body("ReadMark"),
        answer: { 204: { description: "The mark is kept, unless a later one is" } },
        errors: ["rate_limited", ...bodyErrors],
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
          query(
            "heartbeat",
            "While it waits, the head of the answer and white space before its JSON come after so many seconds, to show that the connection lives. A wait that then ends in a problem is cut off: ask again without a wait to learn which",
            { type: "integer", minimum: 1, maximum: limits.waitSeconds },
          ),
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
    ...filePaths(path),
    ...previewPaths(path),
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
