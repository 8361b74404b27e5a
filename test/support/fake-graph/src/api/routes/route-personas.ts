import { unknownObject } from "#api/graph-errors.ts";
import { newPsid } from "#ids.ts";
import type { JsonObject } from "#parse/json.ts";
import { limits } from "#parse/limits.ts";
import { textAt, webUrlAt } from "#parse/param.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall } from "#api/route.ts";
import type { Persona } from "#state.ts";

/** The personas of a page: made, listed in pieces, deleted. */
export const personaRoutes: readonly Route[] = [
  { method: "GET", edge: "/personas", handle: (call) => ({ result: list(call) }) },
  { method: "POST", edge: "/personas", handle: (call) => ({ result: create(call) }) },
  { method: "DELETE", edge: "", handle: (call) => ({ result: remove(call) }) },
];

export function describePersona(id: string, { name, picture }: Persona): JsonObject {
  return { id, name, profile_picture_url: picture };
}

function list(call: RouteCall): JsonObject {
  const all = [...pageOf(call).personas];
  const { after } = call.input;
  const start = all.findIndex(([id]) => id === after) + 1;
  const part = all.slice(start, start + limits.persona.listed);
  const last = part.at(-1)?.[0];
  const more = last === undefined || start + part.length === all.length ? {} : { next: "https://graph.example/next" };
  return {
    data: part.map(([id, persona]) => describePersona(id, persona)),
    paging: { cursors: { before: part[0]?.[0] ?? "", after: last ?? "" }, ...more },
  };
}

function create(call: RouteCall): JsonObject {
  const name = textAt(call.input, "name", "", limits.persona.name);
  const picture = webUrlAt(call.input, "profile_picture_url", "");
  const id = newPsid();
  pageOf(call).personas.set(id, { name, picture });
  return { id };
}

function remove({ caller, node }: RouteCall): JsonObject {
  if (caller.type !== "page" || !caller.page.personas.delete(node)) throw unknownObject(node);
  return { success: true };
}
