import { web } from "@causerie/server";
import { expect, test } from "vitest";
import { createDeskBot } from "#support/desk/desk-bot.ts";
import { Console } from "#support/desk/inbox-world.ts";
import { startDesk } from "#support/desk/start-desk.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";

test("a file that a visitor has sent is read by who may read the conversation, and by nobody else", async () => {
  await using desk = await startDesk({ bot: createDeskBot(), connectors: [web({ origins: [], uploads: {} })] });
  const ada = new Console(await desk.admin());
  const visitor = await RestClient.start(`${desk.url}/web`);
  const uploads = new UploadClient(visitor);
  const uploadId = await uploads.upload("file-1", redPixel);
  expect((await uploads.send("m1", [{ uploadId, alt: "a red dot" }], "look")).status).toBe(202);
  const { entries } = await ada.open(visitor.session.conversationId);
  const [sent] = entries;
  expect(sent).toMatchObject({
    by: { role: "visitor" },
    text: "look",
    files: [{ mediaType: "image/png", alt: "a red dot" }],
  });
  const url = `${desk.url}${sent?.files?.[0]?.url ?? ""}`;
  const headers = { ...ada.client.headers, Cookie: ada.client.cookie ?? "" };
  const read = await fetch(url, { headers });
  expect(Buffer.from(await read.arrayBuffer())).toEqual(redPixel);
  expect(Object.fromEntries(read.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(/^inline; .*cat\.png/),
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  });
  expect((await fetch(url)).status).toBe(401);
  const wrong = ["1/1", "2/0", "0/0", "99/0", "-1/0", "1/x"];
  const answers = await Promise.all(wrong.map((end) => fetch(url.replace(/\d+\/\d+$/, end), { headers })));
  expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 404));
});
