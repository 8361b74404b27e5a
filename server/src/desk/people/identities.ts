import { scopesOfRole } from "@causerie/protocol/desk";
import { BoundedMap } from "#collections/bounded-map.ts";
import type { Actor } from "#desk/http/actor.ts";
import { toBody } from "./accounts/read-body.ts";
import { hashToken } from "./accounts/secret-token.ts";
import { isOver, putSession, type Session } from "./accounts/session.ts";
import type { TeamRecords } from "./accounts/team-records.ts";

/** What a request shows: the cookie of a session, or the key of a program. */
export type Credential = { type: "session" | "key"; token: string };

export type IdentitiesParts = { team: TeamRecords; idleMs: number; now: () => number };

/** Milliseconds. Where no signal comes, what was taken away is gone after this. */
const rememberMs = 2_000;
const mostRemembered = 2_000;
/** Of a session or key that is in use, this is often enough to know when. */
const recordEveryMs = 60_000;

/** `seenAt`: by the record of the session or key. */
type Known = { actor: Actor; seenAt: number; at: number };

/** Says who asks, and remembers it for two seconds. */
export class Identities {
  readonly #parts: IdentitiesParts;
  readonly #known = new BoundedMap<string, Known>(mostRemembered);
  readonly #recordMs: number;
  /** Goes up with each change: what was read before it must not be remembered. */
  #age = 0;

  constructor(parts: IdentitiesParts) {
    this.#parts = parts;
    this.#recordMs = Math.min(recordEveryMs, parts.idleMs / 4);
  }

  /** Somebody of the team, a session or a key has changed. */
  forget(): void {
    this.#age += 1;
    this.#known.clear();
  }

  /**
   * @param isActivity the person does something; else only looked whether they still may.
   * @returns undefined: nobody, or nobody any more.
   */
  async identify({ type, token }: Credential, isActivity: boolean): Promise<Actor | undefined> {
    const hash = hashToken(token);
    const name = `${type} ${hash}`;
    const now = this.#parts.now();
    const known = this.#known.get(name);
    if (known !== undefined && Math.abs(now - known.at) < rememberMs && !(isActivity && this.#isDue(known, now)))
      return known.actor;
    const age = this.#age;
    const read = await (type === "session" ? this.#session(hash, isActivity) : this.#key(hash, isActivity));
    if (read === undefined) this.#known.delete(name);
    else if (age === this.#age) this.#known.set(name, { ...read, at: now });
    return read?.actor;
  }

  #isDue({ seenAt }: Pick<Known, "seenAt">, now: number): boolean {
    return now - seenAt >= this.#recordMs;
  }

  async #session(hash: string, isActivity: boolean): Promise<Omit<Known, "at"> | undefined> {
    const { team, idleMs, now } = this.#parts;
    const session = await team.sessionOf(hash);
    if (session === undefined) return undefined;
    const { id: sessionId, personId } = session;
    if (isOver(session, idleMs, now())) {
      await team.records.write(
        [{ kind: "session", id: sessionId, version: session.version, type: "remove" }],
        [],
        now(),
      );
      return undefined;
    }
    const person = await team.person(personId);
    if (person === undefined || person.isDisabled) return undefined;
    const seenAt =
      isActivity && this.#isDue({ seenAt: session.lastSeenAt }, now())
        ? await this.#touch(session)
        : session.lastSeenAt;
    const { id, name, publicName, role } = person;
    const scopes = scopesOfRole[role];
    const actor = {
      type: "person" as const,
      id,
      name,
      scopes,
      sessionId,
      ...(publicName === undefined ? {} : { publicName }),
    };
    return { actor, seenAt };
  }

  /** Meant for the version that was read: a session that has ended meanwhile stays ended. */
  async #touch({ id, version, ...body }: Session): Promise<number> {
    const seenAt = this.#parts.now();
    await this.#parts.team.records.write([putSession(id, { ...body, lastSeenAt: seenAt }, version)], [], seenAt);
    return seenAt;
  }

  async #key(hash: string, isActivity: boolean): Promise<Omit<Known, "at"> | undefined> {
    const { team, now } = this.#parts;
    const key = await team.keyOf(hash);
    if (key === undefined || (key.expiresAt !== undefined && key.expiresAt <= now())) return undefined;
    const { id, version, ...body } = key;
    // Whoever made it has seen it, and so it can do no more than they may do now.
    const maker = body.createdBy === "console" ? undefined : await team.person(body.createdBy);
    if (body.createdBy !== "console" && (maker === undefined || maker.isDisabled)) return undefined;
    const allowed = maker === undefined ? body.scopes : scopesOfRole[maker.role];
    let seenAt = body.lastUsedAt ?? 0;
    if (isActivity && this.#isDue({ seenAt }, now())) {
      seenAt = now();
      const ends = body.expiresAt === undefined ? {} : { expiresAt: body.expiresAt };
      const used = toBody({ ...body, lastUsedAt: seenAt });
      await team.records.write([{ kind: "key", id, version, type: "put", key: hash, body: used, ...ends }], [], seenAt);
    }
    const scopes = body.scopes.filter((scope) => allowed.includes(scope));
    return { actor: { type: "key", id, name: body.name, scopes }, seenAt };
  }
}
