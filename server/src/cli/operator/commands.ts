import { deskCommands } from "./desk/commands.ts";
import { later } from "./later.ts";
import type { OperatorCommand } from "./command.ts";

const keeping = () => import("./keeping.ts");
const people = () => import("./people.ts");
const queues = () => import("./queues.ts");

const delivery = "the id of a delivery";
const deadLetter = "a dead letter, as CONVERSATION/NUMBER";
const conversation = "the id of a conversation";
const person = "the id of a person, or another name of theirs";

/** What an operator sees and changes. All of it works while the server runs, but for `restore`. */
export const operatorCommands: Readonly<Record<string, OperatorCommand>> = {
  status: { run: later(queues, "status"), options: ["json"] },
  "outbox list": { run: later(queues, "listOutbox"), options: ["json", "connector", "state", "limit"] },
  "outbox retry": {
    run: later(queues, "retryOutbox"),
    options: ["json", "all"],
    takes: delivery,
    optional: true,
    needs: ({ all = false }, id) => (all === (id !== "") ? `${delivery}, or --all, and not both` : undefined),
  },
  "outbox drop": { run: later(queues, "dropOutbox"), options: ["json"], takes: delivery },
  "dead-letters list": { run: later(queues, "listDeadLetters"), options: ["json", "limit"] },
  "dead-letters show": { run: later(queues, "showDeadLetter"), options: ["json"], takes: deadLetter },
  "dead-letters retry": { run: later(queues, "retryDeadLetter"), options: ["json"], takes: deadLetter },
  "dead-letters drop": { run: later(queues, "dropDeadLetter"), options: ["json"], takes: deadLetter },
  "conversations list": { run: later(people, "listConversations"), options: ["json", "connector", "user", "limit"] },
  "conversations show": { run: later(people, "showConversation"), options: ["json"], takes: conversation },
  "conversations export": { run: later(people, "exportConversation"), options: ["json"], takes: conversation },
  "conversations delete": { run: later(people, "deleteConversation"), options: ["json"], takes: conversation },
  "people export": { run: later(people, "exportOnePerson"), options: ["json", "connector"], takes: person },
  "people delete": { run: later(people, "deletePerson"), options: ["json", "connector"], takes: person },
  "people deletions": { run: later(people, "listDeletions"), options: ["json", "limit"] },
  block: {
    run: later(people, "block"),
    options: ["json", "connector", "undo"],
    takes: person,
    optional: true,
    needs: ({ undo = false }, id) => (undo && id === "" ? person : undefined),
  },
  "sessions revoke": {
    run: later(people, "revokeSession"),
    options: ["json", "connector"],
    takes: "the id of a visitor",
  },
  ...deskCommands,
  backup: { run: later(keeping, "backupTo"), options: ["json"], takes: "the new folder of the backup" },
  restore: { run: later(keeping, "restoreFrom"), options: ["json", "replace"], takes: "the folder of a backup" },
  "secret rotate": { run: later(keeping, "rotate"), options: ["json", "force"] },
};
