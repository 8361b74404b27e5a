import { expect, test } from "vitest";
import { readEventPage, readProblem, readSendResult, readSession, readSnapshot } from "./parse.ts";

test("a response in JSON that is not of this protocol is a `bad_answer`", () => {
  for (const input of [{}, null, [], "ok", { seq: "1", conversationId: 1, events: {}, cursor: "e1.1", code: 7 }]) {
    for (const read of [readSession, readSendResult, readSnapshot, readEventPage])
      expect(() => read(input)).toThrow(expect.objectContaining({ name: "ChatError", code: "bad_answer" }));
    expect(readProblem(input)).toBeUndefined();
  }
});
