import type { OperatorCommand } from "#cli/operator/command.ts";
import { writeCorpus } from "./corpus.ts";
import { rebuildFigures } from "./figures.ts";
import { endKey, listKeys, makeOneKey } from "./keys.ts";
import { disablePerson, inviteOne, listPeople, makeOneLink } from "./people.ts";
import { writeTexts } from "./texts.ts";
import { endOneSession, listSessions } from "./sessions.ts";

/** Who may use the desk. It is what an operator has when nobody can sign in any more. */
export const deskCommands: Readonly<Record<string, OperatorCommand>> = {
  "desk people": { run: listPeople, options: ["json"] },
  "desk invite": {
    run: inviteOne,
    options: ["json", "role", "first"],
    takes: "an address, or --first",
    optional: true,
    needs: ({ first = false, role }, email) => {
      if (first) return email === "" && role === undefined ? undefined : "--first alone: that one is an administrator";
      return email === "" ? "an address, or --first" : role === undefined ? "--role" : undefined;
    },
  },
  "desk disable": { run: disablePerson, options: ["json", "undo"], takes: "the id or the address of a person" },
  "desk sign-in-link": { run: makeOneLink, options: ["json"], takes: "the id or the address of a person" },
  "desk sessions": { run: listSessions, options: ["json"] },
  "desk sessions end": { run: endOneSession, options: ["json"], takes: "the id of a session" },
  "desk corpus": { run: writeCorpus, options: ["json", "out"] },
  "desk texts": { run: writeTexts, options: ["json", "out"] },
  "desk keys": { run: listKeys, options: ["json"] },
  "desk keys make": {
    run: makeOneKey,
    options: ["json", "scopes"],
    takes: "the name of a program",
    needs: ({ scopes }) => (scopes === undefined ? "--scopes" : undefined),
  },
  "desk keys end": { run: endKey, options: ["json"], takes: "the id of a key" },
  "desk figures rebuild": { run: rebuildFigures, options: ["json", "force"] },
};
