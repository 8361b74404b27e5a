import { expect, test } from "vitest";
import { shapeOf } from "./shape-of.ts";

test("the shape of an event names its fields and says nothing of what is in them", () => {
  const event = {
    sender: { id: "77" },
    new_kind: { text: "secret", count: 3, list: [{ a: null }], empty: [], "123": true },
  };
  expect(shapeOf(event)).toBe(
    "{sender:{id:string},new_kind:{…:boolean,text:string,count:number,list:[{a:null}],empty:[]}}",
  );
});

test("it stays small, however deep and wide the event is", () => {
  let deep: unknown = "secret";
  for (let level = 0; level < 500; level += 1) deep = { next: deep };
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field_${"x".repeat(index % 50)}`, 1]));
  expect(shapeOf(deep).length).toBeLessThan(100);
  expect(shapeOf(wide).length).toBeLessThan(2_100);
  let both: unknown = "secret";
  for (let level = 0; level < 4; level += 1)
    both = Object.fromEntries(Array.from("abcdefghijklmnopqrst").map((name) => [name, both]));
  expect(shapeOf(both).length).toBeLessThan(2_100);
});
