import type { Configuration } from "openid-client";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { OidcSettings } from "#desk/settings.ts";
import { type ProviderAccount, readAccount } from "./provider-account.ts";

/** What is remembered while somebody is at the provider. */
export type Flow = { state: string; nonce: string; verifier: string };

/** Fetched when somebody first signs in by it. */
const library = () => import("openid-client");

/** Seconds. A provider that is slower keeps people waiting longer than they do. */
const timeout = 10;

type Parts = { settings: OidcSettings; deskUrl: string; logger: Logger };

/**
 * The service that the team signs in with: code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 9700, 2.1). Its documents and keys are
 * read with each sign-in: these are rare, and so a new key, or a mended provider, counts at once.
 */
export class OidcProvider {
  readonly settings: OidcSettings;
  readonly #redirectUrl: string;
  readonly #deskUrl: string;
  readonly #logger: Logger;

  constructor({ settings, deskUrl, logger }: Parts) {
    this.settings = settings;
    this.#deskUrl = deskUrl;
    this.#redirectUrl = redirectUrlOf(deskUrl);
    this.#logger = logger;
  }

  /** @returns where to send the browser. @throws RequestError `provider_unreachable` */
  async begin(): Promise<Flow & { url: string }> {
    const client = await library();
    const { settings } = this;
    const config = await this.#discover();
    const flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: this.#redirectUrl,
      scope: settings.scopes.join(" "),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: "S256",
    });
    return { ...flow, url: url.href };
  }

  /**
   * @param query with which the browser came back.
   * @returns who has signed in, as the provider's signature says. @throws RequestError `provider_refused`, `provider_unreachable`
   */
  async finish(query: string, { state, nonce, verifier }: Flow): Promise<ProviderAccount> {
    const client = await library();
    const config = await this.#discover();
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    try {
      const tokens = await client.authorizationCodeGrant(config, new URL(`${this.#redirectUrl}?${query}`), checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new TypeError("there is no ID token");
      const asks = claims["email"] === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
      const more = asks ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
      return readAccount({ ...more, ...claims }, this.settings.issuer, this.#endUrl(config));
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Where a browser signs out of the provider, too (OpenID Connect RP-Initiated Logout 1.0). */
  #endUrl(config: Configuration): string | undefined {
    const { end_session_endpoint: endpoint } = config.serverMetadata();
    if (endpoint === undefined || !/^https?:/.test(endpoint)) return undefined;
    const url = new URL(endpoint);
    url.searchParams.set("client_id", this.settings.clientId);
    url.searchParams.set("post_logout_redirect_uri", this.#deskUrl);
    return url.href;
  }

  async #discover(): Promise<Configuration> {
    try {
      return await discover(this.settings);
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  #failure(error: unknown): RequestError {
    const code = codeOf(error);
    if (code === "OAUTH_TIMEOUT" || isAway(error)) return this.#unreachable(error);
    const { name } = this.settings;
    if (code === "invalid_client" || code === "unauthorized_client")
      this.#logger.error(
        { code },
        `desk: ${name} does not accept this client; look at desk.oidc.clientId and its secret`,
      );
    else this.#logger.warn({ code, why: whyOf(error) }, `desk: an answer of ${name} was not accepted`);
    return new RequestError(
      "provider_refused",
      code === "access_denied"
        ? `${name} did not let you in; try again, or ask whoever runs it`
        : `the answer of ${name} was not accepted; try again, and if it stays so ask whoever runs this server to look into its log`,
      { cause: error },
    );
  }

  #unreachable(error: unknown): RequestError {
    const { name } = this.settings;
    this.#logger.warn({ code: codeOf(error), why: whyOf(error) }, `desk: ${name} cannot be asked`);
    return new RequestError("provider_unreachable", `${name} does not answer as it should; come again`, {
      retryAfterMs: 10_000,
      cause: error,
    });
  }
}

/** What the provider has to know as the redirect URL. @param deskUrl without a slash at the end. */
export function redirectUrlOf(deskUrl: string): string {
  return `${deskUrl}/provider`;
}

/** Reads what the issuer says of itself. @throws whatever is wrong with it. */
export async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const client = await library();
  const url = new URL(issuer);
  // Without HTTPS there is one at this machine alone; the configuration sees to it.
  const isLocal = url.protocol === "http:";
  const execute = isLocal ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(url, clientId, undefined, client.None(), { execute, timeout });
  const metadata = found.serverMetadata();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const proof = methods.includes("client_secret_basic") ? client.ClientSecretBasic : client.ClientSecretPost;
  const config = new client.Configuration(metadata, clientId, { client_secret: clientSecret }, proof(clientSecret));
  config.timeout = timeout;
  if (isLocal) client.allowInsecureRequests(config);
  // The connection to the issuer would be proof enough for the specification; a proxy that opens it is none.
  client.enableNonRepudiationChecks(config);
  return config;
}

/** Whether no answer came, or one of a server that is in trouble. The library hangs it below its own errors. */
function isAway(error: unknown, depth = 0): boolean {
  if (error instanceof Response) return error.status >= 500;
  if (!(error instanceof Error) || depth > 4) return false;
  return (error instanceof TypeError && error.message === "fetch failed") || isAway(error.cause, depth + 1);
}

/** The reason as a word of the specification, or of the library. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("error" in error && typeof error.error === "string") return error.error;
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Of a message alone: what hangs at the error may hold tokens. */
function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}
