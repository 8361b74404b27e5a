import { type ConnectorDefinition, signedForMs } from "#channel/connector-definition.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { DeletionRecord, Operator } from "#operator/operator.ts";
import {
  allSidesOf,
  type ExportedPerson,
  exportPerson,
  type Forgotten,
  forgetPerson,
  type Person,
} from "#operator/people.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { isSignedInId, signedIn } from "#channel/signed-in-id.ts";
import type { KeptSessions } from "#sessions/kept-sessions.ts";
import type { Store } from "#store/store.ts";
import { AuthorError, RequestError } from "./errors.ts";

/** What a program may do with people, e.g. from its own page for requests by the GDPR. */
export type PeopleApi = {
  /**
   * All that is kept of a person: conversations with their logs, state, deliveries and the ids of files; other names; the same
   * of every connector on which the person is known, by `turn.continueIn`.
   *
   * ```ts
   * await backend.people.export({ connectorId: "web", userId: "ada@example.com" });
   * ```
   */
  export(person: Person): Promise<ExportedPerson>;
  /** Removes all that is kept of a person, files included, on every connector on which they are known. Backups of before still hold them. That it was done is noted, without who it was; `wantedBy`: default the operator. @returns how much it was. */
  delete(person: Person, options?: { wantedBy?: "person" | "operator" }): Promise<Forgotten>;
  /** That people were deleted, the newest first, for whoever has to prove it: how much it was, and not who. At most `limit`, default 100. */
  deletions(limit?: number): Promise<DeletionRecord[]>;
  /** Refuses all that the person sends from now on. */
  block(person: Person): Promise<void>;
  unblock(person: Person): Promise<void>;
  /**
   * Ends the session of a visitor of a web connector, by the visitor's id: every token is refused, and open connections are
   * closed in every process, at the latest after two seconds. Their page begins a new, empty conversation. Of a signed-in person the
   * issuer decides: use `block`.
   */
  revokeSession(visitor: Person): Promise<void>;
};

/** What the server does itself. */
export type OwnPeopleApi = PeopleApi & {
  /** The same as `delete`: this conversation, which holds the wish, goes last. So another attempt finds it until all is done. */
  deleteBehind(person: Person, conversationId: string): Promise<Forgotten>;
};

type Parts = {
  operator: Operator | undefined;
  blobs: BlobStore;
  signals: Signals;
  sessions: KeptSessions;
  /** The definition of a connector that runs here. */
  definitionOf: (connectorId: string) => ConnectorDefinition | undefined;
  /** What a connector of this process remembers of a person goes, too. */
  forgotten: (person: Person) => void;
  now: () => number;
};

/** @throws AuthorError from its functions, when the store of the program's own has no operator. */
export function createPeopleApi({
  operator: given,
  blobs,
  signals,
  sessions,
  definitionOf,
  forgotten,
  now,
}: Parts): OwnPeopleApi {
  const operatorOf = (): Operator => {
    if (given === undefined) throw new AuthorError("the store that this program brings has no `operator`");
    return given;
  };
  async function block({ connectorId, userId }: Person, blocked: boolean): Promise<void> {
    const operator = operatorOf();
    await operator.block(connectorId, await operator.userOf(connectorId, userId), blocked, now());
  }
  async function remove(person: Person, wantedBy: "person" | "operator", last?: string): Promise<Forgotten> {
    const operator = operatorOf();
    const sides = await allSidesOf(operator, person);
    const open = (await Promise.all(sides.map((side) => operator.conversations(side, 1_000)))).flat();
    const removed = await forgetPerson({ operator, blobs, now }, person, wantedBy, last);
    for (const side of sides) {
      forgotten(side);
      signals.publish("", { type: "forgotten", ...side });
    }
    // Pages that are open look, and find that it is gone.
    for (const { id } of open) signals.publish(id, { type: "log" });
    return removed;
  }
  return {
    export: async (person) => exportPerson({ operator: operatorOf() }, person),
    delete: (person, { wantedBy = "operator" } = {}) => remove(person, wantedBy),
    deleteBehind: (person, conversationId) => remove(person, "person", conversationId),
    deletions: async (limit = 100) => await operatorOf().deletions(limit),
    block: (person) => block(person, true),
    unblock: (person) => block(person, false),
    revokeSession: async ({ connectorId, userId }) => {
      if (isSignedInId(userId)) throw new AuthorError(signedIn(userId));
      await sessions.end(connectorId, userId, signedForMs(definitionOf(connectorId) ?? {}));
    },
  };
}

/** A person wants to be forgotten, over their connector. @throws RequestError `unsupported` when this store cannot. */
export async function forgetOnWish(
  people: Pick<PeopleApi, "delete">,
  { operator }: Pick<Store, "operator">,
  person: Person,
): Promise<void> {
  if (operator === undefined)
    throw new RequestError("unsupported", "this server cannot remove what was said; ask its operator");
  await people.delete(person, { wantedBy: "person" });
}
