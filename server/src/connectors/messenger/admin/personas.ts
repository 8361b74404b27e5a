import type { CheckResult } from "#channel/connector-definition.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { type JsonObject, asId, asText } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { failureOf } from "./failure.ts";
import { good, wrong } from "#connectors/meta/graph/finding.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";
import { listAll } from "#connectors/meta/graph/list-all.ts";

/** A name and a picture that the page may write under. */
export type Persona = { id: string; name: string; picture: string };

export type Personas = { type: "listed"; personas: Persona[] } | { type: "failed"; result: CheckResult };

export type CreatedPersona = { type: "created"; id: string } | { type: "failed"; result: CheckResult };

type Page = { pageId: string; token: string };

export async function listPersonas(access: GraphAccess, { pageId, token }: Page): Promise<Personas> {
  const listed = await listAll(access, { path: `${pageId}/personas`, token });
  if (listed.type !== "listed")
    return { type: "failed", result: failureOf(listed, "to list the personas", access.graphBaseUrl) };
  return { type: "listed", personas: listed.entries.flatMap(readPersona) };
}

function readPersona({ id, name, profile_picture_url }: JsonObject): Persona[] {
  const known = asId(id);
  return known === undefined
    ? []
    : [{ id: known, name: asText(name) ?? "", picture: asText(profile_picture_url) ?? "" }];
}

export async function createPersona(
  access: GraphAccess,
  { pageId, token }: Page,
  { name, picture }: Omit<Persona, "id">,
): Promise<CreatedPersona> {
  const problem = problemOf(name, picture);
  if (problem !== undefined) return { type: "failed", result: problem };
  const body = { name, profile_picture_url: picture };
  const answer = await callGraph(access, { method: "POST", path: `${pageId}/personas`, body, token });
  if (answer.type !== "answered")
    return { type: "failed", result: failureOf(answer, "to make the persona", access.graphBaseUrl) };
  const id = asId(answer.body["id"]);
  return id === undefined
    ? { type: "failed", result: wrong("Meta has named no persona", "Look with: causerie messenger personas list") }
    : { type: "created", id };
}

function problemOf(name: string, picture: string): CheckResult | undefined {
  const { name: most } = limits.persona;
  if (name.trim() === "" || name.length > most)
    return wrong(`A persona's name has 1 to ${most} characters`, "Give it another name.");
  return webUrlOf(picture) === picture
    ? undefined
    : wrong("The picture is no web address", "Meta fetches it: give the https address of a picture of up to 8 MB.");
}

export async function deletePersona(access: GraphAccess, { token }: Page, id: string): Promise<CheckResult> {
  const answer = await callGraph(access, { method: "DELETE", path: id, token });
  if (answer.type === "answered")
    return good(`The persona ${id} is deleted; messages with it come from the page itself`);
  if (answer.type === "refused" && answer.code === 100)
    return wrong(`The page has no persona ${id}`, "Look with: causerie messenger personas list");
  return failureOf(answer, "to delete the persona", access.graphBaseUrl);
}
