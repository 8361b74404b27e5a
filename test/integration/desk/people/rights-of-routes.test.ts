import { deskRoles, type DeskScope, deskScopes, scopesOfRole, type SignedIn } from "@causerie/protocol/desk";
import { expect, onTestFinished, test } from "vitest";
import { ask, deskOperations } from "#support/desk/ask.ts";
import type { DeskClient } from "#support/desk/desk-client.ts";
import { type Right, rightsOfRoutes } from "#support/desk/rights.ts";
import { member, type StartedDesk, startDesk } from "#support/desk/start-desk.ts";

/** Bodies that pass the schema: only then does a handler decide. What they ask for is never there. */
const bodies: Readonly<Record<string, unknown>> = {
  "POST /invitations": { email: "not an address", role: "viewer" },
  "PATCH /people/{id}": { name: "Anybody" },
};

/** Somebody who asks: a person with all rights of a role, or a key with some. */
type Asker = { name: string; client: DeskClient; kind: "nobody" | "person" | "key"; scopes: readonly DeskScope[] };

async function start(): Promise<{ desk: StartedDesk; askers: Asker[] }> {
  const desk = await startDesk();
  onTestFinished(() => desk[Symbol.asyncDispose]());
  const admin = await desk.admin();
  const askers: Asker[] = [{ name: "nobody", client: desk.client(), kind: "nobody", scopes: [] }];
  for (const role of deskRoles) {
    const { client } = await member(desk, admin, role);
    askers.push({ name: role, client, kind: "person", scopes: scopesOfRole[role] });
  }
  const keys: [string, readonly DeskScope[]][] = deskScopes.flatMap((scope) => [
    [`key with only ${scope}`, [scope]],
    [`key without ${scope}`, deskScopes.filter((each) => each !== scope)],
  ]);
  for (const [name, scopes] of keys) {
    const { secret } = await admin.makeKey({ name, scopes: [...scopes] });
    const client = desk.client();
    client.headers = { Authorization: `Bearer ${secret}` };
    askers.push({ name, client, kind: "key", scopes });
  }
  return { desk, askers };
}

/** What the matrix says of one who asks for something that is nobody's. */
function expectation(right: Right, { kind, scopes }: Asker, operation: string): "in" | 401 | 403 {
  if (right === "anybody") return "in";
  if (kind === "nobody") return 401;
  if (right === "person") return kind === "person" ? "in" : 403;
  if (right === "own") {
    // Their own list, and their own session among all; somebody else's data is not theirs.
    const isOfOthers = operation === "PATCH /people/{id}";
    return scopes.includes("people.manage") || (kind === "person" && !isOfOthers) ? "in" : 403;
  }
  const [onlyPersons, scope] = right.startsWith("person+") ? [true, right.slice("person+".length)] : [false, right];
  if (onlyPersons && kind === "key") return 403;
  return scopes.includes(scope as DeskScope) ? "in" : 403;
}

test("every route has an entry in the matrix of rights, and every entry a route", async () => {
  await using desk = await startDesk();
  expect((await deskOperations(desk.url)).sort()).toEqual(Object.keys(rightsOfRoutes).sort());
});

test("each route lets in whom the matrix names, and nobody else: every role, keys with one right and without one, and who is nobody", async () => {
  const { askers } = await start();
  // Signing out comes last, and ends what the others need.
  const operations = Object.entries(rightsOfRoutes).sort(
    ([a], [b]) => Number(a === "POST /sign-out") - Number(b === "POST /sign-out"),
  );
  const wrong: string[] = [];
  for (const [operation, right] of operations) {
    for (const asker of askers) {
      const { status, code } = await ask(asker.client, operation, bodies[operation]);
      const refusal =
        code === "scope_missing" || code === "origin_not_allowed" ? 403 : code === "unauthorized" ? 401 : undefined;
      const wanted = expectation(right, asker, operation);
      // An account that is none is refused at sign-in, too, but as an account.
      const found = refusal ?? "in";
      // A body that is refused may be looked at before the handler asks for a person.
      if (found !== wanted && !(wanted === 403 && asker.kind === "key" && right.startsWith("person") && status === 400))
        wrong.push(`${operation} by ${asker.name}: ${status} ${code ?? ""}, not ${wanted}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a person's own data is theirs alone", async () => {
  const { askers } = await start();
  const [olga, vera] = ["operator", "viewer"].map((role) => askers.find(({ name }) => name === role)?.client);
  if (olga === undefined || vera === undefined) throw new Error("there is no such asker");
  const { person, sessionId } = (await olga.get<SignedIn>("/me")).body;
  expect((await vera.call("PATCH", `/people/${person.id}`, { name: "X" })).status).toBe(403);
  expect((await vera.call("DELETE", `/sessions/${sessionId}`)).status).toBe(404);
  expect((await olga.call("PATCH", `/people/${person.id}`, { name: "Olga" })).status).toBe(200);
  expect((await olga.call("DELETE", `/sessions/${sessionId}`)).status).toBe(204);
});
