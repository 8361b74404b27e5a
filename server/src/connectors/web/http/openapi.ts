import {
  buttonSchema,
  byeNoticeSchema,
  cardSchema,
  checkedContentSchema,
  clientMessageSchema,
  conversationListSchema,
  endSessionRequestSchema,
  errorCodes,
  eventPageSchema,
  fileLinkSchema,
  linkPreviewAnswerSchema,
  fileProblemSchema,
  fileToSendSchema,
  footnoteSchema,
  formFieldSchema,
  frameSchema,
  listedConversationSchema,
  listItemSchema,
  locationSchema,
  logEventSchema,
  loggedContentSchema,
  mediaSchema,
  ownFileSchema,
  messageSchema,
  panelFieldSchema,
  panelPartSchema,
  panelSchema,
  newConversationSchema,
  problemSchema,
  proactiveRuleSchema,
  proactiveRulesSchema,
  progressStepSchema,
  pushEndSchema,
  pushKeySchema,
  pushRequestSchema,
  quickReplySchema,
  ratingSchema,
  reasoningSchema,
  readMarkSchema,
  refreshRequestSchema,
  resyncNoticeSchema,
  sendResultSchema,
  sentFileSchema,
  sessionSchema,
  signInProblemSchema,
  signInRequestSchema,
  snapshotSchema,
  unreadRequestSchema,
  unreadResultSchema,
  uploadRequestSchema,
  uploadRulesSchema,
  uploadSchema,
} from "@causerie/protocol";
import { type JsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import * as v from "valibot";
import type { OpenApiPaths } from "./openapi-parts.ts";
import { webPaths } from "./openapi-paths.ts";
import { type DescribedTock, tockPaths } from "./openapi-tock-paths.ts";
import { sentAnswerSchema, sentMessageSchema, sentRequestSchema } from "#connectors/web/tock/wire.ts";

export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: OpenApiPaths;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> };
};

export type OpenApiSubject = {
  publicUrl: string;
  version: string;
  connectors: readonly { channel: string; path: string }[];
  /** Those of them that speak Tock's dialect. */
  tock?: readonly DescribedTock[];
};

// The protocol leaves files open, as it does events. A client sends, and the server answers, these only.
const [visitorEvent, ...otherEvents] = logEventSchema.options;
const describedEvent = v.variant("type", [
  v.object({ ...visitorEvent.entries, content: loggedContentSchema }),
  ...otherEvents,
]);
const events = v.array(describedEvent);

/** The document uses the same schemas that validate requests, so that they cannot differ. */
const schemas = {
  ClientMessage: v.object({ ...clientMessageSchema.entries, content: checkedContentSchema }),
  ClientContent: checkedContentSchema,
  VisitorContent: loggedContentSchema,
  FileToSend: fileToSendSchema,
  SentFile: sentFileSchema,
  UploadRules: uploadRulesSchema,
  UploadRequest: uploadRequestSchema,
  Upload: uploadSchema,
  FileLink: fileLinkSchema,
  LinkPreviewAnswer: linkPreviewAnswerSchema,
  SendResult: sendResultSchema,
  Session: sessionSchema,
  SignInRequest: signInRequestSchema,
  RefreshRequest: refreshRequestSchema,
  UnreadRequest: unreadRequestSchema,
  UnreadResult: unreadResultSchema,
  EndSessionRequest: endSessionRequestSchema,
  PushKey: pushKeySchema,
  PushRequest: pushRequestSchema,
  PushEnd: pushEndSchema,
  ProactiveRule: proactiveRuleSchema,
  ProactiveRules: proactiveRulesSchema,
  ConversationList: conversationListSchema,
  ListedConversation: listedConversationSchema,
  NewConversation: newConversationSchema,
  ReadMark: readMarkSchema,
  Message: messageSchema,
  Button: buttonSchema,
  QuickReply: quickReplySchema,
  Media: mediaSchema,
  OwnFile: ownFileSchema,
  Card: cardSchema,
  ListItem: listItemSchema,
  MapLocation: locationSchema,
  FormField: formFieldSchema,
  Footnote: footnoteSchema,
  Panel: panelSchema,
  PanelPart: panelPartSchema,
  PanelField: panelFieldSchema,
  ProgressStep: progressStepSchema,
  Reasoning: reasoningSchema,
  Rating: ratingSchema,
  LogEvent: describedEvent,
  // The protocol leaves events open (`unknown`), so that a reader can skip newer kinds. The server sends only these kinds.
  EventPage: v.object({ ...eventPageSchema.entries, events }),
  Snapshot: v.object({ ...snapshotSchema.entries, events }),
  Frame: frameSchema,
  ResyncNotice: resyncNoticeSchema,
  ByeNotice: byeNoticeSchema,
  Problem: problemSchema,
  FileProblem: v.object({ ...fileProblemSchema.entries, reason: v.optional(fileProblemSchema.entries.reason) }),
  SignInProblem: v.object({ ...signInProblemSchema.entries, reason: v.optional(signInProblemSchema.entries.reason) }),
};

