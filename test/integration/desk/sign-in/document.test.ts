import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import type { DeskPasskey, OwnAccess } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { deskOperations } from "#support/desk/ask.ts";
import { type DeskAnswer, DeskClient } from "#support/desk/desk-client.ts";
import { Authenticator } from "#support/desk/sign-in/authenticator.ts";
import { addPasskey, usePasskey } from "#support/desk/sign-in/passkeys.ts";
import { signInAtProvider, startProviderDesk } from "#support/desk/sign-in/provider-desk.ts";
import { adminPassword, memberPassword } from "#support/desk/start-desk.ts";
import { findUndescribed } from "#support/web/described-answers.ts";

/** What was asked with success, and what the answers have that the document does not say. */
type Seen = { asked: Set<string>; faults: string[] };

/** Compares each answer that it gets with the document. */
class ReadingClient extends DeskClient {
  readonly #document: OpenApiDocument;
  readonly #seen: Seen;

  constructor(url: string, document: OpenApiDocument, seen: Seen) {
    super(url);
    this.#document = document;
    this.#seen = seen;
  }

  override async call<Body = unknown>(method: string, path: string, body?: unknown): Promise<DeskAnswer<Body>> {
    const answer = await super.call<Body>(method, path, body);
    this.#seen.faults.push(...findUndescribed(this.#document, method, `/desk/api${path}`, answer));
    if (answer.status < 400)
      this.#seen.asked.add(`${method} ${path.replace(/(?<=\/passkeys\/)(?!options).+/, "{id}")}`);
    return answer;
  }
}

test("real answers to who signs in by a passkey or a provider, and the refusals, are as their document describes them", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  const seen: Seen = { asked: new Set(), faults: [] };
  const browser = (): ReadingClient => new ReadingClient(desk.url, document, seen);
  const admin = await desk.admin();
  const ada = browser();
  await ada.signIn("ada@example.com", adminPassword);

  await browser().get("/sign-in/methods");
  const phone = new Authenticator(desk.url);
  const made = (await addPasskey(ada, phone)).body as DeskPasskey;
  await addPasskey(ada, new Authenticator(desk.url), { origin: "https://desk.example.net" });
  await usePasskey(browser(), phone);
  await usePasskey(browser(), phone, { isVerified: false });
  await ada.get<OwnAccess>("/me/access");

  provider.account = { sub: "ben-1", name: "Ben", email: "ben@example.com", email_verified: true };
  await signInAtProvider(browser());
  await admin.invite("ben@example.com", "viewer");
  await signInAtProvider(browser());
  provider.account = { sub: "ada-1", email: "ada@example.com", email_verified: true };
  await signInAtProvider(ada, { path: "/me/provider/begin" });
  await browser().call("POST", "/sign-in/provider", { query: "error=access_denied" });
  await browser().call("POST", "/sign-in/link", { token: "a".repeat(43) });
  await ada.call("DELETE", "/me/provider");
  await ada.call("DELETE", "/me/provider");
  await ada.call("DELETE", "/me/password");
  await ada.call("DELETE", `/me/passkeys/${made.id}`);
  await ada.call("POST", "/me/password", { password: memberPassword });
  await ada.call("DELETE", `/me/passkeys/${made.id}`);
  await browser().get("/me/access");

  expect(seen.faults).toEqual([]);
  // A link to sign in is made by a command, whose test is another one.
  const described = (await deskOperations(desk.url)).filter((each) => / \/(sign-in\/(?!link)|me\/)/.test(each));
  const asked = [...seen.asked].filter((each) => / \/(sign-in\/|me\/)/.test(each));
  expect(asked.sort()).toEqual(described.sort());
});
