import type { ConversationState } from "#conversation/conversation.ts";
import { judgeLink, type LinkOutcome, type LinkRequest, type Member } from "#identity/person-links.ts";
import { joinMemories, type MemoryEntry, type StoredPerson, withoutMemory } from "#store/shared-memory.ts";
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
  const redeemerPerson = personIdOf(db, redeemer);
  const formerPerson = isAlone(db, redeemerPerson) ? redeemerPerson : undefined;
  const hasOther =
    db.get(
      "SELECT 1 FROM person_member WHERE person_id = ? AND connector_id = ?",
      issuerPerson ?? "",
      redeemer.connectorId,
    ) !== undefined;
  const joined = formerPerson === undefined ? redeemerPerson : undefined;
  const outcome = judgeLink({ issuerPerson, redeemerPerson: joined, hasOther, oneEach });
  if (outcome !== "linked") return outcome;
  const person = issuerPerson ?? newPerson;
  if (issuerPerson === undefined) {
    db.run("INSERT INTO person (id, created_at) VALUES (?, ?)", person, now);
    addMember(db, issuer, person);
    keepEntries(db, person, issuer, joinMemories(issuers));
  }
  const brought = formerPerson === undefined ? joinMemories(redeemers) : readPersonById(db, formerPerson).memory;
  if (formerPerson !== undefined) removeMember(db, redeemer);
  addMember(db, redeemer, person);
  const known = new Set(readPersonById(db, person).memory.map(({ name }) => name));
  // What the person has forgotten on one side must not come back.
  const added = brought.filter(({ name, value }) => value !== null && !known.has(name));
  keepEntries(db, person, redeemer, added);
  for (const side of [issuer, redeemer]) clearDocuments(db, side);
  return outcome;
}

/** The member goes on with a person of their own. */
export function unlinkPerson(
  db: Database,
  { member, newPerson, now }: { member: Member; newPerson: string; now: number },
): boolean {
  const person = personIdOf(db, member);
  if (person === undefined || isAlone(db, person)) return false;
  const { connectorId, userId } = member;
  db.run("INSERT INTO person (id, created_at) VALUES (?, ?)", newPerson, now);
  db.run(
    "UPDATE person_member SET person_id = ? WHERE connector_id = ? AND user_id = ?",
    newPerson,
    connectorId,
    userId,
  );
  keepEntries(
    db,
    newPerson,
    member,
    readPersonById(db, person).memory.filter(({ value }) => value !== null),
  );
  // Of an entry without a side it is not known who has said it.
  db.run(
    `DELETE FROM person_memory WHERE person_id = ?1 AND NOT EXISTS (SELECT 1 FROM person_member m
       WHERE m.person_id = ?1 AND m.connector_id = person_memory.connector_id AND m.user_id = person_memory.user_id)`,
    person,
  );
  return true;
}

function isAlone(db: Database, person: string | undefined): boolean {
  if (person === undefined) return false;
  return db.all("SELECT 1 FROM person_member WHERE person_id = ? LIMIT 2", person).length < 2;
}

/** What all sides share is kept once, beside the documents. */
function clearDocuments(db: Database, { connectorId, userId }: Member): void {
  const rows = db.all<{ id: string; state: string }>(
    "SELECT id, state FROM conversation WHERE connector_id = ? AND user_id = ?",
    connectorId,
    userId,
  );
  for (const { id, state } of rows) {
    const cleared = JSON.stringify(withoutMemory(JSON.parse(state) as ConversationState));
    if (cleared !== state) db.run("UPDATE conversation SET state = ? WHERE id = ?", cleared, id);
  }
}

function removeMember(db: Database, { connectorId, userId }: Member): void {
  db.run("DELETE FROM person_member WHERE connector_id = ? AND user_id = ?", connectorId, userId);
}

function addMember(db: Database, { connectorId, userId }: Member, person: string): void {
  db.run("INSERT INTO person_member (connector_id, user_id, person_id) VALUES (?, ?, ?)", connectorId, userId, person);
}

/** Keeps what a turn has changed, if the person is known on another connector, too. */
export function keepMemory(db: Database, conversation: string, changes: readonly MemoryEntry[]): void {
  const side = db.get<Member & { id: string }>(
    `SELECT m.person_id AS id, m.connector_id AS connectorId, m.user_id AS userId FROM conversation c
       JOIN person_member m ON m.connector_id = c.connector_id AND m.user_id = c.user_id
     WHERE c.id = ?`,
    conversation,
  );
  if (side !== undefined) keepEntries(db, side.id, side, changes);
}

/** @param by the side that has said it: it keeps it when the person's sides part. */
function keepEntries(db: Database, person: string, by: Member, entries: readonly MemoryEntry[]): void {
  for (const { name, value } of entries) {
    db.run("DELETE FROM person_memory WHERE person_id = ? AND name = ?", person, name);
    db.run(
      "INSERT INTO person_memory (person_id, name, value, connector_id, user_id) VALUES (?, ?, ?, ?, ?)",
      person,
      name,
      value,
      by.connectorId,
      by.userId,
    );
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
