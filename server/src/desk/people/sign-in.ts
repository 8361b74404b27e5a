import { RequestError } from "#app/errors.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import type { NewAuditEntry, RecordChange } from "#desk/records/desk-records.ts";
import { entry } from "./accounts/audit.ts";
import type { Person } from "./accounts/person.ts";
import { hashToken, newId, newToken } from "./accounts/secret-token.ts";
import { putSession, type Session } from "./accounts/session.ts";
import { putPerson, type TeamRecords } from "./accounts/team-records.ts";
import { writeAnew } from "./accounts/write-anew.ts";
import type { PasswordHasher } from "./passwords/hash-password.ts";

/** From where somebody signs in. `address`: the block of the network that is counted. `oldToken`: of a session that this one takes the place of. */
export type Visit = { address: string; device: string; oldToken: string | undefined };

export type SignInParts = {
  team: TeamRecords;
  hasher: PasswordHasher;
  /** `challenges`: how often one network address may be asked something new, each of which is kept until it ends. */
  limits: Record<"perAddress" | "perPair" | "perAccount" | "refusals" | "challenges", RateLimit>;
  sessionMs: number;
  /** Whether people sign in with passwords at all. */
  passwords: boolean;
  now: () => number;
  changed: () => void;
};

export type NewSession = { token: string; session: Omit<Session, "version">; person: Person };

/** @throws RequestError `passwords_off` */
export function requirePasswords({ passwords }: Pick<SignInParts, "passwords">): void {
  if (!passwords)
    throw new RequestError("passwords_off", "nobody signs in with a password at this desk; use the other buttons");
}

const mostSessions = 20;
const keepRefusalsMs = 30 * 24 * 3_600_000;

/**
 * Signs somebody in by their password. What is answered, and how long it takes, is the same for an unknown address, a wrong password and an
 * account that is disabled.
 *
 * @throws RequestError `unauthorized`, `rate_limited`, `passwords_off`
 */
export async function signIn(parts: SignInParts, email: string, password: string, visit: Visit): Promise<NewSession> {
  const { team, hasher, limits } = parts;
  requirePasswords(parts);
  const account = hashToken(email);
  // The account's own limit is wide: whoever knows an address could else keep its owner out.
  await limits.perAddress(visit.address);
  await limits.perPair(`${visit.address} ${account}`);
  await limits.perAccount(account);
  const known = await team.personOf(email);
  const isRight = await hasher.verify(password, known?.password);
  if (!isRight || known === undefined || known.isDisabled) {
    await recordRefusal(parts, known, "password");
    throw refused();
  }
  const upgraded =
    known.password !== undefined && hasher.isOutdated(known.password) ? await hasher.hash(password) : undefined;
  return await beginSession(parts, visit, async () => {
    const person = await team.person(known.id);
    // Changed while the password was being compared.
    if (person === undefined || person.isDisabled || person.password !== known.password) throw refused();
    const seen = { ...person, lastSeenAt: parts.now(), password: upgraded ?? person.password };
    return { person: seen, changes: [putPerson(seen)], audit: [signedIn(person, "password")] };
  });
}

/** By what somebody has come in. */
export type SignInMeans = "password" | "passkey" | "provider" | "link";

export function signedIn(person: Person, means: SignInMeans, detail: NewAuditEntry["detail"] = {}): NewAuditEntry {
  return entry(person, "sign-in", `person ${person.id}`, { means, ...detail });
}

function refused(): RequestError {
  return new RequestError("unauthorized", "the address or the password is not right");
}

/** The log must not grow by what strangers do without an end, nor keep what may be a password in the wrong field. */
export async function recordRefusal(
  { team, limits, now }: Pick<SignInParts, "team" | "limits" | "now">,
  person: Person | undefined,
  given: string,
): Promise<void> {
  try {
    await limits.refusals("all");
  } catch (error) {
    if (error instanceof RequestError && error.code === "rate_limited") return;
    throw error;
  }
  const author = person ?? { id: "", name: "" };
  const reason = person === undefined ? "unknown" : person.isDisabled ? "disabled" : given;
  const target = person === undefined ? undefined : `person ${person.id}`;
  const kept = { ...entry(author, "sign-in-refused", target, { reason }), expiresAt: now() + keepRefusalsMs };
  await team.records.write([], [kept], now());
}

export type Begin = () => Promise<{
  person: Person;
  changes: readonly RecordChange[];
  audit: readonly NewAuditEntry[];
  /** Where the session ends at the provider, too. */
  endUrl?: string;
}>;

/** A new session under a new id, whatever the browser had before: nobody can prepare one for somebody else. */
export async function beginSession(
  { team, sessionMs, now, changed }: Pick<SignInParts, "team" | "sessionMs" | "now" | "changed">,
  { device, oldToken }: Visit,
  begin: Begin,
): Promise<NewSession> {
  const { token, hash } = newToken();
  const id = newId();
  const at = now();
  const began = await writeAnew(team.records, now, async () => {
    const { person, changes, audit, endUrl } = await begin();
    const ends = endUrl === undefined ? {} : { endUrl };
    const body = {
      ...ends,
      personId: person.id,
      hash,
      device,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: at + sessionMs,
    };
    const old = oldToken === undefined ? undefined : await team.sessionOf(hashToken(oldToken));
    const others = (await team.sessions(at, person.id)).filter((session) => session.id !== old?.id);
    const tooMany = others.sort((a, b) => b.lastSeenAt - a.lastSeenAt).slice(mostSessions - 1);
    const over = [...(old === undefined ? [] : [old]), ...tooMany];
    return {
      changes: [...changes, putSession(id, body, 0), ...over.map((session) => removeSession(session.id))],
      audit,
      result: { token, person, session: { id, ...body } },
    };
  });
  changed();
  return began;
}

export function removeSession(id: string): RecordChange {
  return { kind: "session", id, type: "remove" };
}
