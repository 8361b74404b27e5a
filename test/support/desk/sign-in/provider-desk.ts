import type { SignedIn } from "@causerie/protocol/desk";
import type { OidcOptions } from "@causerie/server/desk/settings.ts";
import type { DeskAnswer, DeskClient } from "#support/desk/desk-client.ts";
import { type StartedDesk, startDesk } from "#support/desk/start-desk.ts";
import { clientId, clientSecret, TestProvider } from "./provider.ts";

export type ProviderDesk = AsyncDisposable & { desk: StartedDesk; provider: TestProvider };
type Given = Parameters<typeof startDesk>;

/** A desk whose people sign in at a provider. */
export async function startProviderDesk(
  oidc: Partial<OidcOptions> = {},
  {
    passwords = true,
    config = {},
    overrides = {},
  }: { passwords?: boolean; config?: Given[0]; overrides?: Given[1] } = {},
): Promise<ProviderDesk> {
  const provider = await TestProvider.start();
  const given = { issuer: provider.url, clientId, clientSecret, name: "Example ID", ...oidc };
  const desk = await startDesk({ desk: { passwords, oidc: given }, ...config }, overrides);
  return {
    desk,
    provider,
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

type Refusal = { code?: string; detail?: string };

/** The browser goes to the provider and comes back. @returns the query with which it came back, or the refusal to send it. */
export async function visitProvider(
  client: DeskClient,
  { invitation, path = "/sign-in/provider/begin" }: { invitation?: string; path?: string } = {},
): Promise<{ query: string; begun: DeskAnswer<{ url: string } & Refusal> }> {
  const body = path.startsWith("/me") ? undefined : invitation === undefined ? {} : { invitation };
  const begun = await client.call<{ url: string } & Refusal>("POST", path, body);
  if (begun.status !== 200) return { query: "", begun };
  const { headers } = await fetch(begun.body.url, { redirect: "manual" });
  return { query: new URL(headers.get("location") ?? "").search.slice(1), begun };
}

/** Somebody signs in at the provider. */
export async function signInAtProvider(
  client: DeskClient,
  given: Parameters<typeof visitProvider>[1] = {},
): Promise<DeskAnswer<SignedIn & Refusal>> {
  const { query, begun } = await visitProvider(client, given);
  if (begun.status !== 200) return begun as unknown as DeskAnswer<SignedIn & Refusal>;
  return await client.call("POST", "/sign-in/provider", { query });
}
