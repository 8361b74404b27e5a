import type { MadeKey, NewKey } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type Author, entry } from "./accounts/audit.ts";
import { describeKey, type KeyBody, keyPrefix } from "./accounts/key.ts";
import { toBody } from "./accounts/read-body.ts";
import { newId, newToken } from "./accounts/secret-token.ts";
import { toSession } from "./accounts/session.ts";
import type { ChangeParts } from "./change-people.ts";
import { removeSession } from "./sign-in.ts";

const mostKeys = 100;

/**
 * @param ofPerson whose it must be; undefined: anybody's.
 * @throws RequestError `not_found`
 */
export async function endSession(
  { team, now, changed }: ChangeParts,
  author: Author,
  id: string,
  ofPerson: string | undefined,
): Promise<void> {
  const record = await team.records.read("session", id);
  const session = record === undefined ? undefined : toSession(record);
  if (session === undefined || (ofPerson !== undefined && session.personId !== ofPerson))
    throw new RequestError("not_found", "there is no such session, or it is over");
  const audit = entry(author, "session-end", `session ${id}`, { person: session.personId });
  await team.records.write([removeSession(id)], [audit], now());
  changed();
}

/** @returns the key with its secret, which is kept nowhere. @throws RequestError `invalid_request`, `conflict` */
export async function makeKey(
  { team, now }: Pick<ChangeParts, "team" | "now">,
  author: Author,
  { name, scopes, expiresAt }: NewKey,
): Promise<MadeKey> {
  if (expiresAt !== undefined && expiresAt <= now())
    throw new RequestError(
      "invalid_request",
      "expiresAt: it has passed; name a time to come, in milliseconds since 1970",
    );
  if ((await team.keys()).length >= mostKeys)
    throw new RequestError("conflict", `there are ${mostKeys} keys; remove one that no program uses`);
  const { token, hash } = newToken(keyPrefix);
  const id = newId();
  const ends = expiresAt === undefined ? {} : { expiresAt };
  const body: KeyBody = { hash, name, scopes: [...new Set(scopes)], createdBy: author.id, createdAt: now(), ...ends };
  const change = { kind: "key", id, version: 0, type: "put", key: hash, body: toBody(body), ...ends } as const;
  const audit = entry(author, "key-make", `key ${id}`, { name, scopes: body.scopes.join(" ") });
  await team.records.write([change], [audit], now());
  return { key: describeKey({ ...body, id, version: 1 }), secret: token };
}

/** @throws RequestError `not_found` */
export async function removeKey({ team, now, changed }: ChangeParts, author: Author, id: string): Promise<void> {
  const record = await team.records.read("key", id);
  if (record === undefined) throw new RequestError("not_found", "there is no such key");
  await team.records.write([{ kind: "key", id, type: "remove" }], [entry(author, "key-remove", `key ${id}`)], now());
  changed();
}
