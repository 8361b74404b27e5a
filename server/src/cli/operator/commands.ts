import { deskCommands } from "./desk/commands.ts";
import { backupTo, restoreFrom, rotate } from "./keeping.ts";
import {
  block,
  deleteConversation,
  deletePerson,
  exportConversation,
  exportOnePerson,
  listConversations,
  listDeletions,
  revokeSession,
  showConversation,
} from "./people.ts";
import {
  dropDeadLetter,
  dropOutbox,
  listDeadLetters,
  listOutbox,
  retryDeadLetter,
  retryOutbox,
  showDeadLetter,
  status,
} from "./queues.ts";
import type { OperatorCommand } from "./command.ts";

const delivery = "the id of a delivery";
const deadLetter = "a dead letter, as CONVERSATION/NUMBER";
const conversation = "the id of a conversation";
const person = "the id of a person, or another name of theirs";

/** What an operator sees and changes. All of it works while the server runs, but for `restore`. */
export const operatorCommands: Readonly<Record<string, OperatorCommand>> = {
  status: { run: status, options: ["json"] },
  "outbox list": { run: listOutbox, options: ["json", "connector", "state", "limit"] },
  "outbox retry": {
    run: retryOutbox,
    options: ["json", "all"],
    takes: delivery,
    optional: true,
    needs: ({ all = false }, id) => (all === (id !== "") ? `${delivery}, or --all, and not both` : undefined),
  },
  "outbox drop": { run: dropOutbox, options: ["json"], takes: delivery },
  "dead-letters list": { run: listDeadLetters, options: ["json", "limit"] },
  "dead-letters show": { run: showDeadLetter, options: ["json"], takes: deadLetter },
  "dead-letters retry": { run: retryDeadLetter, options: ["json"], takes: deadLetter },
  "dead-letters drop": { run: dropDeadLetter, options: ["json"], takes: deadLetter },
  "conversations list": { run: listConversations, options: ["json", "connector", "user", "limit"] },
  "conversations show": { run: showConversation, options: ["json"], takes: conversation },
  "conversations export": { run: exportConversation, options: ["json"], takes: conversation },
  "conversations delete": { run: deleteConversation, options: ["json"], takes: conversation },
  "people export": { run: exportOnePerson, options: ["json", "connector"], takes: person },
  "people delete": { run: deletePerson, options: ["json", "connector"], takes: person },
  "people deletions": { run: listDeletions, options: ["json", "limit"] },
  block: {
    run: block,
    options: ["json", "connector", "undo"],
    takes: person,
    optional: true,
    needs: ({ undo = false }, id) => (undo && id === "" ? person : undefined),
  },
  "sessions revoke": { run: revokeSession, options: ["json", "connector"], takes: "the id of a visitor" },
  ...deskCommands,
  backup: { run: backupTo, options: ["json"], takes: "the new folder of the backup" },
  restore: { run: restoreFrom, options: ["json", "replace"], takes: "the folder of a backup" },
  "secret rotate": { run: rotate, options: ["json", "force"] },
};
