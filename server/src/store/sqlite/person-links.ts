import { randomUUID } from "node:crypto";
import type { PersonLinks } from "#identity/person-links.ts";
import { toPerson } from "#store/shared-memory.ts";
import type { Database } from "./database.ts";
import { readPerson } from "./operations/persons.ts";
import type { OperatorParts } from "./operator/create-operator.ts";

export function createPersonLinks(reader: Database, writer: Pick<OperatorParts, "run">): PersonLinks {
  return {
    link: (request, now) => writer.run("linkPersons", { ...request, newPerson: randomUUID(), now }),
    unlink: (member, now) => writer.run("unlinkPerson", { member, newPerson: randomUUID(), now }),
    personOf: async (member) => {
      const stored = readPerson(reader, member);
      return stored && toPerson(stored);
    },
  };
}
