import { expect, test } from "vitest";
import { startDesk } from "#support/desk/start-desk.ts";

const invitation = { email: "mallory@example.com", role: "administrator" };

test("another site cannot act in the name of who is signed in, by form or by script, each defence by itself", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  const { port } = new URL(desk.url);
  const send = async (headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`${desk.url}/desk/api/invitations`, {
      method: "POST",
      headers: { Cookie: admin.cookie ?? "", "Content-Type": "application/json", ...headers },
      body: JSON.stringify(invitation),
    });
    return response.status;
  };
  const own = { "X-Causerie-Desk": "1", Origin: desk.url, "Sec-Fetch-Site": "same-origin" };
  // As a form or a script of another site would come, if its browser sent the cookie at all.
  expect(await send({})).toBe(403);
  expect(await send({ Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" })).toBe(403);
  for (const one of [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: `http://localhost:${Number(port) + 1}` },
    { Origin: `https://localhost:${port}` },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "none" },
    { "X-Causerie-Desk": "" },
  ])
    expect([one, await send({ ...own, ...one })]).toEqual([one, 403]);
  // A proxy's password is sent by the browser itself; it stands for no program.
  expect(await send({ Authorization: "Basic dTpw" })).toBe(403);
  expect(await send({ ...own, "Content-Type": "text/plain" })).toBe(415);
  expect(await send({ ...own, "Content-Type": "application/x-www-form-urlencoded" })).toBe(415);
  expect((await admin.get("/invitations")).body).toEqual([]);
  expect(await send(own)).toBe(201);
});

test("no answer may be read by another site, and no preflight succeeds", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  const headers = { Cookie: admin.cookie ?? "" };
  const asked = await fetch(`${desk.url}/desk/api/people`, {
    method: "OPTIONS",
    headers: { ...headers, Origin: "https://evil.example", "Access-Control-Request-Method": "POST" },
  });
  expect(asked.ok).toBe(false);
  for (const response of [asked, await fetch(`${desk.url}/desk/api/me`, { headers })])
    expect(Array.from(response.headers.keys()).filter((name) => name.startsWith("access-control"))).toEqual([]);
  const read = await fetch(`${desk.url}/desk/api/me`, { headers: { ...headers, "Sec-Fetch-Site": "cross-site" } });
  expect(read.status).toBe(403);
});

test("nobody can be signed in by another site", async () => {
  await using desk = await startDesk();
  await desk.admin();
  const body = JSON.stringify({ email: "ada@example.com", password: "forty blue herons walk" });
  const response = await fetch(`${desk.url}/desk/api/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Causerie-Desk": "1", Origin: "https://evil.example" },
    body,
  });
  expect(response.status).toBe(403);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test("the cookie is for this host alone, for no script and no other site; over HTTPS its name says so", async () => {
  await using local = await startDesk();
  const { port } = new URL(local.url);
  await using secure = await startDesk({ publicUrl: "https://chat.example.com" });
  const cookieOf = async (desk: typeof local, origin: string): Promise<string | undefined> => {
    const token = new URL(desk.firstLink ?? "").hash.slice(1);
    const account = { token, name: "Ada", email: "ada@example.com", password: "forty blue herons walk" };
    const at = desk === local ? local.url : `http://localhost:${secure.port}`;
    const response = await fetch(`${at}/desk/api/invitations/accept`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Causerie-Desk": "1", Origin: origin },
      body: JSON.stringify(account),
    });
    expect(response.status).toBe(201);
    return response.headers.getSetCookie()[0];
  };
  expect(await cookieOf(local, local.url)).toMatch(
    new RegExp(`^causerie-desk-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  );
  expect(await cookieOf(secure, "https://chat.example.com")).toMatch(
    /^__Host-causerie-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
});
