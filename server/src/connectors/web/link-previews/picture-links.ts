import * as v from "valibot";
import { openSealed, seal } from "#connectors/web/sealed-link.ts";

/** Milliseconds that a picture can be fetched by its link. */
export const pictureMs = 600_000;

/** A picture of a preview, and the conversation that it was made for. */
export type PicturePosition = { conversationId: string; address: string };

const claimsSchema = v.object({ c: v.string(), u: v.string(), exp: v.number() });

export type PictureLinks = {
  /** An address at this server that nobody can make or change: it fetches only what a preview has named. */
  sign(position: PicturePosition): string;
  /** Undefined: it is over, or not ours. */
  open(token: string): Promise<PicturePosition | undefined>;
};

export type PictureLinkParts = {
  base: string;
  key: Uint8Array;
  formerKeys: readonly Uint8Array[];
  now: () => number;
};

export function createPictureLinks({ base, key, formerKeys, now }: PictureLinkParts): PictureLinks {
  return {
    sign({ conversationId, address }) {
      const exp = Math.floor((now() + pictureMs) / 1000);
      return base + seal({ c: conversationId, u: address, exp } satisfies v.InferOutput<typeof claimsSchema>, key);
    },
    async open(token) {
      const claims = v.safeParse(claimsSchema, await openSealed(token, [key, ...formerKeys], now()));
      return claims.success ? { conversationId: claims.output.c, address: claims.output.u } : undefined;
    },
  };
}
