import { createSharedSignals } from "@causerie/server/pipeline/signals/shared-signals.ts";
import type { Signals } from "@causerie/server/pipeline/signals/signals.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { createPostgresBroadcast } from "@causerie/server/store/postgres/postgres-broadcast.ts";
import { beforeEach, describe } from "vitest";
import { sharedSignalsContract, signalsContract } from "#contract/pipeline/signals-contract.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  let url = "";
  beforeEach(() => {
    url = testSchema();
  });
  async function open(): Promise<Signals> {
    const store = await openPostgresStore({ url });
    const broadcast = createPostgresBroadcast(store.notifications);
    const signals = await createSharedSignals({ broadcast, failed: () => undefined });
    return {
      ...signals,
      async [Symbol.asyncDispose]() {
        await signals[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  }
  signalsContract("PostgreSQL", open);
  sharedSignalsContract("PostgreSQL", open);
});
