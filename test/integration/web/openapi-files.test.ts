import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { expect, test } from "vitest";
import { findUndescribed } from "#support/web/described-answers.ts";
import { callRaw, RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

const document = describeOpenApi({
  publicUrl: "https://chat.example",
  version: "1.2.3",
  connectors: [{ channel: "web", path: "/web" }],
});
const json = { "Content-Type": "application/json" };
const piece = { "Content-Type": "application/offset+octet-stream" };
const wish = (bytes: number, mediaType = "image/png"): string =>
  JSON.stringify({ clientId: "a", name: "a.png", mediaType, bytes });

/** Asks, and says what of the answer the document does not say. */
async function ask(
  { url }: WebHost,
  { session }: RestClient,
  [method, route, headers = {}, body]: readonly [string, string, Record<string, string>?, (string | Buffer)?],
): Promise<[status: number, faults: string[]]> {
  const path = route.startsWith("/") ? `/web/v1/conversations/${session.conversationId}${route}` : `/web/v1/${route}`;
  const own = { Authorization: `Bearer ${session.token}`, ...headers };
  const answer = await callRaw(url + path, { method, headers: own, ...(body === undefined ? {} : { body }) });
  // The answer to HEAD has a type and no body.
  const described = method === "HEAD" ? { ...answer, headers: new Headers(), body: undefined } : answer;
  const faults = findUndescribed(document, method, path, described);
  return [answer.status, faults.filter((fault) => method !== "HEAD" || !fault.endsWith("there is no body"))];
}

test("what each route of files answers is described", async () => {
  await using host = await startWebHost({ connectors: [{ uploads: { accept: ["image/png"] } }] });
  const client = await RestClient.start(`${host.url}/web`);
  const ada = new UploadClient(client);
  const { uploadId } = (await ada.begin("x", redPixel.length)).body;
  const sent = await ada.upload("y", redPixel);
  await ada.send("m", [{ uploadId: sent }]);
  const other = (await ada.begin("z", redPixel.length)).body.uploadId;
  const evil = { Origin: "https://evil.example" };
  const at = (offset: number): Record<string, string> => ({ ...piece, "Upload-Offset": String(offset) });
  const cases = [
    [200, "GET", "/uploads"],
    [401, "GET", "/uploads", { Authorization: "Bearer none" }],
    [403, "GET", "/uploads", evil],
    [201, "POST", "/uploads", json, wish(100)],
    [409, "POST", "/uploads", json, wish(101)],
    [400, "POST", "/uploads", json, "{}"],
    [413, "POST", "/uploads", json, wish(3e9)],
    [415, "POST", "/uploads", {}, wish(100)],
    [422, "POST", "/uploads", json, wish(100, "image/svg+xml")],
    [409, "PATCH", `/uploads/${uploadId}`, at(5), redPixel],
    [400, "PATCH", `/uploads/${uploadId}`, piece, redPixel],
    [413, "PATCH", `/uploads/${uploadId}`, at(0), Buffer.alloc(1_000)],
    [415, "PATCH", `/uploads/${uploadId}`, { ...at(0), "Content-Type": "text/plain" }, redPixel],
    [422, "PATCH", `/uploads/${other}`, at(0), Buffer.alloc(redPixel.length)],
    [404, "PATCH", "/uploads/none", at(0), redPixel],
    [204, "PATCH", `/uploads/${uploadId}`, at(0), redPixel],
    [200, "HEAD", `/uploads/${uploadId}`],
    [404, "HEAD", "/uploads/none"],
    [204, "DELETE", `/uploads/${uploadId}`],
    [200, "POST", "/files/1.0/link", json, "{}"],
    [404, "POST", "/files/1.9/link", json, "{}"],
    [404, "GET", "files/none"],
    [403, "GET", "files/none", evil],
  ] as const;
  for (const [status, ...request] of cases)
    expect([request, ...(await ask(host, client, request))]).toEqual([request, status, []]);
});

test("where no files are taken, and where one asks too often, the answers are described, too", async () => {
  const once = { count: 1, seconds: 60 };
  await using off = await startWebHost();
  await using narrow = await startWebHost({
    connectors: [{ uploads: {}, rates: { ...unlimitedRates, uploads: once } }],
  });
  const routes = [
    ["GET", "/uploads"],
    ["POST", "/uploads", json, wish(100)],
    ["PATCH", "/uploads/u_x", { ...piece, "Upload-Offset": "0" }, redPixel],
    ["HEAD", "/uploads/u_x"],
    ["DELETE", "/uploads/u_x"],
  ] as const;
  const nobody = await RestClient.start(`${off.url}/web`);
  for (const request of routes) expect([request, ...(await ask(off, nobody, request))]).toEqual([request, 422, []]);
  const hasty = await RestClient.start(`${narrow.url}/web`);
  await ask(narrow, hasty, routes[0]);
  for (const request of routes) expect([request, ...(await ask(narrow, hasty, request))]).toEqual([request, 429, []]);
});
