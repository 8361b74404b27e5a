import { checkDesk } from "@causerie/server/cli/check-desk.ts";
import { deskOf } from "@causerie/server/config/desk.ts";
import type { OidcOptions } from "@causerie/server/desk/settings.ts";
import { expect, test } from "vitest";
import { problemsOf } from "#support/desk/config-problems.ts";
import { clientId, clientSecret, TestProvider } from "#support/desk/sign-in/provider.ts";

const good = { issuer: "https://id.example.com", clientId, clientSecret };
const problem = (oidc: Partial<OidcOptions>, variables: Record<string, string> = {}) =>
  problemsOf({ desk: { oidc: { ...good, ...oidc } } }, variables).join("\n");

test("settings of the provider that cannot work are named, and no value is repeated", () => {
  expect(problem({})).toBe("");
  const { clientSecret: _, ...open } = good;
  expect(problemsOf({ desk: { oidc: open } }).join()).toMatch(
    /clientSecret is missing: set CAUSERIE_DESK_CLIENT_SECRET/,
  );
  expect(problemsOf({ desk: { oidc: open } }, { CAUSERIE_DESK_CLIENT_SECRET: clientSecret })).toEqual([]);
  expect(problem({ issuer: "http://id.example.com" })).toMatch(/issuer must be an address with https/);
  expect(problem({ issuer: "http://localhost:8080/realms/team" })).toBe("");
  expect(problem({ issuer: "https://id.example.com/?tenant=1" })).toMatch(/without \? and #/);
  expect(problem({ scopes: ["email"] })).toMatch(/must have "openid"/);
  expect(problem({ roles: { admins: "king" as "viewer" } })).toMatch(/administrator, developer, operator, viewer/);
  expect(problem({ clientID: "x" } as Partial<OidcOptions>)).toMatch(/did you mean clientId/);
  expect(problemsOf({ desk: { passwords: false } }).join()).toMatch(/without desk.oidc nobody new could come in/);
  expect(problem({ issuer: "nonsense", clientSecret: "very secret" })).not.toMatch(/nonsense|very secret/);
});

test("the check shows the redirect URL, and with --live whether the provider answers as the settings say", async () => {
  await using provider = await TestProvider.start();
  const check = (issuer: string, live: boolean) =>
    checkDesk(
      deskOf({ oidc: { ...good, issuer, name: "Example ID" } }, undefined, undefined),
      "https://a.example",
      live,
    );
  const step = "desk: redirect URL for Example ID: https://a.example/desk/provider";
  expect(await check("https://id.example.com", false)).toEqual({ lines: [step], isGood: true });
  expect(await check(provider.url, true)).toEqual({ lines: [step, "desk: Example ID answers"], isGood: true });
  provider.discovery = { token_endpoint: undefined };
  expect(await check(provider.url, true)).toMatchObject({
    isGood: false,
    lines: [step, expect.stringMatching(/lacks token_endpoint/) as string],
  });
  provider.discovery = { issuer: "https://other.example.com" };
  expect((await check(provider.url, true)).lines[1]).toMatch(/must be exactly what .* calls itself/);
  await provider.down();
  expect((await check(provider.url, true)).isGood).toBe(false);
  expect(await checkDesk(deskOf(true, undefined, undefined), "https://a.example", true)).toEqual({
    lines: [],
    isGood: true,
  });
});
