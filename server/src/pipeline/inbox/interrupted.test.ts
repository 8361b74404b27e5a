import { expect, test } from "vitest";
import { InterruptedGate } from "./interrupted.ts";

function testGate() {
  const woken: string[] = [];
  return { gate: new InterruptedGate((conversationId) => void woken.push(conversationId)), woken };
}

test("one pass at a time is handed out, and the next one once it is given back", () => {
  const { gate } = testGate();
  const pass = gate.enter();
  expect(pass).toBeDefined();
  expect(gate.enter()).toBeUndefined();
  pass?.[Symbol.dispose]();
  const next = gate.enter();
  expect(next).toBeDefined();
  // To give back what has been given back takes nothing from the next holder.
  pass?.[Symbol.dispose]();
  expect(gate.enter()).toBeUndefined();
});

test("whoever waits is woken once when the pass is given back", () => {
  const { gate, woken } = testGate();
  const pass = gate.enter();
  for (const conversationId of ["a", "b", "a"]) gate.wait(conversationId);
  expect(woken).toEqual([]);
  pass?.[Symbol.dispose]();
  gate.enter()?.[Symbol.dispose]();
  expect(woken).toEqual(["a", "b"]);
});

test("whoever comes to wait when the pass has just been given back is woken at once", () => {
  const { gate, woken } = testGate();
  gate.enter()?.[Symbol.dispose]();
  gate.wait("a");
  expect(woken).toEqual(["a"]);
});
