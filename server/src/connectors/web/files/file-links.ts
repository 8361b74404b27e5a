import * as v from "valibot";
import { RequestError } from "#app/errors.ts";
import { openSealed, seal } from "#connectors/web/sealed-link.ts";

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

export function createFileLinks({ base, key, formerKeys, now }: FileLinkParts): FileLinks {
  return {
    sign({ conversationId, seq, index }) {
      const expiresAt = Math.floor(now() / 1000) + linkSeconds;
      const claims = { c: conversationId, s: seq, i: index, exp: expiresAt } satisfies v.InferOutput<
        typeof claimsSchema
      >;
      return { url: base + seal(claims, key), expiresInMs: Math.max(0, expiresAt * 1000 - now()) };
    },
    async open(token) {
      const claims = v.safeParse(claimsSchema, await openSealed(token, [key, ...formerKeys], now()));
      if (claims.success) return { conversationId: claims.output.c, seq: claims.output.s, index: claims.output.i };
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
