import { expect, test } from "vitest";
import { askForPerson, type Console, startWorld } from "#support/desk/inbox-world.ts";

async function download(
  { client }: Console,
  path: string,
): Promise<{ headers: Headers; text: string; status: number }> {
  const headers = { ...client.headers, Cookie: client.cookie ?? "" };
  const response = await fetch(`${client.url}/desk/api${path}`, { headers });
  return { headers: response.headers, text: await response.text(), status: response.status };
}

test("a conversation is saved as text or as a page, with notes only for who asks for them, and the audit log says so", async () => {
  await using world = await startWorld(undefined);
  const { ada, conversation, screen } = world;
  await askForPerson(world);
  await ada.act(conversation, { type: "note", text: "A <secret> of the team" });
  await ada.act(conversation, { type: "say", text: "Hello & <welcome>\n12:00 Ada" });
  await screen(3);
  const path = `/inbox/${conversation}/transcript`;

  const plain = await download(ada, `${path}?language=de&timeZone=Europe/Paris`);
  expect(plain.text).toMatch(/^Unterhaltung mit .+\n\nKanal: .+\nGespeichert: .+ \(Europe\/Paris\)\n/);
  expect(plain.text).toContain("  a person please\n");
  expect(plain.text).toContain("  Hello & <welcome>\n  12:00 Ada\n");
  expect(plain.text).toMatch(/\d\d:\d\d — Übergeben: wants a person|I ask somebody\./);
  expect(plain.text).not.toContain("secret");
  expect(Object.fromEntries(plain.headers)).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment; filename="chat-\d{4}-\d\d-\d\d\.txt"/),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });

  const page = await download(ada, `${path}?format=html&notes=yes`);
  expect(page.text).toContain("Hello &amp; &lt;welcome&gt;");
  expect(page.text).toContain("A &lt;secret&gt; of the team");
  expect(page.text).toMatch(/<\/html>\n$/);

  const { body } = await ada.client.get<object[]>("/audit?act=conversation.export");
  expect(body).toMatchObject([
    { target: `conversation ${conversation}`, detail: { format: "html", notes: "yes" } },
    { detail: { format: "text", notes: "no" } },
  ]);
  expect((await download(ada, "/inbox/none/transcript")).status).toBe(404);
  expect((await download(ada, `${path}?timeZone=Mars`)).status).toBe(400);
});
