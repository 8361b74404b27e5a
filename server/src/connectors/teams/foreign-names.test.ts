import { expect, test } from "vitest";
import { emojiOf } from "#connectors/teams/incoming/emoji.ts";
import { kindOfRefusal } from "#connectors/teams/send/refusals.ts";

test.each(["constructor", "toString", "__proto__"])(
  "a name of Teams' that every object has is not known: %s",
  (name) => {
    expect(emojiOf(name)).toBe(`:${name}:`);
    expect(kindOfRefusal(403, name)).toBe("recipient");
  },
);
