import { EncryptJWT, jwtDecrypt } from "jose";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";

/** A position in a conversation's log: the file `index` of the event `seq`. */
export type FilePosition = { conversationId: string; seq: number; index: number };

/** Seconds that a link to a file is good: a film may be watched for so long. */
const linkSeconds = 600;

const claimsSchema = v.object({ c: v.string(), s: v.number(), i: v.number(), exp: v.number() });

export type FileLinks = {
  /** @returns the end of an address, which nobody can make or change, and which says nothing of the file or the person. */
  sign(position: FilePosition): Promise<{ token: string; expiresInMs: number }>;
  /** @throws RequestError `not_found`, with one text for every reason */
  open(token: string): Promise<FilePosition>;
};

/** The link is encrypted and authenticated by one key (RFC 7516, `dir` with A256GCM). */
export function createFileLinks(key: Uint8Array, formerKeys: readonly Uint8Array[], now: () => number): FileLinks {
  return {
    async sign({ conversationId, seq, index }) {
      const expiresAt = Math.floor(now() / 1000) + linkSeconds;
      const token = await new EncryptJWT({ c: conversationId, s: seq, i: index })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(expiresAt)
        .encrypt(key);
      return { token, expiresInMs: Math.max(0, expiresAt * 1000 - now()) };
    },
    async open(token) {
      for (const each of [key, ...formerKeys]) {
        const options = {
          currentDate: new Date(now()),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
        };
        const opened = await jwtDecrypt(token, each, options).catch(() => undefined);
        const claims = v.safeParse(claimsSchema, opened?.payload);
        if (claims.success) return { conversationId: claims.output.c, seq: claims.output.s, index: claims.output.i };
      }
      throw linkIsOver();
    },
  };
}

export function linkIsOver(): RequestError {
  return new RequestError("not_found", "this link is over, or the file is gone; ask for a new link");
}

/** The id of a file on the wire. */
export function fileId(seq: number, index: number): string {
  return `${seq}.${index}`;
}

/** Undefined: no id of a file. */
export function parseFileId(id: string): { seq: number; index: number } | undefined {
  const [, seq, index] = /^([1-9]\d{0,14})\.(\d{1,3})$/.exec(id) ?? [];
  return seq === undefined ? undefined : { seq: Number(seq), index: Number(index) };
}
