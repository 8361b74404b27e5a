import { expect, test } from "vitest";
import { makeKey, startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { postSession } from "#support/sign-in/sign-in-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

type Setting = {
  issuer: TestIssuer;
  pass: (ms: number) => void;
  ask: (token: string) => Promise<string>;
} & AsyncDisposable;

async function open(): Promise<Setting> {
  let at = Date.now();
  const now = (): number => at;
  const issuer = await startIssuer(now);
  const signIn = { issuers: [{ issuer: issuer.url, audience: "chat" }] };
  const host = await startWebHost({ connectors: [{ signIn }], now });
  return {
    issuer,
    pass: (ms) => void (at += ms),
    async ask(token) {
      const { status, body } = await postSession(`${host.url}/web`, token);
      return status === 201 ? "taken" : `${body.code} ${body.reason ?? ""}`.trim();
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

const minute = 60_000;
const hour = 60 * minute;
const keyRequests = ({ requests }: TestIssuer): number => requests.filter((path) => path.endsWith("/keys")).length;

test("keys are fetched once for all that sign in at once, and a key that is new is found at once", async () => {
  await using setting = await open();
  const { issuer, ask, pass } = setting;
  const token = await issuer.sign();
  expect(await Promise.all(Array.from({ length: 20 }, () => ask(token)))).toEqual(Array(20).fill("taken"));
  expect(issuer.requests).toEqual(["GET /.well-known/openid-configuration", "GET /keys"]);
  pass(minute);
  await issuer.rotate(false);
  const fresh = await issuer.sign();
  expect(await Promise.all(Array.from({ length: 20 }, () => ask(fresh)))).toEqual(Array(20).fill("taken"));
  expect(keyRequests(issuer)).toBe(2);
  // What the issuer has withdrawn is withdrawn here, too.
  expect(await ask(token)).toBe("sign_in_failed key");
});

test("made-up key ids do not become requests to the issuer", async () => {
  await using setting = await open();
  const { issuer, ask, pass } = setting;
  expect(await ask(await issuer.sign())).toBe("taken");
  pass(minute);
  const stranger = await makeKey();
  for (let index = 0; index < 30; index += 1)
    expect(await ask(await issuer.sign({}, { kid: `made-up-${index}` }, stranger))).toBe("sign_in_failed key");
  expect(keyRequests(issuer)).toBe(2);
  // A real one that comes in the pause is found after it.
  await issuer.rotate();
  const fresh = await issuer.sign();
  expect(await ask(fresh)).toBe("sign_in_failed key");
  pass(30_000);
  expect(await ask(fresh)).toBe("taken");
});

test("an issuer that is down signs nobody out whose key is known; without any key it is `unavailable`, and asked again", async () => {
  await using setting = await open();
  const { issuer, ask, pass } = setting;
  await issuer.down();
  const token = await issuer.sign();
  expect(await ask(token)).toBe("unavailable");
  await issuer.up();
  // Not at once: each visitor would ask an issuer that is down.
  expect(await ask(token)).toBe("unavailable");
  pass(5_000);
  expect(await ask(token)).toBe("taken");

  await issuer.down();
  pass(hour);
  expect(await ask(await issuer.sign())).toBe("taken");
  pass(22 * hour);
  expect(await ask(await issuer.sign())).toBe("taken");
  pass(2 * hour);
  expect(await ask(await issuer.sign())).toBe("unavailable");
  await issuer.up();
  pass(5_000);
  expect(await ask(await issuer.sign())).toBe("taken");
});

test("old keys are renewed behind the visitor's back: a slow issuer holds nobody up", async () => {
  await using setting = await open();
  const { issuer, ask, pass } = setting;
  expect(await ask(await issuer.sign())).toBe("taken");
  pass(11 * minute);
  issuer.slowMs = 2_000;
  const begun = performance.now();
  expect(await ask(await issuer.sign())).toBe("taken");
  expect(performance.now() - begun).toBeLessThan(1_900);
  await expect.poll(() => keyRequests(issuer), { timeout: 10_000 }).toBe(2);
});

test("an issuer that never answers is given up, and whoever waits for it is told to come again", async () => {
  await using setting = await open();
  setting.issuer.slowMs = 60_000;
  expect(await setting.ask(await setting.issuer.sign())).toBe("unavailable");
}, 20_000);

test("what is no document of this issuer is not believed", async () => {
  await using evil = await startIssuer();
  const wrong: ((issuer: TestIssuer) => void)[] = [
    (issuer) => (issuer.discovery = { issuer: evil.url }),
    (issuer) => (issuer.discovery = { jwks_uri: "http://keys.example.com/keys" }),
    // This machine by another name: what is not https could be anybody's.
    (issuer) => {
      evil.published = issuer.published;
      issuer.discovery = { jwks_uri: `${evil.url.replace("127.0.0.1", "[::ffff:127.0.0.1]")}/keys` };
    },
    (issuer) => (issuer.discovery = { jwks_uri: "file:///etc/passwd" }),
    (issuer) => (issuer.instead = { status: 200, body: "<html>sign in to the hotel</html>" }),
    (issuer) => (issuer.instead = { status: 500, body: "{}" }),
    (issuer) =>
      (issuer.instead = {
        status: 200,
        body: `{"issuer":"${issuer.url}","jwks_uri":"x","pad":"${"x".repeat(600_000)}"}`,
      }),
  ];
  for (const spoil of wrong) {
    await using setting = await open();
    const token = await setting.issuer.sign();
    spoil(setting.issuer);
    expect(await setting.ask(token)).toBe("unavailable");
  }
  expect(evil.requests).toEqual([]);
});

test("a secret among the public keys is no key", async () => {
  await using setting = await open();
  const { issuer, ask } = setting;
  issuer.published = [{ kty: "oct", k: "c2VjcmV0", kid: issuer.key.kid, alg: "HS256" }];
  expect(await ask(await issuer.sign())).toBe("sign_in_failed key");
});