/** Of Tock's dialect: they are in the document only where a connector speaks it. */
const tockSchemas = {
  TockRequest: sentRequestSchema,
  TockMessage: sentMessageSchema,
  TockAnswer: sentAnswerSchema,
  TockProblem: v.object({ ...sentAnswerSchema.entries, ...problemSchema.entries }),
};

/** OpenAPI 3.1 of the REST and SSE routes of all web connectors. */
export function describeOpenApi({ publicUrl, version, connectors, tock = [] }: OpenApiSubject): OpenApiDocument {
  const all = connectors.filter(({ channel }) => channel === "web");
  // Generators make functions of the names of operations, so those of a second connector are others.
  const paths = all.map(({ path }, index) => {
    const dialect = tock.find((each) => each.path === path);
    const routes = { ...webPaths(path), ...(dialect && tockPaths(dialect)) };
    return withSuffix(routes, index === 0 ? "" : String(index + 1));
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Causerie",
      version,
      description: "Chat with the bot: get a session, send messages, read the conversation's log after a cursor.",
    },
    servers: [{ url: publicUrl }],
    paths: Object.assign({}, ...paths) as OpenApiPaths,
    components: {
      schemas: describeSchemas(tock.length > 0),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        person: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Of an issuer in `signIn`" },
        ...(tock.some(({ identity }) => identity === "cookie") && {
          tockCookie: { type: "apiKey", in: "cookie", name: "tock_user_id", description: "Set by the first answer" },
        }),
      },
    },
  };
}

/** Names of operations are unique in a document. */
function withSuffix(paths: OpenApiPaths, suffix: string): OpenApiPaths {
  const named = Object.entries(paths).map(([route, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => [
      method,
      { ...operation, operationId: operation.operationId + suffix },
    ]);
    return [route, Object.fromEntries(operations)];
  });
  return Object.fromEntries(named) as OpenApiPaths;
}

function describeSchemas(withTock: boolean): Record<string, JsonSchema> {
  const described = toJsonSchemaDefs(
    { ...schemas, ...(withTock ? tockSchemas : {}) },
    {
      target: "draft-2020-12",
      // JSON Schema cannot express checks in code (e.g. that a text is not blank). The server still makes them.
      errorMode: "ignore",
      overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
    },
  );
  const { Problem, ...others } = withLaterParts(countInWholes(described)) as typeof described;
  return { ...others, Problem: { ...Problem, properties: { ...Problem?.properties, code: describeCode() } } };
}

/**
 * What a message of its kind or a frame holds, where the protocol leaves it open (`{}`): a client reads it only when it draws it. The server sends
 * nothing else there.
 */
const laterParts: Readonly<Record<string, JsonSchema>> = {
  panel: { $ref: "#/components/schemas/Panel" },
  reasoning: { $ref: "#/components/schemas/Reasoning" },
  steps: { type: "array", items: { $ref: "#/components/schemas/ProgressStep" } },
};

function withLaterParts(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withLaterParts);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, inner]) => [
      name,
      (isOpen(inner) ? laterParts[name] : undefined) ?? withLaterParts(inner),
    ]),
  );
}

/** `{}`, or an array of it. */
function isOpen(schema: unknown): boolean {
  const json = JSON.stringify(schema);
  return json === "{}" || json === '{"type":"array","items":{}}';
}

const wholeNumbers = new Set(
  "seq oldestSeq of offset status unread bytes width height maxBytes maxFiles chunkBytes minChunkBytes".split(" "),
);

/** The protocol's schemas say `number`, because the widget has to carry them. Clients in other languages have a type for whole numbers. */
function countInWholes(part: unknown, name = ""): unknown {
  if (Array.isArray(part)) return part.map((each) => countInWholes(each));
  if (typeof part !== "object" || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, countInWholes(value, key)]));
  return copy["type"] === "number" && wholeNumbers.has(name) ? { ...copy, type: "integer" } : copy;
}

/** Not an enumeration: a client that was made from this document must read the codes of a later server. */
function describeCode(): JsonSchema {
  const codes = Object.entries(errorCodes);
  const entries = codes.map(([code, { status, title, retryable }]) => {
    return `- \`${code}\` (${status}${retryable ? ", may be sent again" : ""}): ${title}`;
  });
  return {
    type: "string",
    description: ["One of these, and of others in later versions:", ...entries].join("\n"),
    examples: codes.map(([code]) => code),
  };
}
