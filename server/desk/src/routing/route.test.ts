import { expect, test } from "vitest";
import { formatRoute, parseRoute, type Route } from "./route.ts";

const parse = (address: string): Route => {
  const { pathname, search } = new URL(address, "http://desk.example");
  return parseRoute({ pathname, search });
};

test("an address leads back to where it was made, also for a conversation whose id has signs of an address in it", () => {
  const route = {
    page: "inbox",
    choice: { list: "all", queue: "a b", state: "open", text: "50 % & more" },
    conversation: "web/ä?#%20",
  } as const;
  expect(parse(formatRoute(route))).toEqual(route);
  expect(parse(formatRoute({ page: "audit" }))).toEqual({ page: "audit" });
});

test("what nobody knows is said to be unknown, and a list that does not exist is the one of those who wait", () => {
  expect(parse("/desk")).toEqual({ page: "inbox", choice: { list: "waiting" } });
  expect(parse("/desk/nothing")).toEqual({ page: "unknown" });
  expect(parse("/desk/people/4")).toEqual({ page: "unknown" });
  expect(parse("/desk/inbox?list=theirs&state=odd")).toEqual({ page: "inbox", choice: { list: "waiting" } });
  expect(parse("/desk/inbox/50%")).toMatchObject({ conversation: "50%" });
});
