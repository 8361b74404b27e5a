import type { DeskScope } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";

/**
 * Who asks: a signed-in person of the team, or a program with a key. `publicName`: what visitors see of the person in place of the name.
 */
export type Actor = { id: string; name: string; scopes: readonly DeskScope[] } & (
  | { type: "person"; sessionId: string; publicName?: string }
  | { type: "key" }
);

/** @throws RequestError `scope_missing` */
export function requireScope({ scopes }: Pick<Actor, "scopes">, scope: DeskScope): void {
  if (!scopes.includes(scope))
    throw new RequestError("scope_missing", `this takes the right "${scope}"; ask an administrator of the desk`);
}

/** @throws RequestError `scope_missing`: what visitors read is written by persons, who have a name. */
export function requirePerson(actor: Actor): Extract<Actor, { type: "person" }> {
  if (actor.type !== "person") throw new RequestError("scope_missing", "only a signed-in person may do this, no key");
  return actor;
}
