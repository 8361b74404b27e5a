import { describe, expect, test } from "vitest";
import { createDeskRouter } from "@causerie/server/desk/http/desk-router.ts";
import { route } from "@causerie/server/desk/http/route.ts";
import type { Actor } from "@causerie/server/desk/http/actor.ts";
import { createLogger } from "@causerie/server/app/logger.ts";
import { createServer } from "node:http";
import express from "express";
import { DeskClient } from "#support/desk/desk-client.ts";
import { adminPassword, member, startDesk } from "#support/desk/start-desk.ts";
import { listen } from "#support/listen.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";

describe.skipIf(sharedPostgres === undefined)("with two servers of one database", () => {
  test("who signs in at one is known at the other, and what is taken away at one is gone at the other", async () => {
    const database = testSchema();
    await using one = await startDesk({}, { database });
    await using other = await startDesk({}, { database });
    // Each shows a link; both are good until somebody has used one.
    expect(other.firstLink).toBeDefined();
    const admin = await one.admin();
    const { client, id, sessionId } = await member(one, admin, "administrator");
    const there = new DeskClient(other.url);
    const use = async (): Promise<number> => {
      there.cookie = client.cookie?.replace(String(one.port), String(other.port));
      return (await there.get("/keys")).status;
    };
    expect(await use()).toBe(200);
    const begun = performance.now();
    await admin.call("PATCH", `/people/${id}`, { role: "viewer" });
    await expect.poll(use, { interval: 20, timeout: 5_000 }).toBe(403);
    await admin.call("PATCH", `/people/${id}`, { role: "administrator" });
    await expect.poll(use, { interval: 20, timeout: 5_000 }).toBe(200);
    await admin.call("DELETE", `/sessions/${sessionId}`);
    await expect.poll(use, { interval: 20, timeout: 5_000 }).toBe(401);
    // By signals: without them each of the three would take up to two seconds. The machine is shared, so the bound is wide.
    expect(performance.now() - begun).toBeLessThan(5_000);
    await client.signIn("administrator@example.com", "nine slow tractors sing");
    expect(await use()).toBe(200);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: true });
    await expect.poll(use, { interval: 20, timeout: 5_000 }).toBe(401);
  });

  test("tries at one account count at both", async () => {
    const database = testSchema();
    await using one = await startDesk({}, { database });
    await using other = await startDesk({}, { database });
    await one.admin();
    const tries: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const client = (n % 2 === 0 ? one : other).client();
      tries.push((await client.signIn("ada@example.com", `guess number ${n} of many`)).status);
    }
    expect(tries.filter((status) => status === 401)).toHaveLength(10);
    expect((await other.client().signIn("ada@example.com", adminPassword)).status).toBe(429);
  });
});

test("a stream ends when whoever reads it may not any more", async () => {
  const ada: Actor = { type: "key", id: "k", name: "K", scopes: ["conversations.read"] };
  let actor: Actor | undefined = ada;
  let activities = 0;
  const stream = route({
    method: "get",
    path: "/live",
    summary: "A stream that does not end by itself",
    scope: "conversations.read",
    stream: true,
    handle: async ({ response }) =>
      void response.writeHead(200, { "Content-Type": "text/event-stream" }).write(": hello\n\n"),
  });
  const free = async (): Promise<void> => undefined;
  const router = createDeskRouter({
    routes: [stream],
    authenticate: async (_request, isActivity) => {
      if (isActivity) activities += 1;
      return actor;
    },
    limits: { requests: free, strangers: free },
    publicUrl: "http://localhost",
    logger: createLogger("silent"),
    draining: () => false,
  });
  const server = createServer(express().use(router));
  const url = await listen(server);
  const response = await fetch(`${url}/live`);
  const ended = response.text();
  actor = { ...ada, scopes: ["figures.read"] };
  expect(await ended).toBe(": hello\n\n");
  // An open page is no sign that somebody is there.
  expect(activities).toBe(1);
  server.close();
});
