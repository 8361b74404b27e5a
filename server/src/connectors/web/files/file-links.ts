import { createCipheriv, randomBytes } from "node:crypto";
import { jwtDecrypt } from "jose";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";

/** A position in a conversation's log: the file `index` of the event `seq`. */
export type FilePosition = { conversationId: string; seq: number; index: number };

/** Seconds that a link to a file is good: a film may be watched for so long. */
const linkSeconds = 600;

const claimsSchema = v.object({ c: v.string(), s: v.number(), i: v.number(), exp: v.number() });

export type FileLinks = {
  /** @returns an address that nobody can make or change, and which says nothing of the file or the person. */
  sign(position: FilePosition): { url: string; expiresInMs: number };
  /** @throws RequestError `not_found`, with one text for every reason */
  open(token: string): Promise<FilePosition>;
};

export type FileLinkParts = {
  /** What all links begin with. */
  base: string;
  key: Uint8Array;
  formerKeys: readonly Uint8Array[];
  now: () => number;
};

/** The link is encrypted and authenticated by one key (RFC 7516, `dir` with A256GCM). */
export function createFileLinks({ base, key, formerKeys, now }: FileLinkParts): FileLinks {
  return {
    sign({ conversationId, seq, index }) {
      const expiresAt = Math.floor(now() / 1000) + linkSeconds;
      const claims = { c: conversationId, s: seq, i: index, exp: expiresAt } satisfies v.InferOutput<
        typeof claimsSchema
      >;
      return { url: base + encrypt(claims, key), expiresInMs: Math.max(0, expiresAt * 1000 - now()) };
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

/** The compact form of RFC 7516. Here and now, because a reader of the log makes one for each file on its page; jose's own is a promise. */
function encrypt(claims: object, key: Uint8Array): string {
  const header = Buffer.from(JSON.stringify({ alg: "dir", enc: "A256GCM" })).toString("base64url");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(header, "ascii"));
  const text = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  return [header, "", ...[iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
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
