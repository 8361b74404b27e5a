import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Ids of further conversations. Each proves for whom it was made, so nothing is stored before something is said, and nobody can choose
 * an id.
 */
export type ConversationIds = {
  make(visitorId: string): string;
  /** Whether this server has made the id for this visitor. */
  isOf(conversationId: string, visitorId: string): boolean;
};

/** Bytes of the proof: as hard to guess as the ids of the first conversations. */
const proofLength = 16;

/** @param formerKeys what they have proved is believed, too. */
export function createConversationIds(key: Uint8Array, formerKeys: readonly Uint8Array[]): ConversationIds {
  const prove = (by: Uint8Array, name: string, visitorId: string): string =>
    createHmac("sha256", by).update(`${name} ${visitorId}`).digest().subarray(0, proofLength).toString("base64url");
  return {
    make(visitorId) {
      const name = randomBytes(16).toString("base64url");
      return `c_${name}.${prove(key, name, visitorId)}`;
    },
    isOf(conversationId, visitorId) {
      const [, name = "", proof = ""] = /^c_([\w-]{22})\.([\w-]{22})$/.exec(conversationId) ?? [];
      // As text, because several texts stand for the same bytes, and each would be a conversation.
      const given = Buffer.from(proof);
      if (given.length === 0) return false;
      return [key, ...formerKeys].some((by) => timingSafeEqual(Buffer.from(prove(by, name, visitorId)), given));
    },
  };
}
