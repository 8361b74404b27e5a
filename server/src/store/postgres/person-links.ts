import { randomUUID } from "node:crypto";
import type { ConversationState } from "#conversation/conversation.ts";
import type { LinkOutcome, LinkRequest, Member, PersonLinks } from "#identity/person-links.ts";
import { joinMemories, type StoredPerson, toPerson, withoutMemory } from "#store/shared-memory.ts";
import type { Pools } from "./connection/pools.ts";
import { isUnavailable } from "./writer.ts";

type Side = { id: string; state: string; print: string; connectorId: string; userId: string };

/** Each time a turn of one of the sides has ended meanwhile. */
const mostTries = 20;

/**
 * Memories are joined here, because jsonb refuses a character that names in them may have. The database compares whether they
 * are still those that were read.
 */
export function createPersonLinks(pools: Pick<Pools, "read">): PersonLinks {
  async function tryToLink(request: LinkRequest): Promise<LinkOutcome | "changed"> {
    const { issuer, redeemer } = request;
    const sides = await pools.read<Side>(
      selectSides,
      issuer.connectorId,
      issuer.userId,
      redeemer.connectorId,
      redeemer.userId,
    );
    const statesOf = ({ connectorId, userId }: Member): ConversationState[] =>
      sides
        .filter((side) => side.connectorId === connectorId && side.userId === userId)
        .map(({ state }) => JSON.parse(state) as ConversationState);
    const [row] = await pools.read<{ outcome: LinkOutcome | "changed" }>(
      "SELECT link_persons($1::jsonb) AS outcome",
      JSON.stringify({
        ...request,
        newPerson: randomUUID(),
        prints: sides.map(({ id, print }) => `${id} ${print}`).sort(),
        conversations: sides.map(({ id }) => id),
        issued: joinMemories(statesOf(issuer)),
        added: joinMemories(statesOf(redeemer)),
        cleared: sides.map(({ id, state }) => ({
          id,
          state: JSON.stringify(withoutMemory(JSON.parse(state) as ConversationState)),
        })),
      }),
    );
    if (row === undefined) throw new Error("the database did not answer a call");
    return row.outcome;
  }

  async function tryToUnlink(member: Member): Promise<boolean> {
    const [row] = await pools.read<{ unlinked: boolean }>(
      "SELECT unlink_person($1::jsonb) AS unlinked",
      JSON.stringify({ member, newPerson: randomUUID() }),
    );
    if (row === undefined) throw new Error("the database did not answer a call");
    return row.unlinked;
  }

  return {
    link: async (request) => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const outcome = await tryToLink(request);
        if (outcome !== "changed") return outcome;
      }
      throw new Error("two sides of a person could not be joined: their conversations change all the time");
    },
    unlink: async (member) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await tryToUnlink(member);
        } catch (error) {
          // It waits less for a lock than the writers' groups do, so that it gives way to them.
          if (tries >= mostTries || !isUnavailable(error)) throw error;
        }
      }
    },
    personOf: async ({ connectorId, userId }) => {
      const [row] = await pools.read<{ person: StoredPerson | null }>(
        "SELECT person_of($1, $2) AS person",
        connectorId,
        userId,
      );
      const stored = row?.person ?? undefined;
      return stored && toPerson(stored);
    },
  };
}

const selectSides = `
  SELECT id, state, md5(state) AS print, connector_id AS "connectorId", user_id AS "userId" FROM conversation
  WHERE (connector_id = $1 AND user_id = $2) OR (connector_id = $3 AND user_id = $4) ORDER BY updated_at`;
