import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { listen } from "#support/listen.ts";

export type SigningKey = { kid: string; alg: string; privateKey: CryptoKey; jwk: JWK };

/** Undefined: the token is without it. */
export type Claims = Record<string, unknown>;

export type TestIssuer = AsyncDisposable & {
  /** The value of `iss`. */
  url: string;
  /** The key that signs now. */
  key: SigningKey;
  /** What it serves. A test may change it. */
  published: JWK[];
  /** `GET path` of each request. */
  requests: string[];
  /** Milliseconds before each answer. */
  slowMs: number;
  /** Answers in the place of its documents. */
  instead: { status: number; body: string } | undefined;
  /** What its discovery document says besides, or otherwise. */
  discovery: Record<string, unknown>;
  /** Another key signs from now on. @param keep the former ones stay published. */
  rotate(keep?: boolean): Promise<void>;
  /** The port is closed, and opened again. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** A token that is good for an hour, with these claims besides or otherwise. `header`: of its head. `undefined` leaves a claim out. */
  sign(claims?: Claims, header?: Record<string, unknown>, key?: SigningKey): Promise<string>;
};

export async function makeKey(alg = "RS256", kid: string = crypto.randomUUID()): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** A real OpenID Connect issuer on this machine: discovery and keys over HTTP, and tokens of its own. */
export async function startIssuer(now: () => number = Date.now): Promise<TestIssuer> {
  const server = createServer((request, response) => {
    issuer.requests.push(`${request.method} ${request.url}`);
    void answer(request.url ?? "").then(({ status, body }) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(body);
    });
  });
  const url = await listen(server);

  async function answer(path: string): Promise<{ status: number; body: string }> {
    if (issuer.slowMs > 0) await delay(issuer.slowMs);
    if (issuer.instead !== undefined) return issuer.instead;
    if (path === "/.well-known/openid-configuration") {
      const document = { issuer: url, jwks_uri: `${url}/keys`, ...issuer.discovery };
      return { status: 200, body: JSON.stringify(document) };
    }
    // Of Entra each tenant has an address of its own, with the same keys here.
    if (path.endsWith("/keys")) return { status: 200, body: JSON.stringify({ keys: issuer.published }) };
    return { status: 404, body: "{}" };
  }

  const first = await makeKey();
  const issuer: TestIssuer = {
    url,
    key: first,
    published: [first.jwk],
    requests: [],
    slowMs: 0,
    instead: undefined,
    discovery: {},
    async rotate(keep = true) {
      issuer.key = await makeKey();
      issuer.published = [...(keep ? issuer.published : []), issuer.key.jwk];
    },
    async down() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    up: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject).listen(Number(new URL(url).port), "127.0.0.1", resolve);
      }),
    async sign(claims = {}, header = {}, { kid, alg, privateKey } = issuer.key) {
      const at = Math.floor(now() / 1000);
      const all = { iss: url, aud: "chat", sub: "ada", iat: at, nbf: at, exp: at + 3600, ...claims };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return await new SignJWT(given).setProtectedHeader({ alg, kid, typ: "JWT", ...header }).sign(privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}
