import { startFakeGraph } from "@causerie/fake-graph";
import { messengerKind } from "@causerie/server";
import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import type { ListedAccounts } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { deskOperations } from "#support/desk/ask.ts";
import { webChannel } from "#support/desk/channels.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { findUndescribed } from "#support/web/described-answers.ts";

const app = { appId: "1001", appSecret: "test-app-secret", verifyToken: "verify-me" };

test("real answers about channels are as their document describes them, and so are the refusals", async () => {
  await using graph = await startFakeGraph({
    apps: [app],
    pages: [{ pageId: "2001", accessToken: "EAAB-page", appId: app.appId }],
    administrators: [{ appId: app.appId, shortToken: "EAAB-short", longToken: "EAAB-long", pages: ["2001"] }],
  });
  const kind = messengerKind({ ...app, graphBaseUrl: graph.baseUrl });
  await using desk = await startDesk({ channelKinds: [kind] });
  const ada = await desk.admin();
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  const faults: string[] = [];
  const asked = new Set<string>();
  const check = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await ada.call(method, path, body);
    faults.push(...findUndescribed(document, method, `/desk/api${path}`, answer));
    if (answer.status < 400)
      asked.add(`${method} ${path.replace(/\/channels\/\w+/, "/channels/{id}").replace("/messenger/", "/{channel}/")}`);
    return answer.body;
  };
  await check("GET", "/channel-kinds");
  await check("PUT", "/channels/shop", webChannel({ language: "fr" }));
  await check("PUT", "/channels/shop", webChannel());
  await check("PUT", "/channels/other", webChannel({ options: {} }));
  await check("PATCH", "/channels/shop", { isActive: false, language: null });
  await check("PATCH", "/channels/shop", { isActive: true });
  await check("PATCH", "/channels/none", { isActive: true });
  await check("POST", "/channels/shop/check");
  await check("POST", "/channels/none/check");
  await check("POST", "/channel-kinds/messenger/sign-in", { state: "sixteen-characters" });
  await check("POST", "/channel-kinds/web/sign-in", { state: "sixteen-characters" });
  await check("POST", "/channel-kinds/messenger/accounts", { options: {} });
  const found = await check("POST", "/channel-kinds/messenger/accounts", { options: { userToken: "EAAB-short" } });
  const { ticket } = found as ListedAccounts;
  await check("POST", "/channel-kinds/messenger/connect", { ticket: "none", ids: ["2001"] });
  await check("POST", "/channel-kinds/messenger/connect", { ticket, ids: ["2001", "2002"] });
  await check("GET", "/channels");
  await check("DELETE", "/channels/shop");
  await check("DELETE", "/channels/shop");
  expect(faults).toEqual([]);
  const operations = (await deskOperations(desk.url)).filter((each) => / \/channel/.test(each));
  expect([...asked].sort()).toEqual(operations.sort());
});
