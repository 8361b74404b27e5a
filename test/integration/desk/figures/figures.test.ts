import type { Figures, InboxPage } from "@causerie/protocol/desk";
import { createBot, story, web } from "@causerie/server";
import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { deskStores, member, startDesk } from "#support/desk/start-desk.ts";
import { findUndescribed } from "#support/web/described-answers.ts";
import { RestClient } from "#support/web/rest-client.ts";

const order = story("order", { keywords: ["order"], slots: { size: v.string() } });
const person = story("person", { keywords: ["person"] });

/** Asks for a size, and hands over to a person. */
const bot = () =>
  createBot({
    stories: [
      order.handle({ ask: { size: () => "Which size?" }, run: () => "Thank you." }),
      person.handle((turn) => {
        turn.handover();
        return "I ask somebody.";
      }),
    ],
    fallback: () => "What?",
  });

describe.each(deskStores)("figures on $store", ({ database }) => {
  test("count what visitors, the bot and the team do, within seconds", async () => {
    await using desk = await startDesk({ bot: bot(), connectors: [web({ origins: [] })] }, { database: database() });
    const admin = await desk.admin();
    const { client: operator, id } = await member(desk, admin, "operator");
    const ada = await RestClient.start(`${desk.url}/web`);
    await ada.send("1", "I want to order");
    const bob = await RestClient.start(`${desk.url}/web`);
    await bob.send("1", "nonsense");
    await bob.send("2", "a person, please");
    const waits = async () => (await operator.get<InboxPage>("/inbox?state=waiting")).body.rows.length;
    await expect.poll(waits).toBe(1);
    const path = `/inbox/${encodeURIComponent(bob.session.conversationId)}/acts`;
    const say = { type: "say", id: crypto.randomUUID(), text: "Good day." };
    expect((await operator.call("POST", path, say)).status).toBe(200);
    const day = new Date().toISOString().slice(0, 10);
    const read = async (): Promise<Figures> => (await admin.get<Figures>(`/figures?from=${day}&to=${day}`)).body;
    await expect.poll(async () => (await read()).operators).toMatchObject([{ id, name: "operator", conversations: 1 }]);
    const figures = await read();
    expect(figures.days).toMatchObject([{ day, conversations: 2, byBotAlone: 1, visitor: 3, bot: 3, team: 1 }]);
    expect(figures.questions).toEqual([{ story: "order", step: "", slot: "size", asked: 1, left: 1 }]);
    expect(figures.stories).toEqual(
      expect.arrayContaining([
        { story: "order", count: 1 },
        { story: "person", count: 1 },
      ]),
    );
    expect(figures.outcomes).toContainEqual({ outcome: "not_understood", count: 1 });
    expect(figures.firstAnswer).toMatchObject({ bot: { count: 2 }, team: { count: 1 } });
    expect(JSON.stringify(figures)).not.toMatch(/nonsense|Good day/);

    const other = await admin.get<Figures>(`/figures?from=${day}&to=${day}&channel=messenger`);
    expect(other.body.totals).toMatchObject({ conversations: 0 });
    expect(other.body.connectors).toEqual([{ id: "web", name: "web", channel: "web" }]);

    const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
    expect(findUndescribed(document, "GET", "/desk/api/figures", other)).toEqual([]);

    const csv = await fetch(`${desk.url}/desk/api/figures/days?from=${day}&to=${day}&zone=Europe/Paris`, {
      headers: { Cookie: admin.cookie ?? "" },
    });
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect((await csv.text()).split("\r\n")[0]).toMatch(/^day,conversations,/);

    // What the page of the visitor gets says nothing of stories.
    const events = JSON.stringify((await ada.events()).body);
    expect(events).toContain("turn.end");
    expect(events).not.toContain("about");
  });
});

test("whoever asks for days that there are not, for too many, or for another zone is refused", async () => {
  await using desk = await startDesk();
  const admin = await desk.admin();
  for (const query of [
    "",
    "from=2026-02-30&to=2026-03-01",
    "from=2026-03-02&to=2026-03-01",
    "from=2024-01-01&to=2026-01-01",
    "from=2026-03-01&to=2026-03-01&zone=Mars/Base",
  ])
    expect(await admin.get(`/figures?${query}`)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  expect(await admin.get("/figures/nothing?from=2026-03-01&to=2026-03-01")).toMatchObject({ status: 404 });
});
