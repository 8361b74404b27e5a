import { proactiveRulesSchema } from "@causerie/protocol";
import { web } from "@causerie/server";
import { is } from "valibot";
import { expect, test } from "vitest";
import { call } from "#support/web/rest-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

/** The rules of bubbles beside the launcher, which a page asks for before its visitor has anything to do with the chat. */

const help = { id: "help", text: "Can we help?", when: { seconds: 30, pages: ["/fares/*"] } };

test("a page gets the rules of the configuration without a session, and its browser keeps them for a while", async () => {
  await using host = await startWebHost({ connectors: [{ proactive: [help], origins: ["https://www.example.com"] }] });
  const answer = await fetch(`${host.url}/web/v1/proactive`, { headers: { origin: "https://www.example.com" } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("private, max-age=300");
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://www.example.com");
  expect(answer.headers.get("set-cookie")).toBeNull();
  const rules: unknown = await answer.json();
  expect(rules).toEqual({ rules: [help] });
  expect(is(proactiveRulesSchema, rules)).toBe(true);
  expect(host.accepted).toEqual([]);
});

test("a connector without rules has none, and another site gets none", async () => {
  await using host = await startWebHost({ connectors: [{ origins: ["https://www.example.com"] }] });
  expect((await call(`${host.url}/web/v1/proactive`)).body).toEqual({ rules: [] });
  const other = await fetch(`${host.url}/web/v1/proactive`, { headers: { origin: "https://evil.example" } });
  expect(other.status).toBe(403);
});

test("one address cannot ask without end", async () => {
  await using host = await startWebHost({ connectors: [{ rates: { refreshes: { count: 3, seconds: 60 } } }] });
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await call(`${host.url}/web/v1/proactive`)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});

test.each([
  [[{ text: "A" }], "proactive[0]: id: is missing."],
  [[help, { ...help, text: "" }], "proactive[1]: text: expected"],
  [[help, help], "proactive[1].id must differ from those of the other rules."],
  [[{ ...help, when: { seconds: -1 } }], "proactive[0]: when.seconds: expected >=0."],
  [[{ ...help, wen: {} }], "proactive[0]: wen: expected never."],
  [["help"], "proactive[0] must be an object, e.g."],
  ["help", "proactive must be a list of rules, e.g."],
])("a wrong rule stops the start with what to do: %j", (proactive, problem) => {
  const problems = web({ origins: [], proactive: proactive as never }).problems();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});
