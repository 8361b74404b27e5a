import { randomUUID } from "node:crypto";
import type { DeskUpload } from "@causerie/protocol/desk";
import { messenger, web } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { createDeskBot } from "#support/desk/desk-bot.ts";
import { askForPerson, Console, startWorld } from "#support/desk/inbox-world.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { waitUntil } from "#support/wait-until.ts";
import { redPixel } from "#support/web/upload-client.ts";

type Refusal = { code?: string; detail?: string };
const picture = { clientId: "file-0001", name: "red.png", mediaType: "image/png", bytes: redPixel.byteLength };

function begin({ client }: Console, conversation: string, wish: object = picture) {
  return client.call<DeskUpload & Refusal>("POST", `/inbox/${conversation}/uploads`, wish);
}

async function append({ client }: Console, conversation: string, upload: string, offset: number, content: Uint8Array) {
  const response = await fetch(`${client.url}/desk/api/inbox/${conversation}/uploads/${upload}?offset=${offset}`, {
    method: "PATCH",
    headers: { ...client.headers, Cookie: client.cookie ?? "", "Content-Type": "application/octet-stream" },
    body: Buffer.from(content),
  });
  return { status: response.status, body: (await response.json()) as DeskUpload & Refusal };
}

test("an operator sends a file, once, and the visitor sees it as a picture with its words", async () => {
  await using world = await startWorld(undefined);
  const { ada, ben, conversation, visitor } = world;
  await askForPerson(world);
  const { sends } = await ada.open(conversation);
  expect(sends?.accept).toContain("image/png");
  const { status, body: begun } = await begin(ada, conversation);
  expect({ status, begun }).toMatchObject({ status: 200, begun: { bytes: redPixel.byteLength, received: 0 } });

  const early = await ada.act(conversation, { type: "send", upload: begun.id });
  expect(early.body).toMatchObject({ code: "invalid_request", detail: expect.stringContaining("not complete") });
  expect(await append(ada, conversation, begun.id, 0, redPixel)).toMatchObject({ body: { received: redPixel.length } });
  // A colleague who has learnt the id can neither send nor drop it.
  expect((await ben.act(conversation, { type: "send", upload: begun.id })).status).toBe(404);
  expect((await ben.client.call("DELETE", `/inbox/${conversation}/uploads/${begun.id}`)).status).toBe(404);

  const act = { type: "send", id: randomUUID(), upload: begun.id, alt: "a red dot" } as const;
  expect((await ada.act(conversation, act)).body.row).toMatchObject({ state: "open", operator: { name: "ada" } });
  expect((await ada.act(conversation, act)).status).toBe(200);
  const media = async () =>
    (await visitor.events()).body.events.flatMap((event) =>
      event.type === "message" && event.message.type === "media" ? [event] : [],
    );
  expect(await waitUntil(async () => (await media()).length > 0, 5_000)).toBe(true);
  expect(await media()).toMatchObject([
    {
      author: { role: "agent", name: "ada" },
      message: { media: { kind: "image", alt: "a red dot", name: "red.png" } },
    },
  ]);
  const { entries } = await ada.open(conversation);
  expect(entries.filter(({ files = [] }) => files.length > 0)).toMatchObject([
    { by: { role: "agent" }, kind: "media", files: [{ name: "red.png", alt: "a red dot" }] },
  ]);
});

test("what is no picture, is too large or has no type is refused before it reaches anybody", async () => {
  await using world = await startWorld(undefined);
  const { ada, conversation } = world;
  await askForPerson(world);
  const wrong = Buffer.from("<script>alert(1)</script>");
  const fake = await begin(ada, conversation, { ...picture, bytes: wrong.byteLength });
  expect((await append(ada, conversation, fake.body.id, 0, wrong)).body).toMatchObject({ code: "file_refused" });
  expect((await ada.act(conversation, { type: "send", upload: fake.body.id })).status).toBe(404);
  const large = await begin(ada, conversation, { ...picture, clientId: "file-0002", bytes: 900_000_000 });
  expect(large.body).toMatchObject({ code: "too_large" });
  const page = { ...picture, clientId: "file-0003", name: "a.html", mediaType: "text/html" };
  expect((await begin(ada, conversation, page)).body).toMatchObject({ code: "file_refused" });
  const gone = await begin(ada, conversation, { ...picture, clientId: "file-0004" });
  expect((await ada.client.call("DELETE", `/inbox/${conversation}/uploads/${gone.body.id}`)).status).toBe(204);
  expect((await append(ada, conversation, gone.body.id, 0, redPixel)).status).toBe(404);
  expect((await begin(ada, "none")).status).toBe(404);
});

test("in Messenger the person gets the bytes of an operator's file", async () => {
  const [page] = metaPage.pages;
  await using graph = await startFakeGraph({
    ...metaPage,
    pages: [{ ...page, pageId: "2001", accessToken: "EAAB-page-token", appId: "1001" }],
  });
  const options = { ...pageOptions({ handoverTo: "desk" }), graphBaseUrl: graph.baseUrl };
  await using desk = await startDesk({ bot: createDeskBot(), connectors: [messenger(options), web({ origins: [] })] });
  graph.setWebhookUrl("1001", `${desk.url}/messenger`);
  const ada = new Console(await desk.admin());
  await graph.user("2001").say("a person please");
  expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
  const conversation = (await ada.list("?state=waiting"))[0]?.conversationId ?? "";
  const { body } = await begin(ada, encodeURIComponent(conversation));
  await append(ada, encodeURIComponent(conversation), body.id, 0, redPixel);
  expect((await ada.act(conversation, { type: "send", upload: body.id, alt: "a red dot" })).status).toBe(200);
  const isSent = (): boolean =>
    graph.journal.some(({ body: sent }) => JSON.stringify(sent ?? {}).includes('"attachment"'));
  expect(await waitUntil(isSent, 5_000)).toBe(true);
});
