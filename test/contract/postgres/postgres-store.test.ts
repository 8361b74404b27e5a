import { describe } from "vitest";
import { closedContract } from "#contract/store/conversation/closed-contract.ts";
import { deskCasesContract } from "#contract/store/desk/cases-contract.ts";
import { figuresContract } from "#contract/store/desk/figures-contract.ts";
import { deskRecordsContract } from "#contract/store/desk/records-contract.ts";
import { unknownSentencesContract } from "#contract/store/desk/sentences-contract.ts";
import { storeContract } from "#contract/store/store-contract.ts";
import { sharedPostgres } from "#support/postgres/test-database.ts";
import { openAtGivenTime } from "./given-time.ts";

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  storeContract("PostgreSQL store", () => openAtGivenTime());
  closedContract("PostgreSQL store", () => openAtGivenTime());
  deskRecordsContract("PostgreSQL store", () => openAtGivenTime());
  deskCasesContract("PostgreSQL store", () => openAtGivenTime());
  unknownSentencesContract("PostgreSQL store", () => openAtGivenTime());
  figuresContract("PostgreSQL store", () => openAtGivenTime());
});
