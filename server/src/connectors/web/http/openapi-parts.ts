import { type ErrorCode, errorCodes } from "@causerie/protocol";

export type OpenApiPaths = Record<string, Record<string, OpenApiOperation>>;

export type OpenApiOperation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: boolean; content: Record<string, unknown> };
  responses: Record<string, OpenApiResponse>;
};

export type OpenApiResponse = {
  description: string;
  headers?: Record<string, { description: string; schema: object }>;
  content?: Record<string, unknown>;
};

export type OpenApiParameter = { name: string; in: string; required?: boolean; description: string; schema: object };

const conversationId: OpenApiParameter = {
  name: "id",
  in: "path",
  required: true,
  description: "A conversation of the session's visitor",
  schema: { type: "string" },
};

export const bodyErrors: readonly ErrorCode[] = ["invalid_request", "too_large", "unsupported_media_type"];

type Details = Pick<OpenApiOperation, "requestBody"> & {
  answer: OpenApiOperation["responses"];
  /** Besides those of all such routes. */
  errors: readonly ErrorCode[];
};

export function open(operationId: string, summary: string, { answer, errors, ...details }: Details): OpenApiOperation {
  const responses = { ...answer, ...problems([...errors, ...everywhere]) };
  return { operationId, summary, security: [], ...details, responses };
}

/** Of the session's visitor, and of no one conversation. */
export function theirs(operationId: string, summary: string, { answer, errors }: Details): OpenApiOperation {
  const responses = { ...answer, ...problems(["unauthorized", ...errors, ...everywhere]) };
  return { operationId, summary, security: [{ token: [] }], responses };
}

export function own(
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
    responses: {
      ...answer,
      ...problems(["unauthorized", "not_found", "too_many_conversations", ...errors, ...everywhere]),
    },
  };
}

const everywhere: readonly ErrorCode[] = ["origin_not_allowed", "internal", "unavailable"];

export function jsonAnswer(status: number, schema: string): OpenApiOperation["responses"] {
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

export function body(schema: string): { required: true; content: Record<string, unknown> } {
  return { required: true, content: jsonOf(schema) };
}

function jsonOf(schema: string): Record<string, unknown> {
  return { "application/json": { schema: schemaRef(schema) } };
}

export function schemaRef(schema: string): { $ref: string } {
  return { $ref: `#/components/schemas/${schema}` };
}

export function query(name: string, description: string, schema: object): OpenApiParameter {
  return { name, in: "query", description, schema };
}
