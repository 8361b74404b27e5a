import type { SignedIn } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { reduceSession, type Session, type SessionEvent } from "./session.ts";

const me = { sessionId: "s" } as SignedIn;
const run = (...events: SessionEvent[]): Session => events.reduce(reduceSession, { type: "asking" });

test("a session that ends keeps the page of who was signed in, and one that never was shows the sign-in", () => {
  expect(run({ type: "signed_in", me }, { type: "refused" }, { type: "refused" })).toEqual({ type: "ended", me });
  expect(run({ type: "refused" })).toEqual({ type: "signed_out" });
  expect(run({ type: "signed_in", me }, { type: "signed_out" })).toEqual({ type: "signed_out" });
});

test("a server that is away ends no session", () => {
  expect(run({ type: "signed_in", me }, { type: "unreachable" })).toEqual({ type: "signed_in", me });
  expect(run({ type: "unreachable" })).toEqual({ type: "unreachable" });
  expect(run({ type: "unreachable" }, { type: "asked" })).toEqual({ type: "asking" });
});
