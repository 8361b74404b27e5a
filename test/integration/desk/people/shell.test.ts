import { expect, test } from "vitest";
import { createLogger } from "@causerie/server/app/logger.ts";
import { createProblemHandler } from "@causerie/server/http/refusing/problem.ts";
import { createConsoleFiles, writePaths } from "@causerie/server/desk/http/console-files.ts";
import { deskPathOf } from "@causerie/server/desk/http/desk-path.ts";
import { web } from "@causerie/server";
import express from "express";
import { createServer } from "node:http";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "#support/desk/config-problems.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { listen } from "#support/listen.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

test("a body of ten megabytes is refused unread, whoever sends it", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  const body = { email: "ada@example.com", password: "x".repeat(10 * 1024 * 1024) };
  expect(await admin.call("POST", "/sign-in", body)).toMatchObject({ status: 413, body: { code: "too_large" } });
  // Of nobody the body is not looked at.
  const { status } = await desk.client().call("POST", "/invitations", body);
  expect(status).toBe(401);
  for (const text of ["{", "[1]", '"x"', "null"]) {
    const response = await fetch(`${desk.url}/desk/api/sign-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Causerie-Desk": "1" },
      body: text,
    });
    expect(response.status).toBe(400);
  }
});

test("every answer of the API is data that nobody keeps, frames or takes for a page", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  for (const path of ["/me", "/nothing", "/people/x/y"]) {
    const { headers } = await admin.get(path);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  }
  expect((await admin.get("/nothing")).status).toBe(404);
  const other = await admin.call("DELETE", "/me");
  expect([other.status, other.headers.get("allow")]).toEqual([405, "GET"]);
});

test("the console is one page at every address, with its files beside it, under a policy that lets no foreign code in", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  mkdirSync(join(folder, "http"));
  const document = (path: string, start: string): string =>
    `<!doctype html><meta name="causerie-desk" content="${path}" /><script src="${start}/assets/index-AbCd1234.js"></script>`;
  writeFileSync(join(folder, "index.html"), document(".", "."));
  writeFileSync(join(folder, "assets", "index-AbCd1234.js"), "let a;");
  writeFileSync(join(folder, "http", "server-side.js"), "let b;");
  const server = createServer(
    express().use("/desk", createConsoleFiles("/desk", folder), createProblemHandler(createLogger("silent"))),
  );
  const url = await listen(server);
  const get = (path: string, accept = "text/html") => fetch(`${url}/desk${path}`, { headers: { Accept: accept } });
  for (const path of ["", "/", "/inbox/some.thing", "/people?x=1"]) {
    const page = await get(path);
    expect([page.status, await page.text()]).toEqual([200, document("/desk", "/desk")]);
    expect(page.headers.get("cache-control")).toBe("no-store");
    const policy = page.headers.get("content-security-policy")?.split(";") ?? [];
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  }
  const script = await get("/assets/index-AbCd1234.js", "*/*");
  expect([script.status, await script.text()]).toEqual([200, "let a;"]);
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect(script.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await get("/assets/gone-AbCd1234.js")).status).toBe(404);
  // What the server is made of lies in the same folder.
  for (const path of [
    "/http/server-side.js",
    "/assets/%2e%2e/http/server-side.js",
    "/assets/..%2fhttp%2fserver-side.js",
  ])
    expect(await (await get(path)).text()).not.toContain("let b");
  expect((await get("/people", "application/json")).status).toBe(404);
  expect((await fetch(`${url}/desk`, { method: "POST" })).status).toBe(405);
  server.close();
});

test("the document says where the console is, whatever signs the path has", () => {
  expect(deskPathOf("https://chat.example.com")).toBe("/desk");
  expect(deskPathOf("https://example.com/chat//")).toBe("/chat/desk");
  const path = deskPathOf("https://example.com/$&'\"<b>&amp");
  const page = writePaths(
    '<meta name="causerie-desk" content="." /><link href="./assets/a.css"><a href="data:,">',
    path,
  );
  expect(page).toBe(
    `<meta name="causerie-desk" content="/$&amp;'%22%3Cb%3E&amp;amp/desk" /><link href="/$&amp;'%22%3Cb%3E&amp;amp/desk/assets/a.css"><a href="data:,">`,
  );
});

test("where the console is not built the page says so", async () => {
  const server = createServer(express().use("/desk", createConsoleFiles("/desk", temporaryFolder())));
  const response = await fetch(`${await listen(server)}/desk`);
  expect([response.status, await response.text()]).toEqual([
    503,
    expect.stringMatching(/are not built: run npm run build/),
  ]);
  server.close();
});

test("the configuration says what is wrong with a desk, and refuses one without HTTPS", () => {
  const wrong =
    "desk must be true or false, or an object, e.g. { sessionHours: 12, idleMinutes: 60 }; in the environment on or off.";
  const insecure = expect.stringMatching(/^desk needs HTTPS/) as string;
  expect(problemsOf({ desk: true })).toEqual([]);
  expect(problemsOf({ desk: { sessionHours: 8 }, publicUrl: "https://chat.example.com" })).toEqual([]);
  expect(problemsOf({ desk: true, publicUrl: "http://127.0.0.1:3000" })).toEqual([]);
  expect(problemsOf({ desk: "yes" as never })).toEqual([wrong]);
  expect(problemsOf({}, { CAUSERIE_DESK: "1" })).toEqual([
    wrong.replace("desk", "the environment variable CAUSERIE_DESK"),
  ]);
  expect(problemsOf({ desk: { sessionHours: 0, idle: 3 } as never })).toEqual([
    "desk.idle: there is no such option; there are sessionHours, idleMinutes, passwords, oidc.",
    "desk.sessionHours must be a number of hours from 0.1 to 168.",
  ]);
  expect(problemsOf({ desk: true, publicUrl: "http://chat.example.com" })).toEqual([insecure]);
  expect(problemsOf({ publicUrl: "http://chat.example.com" }, { CAUSERIE_DESK: "on" })).toEqual([insecure]);
  expect(problemsOf({ desk: true, publicUrl: "http://chat.example.com" }, { CAUSERIE_DESK: "off" })).toEqual([]);
});

test("a connector cannot stand where the desk is", () => {
  for (const path of ["/desk", "/Desk", "/desk/api"])
    expect(problemsOf({ connectors: [web({ origins: [], path })] })).toEqual([
      `connector "web": path must not be ${path}: the server has its own there.`,
    ]);
  expect(problemsOf({ connectors: [web({ origins: [], path: "/desks" })] })).toEqual([]);
});
