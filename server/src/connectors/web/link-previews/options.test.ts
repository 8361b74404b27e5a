import { expect, test } from "vitest";
import { findProblems } from "#connectors/web/options.ts";

const problemsOf = (linkPreviews: unknown): string[] => findProblems({ origins: "any", linkPreviews } as never);

test.each([
  { hosts: "any" },
  { hosts: [] },
  { hosts: ["www.example.com", "*.example.org", "xn--bcher-kva.example"], http: true },
  { hosts: [], ownSites: ["http://localhost:3000", "https://intranet.example.com"] },
])("%j is understood", (options) => {
  expect(problemsOf(options)).toEqual([]);
});

test.each([
  [{}, "hosts"],
  [{ hosts: "all" }, "hosts"],
  [{ hosts: ["https://www.example.com"] }, "hosts"],
  [{ hosts: ["*"] }, "hosts"],
  [{ hosts: ["WWW.example.com"] }, "hosts"],
  [{ hosts: ["10.0.0.1"] }, "hosts"],
  [{ hosts: ["localhost"] }, "hosts"],
  [{ hosts: [], ownSites: ["intranet"] }, "ownSites"],
  [{ hosts: [], ownSites: ["https://intranet.example.com/wiki"] }, "ownSites"],
  [{ hosts: [], ownSites: ["https://Intranet.example.com:443"] }, "is no origin"],
  [{ hosts: [], http: "yes" }, "http"],
  [{ hosts: [], image: true }, "image"],
  ["any", "linkPreviews"],
])("%j is refused by its name", (options, name) => {
  const [problem = "", ...others] = problemsOf(options);
  expect(problem).toContain(name);
  expect(others).toEqual([]);
});
