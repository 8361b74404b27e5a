import { describe } from "vitest";
import { operatorContract } from "#contract/store/operator-contract.ts";
import { sharedPostgres } from "#support/postgres/test-database.ts";
import { openAtGivenTime } from "./given-time.ts";

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  operatorContract("PostgreSQL store", () => openAtGivenTime());
});
