import type { Logger } from "#app/logger.ts";

/** Fingerprints of the secrets that the server believes, the one that it signs with first; whether that was made just now. */
export type SecretFacts = { prints: readonly string[]; isNew: boolean };

/** Says that all sessions end, when the secret that was in use last is not among those that this server believes. */
export function warnOfOtherSecret(known: unknown, { prints, isNew }: SecretFacts, logger: Logger | undefined): void {
  if (typeof known === "string" && !isNew && !prints.includes(known))
    logger?.warn(
      "the secret is another one than before, or than that of another server of this database: visitors with a session of the other one begin a new one, unless the former secret is set as CAUSERIE_PREVIOUS_SECRET",
    );
}
