import { certificateUrl } from "@causerie/server/connectors/alexa/signing/certificate-url.ts";
import { readRoots, readSigner } from "@causerie/server/connectors/alexa/signing/certificate-chain.ts";
import { KnownSigners } from "@causerie/server/connectors/alexa/signing/known-signers.ts";
import { afterAll, expect, test } from "vitest";
import { ecKey, type Issued, issue } from "#support/alexa/certificates.ts";
import { certificateAddress, FakeAlexa } from "#support/alexa/fake-alexa.ts";
import { startSkill } from "#support/alexa/skill-world.ts";

const now = Date.now();
const host = "echo-api.amazon.com";
const root = issue({ name: "Root", isAuthority: true });
const between = issue({ name: "Between", issuer: root, isAuthority: true });
const leafOf = (more: Partial<Parameters<typeof issue>[0]> = {}): Issued =>
  issue({ name: host, hosts: [host], issuer: between, ...more });
const past = new Date(now - 1_000);
const soon = new Date(now + 60_000);

test.each<[what: string, chain: () => Issued[], isTrusted: boolean]>([
  ["leads to the root", () => [leafOf(), between], true],
  ["has the root itself, too", () => [leafOf(), between, root], true],
  ["is signed by the root at once", () => [leafOf({ issuer: root })], true],
  ["has its middle missing", () => [leafOf()], false],
  ["names another host", () => [leafOf({ hosts: ["echo-api.amazon.com.evil.example"] }), between], false],
  ["names the host in its subject only", () => [leafOf({ hosts: [] }), between], false],
  ["is over", () => [leafOf({ until: past }), between], false],
  ["is not yet valid", () => [leafOf({ from: soon }), between], false],
  [
    "has a middle that is over",
    () => {
      const old = issue({ name: "Between", issuer: root, isAuthority: true, key: between.key, until: past });
      return [leafOf({ issuer: old }), old];
    },
    false,
  ],
  [
    "has a middle that is no authority",
    () => {
      const plain = issue({ name: "Plain", issuer: root });
      return [leafOf({ issuer: plain }), plain];
    },
    false,
  ],
  [
    "has a middle of the same name with another key",
    () => [leafOf(), issue({ name: "Between", issuer: root, isAuthority: true })],
    false,
  ],
  ["is signed by itself", () => [issue({ name: host, hosts: [host] })], false],
  [
    "leads to a stranger's root",
    () => {
      const other = issue({ name: "Root", isAuthority: true });
      return [leafOf({ issuer: other }), other];
    },
    false,
  ],
])("a chain that %s", (_what, chain, isTrusted) => {
  const pem = chain()
    .map((each) => each.pem)
    .join("\n");
  expect(readSigner(pem, readRoots([root.pem]), now) !== undefined).toBe(isTrusted);
});

test("what is no certificate at all proves nothing", () => {
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  for (const pem of ["", "x", broken]) expect(readSigner(pem, readRoots([root.pem]), now)).toBeUndefined();
  expect(readRoots().size).toBeGreaterThan(50);
});

test.each([
  ["https://s3.amazonaws.com/echo.api/echo-api-cert.pem", true],
  ["HTTPS://S3.amazonaws.com:443/echo.api/echo-api-cert.pem", true],
  ["https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem", true],
  ["http://s3.amazonaws.com/echo.api/echo-api-cert.pem", false],
  ["https://s3.amazonaws.com.evil.example/echo.api/echo-api-cert.pem", false],
  ["https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem", false],
  ["https://s3.amazonaws.com/invalid.path/echo-api-cert.pem", false],
  ["https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem", false],
  ["https://s3.amazonaws.com/echo.api/../evil/cert.pem", false],
  ["https://evil@s3.amazonaws.com/echo.api/cert.pem", false],
  ["https://s3.amazonaws.com/echo.api/%65cho-api-cert.pem", false],
  ["echo-api-cert.pem", false],
])("the certificate's address %s: %s", (given, isGood) => {
  expect(certificateUrl(given) !== undefined).toBe(isGood);
});

test("a certificate is fetched once a day, and once for requests at the same time", async () => {
  const amazon = new FakeAlexa();
  let at = now;
  const signers = new KnownSigners({ fetch: amazon.fetch, now: () => at, rootCertificates: [amazon.root.pem] });
  await Promise.all([1, 2, 3].map(() => signers.keyOf(certificateAddress)));
  expect(await signers.keyOf(certificateAddress)).toBeDefined();
  expect(amazon.fetched).toHaveLength(1);
  at += 25 * 3_600_000;
  // It has ended meanwhile.
  expect(await signers.keyOf(certificateAddress)).toBeUndefined();
  expect(amazon.fetched).toHaveLength(2);
});

test("a certificate in use is good until its own end: neither an outage nor strangers who ask for others end it sooner", async () => {
  const amazon = new FakeAlexa();
  const hourMs = 3_600_000;
  let at = now - 23 * hourMs;
  const asked: string[] = [];
  const hanging = Promise.withResolvers<Response>();
  const signers = new KnownSigners({
    fetch: async (input, init) => {
      const address = new Request(input).url;
      asked.push(address);
      return address === certificateAddress ? await amazon.fetch(input, init) : await hanging.promise;
    },
    now: () => at,
    rootCertificates: [amazon.root.pem],
  });
  expect(await signers.keyOf(certificateAddress)).toBeDefined();
  const good = amazon.storage.get(certificateAddress) ?? "";
  at = now + 2 * hourMs;
  amazon.storage.set(certificateAddress, 503);
  expect(await signers.keyOf(certificateAddress)).toBeDefined();

  amazon.storage.set(certificateAddress, good);
  const strangers = Array.from({ length: 40 }, (_, index) =>
    signers.keyOf(`https://s3.amazonaws.com/echo.api/${index}.pem`).catch(() => undefined),
  );
  expect(await signers.keyOf(certificateAddress)).toBeDefined();
  expect(asked.filter((address) => address === certificateAddress)).toHaveLength(3);
  hanging.resolve(new Response(undefined, { status: 404 }));
  await Promise.all(strangers);
});

const skill = await startSkill();
afterAll(async () => await skill[Symbol.asyncDispose]());

test("while Amazon's storage does not answer, requests are not refused but can be sent again", async () => {
  const { amazon, url } = skill;
  const good = amazon.storage.get(certificateAddress) ?? "";
  amazon.storage.set(certificateAddress, 503);
  const posted = { type: "LaunchRequest" };
  expect((await amazon.post(url, posted)).status).toBe(500);
  amazon.storage.set(certificateAddress, 404);
  expect((await amazon.post(url, posted)).status).toBe(400);
  amazon.storage.set(certificateAddress, good);
  expect((await amazon.post(url, posted)).status).toBe(200);
});

test.each([
  ["a signature by another key of RSA's kind", { key: ecKey() }, {}],
  ["a request from the future", {}, { at: Date.now() + 151_000 + 60_000 }],
  ["a body that is no request", { body: () => "[]" }, {}],
])("%s is refused with 400, as Amazon wants it", async (_what, tampering, more) => {
  expect((await skill.amazon.post(skill.url, { type: "LaunchRequest", ...more }, tampering)).status).toBe(400);
  expect((await fetch(skill.url)).status).toBe(405);
});
