import {
  clientMessageSchema,
  endSessionRequestSchema,
  eventPageSchema,
  frameSchema,
  logEventSchema,
  messageSchema,
  problemSchema,
  refreshRequestSchema,
  sendResultSchema,
  sessionSchema,
  snapshotSchema,
  unreadRequestSchema,
  unreadResultSchema,
} from "@causerie/protocol";
import { type JsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import * as v from "valibot";
import { type OpenApiPaths, webPaths } from "./openapi-paths.ts";

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
};

const events = v.array(logEventSchema);

/** The document uses the same schemas that validate requests, so that they cannot differ. */
const schemas = {
  ClientMessage: clientMessageSchema,
  SendResult: sendResultSchema,
  Session: sessionSchema,
  RefreshRequest: refreshRequestSchema,
  UnreadRequest: unreadRequestSchema,
  UnreadResult: unreadResultSchema,
  EndSessionRequest: endSessionRequestSchema,
  Message: messageSchema,
  LogEvent: logEventSchema,
  // The protocol leaves events open (`unknown`), so that a reader can skip newer kinds. The server sends only these kinds.
  EventPage: v.object({ ...eventPageSchema.entries, events }),
  Snapshot: v.object({ ...snapshotSchema.entries, events }),
  Frame: frameSchema,
  Problem: problemSchema,
};

/** OpenAPI 3.1 of the REST and SSE routes of all web connectors. */
export function describeOpenApi({ publicUrl, version, connectors }: OpenApiSubject): OpenApiDocument {
  const paths = connectors.filter(({ channel }) => channel === "web").map(({ path }) => webPaths(path));
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
      schemas: toJsonSchemaDefs(schemas, {
        target: "draft-2020-12",
        // JSON Schema cannot express checks in code (e.g. that a text is not blank). The server still makes them.
        errorMode: "ignore",
        overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
      }),
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}
