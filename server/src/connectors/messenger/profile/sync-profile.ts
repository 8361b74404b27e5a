import { asList, asObject } from "#channel/kit/json-with-ids.ts";
import type { CheckResult } from "#channel/connector-definition.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";
import { failureOf } from "#connectors/messenger/admin/failure.ts";
import { good } from "#connectors/meta/graph/finding.ts";
import { type MessengerProfile, metaFields, toMetaProfile } from "./profile.ts";
import { type ProfileChange, diffProfiles } from "./profile-diff.ts";

/** `apply` changes the profile at Meta. Of the ten calls in ten minutes that Meta allows a page, all of it takes three. */
export type ProfilePlan =
  | { type: "planned"; changes: ProfileChange[]; apply(): Promise<CheckResult> }
  | { type: "failed"; result: CheckResult };

/** Compares the page's profile at Meta with the configuration. Nothing is changed. */
export async function planProfile(access: GraphAccess, token: string, profile: MessengerProfile): Promise<ProfilePlan> {
  const path = "me/messenger_profile";
  const answer = await callGraph(access, { path, query: { fields: metaFields.join(",") }, token });
  if (answer.type !== "answered")
    return { type: "failed", result: failureOf(answer, "to show the page's profile", access.graphBaseUrl) };
  const changes = diffProfiles(toMetaProfile(profile), asObject(asList(answer.body["data"])[0]));
  const removed = changes.filter(({ type }) => type === "remove").map(({ field }) => field);
  const set = changes.flatMap((change) => (change.type === "remove" ? [] : [[change.field, change.to] as const]));
  return {
    type: "planned",
    changes,
    async apply() {
      if (set.length > 0) {
        const done = await callGraph(access, { method: "POST", path, body: Object.fromEntries(set), token });
        if (done.type !== "answered") return failureOf(done, "the profile", access.graphBaseUrl);
      }
      if (removed.length > 0) {
        const done = await callGraph(access, { method: "DELETE", path, body: { fields: removed }, token });
        if (done.type !== "answered") return failureOf(done, "to take parts of the profile away", access.graphBaseUrl);
      }
      return good("The page's profile is as the configuration has it");
    },
  };
}
