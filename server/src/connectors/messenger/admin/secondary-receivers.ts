import type { CheckResult } from "#channel/connector-definition.ts";
import { asId, asText } from "#channel/kit/json-with-ids.ts";
import { failureOf } from "./failure.ts";
import { wrong } from "#connectors/meta/graph/finding.ts";
import type { GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import { listAll } from "#connectors/meta/graph/list-all.ts";

/** An app to which the page's default app may pass a conversation. */
export type Receiver = { id: string; name: string };

export type Receivers = { type: "listed"; receivers: Receiver[] } | { type: "failed"; result: CheckResult };

/**
 * The other apps of the page, as the older Handover Protocol has them. Only the default app (there: the primary receiver) may ask,
 * and Meta keeps the call for older pages: nothing else is decided by it.
 */
export async function secondaryReceivers(access: GraphAccess, token: string): Promise<Receivers> {
  const call = { path: "me/secondary_receivers", query: { fields: "id,name" }, token };
  const listed = await listAll(access, call);
  if (listed.type === "listed")
    return {
      type: "listed",
      receivers: listed.entries.flatMap(({ id, name }) => {
        const known = asId(id);
        return known === undefined ? [] : [{ id: known, name: asText(name) ?? "" }];
      }),
    };
  const isNotDefault = listed.type === "refused" && (listed.code === 10 || listed.code === 27);
  const result = isNotDefault
    ? wrong(
        "Meta does not show the page's secondary receivers to this app",
        "Make it the page's default app (Page settings, Advanced messaging, Conversation routing), and give its token pages_messaging.",
      )
    : failureOf(listed, "to list the secondary receivers", access.graphBaseUrl);
  return { type: "failed", result };
}
