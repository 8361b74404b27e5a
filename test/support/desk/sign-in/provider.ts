import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type JWK, SignJWT, UnsecuredJWT } from "jose";
import { listen } from "#support/listen.ts";
import { type Claims, makeKey, type SigningKey } from "#support/sign-in/issuer.ts";

export const clientId = "causerie-desk";
export const clientSecret = "a secret that the provider has given";

type Grant = { challenge: string; nonce: string; redirectUri: string };
type Answer = { status: number; body?: object; location?: string };

/** A real OpenID provider on this machine: code flow with PKCE, client secret and signed tokens. It misbehaves on demand. */
export class TestProvider implements AsyncDisposable {
  url = "";
  /** Who is signed in at it. Undefined: a claim that is left out. */
  account: Claims = { sub: "ada-at-provider", name: "Ada Provided", email: "ada@example.com", email_verified: true };
  /** What its ID tokens say otherwise, e.g. a wrong `aud`. */
  wrong: Claims = {};
  /** Its tokens are not signed. */
  isUnsigned = false;
  /** Claims that the userinfo endpoint has, and the ID token has not. */
  userInfo: Claims | undefined;
  /** Which error it sends the browser back with. */
  refusal: string | undefined;
  /** The status of its token endpoint. */
  tokenStatus = 200;
  /** What its discovery document says otherwise. */
  discovery: Record<string, unknown> = {};
  published: JWK[] = [];
  key: SigningKey;
  readonly #grants = new Map<string, Grant>();
  readonly #server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body, location }) => {
      response.writeHead(status, {
        "Content-Type": "application/json",
        ...(location === undefined ? {} : { Location: location }),
      });
      response.end(JSON.stringify(body ?? {}));
    });
  });

  private constructor(key: SigningKey) {
    this.key = key;
  }

  static async start(): Promise<TestProvider> {
    const provider = new TestProvider(await makeKey());
    provider.published = [provider.key.jwk];
    provider.url = await listen(provider.#server);
    return provider;
  }

  /** Another key signs from now on, and the one of before is gone. */
  async rotate(): Promise<void> {
    this.key = await makeKey();
    this.published = [this.key.jwk];
  }

  async down(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.down();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /.well-known/openid-configuration":
        return { status: 200, body: this.#document() };
      case "GET /keys":
        return { status: 200, body: { keys: this.published } };
      case "GET /authorize":
        return this.#authorize(searchParams);
      case "POST /token":
        return await this.#token(request.headers.authorization, new URLSearchParams(await text(request)));
      case "GET /userinfo":
        return { status: 200, body: { sub: this.account["sub"], ...this.userInfo } };
    }
    return { status: 404 };
  }

  #document(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      ...(this.userInfo === undefined ? {} : { userinfo_endpoint: `${this.url}/userinfo` }),
      ...this.discovery,
    };
  }

  #authorize(asked: URLSearchParams): Answer {
    const redirectUri = asked.get("redirect_uri") ?? "";
    const back = new URL(redirectUri);
    back.searchParams.set("state", asked.get("state") ?? "");
    const isGood =
      asked.get("client_id") === clientId &&
      asked.get("response_type") === "code" &&
      asked.get("code_challenge_method") === "S256" &&
      (asked.get("scope") ?? "").split(" ").includes("openid");
    if (this.refusal !== undefined || !isGood) back.searchParams.set("error", this.refusal ?? "invalid_request");
    else {
      const code = randomUUID();
      this.#grants.set(code, {
        challenge: asked.get("code_challenge") ?? "",
        nonce: asked.get("nonce") ?? "",
        redirectUri,
      });
      back.searchParams.set("code", code);
    }
    return { status: 302, location: back.href };
  }

  async #token(authorization: string | undefined, form: URLSearchParams): Promise<Answer> {
    if (this.tokenStatus !== 200) return { status: this.tokenStatus };
    // Both are encoded as in forms (RFC 6749, 2.3.1).
    const [, given = ""] = authorization?.split(" ") ?? [];
    const proof = Buffer.from(given, "base64").toString().split(":");
    const [id, secret] = proof.map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    if (id !== clientId || secret !== clientSecret) return { status: 401, body: { error: "invalid_client" } };
    const code = form.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant?.challenge !== verifier || grant.redirectUri !== form.get("redirect_uri"))
      return { status: 400, body: { error: "invalid_grant" } };
    return {
      status: 200,
      body: { access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: await this.#sign(grant) },
    };
  }

  async #sign({ nonce }: Grant): Promise<string> {
    const at = Math.floor(Date.now() / 1000);
    const all = { iss: this.url, aud: clientId, iat: at, exp: at + 60, nonce, ...this.account, ...this.wrong };
    const claims = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    if (this.isUnsigned) return new UnsecuredJWT(claims).encode();
    const { alg, kid, privateKey } = this.key;
    return await new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey);
  }
}
