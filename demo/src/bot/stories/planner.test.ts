import { expect, test } from "vitest";
import { talk } from "#bot/test-visitors.ts";

test("a trip is planned in one panel, which every choice in it changes", async () => {
  const ada = talk({ channel: "web" });
  const { panel, messageIds, labels } = await ada.say("plan a trip");
  expect(panel.content).toMatchObject({ type: "column" });
  expect(labels).toEqual(expect.arrayContaining(["One fewer", "One more", "Reserve", "Menu"]));

  const more = await ada.tap("One more");
  expect(more.messageIds).toEqual(messageIds);
  expect(more.texts[0]).toContain("2 seats");

  const nearer = await ada.change("to", "brecy");
  expect(nearer.messageIds).toEqual(messageIds);
  expect(nearer.texts[0]).toContain("To: Brécy-le-Pont");

  const booked = await ada.tap("Reserve", { bicycle: "true" });
  expect(booked.messageIds).toEqual(messageIds);
  expect(booked.texts[0]).toContain("Port-Clément → Brécy-le-Pont");
  expect(booked.texts[0]).toContain("With a bicycle");
});

test("a trip to where it begins cannot be reserved", async () => {
  const ada = talk({ channel: "web" });
  await ada.say("plan a trip");
  const answer = await ada.change("to", "port-clement");
  expect(answer.texts[0]).toContain("You are there already");
  expect(answer.labels).not.toContain("Reserve");
});

test("on Messenger it is a text with buttons, and every act gives one more", async () => {
  const ada = talk({ channel: "messenger" });
  const first = await ada.say("plan a trip");
  expect(first.losses.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["panel_as_text", "table_as_text", "chart_as_text", "field_as_question"]),
  );
  const more = await ada.tap("One more");
  expect(more.messageIds).not.toEqual(first.messageIds);
});

test("the conditions are a document, with how the bot came to them", async () => {
  const answer = await talk({ channel: "web" }).say("conditions of carriage");
  expect(answer.messages).toMatchObject([
    {
      type: "text",
      document: { title: "Conditions of carriage" },
      reasoning: { text: expect.stringContaining("edition of 2026") },
    },
  ]);
});
