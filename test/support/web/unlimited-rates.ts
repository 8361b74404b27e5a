import type { WebRates } from "@causerie/server/connectors/web/options.ts";

const unlimited = { count: 1_000_000, seconds: 60 };

/** Rates that no test reaches by accident. Tests of the limits set their own. */
export const unlimitedRates: WebRates = {
  send: unlimited,
  conversation: unlimited,
  address: unlimited,
  sessions: unlimited,
  handshakes: unlimited,
  reads: unlimited,
  uploads: unlimited,
  refreshes: unlimited,
  newConversations: unlimited,
};
