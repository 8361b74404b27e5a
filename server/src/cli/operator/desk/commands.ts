import { later } from "#cli/operator/later.ts";
import type { OperatorCommand } from "#cli/operator/command.ts";

const keys = () => import("./keys.ts");
const people = () => import("./people.ts");
const sessions = () => import("./sessions.ts");

/** Who may use the desk. It is what an operator has when nobody can sign in any more. */
export const deskCommands: Readonly<Record<string, OperatorCommand>> = {
  "desk people": { run: later(people, "listPeople"), options: ["json"] },
  "desk invite": {
    run: later(people, "inviteOne"),
    options: ["json", "role", "first"],
    takes: "an address, or --first",
    optional: true,
    needs: ({ first = false, role }, email) => {
      if (first) return email === "" && role === undefined ? undefined : "--first alone: that one is an administrator";
      return email === "" ? "an address, or --first" : role === undefined ? "--role" : undefined;
    },
  },
  "desk disable": {
    run: later(people, "disablePerson"),
    options: ["json", "undo"],
    takes: "the id or the address of a person",
  },
  "desk sign-in-link": {
    run: later(people, "makeOneLink"),
    options: ["json"],
    takes: "the id or the address of a person",
  },
  "desk sessions": { run: later(sessions, "listSessions"), options: ["json"] },
  "desk sessions end": { run: later(sessions, "endOneSession"), options: ["json"], takes: "the id of a session" },
  "desk corpus": { run: later(() => import("./corpus.ts"), "writeCorpus"), options: ["json", "out"] },
  "desk texts": { run: later(() => import("./texts.ts"), "writeTexts"), options: ["json", "out"] },
  "desk keys": { run: later(keys, "listKeys"), options: ["json"] },
  "desk keys make": {
    run: later(keys, "makeOneKey"),
    options: ["json", "scopes"],
    takes: "the name of a program",
    needs: ({ scopes }) => (scopes === undefined ? "--scopes" : undefined),
  },
  "desk keys end": { run: later(keys, "endKey"), options: ["json"], takes: "the id of a key" },
  "desk figures rebuild": { run: later(() => import("./figures.ts"), "rebuildFigures"), options: ["json", "force"] },
};
