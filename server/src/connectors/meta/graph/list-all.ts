import { type JsonObject, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { type GraphAccess, type GraphAnswer, type GraphCall, callGraph } from "./graph-call.ts";

/** A list has at most so many parts; Meta gives 25 entries in one. */
const mostParts = 40;

export type Listed = { type: "listed"; entries: JsonObject[] } | Exclude<GraphAnswer, { type: "answered" }>;

/** All entries of a list that Meta gives in parts, with a cursor. */
export async function listAll(access: GraphAccess, call: GraphCall): Promise<Listed> {
  const entries: JsonObject[] = [];
  let after = "";
  for (let part = 0; part < mostParts; part += 1) {
    const query = { ...call.query, ...(after === "" ? {} : { after }) };
    const answer = await callGraph(access, { ...call, query });
    if (answer.type !== "answered") return answer;
    entries.push(...asList(answer.body["data"]).map(asObject));
    const paging = asObject(answer.body["paging"]);
    after = asText(asObject(paging["cursors"])["after"]) ?? "";
    if (paging["next"] === undefined || after === "") break;
  }
  return { type: "listed", entries };
}
