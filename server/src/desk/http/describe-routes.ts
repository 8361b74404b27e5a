import { type ErrorCode, errorCodes } from "@causerie/protocol";
import { type DeskErrorCode, deskErrorCodes, type DeskScope } from "@causerie/protocol/desk";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { DeskRoute } from "./route.ts";

type Code = ErrorCode | DeskErrorCode;

/** A part of an OpenAPI document. It takes `Problem` from the schemas of the document that it is added to. */
export type DescribedRoutes = {
  paths: Record<string, Record<string, object>>;
  securitySchemes: Record<string, object>;
};

/**
 * OpenAPI 3.1 of the desk, from the list that the router is made of.
 *
 * @param path below which the routes stand, e.g. `/desk/api`.
 * @param cookie name of the session's cookie.
 */
export function describeRoutes(routes: readonly DeskRoute[], path: string, cookie: string): DescribedRoutes {
  const paths: DescribedRoutes["paths"] = {};
  for (const route of routes) {
    const at = path + route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[at] = { ...paths[at], [route.method]: describe(route) };
  }
  return {
    paths,
    securitySchemes: {
      deskKey: { type: "http", scheme: "bearer", description: "The key of a program, made at the desk" },
      deskSession: {
        type: "apiKey",
        in: "cookie",
        name: cookie,
        description: "Of a browser, which sends `X-Causerie-Desk: 1` with all that changes something",
      },
    },
  };
}

function describe(route: DeskRoute): object {
  const { method, path, summary, scope, body } = route;
  return {
    operationId: operationId(method, path),
    summary: isRight(scope) ? `${summary} (takes \`${scope}\`)` : summary,
    security: scope === "anybody" ? [] : [{ deskKey: [] }, { deskSession: [] }],
    parameters: [...pathParameters(path), ...queryParameters(route)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonOf(schemaOf(body, "input")) } }),
    responses: { ...answerOf(route), ...problemsOf(route) },
  };
}

const isRight = (scope: DeskRoute["scope"]): scope is DeskScope => scope !== "anybody" && scope !== "signed_in";

/** `deskPatchPeopleId` for `PATCH /people/:id`: generators make functions of them. */
function operationId(method: string, path: string): string {
  const words = [method, ...path.split(/[^A-Za-z0-9]+/)].filter((word) => word !== "");
  return `desk${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
}

function pathParameters(path: string): object[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: DeskRoute): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }));
}

function answerOf({ answer, status, stream, mediaType }: DeskRoute): Record<string, object> {
  if (mediaType !== undefined)
    return { [status ?? 200]: { description: "Done", content: { [mediaType]: { schema: { type: "string" } } } } };
  if (stream === true) {
    const data = answer === undefined ? {} : { "x-data": schemaOf(answer, "output") };
    const content = { "text/event-stream": { schema: { type: "string", ...data } } };
    return { [status ?? 200]: { description: "A stream of server-sent events", content } };
  }
  if (answer === undefined) return { [status ?? 204]: { description: "Done" } };
  return { [status ?? 200]: { description: "Done", content: jsonOf(schemaOf(answer, "output")) } };
}

/** All of a status at once, because several codes may share it. */
function problemsOf(route: DeskRoute): Record<string, object> {
  const codes: Readonly<Record<Code, { status: number; title: string }>> = { ...errorCodes, ...deskErrorCodes };
  const byStatus = Map.groupBy(refusalsOf(route), (code) => codes[code].status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, same]) => {
      const description = same.map((code) => `\`${code}\`: ${codes[code].title}`).join("; or ");
      // With the reason why a file is not taken.
      const schema = same.includes("file_refused") ? "FileProblem" : "Problem";
      const content = { "application/problem+json": { schema: { $ref: `#/components/schemas/${schema}` } } };
      return [status, { description, ...headersOf(status), content }];
    }),
  );
}

function refusalsOf({ method, path, scope, query, body, refusals = [] }: DeskRoute): Code[] {
  return Array.from(
    new Set<Code>([
      ...refusals,
      "origin_not_allowed",
      ...(scope === "anybody" ? ([] as const) : (["unauthorized", "scope_missing"] as const)),
      ...(query === undefined && body === undefined ? ([] as const) : (["invalid_request"] as const)),
      ...(path.includes(":") ? (["invalid_request", "not_found"] as const) : []),
      ...(body === undefined ? ([] as const) : (["too_large", "unsupported_media_type"] as const)),
      ...(method === "get" ? ([] as const) : (["conflict"] as const)),
      "rate_limited",
      "internal",
      "unavailable",
    ]),
  );
}

function headersOf(status: number): { headers?: Record<string, object> } {
  switch (status) {
    case 401:
      return { headers: { "WWW-Authenticate": { description: "Bearer", schema: { type: "string" } } } };
    case 429:
    case 503:
      return {
        headers: { "Retry-After": { description: "Seconds, where they are known", schema: { type: "integer" } } },
      };
  }
  return {};
}

/** JSON Schema cannot express checks in code (e.g. that a text is not blank). The server still makes them. */
function schemaOf(schema: GenericSchema, typeMode: "input" | "output"): object {
  const { $schema: _, ...described } = toJsonSchema(schema, { target: "draft-2020-12", errorMode: "ignore", typeMode });
  return described;
}

function jsonOf(schema: object): Record<string, object> {
  return { "application/json": { schema } };
}
