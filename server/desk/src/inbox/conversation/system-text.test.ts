import type { DeskEntry } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { systemText } from "./system-text.ts";

const said = (more: Partial<DeskEntry>): string =>
  systemText({ seq: 1, at: 1, by: { role: "system" }, kind: "text", text: "", ...more }, (key, values) =>
    [key, ...Object.values(values ?? {})].join(" "),
  );

test.each<[string, Partial<DeskEntry>, string]>([
  ["what the server says by itself, by its words", { text: "You are number 1." }, "You are number 1."],
  ["an act by its sentence", { kind: "team.take", by: { role: "system", name: "Ada" } }, "systemTake Ada"],
  ["an act with words by both", { kind: "handover", text: "wants a person" }, "systemHandover byTeam: wants a person"],
  ["who has read it by their name", { kind: "team_read", text: "Ada" }, "systemRead Ada"],
  ["what is not known yet by its word of the wire", { kind: "team.later" }, "team.later"],
])("the log shows %s", (_, given, shown) => expect(said(given)).toBe(shown));
