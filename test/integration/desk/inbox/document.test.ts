import { randomUUID } from "node:crypto";
import { web } from "@causerie/server";
import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import { expect, test } from "vitest";
import { deskOperations } from "#support/desk/ask.ts";
import { askForPerson, startWorld } from "#support/desk/inbox-world.ts";
import { findUndescribed } from "#support/web/described-answers.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";

test("real answers of the inbox are as its document describes them, and so are its refusals", async () => {
  await using world = await startWorld(undefined, { connectors: [web({ origins: [], uploads: {} })] });
  const { ada, desk, visitor, conversation } = world;
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  const faults: string[] = [];
  const asked = new Set<string>();
  const check = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await ada.client.call(method, path, body);
    const [route = ""] = path.split("?");
    faults.push(...findUndescribed(document, method, `/desk/api${route}`, answer));
    if (answer.status < 400) asked.add(`${method} ${route.replace(conversation, "{conversation}")}`);
  };
  const uploads = new UploadClient(visitor);
  await uploads.send("m1", [{ uploadId: await uploads.upload("file-1", redPixel) }], "look");
  await askForPerson(world);
  const act = (more: object): Promise<void> =>
    check("POST", `/inbox/${conversation}/acts`, { id: randomUUID(), ...more });
  const queue = { id: "all", name: "All", position: 1, languages: [], skills: [], connectors: [] };
  const hours = [{ days: [1, 2], from: "09:00", to: "17:00" }];
  await check("PUT", "/queues/all", { ...queue, hours, timeZone: "Europe/Paris", waitingText: { "": "Please wait" } });
  for (const wrong of [
    { timeZone: "Mars" },
    { overflow: "all", overflowMinutes: 1 },
    { overflow: "none" },
    { id: "b" },
  ])
    await check("PUT", "/queues/all", { ...queue, ...wrong });
  await check("GET", "/queues");
  const template = { id: "hello", title: "Hello", language: "en", text: "Hello {visitor.name}" };
  await check("PUT", "/templates/hello", template);
  await check("PUT", "/templates/other", template);
  await check("GET", "/templates");
  await act({ type: "say", text: "Hello" });
  await act({ type: "note", text: "A note" });
  await act({ type: "tag", tags: ["vip"] });
  await act({ type: "language", language: "de" });
  await act({ type: "take", version: 1 });
  await act({ type: "transfer", queue: "all", note: "for all" });
  await act({ type: "transfer", queue: "none" });
  await act({ type: "return", note: "seat 12" });
  await act({ type: "close" });
  await act({ type: "dance" });
  await check("POST", "/inbox/none/acts", { id: randomUUID(), type: "close" });
  await check("POST", `/inbox/${conversation}/typing`, { isTyping: true });
  await check("POST", `/inbox/${conversation}/read`);
  await check("GET", "/inbox?state=closed&operator=me&tag=vip&language=de");
  await check("GET", "/inbox?after=wrong");
  await check("GET", "/inbox?state=wrong");
  await check("GET", "/inbox-counts");
  await check("GET", `/inbox/${conversation}`);
  await check("GET", "/inbox/none");
  await check("GET", `/inbox/${conversation}/entries?before=5`);
  await check("GET", `/inbox/${conversation}/entries?before=x`);
  await check("GET", `/inbox/${conversation}/files/99/0`);
  const file = { clientId: "upload-1", name: "cat.png", mediaType: "image/png", bytes: 70 };
  await check("POST", `/inbox/${conversation}/uploads`, file);
  await check("POST", `/inbox/${conversation}/uploads`, { ...file, mediaType: "text/html" });
  await check("POST", `/inbox/${conversation}/uploads`, { ...file, bytes: 71 });
  await check("DELETE", "/templates/hello");
  await check("DELETE", "/queues/all");
  expect(faults).toEqual([]);
  // A stream and bytes have tests of their own.
  const read = [
    "GET /live",
    "PATCH /inbox/{conversation}/uploads/{upload}",
    "DELETE /inbox/{conversation}/uploads/{upload}",
    "GET /inbox/{conversation}/files/{seq}/{index}",
    "GET /inbox/{conversation}/transcript",
  ];
  const named = Array.from(asked, (each) => each.replace(/(queues|templates)\/\w+/, "$1/{id}"));
  const operations = (await deskOperations(desk.url)).filter((each) => / \/(inbox|live|queues|templates)/.test(each));
  expect([...named, ...read].sort()).toEqual(operations.sort());
});
