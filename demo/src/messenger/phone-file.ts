import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { SavedThread } from "@causerie/fake-graph";
import { ConfigError } from "@causerie/server";
import * as v from "valibot";

export type SavedPhone = { psid: string; thread: SavedThread };

export type PhoneFile = { read(): SavedPhone | undefined; write(phone: SavedPhone): void };

/** Bubbles that are kept: enough to scroll back, and few enough to write all of them at each change. */
const keptBubbles = 300;

const savedPhone = v.object({
  psid: v.string(),
  thread: v.looseObject({ bubbles: v.array(v.looseObject({})), quickReplies: v.array(v.looseObject({})) }),
});

export function openPhoneFile(file: string): PhoneFile {
  return {
    read: () => {
      try {
        return v.parse(savedPhone, JSON.parse(readFileSync(file, "utf8"))) as unknown as SavedPhone;
      } catch (cause) {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
        throw new ConfigError([`${file} cannot be read; delete it to begin a new conversation`], { cause });
      }
    },
    // The file is replaced as a whole: the process may end at any moment.
    write: ({ psid, thread }) => {
      const newest = { ...thread, bubbles: thread.bubbles.slice(-keptBubbles) };
      writeFileSync(`${file}.new`, JSON.stringify({ psid, thread: newest }));
      renameSync(`${file}.new`, file);
    },
  };
}
