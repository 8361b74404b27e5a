import type { InboxRow, Template } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { fillTemplate, templatesFor, variablesLeft } from "./fill-template.ts";

const values = { "visitor.name": "Maria", "operator.name": "Ada", "channel.name": "Shop", date: undefined };
const row: InboxRow = {
  conversationId: "a",
  connectorId: "page",
  channel: "messenger",
  channelName: "Shop",
  visitorName: "Maria",
  state: "open",
  language: "de-AT",
  tags: [],
  updatedAt: 1,
  version: 1,
};
const template = (id: string, more: Partial<Template> = {}): Template => ({
  id,
  title: id,
  text: `${id} text`,
  ...more,
});

test("variables are filled in, and what has no value stays and is named", () => {
  expect(fillTemplate({ text: "{visitor.name}, {operator.name} here, {date} {order.number} {date}" }, values)).toEqual({
    text: "Maria, Ada here, {date} {order.number} {date}",
    missing: ["{date}", "{order.number}"],
  });
});

test("what a visitor calls themselves is no variable", () => {
  expect(fillTemplate({ text: "Hello {visitor.name}" }, { ...values, "visitor.name": "{operator.name}" })).toEqual({
    text: "Hello {operator.name}",
    missing: [],
  });
});

test("braces that no template would have are a text", () => {
  expect(variablesLeft("{} { a } {1} {a.b.c} {visitor.name} {visitor.name}")).toEqual(["{visitor.name}"]);
});

test("templates suit the language and the channel, and the closer one stands for its title", () => {
  const all = [
    template("french", { language: "fr" }),
    template("german", { language: "de" }),
    template("anywhere"),
    template("web", { channels: ["web"] }),
    template("hello"),
    template("hello-all", { title: "hello", channels: [] }),
    template("hello-phones", { title: "hello", channels: ["whatsapp", "messenger"] }),
    template("hello-messenger", { title: "hello", channels: ["messenger"] }),
    template("bye", { channels: ["whatsapp", "messenger"] }),
    template("bye-german", { title: "bye", channels: ["whatsapp", "messenger"], language: "de" }),
    template("night", { channels: ["web", "whatsapp"] }),
  ];
  expect(templatesFor(all, row, "").map(({ id }) => id)).toEqual([
    "anywhere",
    "bye-german",
    "german",
    "hello-messenger",
  ]);
  expect(templatesFor(all, row, "TEXT messeng").map(({ id }) => id)).toEqual(["hello-messenger"]);
  const { language: _, ...unknown } = row;
  expect(templatesFor(all, unknown, "").map(({ id }) => id)).toContain("french");
});
