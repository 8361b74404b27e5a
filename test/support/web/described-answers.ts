import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import { findMismatches, type Schema } from "./json-schema.ts";

type Answer = { status: number; headers: Headers; body: unknown };
type Content = Record<string, { schema?: Schema }>;

/** What an answer has that the API's document does not say of its route, each as a sentence. */
export function findUndescribed(document: OpenApiDocument, method: string, path: string, answer: Answer): string[] {
  const schemas = document.components.schemas as Record<string, Schema>;
  const route = Object.keys(document.paths).find((each) => toPattern(each).test(path));
  const operation = document.paths[route ?? ""]?.[method.toLowerCase()];
  if (operation === undefined) return [`${method} ${path} is not described`];
  const response = operation.responses[answer.status];
  if (response === undefined) return [`${method} ${route}: ${answer.status} is not described`];
  const faults: string[] = [];
  const type = answer.headers.get("content-type")?.split(";")[0];
  const content = (response.content ?? {}) as Content;
  if (type !== undefined && content[type] === undefined) faults.push(`${type} is not described`);
  if (type === undefined && Object.keys(content).length > 0) faults.push("there is no body");
  const { schema } = content[type ?? ""] ?? {};
  if (schema !== undefined && type !== "text/event-stream")
    faults.push(...findMismatches(answer.body, schema, schemas));
  const { code } = Object(answer.body) as { code?: unknown };
  if (typeof code === "string" && !response.description.includes(`\`${code}\``))
    faults.push(`${code} is not described`);
  for (const name of ["retry-after", "www-authenticate"]) {
    const named = Object.keys(response.headers ?? {}).some((each) => each.toLowerCase() === name);
    if (answer.headers.has(name) && !named) faults.push(`${name} is not described`);
  }
  return faults.map((fault) => `${method} ${route}: ${answer.status}: ${fault}`);
}

function toPattern(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
