import { createHmac, generateKeyPairSync } from "node:crypto";
import type { SignInRefusal } from "@causerie/protocol";
import type { SignInOptions } from "@causerie/server/connectors/web/sign-in/options.ts";
import * as fc from "fast-check";
import { exportSPKI, importJWK } from "jose";
import { expect, test } from "vitest";
import { type Claims, makeKey, startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { postSession } from "#support/sign-in/sign-in-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

const tenant = "11111111-2222-3333-4444-555555555555";
const otherTenant = "99999999-2222-3333-4444-555555555555";
const oid = "0a0a0a0a-1111-2222-3333-444444444444";

type Setting = { host: WebHost; issuer: TestIssuer; base: string } & AsyncDisposable;

async function open(signIn: (issuer: TestIssuer) => Partial<SignInOptions> = () => ({})): Promise<Setting> {
  const issuer = await startIssuer();
  const issuers = [{ issuer: issuer.url, audience: ["chat", "api://chat"] }];
  const host = await startWebHost({ connectors: [{ signIn: { issuers, ...signIn(issuer) } }] });
  return {
    host,
    issuer,
    base: `${host.url}/web`,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

/** The reason for which a token is refused; `taken` for one that is not. Whatever it is, nothing of it is told or logged. */
async function judge({ base, host }: Setting, token: string): Promise<string> {
  const { status, body, headers } = await postSession(base, token);
  const parts = token.split(".").filter((part) => part.length > 20);
  for (const part of parts) expect(host.logged() + JSON.stringify(body.detail ?? "")).not.toContain(part);
  if (status === 201) return "taken";
  expect([status, body.code]).toEqual([401, "sign_in_failed"]);
  expect(headers.get("www-authenticate")).toBe("Bearer");
  return body.reason ?? "";
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = (): number => Math.floor(Date.now() / 1000);

test("a token of the issuer is taken by each asymmetric algorithm, by a key that it names or that it does not", async () => {
  await using setting = await open();
  const { issuer } = setting;
  for (const alg of ["RS256", "PS512", "ES256", "ES384", "EdDSA"]) {
    const key = await makeKey(alg);
    issuer.published = [(await makeKey(alg)).jwk, key.jwk, (await makeKey(alg)).jwk];
    await using fresh = await open(() => ({ issuers: [{ issuer: issuer.url, audience: "chat" }] }));
    expect(await judge(fresh, await issuer.sign({}, {}, key))).toBe("taken");
    expect(await judge(fresh, await issuer.sign({}, { kid: undefined }, key))).toBe("taken");
  }
});

test("a token that is not the issuer's, or not for this chat, is refused with its reason", async () => {
  await using setting = await open(({ url }) => ({ issuers: [{ issuer: url, audience: ["chat"], scope: "talk" }] }));
  const { issuer } = setting;
  const sign = (claims: Claims = {}, header = {}): Promise<string> =>
    issuer.sign({ scp: "read talk", ...claims }, header);
  const stranger = await makeKey("RS256", issuer.key.kid);
  const good = await sign();
  const [head = "", body = "", signature = ""] = good.split(".");
  const pem = await exportSPKI((await importJWK(issuer.key.jwk, "RS256", { extractable: true })) as CryptoKey);
  const hmac = (secret: string): string => {
    const signed = `${encode({ alg: "HS256", kid: issuer.key.kid })}.${body}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };
  const cases: [SignInRefusal | "taken", string][] = [
    ["taken", good],
    ["taken", await sign({ scp: undefined, scope: "talk" })],
    ["taken", await sign({ aud: ["other", "chat"] })],
    ["taken", await sign({ exp: now() - 30 })],
    ["taken", await sign({ nbf: now() + 30, iat: now() + 30 })],
    ["algorithm", `${encode({ alg: "none" })}.${body}.`],
    ["algorithm", `${encode({ alg: "nOnE" })}.${body}.${signature}`],
    ["algorithm", hmac(pem)],
    ["algorithm", hmac(JSON.stringify(issuer.key.jwk))],
    ["audience", await sign({ aud: "another" })],
    ["audience", await sign({ aud: undefined })],
    ["audience", await sign({ aud: ["chat "] })],
    ["issuer", await sign({ iss: "https://login.example.com" })],
    ["issuer", await sign({ iss: `${issuer.url}/` })],
    ["issuer", await sign({ iss: undefined })],
    ["scope", await sign({ scp: "read" })],
    ["scope", await sign({ scp: "talkative" })],
    ["scope", await sign({ scp: undefined, roles: ["talk"] })],
    ["expired", await sign({ exp: now() - 120 })],
    ["claims", await sign({ exp: undefined })],
    ["not_yet_valid", await sign({ nbf: now() + 120 })],
    ["not_yet_valid", await sign({ iat: now() + 120 })],
    ["claims", await sign({ sub: undefined })],
    ["claims", await sign({ sub: "" })],
    ["claims", await sign({ sub: "a".repeat(300) })],
    ["signature", await issuer.sign({ scp: "talk" }, {}, stranger)],
    [
      "signature",
      `${head}.${encode({ ...JSON.parse(Buffer.from(body, "base64url").toString()), sub: "eve" })}.${signature}`,
    ],
    ["signature", `${head}.${body}.${signature.slice(0, -4)}AAAA`],
    ["too_large", await sign({ groups: "g".repeat(9_000) })],
    ["malformed", "not-a-token"],
    ["malformed", "a.b.c"],
    ["malformed", `${head}.${body}`],
    ["malformed", `${good}.${signature}.x`],
  ];
  for (const [reason, token] of cases) expect([reason, await judge(setting, token)]).toEqual([reason, reason]);
});

test("the name of a key opens no file and no address, and keys that a token brings are not looked at", async () => {
  await using setting = await open();
  const { issuer } = setting;
  const own = await makeKey();
  await using evil = await startIssuer();
  const tricks = [
    "../../etc/passwd",
    "/dev/null",
    "' OR 1=1 --",
    `${evil.url}/keys`,
    "__proto__",
    "constructor",
    "\u0000",
    "",
  ];
  for (const kid of tricks)
    expect(await judge(setting, await issuer.sign({}, { kid }, own))).toMatch(/^(?:key|signature)$/);
  const brought = { jku: `${evil.url}/keys`, x5u: `${evil.url}/keys`, jwk: own.jwk, kid: issuer.key.kid };
  expect(await judge(setting, await issuer.sign({}, brought, own))).toBe("signature");
  expect(await judge(setting, await issuer.sign({}, { crit: ["exp"], exp: 1 }).catch(() => "x.y.z"))).toBe("malformed");
  expect(evil.requests).toEqual([]);
});

test("whatever comes as a token is refused as such, and never fails the server", async () => {
  await using setting = await open();
  const good = await setting.issuer.sign();
  const reasons: string[] = [];
  const segment = fc.oneof(
    fc.base64String(),
    fc.json().map((text) => Buffer.from(text).toString("base64url")),
    fc.constantFrom(...good.split(".")),
  );
  const token = fc.oneof(
    fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(".")),
    fc.string({ minLength: 1, maxLength: 200 }).map((text) => encodeURIComponent(text) || "x"),
    fc
      .tuple(fc.nat(good.length - 1), fc.constantFrom("A", "a", "0", "_", "-", "."))
      .map(([at, char]) => good.slice(0, at) + char + good.slice(at + 1)),
  );
  await fc.assert(
    fc.asyncProperty(token, async (given) => {
      fc.pre(given !== good && !/\s/.test(given) && given !== "");
      const reason = await judge(setting, given);
      reasons.push(reason);
      // The last character of a signature has bits that mean nothing.
      return reason !== "taken" || given.slice(0, -1) === good.slice(0, -1);
    }),
    { numRuns: 150 },
  );
  expect(new Set(reasons).size).toBeGreaterThan(2);
  expect(setting.host.logged()).not.toContain("unexpected error");
});

test("an RSA key that is too short signs nobody in", async () => {
  await using setting = await open();
  const { issuer } = setting;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  issuer.published = [{ ...publicKey.export({ format: "jwk" }), kid: "short", alg: "RS256", use: "sig" }];
  const signed = `${encode({ alg: "RS256", kid: "short" })}.${encode({ iss: issuer.url, aud: "chat", sub: "ada", exp: now() + 60 })}`;
  const { sign } = await import("node:crypto");
  expect(
    await judge(setting, `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`),
  ).toBe("key");
});

test("Entra: tokens of both versions name one person, and only those of the listed tenants are taken", async () => {
  await using setting = await open(({ url }) => ({
    issuers: [{ tenants: [tenant], authority: url, audience: ["client-id", "api://client-id"] }],
  }));
  const { issuer, base } = setting;
  const common = { oid, tid: tenant, scp: "access_as_user", sub: "pairwise" };
  const v2 = { ...common, iss: `${issuer.url}/${tenant}/v2.0`, aud: "client-id", ver: "2.0" };
  const v1 = { ...common, iss: `https://sts.windows.net/${tenant}/`, aud: "api://client-id", ver: "1.0", sub: "other" };
  const [one, two] = [await postSession(base, await issuer.sign(v2)), await postSession(base, await issuer.sign(v1))];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(two.body.visitorId).toBe(one.body.visitorId);
  expect(two.body.conversationId).toBe(one.body.conversationId);
  const colleague = await postSession(base, await issuer.sign({ ...v2, oid: "1b" }));
  expect(colleague.body.visitorId).not.toBe(one.body.visitorId);
  // One set of keys for both versions, asked once.
  expect(issuer.requests).toEqual([`GET /${tenant}/discovery/v2.0/keys`]);

  const cases: [SignInRefusal, Claims][] = [
    ["tenant", { ...v2, iss: `${issuer.url}/${otherTenant}/v2.0`, tid: otherTenant }],
    ["tenant", { ...v1, iss: `https://sts.windows.net/${otherTenant}/`, tid: otherTenant }],
    ["tenant", { ...v2, tid: otherTenant }],
    ["tenant", { ...v2, tid: undefined }],
    ["issuer", { ...v2, iss: "https://login.example.com/v2.0" }],
    ["scope", { ...v2, scp: "User.Read" }],
    ["scope", { ...v2, scp: undefined, roles: ["access_as_user"] }],
    ["audience", { ...v2, aud: "00000003-0000-0000-c000-000000000000" }],
    ["claims", { ...v2, oid: undefined }],
  ];
  for (const [reason, claims] of cases)
    expect([reason, await judge(setting, await issuer.sign(claims))]).toEqual([reason, reason]);
});
