import { describe, expect, test } from "vitest";
import { type Candidate, chooseOperator } from "./choose-operator.ts";

const person = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id.toUpperCase(),
  languages: [],
  skills: [],
  load: 0,
  limit: 5,
  ...more,
});
const german = { language: "de-AT", passed: [] };

describe("a conversation that waits is offered to", () => {
  test.for<[string, Candidate[], string[], string]>([
    ["who has least to do", [person("a", { load: 2 }), person("b", { load: 1 })], [], "b"],
    [
      "who speaks its language",
      [person("a", { languages: ["fr"] }), person("b", { languages: ["de"], load: 4 })],
      [],
      "b",
    ],
    ["who speaks any", [person("a", { languages: ["fr"] }), person("b", { load: 4 })], [], "b"],
    ["who can do it", [person("a"), person("b", { skills: ["Tax", "law"], load: 4 })], ["tax"], "b"],
    ["who has room", [person("a", { load: 1, limit: 1 }), person("b", { load: 4 })], [], "b"],
  ])("%s", ([, candidates, skills, chosen]) => {
    expect(chooseOperator(candidates, { skills }, german)?.to.id).toBe(chosen);
  });

  test("the next one when it was let pass, and to the first again when all were asked", () => {
    const both = [person("a"), person("b", { load: 1 })];
    expect(chooseOperator(both, { skills: [] }, { ...german, passed: ["a"] })).toMatchObject({
      to: { id: "b" },
      passed: ["a"],
    });
    expect(chooseOperator(both, { skills: [] }, { ...german, passed: ["a", "b"] })).toMatchObject({
      to: { id: "a" },
      passed: [],
    });
  });

  test("nobody while nobody fits", () => {
    const busy = [person("a", { load: 5 }), person("b", { languages: ["it"] })];
    expect(chooseOperator(busy, { skills: [] }, german)).toBeUndefined();
  });
});
