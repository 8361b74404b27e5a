import type { ConversationState } from "#conversation/conversation.ts";
import { judgeLink, type LinkOutcome, type LinkRequest, type Member } from "#identity/person-links.ts";
import { joinMemories, type MemoryEntry, type StoredPerson } from "#store/shared-memory.ts";
import type { Database } from "#store/sqlite/database.ts";

/** Rows that one write takes away: it must not hold up the others. */
const mostRemoved = 20;

export function linkPersons(
  db: Database,
  { newPerson, now, ...request }: LinkRequest & { newPerson: string; now: number },
): LinkOutcome {
  db.run(
    "DELETE FROM used_ref WHERE id IN (SELECT id FROM used_ref WHERE forget_at < ? ORDER BY forget_at LIMIT ?)",
    now,
    mostRemoved,
  );
  const used = db.get<{ used_by: string; outcome: string }>(
    "SELECT used_by, outcome FROM used_ref WHERE id = ?",
    request.ref,
  );
  if (used !== undefined) return used.used_by === request.by ? (used.outcome as LinkOutcome) : "used";
  const outcome = join(db, request, newPerson, now);
  db.run(
    "INSERT INTO used_ref (id, used_by, outcome, forget_at) VALUES (?, ?, ?, ?)",
    request.ref,
    request.by,
    outcome,
    now + request.keepMs,
  );
  return outcome;
}

function join(db: Database, { issuer, redeemer, oneEach }: LinkRequest, newPerson: string, now: number): LinkOutcome {
  const issuers = statesOf(db, issuer);
  const redeemers = statesOf(db, redeemer);
  if (issuers.length === 0 || redeemers.length === 0) return "gone";
  const issuerPerson = personIdOf(db, issuer);
  const hasOther =
    db.get(
      "SELECT 1 FROM person_member WHERE person_id = ? AND connector_id = ?",
      issuerPerson ?? "",
      redeemer.connectorId,
    ) !== undefined;
  const outcome = judgeLink({ issuerPerson, redeemerPerson: personIdOf(db, redeemer), hasOther, oneEach });
  if (outcome !== "linked") return outcome;
  const person = issuerPerson ?? newPerson;
  if (issuerPerson === undefined) {
    db.run("INSERT INTO person (id, created_at) VALUES (?, ?)", person, now);
    addMember(db, issuer, person);
  }
  addMember(db, redeemer, person);
  const known = new Set(readPersonById(db, person).memory.map(({ name }) => name));
  // What the person has forgotten on one side must not come back: the issuer's own document may be older than the memory.
  const joined = joinMemories(issuerPerson === undefined ? [...redeemers, ...issuers] : redeemers);
  keepEntries(
    db,
    person,
    joined.filter(({ name }) => !known.has(name)),
  );
  return outcome;
}

function addMember(db: Database, { connectorId, userId }: Member, person: string): void {
  db.run("INSERT INTO person_member (connector_id, user_id, person_id) VALUES (?, ?, ?)", connectorId, userId, person);
}

/** Keeps what a turn has changed, if the person is known on another connector, too. */
export function keepMemory(db: Database, conversation: string, changes: readonly MemoryEntry[]): void {
  const person = db.get<{ id: string }>(
    `SELECT m.person_id AS id FROM conversation c
       JOIN person_member m ON m.connector_id = c.connector_id AND m.user_id = c.user_id
     WHERE c.id = ?`,
    conversation,
  );
  if (person !== undefined) keepEntries(db, person.id, changes);
}

function keepEntries(db: Database, person: string, entries: readonly MemoryEntry[]): void {
  for (const { name, value } of entries) {
    db.run("DELETE FROM person_memory WHERE person_id = ? AND name = ?", person, name);
    db.run("INSERT INTO person_memory (person_id, name, value) VALUES (?, ?, ?)", person, name, value);
  }
}

export function readPerson(db: Database, member: Member): StoredPerson | undefined {
  const person = personIdOf(db, member);
  return person === undefined ? undefined : readPersonById(db, person);
}

function readPersonById(db: Database, person: string): StoredPerson {
  return {
    members: db.all<Member>(
      `SELECT connector_id AS connectorId, user_id AS userId FROM person_member WHERE person_id = ? ORDER BY 1, 2`,
      person,
    ),
    memory: db.all<MemoryEntry>("SELECT name, value FROM person_memory WHERE person_id = ? ORDER BY number", person),
  };
}

function personIdOf(db: Database, { connectorId, userId }: Member): string | undefined {
  return db.get<{ id: string }>(
    "SELECT person_id AS id FROM person_member WHERE connector_id = ? AND user_id = ?",
    connectorId,
    userId,
  )?.id;
}

/** Of the person's conversations, the one that was active last comes last. */
function statesOf(db: Database, { connectorId, userId }: Member): ConversationState[] {
  return db
    .all<{ state: string }>(
      "SELECT state FROM conversation WHERE connector_id = ? AND user_id = ? ORDER BY updated_at",
      connectorId,
      userId,
    )
    .map(({ state }) => JSON.parse(state) as ConversationState);
}
