import { randomUUID } from "node:crypto";
import type { Accept } from "#pipeline/inbox/inbox.ts";
import { findRecipient, type PeopleIndex, type Recipient } from "./recipient.ts";

/** `name`: of who has read, as the visitor may see it. `id`: one that is repeated is kept once; up to 100 letters, digits and _ . : - */
export type ConfirmReadOptions = { name?: string; id?: string };

/** Keeps that somebody of the site's team has read what was said so far. @returns false: nobody knows this person. */
export type ConfirmRead = (recipient: Recipient, options?: ConfirmReadOptions) => Promise<boolean>;

/** It is an event of the log like any other: in order, kept, and known to each page of the visitor. No story runs for it. */
export function createConfirmRead(parts: { people: PeopleIndex; accept: Accept; now: () => number }): ConfirmRead {
  return async (recipient, { name, id = randomUUID() } = {}) => {
    if (!/^[A-Za-z0-9_.:-]{1,100}$/.test(id))
      throw new TypeError("confirmRead: id must have 1 to 100 letters, digits and _ . : -");
    if (name !== undefined && (name.trim() === "" || name.length > 100 || !name.isWellFormed()))
      throw new TypeError("confirmRead: name must have 1 to 100 characters; leave it out for nobody by name");
    const conversation = await findRecipient(parts.people, recipient);
    if (conversation === undefined) return false;
    const content = { type: "team_read" as const, ...(name === undefined ? {} : { name }) };
    await parts.accept({ ...conversation, id: `read ${id}`, at: parts.now(), inOrder: true, content });
    return true;
  };
}
