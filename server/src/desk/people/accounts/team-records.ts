import { RequestError } from "#app/errors.ts";
import type { DeskRecords, RecordChange } from "#desk/records/desk-records.ts";
import { type Identity, type IdentityBody, identityKey, toIdentity } from "./identity.ts";
import { type Invitation, toInvitation } from "./invitation.ts";
import { type Key, toKey } from "./key.ts";
import { type Passkey, passkeyKey, toPasskey } from "./passkey.ts";
import { isActiveAdministrator, type Person, type PersonBody, toPerson } from "./person.ts";
import { toBody } from "./read-body.ts";
import { type Session, toSession } from "./session.ts";

/** The records of people and of what lets them in, read into our own words. */
export class TeamRecords {
  readonly records: DeskRecords;

  constructor(records: DeskRecords) {
    this.records = records;
  }

  async person(id: string): Promise<Person | undefined> {
    const record = await this.records.read("person", id);
    return record === undefined ? undefined : toPerson(record);
  }

  /** @throws RequestError `not_found` */
  async requirePerson(id: string): Promise<Person> {
    const person = await this.person(id);
    if (person === undefined) throw new RequestError("not_found", "there is no such person");
    return person;
  }

  async personOf(email: string): Promise<Person | undefined> {
    const record = await this.records.find("person", email);
    return record === undefined ? undefined : toPerson(record);
  }

  async people(): Promise<Person[]> {
    return (await this.records.list("person")).map(toPerson);
  }

  async sessionOf(hash: string): Promise<Session | undefined> {
    const record = await this.records.find("session", hash);
    return record === undefined ? undefined : toSession(record);
  }

  /** Those that have not ended by their age. */
  async sessions(now: number, personId?: string): Promise<Session[]> {
    return (await this.records.list("session"))
      .map(toSession)
      .filter((session) => session.expiresAt > now && (personId === undefined || session.personId === personId));
  }

  async keyOf(hash: string): Promise<Key | undefined> {
    const record = await this.records.find("key", hash);
    return record === undefined ? undefined : toKey(record);
  }

  async keys(): Promise<Key[]> {
    return (await this.records.list("key")).map(toKey);
  }

  async invitationOf(hash: string): Promise<Invitation | undefined> {
    const record = await this.records.find("invitation", hash);
    return record === undefined ? undefined : toInvitation(record);
  }

  async invitations(now: number): Promise<Invitation[]> {
    return (await this.records.list("invitation")).map(toInvitation).filter(({ expiresAt }) => expiresAt > now);
  }

  async passkeyOf(credentialId: string): Promise<Passkey | undefined> {
    const record = await this.records.find("passkey", passkeyKey(credentialId));
    return record === undefined ? undefined : toPasskey(record);
  }

  async passkeys(personId: string): Promise<Passkey[]> {
    return (await this.records.list("passkey")).map(toPasskey).filter((passkey) => passkey.personId === personId);
  }

  async identityOf(account: Pick<IdentityBody, "issuer" | "subject">): Promise<Identity | undefined> {
    const record = await this.records.find("identity", identityKey(account));
    return record === undefined ? undefined : toIdentity(record);
  }

  async identities(personId: string): Promise<Identity[]> {
    return (await this.records.list("identity")).map(toIdentity).filter((identity) => identity.personId === personId);
  }

  /** All that lets a person in beside the password, which is in their own record. */
  async removeAccess(personId: string): Promise<RecordChange[]> {
    const [passkeys, identities] = await Promise.all([this.passkeys(personId), this.identities(personId)]);
    return [
      ...passkeys.map(({ id }) => ({ kind: "passkey", id, type: "remove" }) as const),
      ...identities.map(({ id }) => ({ kind: "identity", id, type: "remove" }) as const),
    ];
  }

  async endSessions(personId: string, except?: string): Promise<RecordChange[]> {
    const sessions = (await this.records.list("session")).map(toSession);
    return sessions
      .filter((session) => session.personId === personId && session.id !== except)
      .map(({ id }) => ({ kind: "session", id, type: "remove" }));
  }

  /**
   * Holds on to an administrator beside this person: the write fails when that one changes meanwhile. So of two who remove each other at
   * once, one stays.
   *
   * @throws RequestError `conflict` when there is no other.
   */
  async keepOtherAdministrator(personId: string): Promise<RecordChange> {
    const other = (await this.people()).find((person) => person.id !== personId && isActiveAdministrator(person));
    if (other === undefined)
      throw new RequestError(
        "conflict",
        "this is the last administrator: make somebody else one first, or nobody could let people in any more",
      );
    return putPerson(other);
  }
}

/** With the version that was read. */
export function putPerson({ id, version, ...body }: Person): RecordChange {
  return { kind: "person", id, version, type: "put", key: body.email, body: toBody(body) };
}

export function newPerson(id: string, body: PersonBody): RecordChange {
  return { kind: "person", id, version: 0, type: "put", key: body.email, body: toBody(body) };
}
