import { randomBytes } from "node:crypto";
import type { DeskPasskey, NewPasskey, PasskeyCreation } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type Author, entry } from "#desk/people/accounts/audit.ts";
import { putChallenge, redeemChallenge } from "#desk/people/accounts/challenge.ts";
import { describePasskey, putPasskey } from "#desk/people/accounts/passkey.ts";
import { newId } from "#desk/people/accounts/secret-token.ts";
import { putPerson, type TeamRecords } from "#desk/people/accounts/team-records.ts";
import { writeAnew } from "#desk/people/accounts/write-anew.ts";
import { requireOtherAccess, type AccessParts } from "#desk/people/other-access.ts";
import type { RelyingParty } from "./relying-party.ts";
import { userHandleOf } from "./user-handle.ts";
import { algorithms, verifyNewPasskey } from "./verify-passkey.ts";

export type PasskeyParts = { team: TeamRecords; site: RelyingParty | undefined; now: () => number };

/** For as long people look for their phone. */
const makeMs = 5 * 60_000;
const mostPasskeys = 20;

/** @throws RequestError `conflict`: browsers make no passkeys for the address of this desk. */
export function requireSite({ site }: Pick<PasskeyParts, "site">): RelyingParty {
  if (site !== undefined) return site;
  throw new RequestError("conflict", "browsers make passkeys for a name only: open the desk at one, not at a number");
}

/** @returns what the browser is asked to make, and the token of its cookie. @throws RequestError `conflict` */
export async function askForNewPasskey(
  parts: PasskeyParts,
  personId: string,
): Promise<{ options: PasskeyCreation; token: string }> {
  const { team, now } = parts;
  const { id } = requireSite(parts);
  const [person, passkeys] = await Promise.all([team.requirePerson(personId), team.passkeys(personId)]);
  if (passkeys.length >= mostPasskeys) throw new RequestError("conflict", "these are many passkeys; remove one first");
  const challenge = randomBytes(32).toString("base64url");
  const token = await putChallenge(parts, { purpose: "passkey-make", value: challenge, personId }, now() + makeMs);
  const options = {
    rp: { id, name: "Causerie" },
    user: { id: userHandleOf(person), name: person.email, displayName: person.name },
    challenge,
    algorithms,
    timeout: makeMs,
    exclude: passkeys.map(({ credentialId }) => credentialId),
  };
  return { options, token };
}

/** @param token of the cookie. @throws RequestError `passkey_refused`, `conflict` */
export async function makePasskey(
  parts: PasskeyParts,
  author: Author,
  given: NewPasskey,
  token: string | undefined,
): Promise<DeskPasskey> {
  const { team, now } = parts;
  const site = requireSite(parts);
  const challenge = await redeemChallenge(parts, token, "passkey-make");
  if (challenge === undefined || challenge.personId !== author.id)
    throw new RequestError("passkey_refused", "this took too long, or was begun in another browser; begin again");
  const made = await verifyNewPasskey(given, { challenge: challenge.value, site });
  if (made === undefined)
    throw new RequestError(
      "passkey_refused",
      "this passkey was not made for this desk, or the device did not verify who holds it; begin again",
    );
  return await writeAnew(team.records, now, async () => {
    if ((await team.passkeyOf(made.credentialId)) !== undefined)
      throw new RequestError("conflict", "this passkey is known already");
    const [person, passkeys] = await Promise.all([team.requirePerson(author.id), team.passkeys(author.id)]);
    if (passkeys.length >= mostPasskeys)
      throw new RequestError("conflict", "these are many passkeys; remove one first");
    const id = newId();
    const body = { ...made, personId: author.id, name: given.name, createdAt: now() };
    return {
      // The person is written, too: whoever removes them at this moment would leave the passkey behind.
      changes: [putPasskey(id, body, 0), putPerson(person)],
      audit: [entry(author, "passkey-make", `passkey ${id}`, { name: given.name })],
      result: describePasskey({ ...body, id, version: 1 }),
    };
  });
}

/** @throws RequestError `not_found`, `conflict`: the person would have nothing left to come in by. */
export async function removePasskey(parts: AccessParts, author: Author, id: string): Promise<void> {
  const { team, now } = parts;
  await writeAnew(team.records, now, async () => {
    const passkeys = await team.passkeys(author.id);
    const passkey = passkeys.find((each) => each.id === id);
    if (passkey === undefined) throw new RequestError("not_found", "there is no such passkey of yours");
    return {
      changes: [
        { kind: "passkey", id, version: passkey.version, type: "remove" },
        await requireOtherAccess(parts, author.id, { passkey: id }),
      ],
      audit: [entry(author, "passkey-remove", `passkey ${id}`, { name: passkey.name })],
      result: undefined,
    };
  });
}
