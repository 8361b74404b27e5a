import { expect, test } from "vitest";
import type { CloudMessage } from "./message.ts";
import { lateForm, simplerForm } from "./other-forms.ts";

const said = (body: string): CloudMessage => ({ type: "text", text: { body } });
const template = { name: "news", language: "en", parameters: ["News: {message}"] };
const parameterOf = (message: CloudMessage | undefined): unknown =>
  message?.type === "template"
    ? (message.template.components?.[0]?.["parameters"] as { text: string }[] | undefined)?.[0]?.text
    : message;

test("a message that comes too late becomes a template that carries its words, on one line and short enough", () => {
  expect(parameterOf(lateForm({ message: said("Your train\n\tis   late") }, template))).toBe(
    "News: Your train is late",
  );
  const long = parameterOf(lateForm({ message: said("x ".repeat(2_000)) }, template));
  expect(String(long).length).toBeLessThanOrEqual(1024);
  expect(parameterOf(lateForm({ message: said("$& and {message}") }, template))).toBe("News: $& and {message}");
});

test("only the first message of an answer becomes one, and what has no words becomes none", () => {
  expect(lateForm({ message: said("more"), follows: true }, template)).toBeUndefined();
  expect(
    lateForm({ message: { type: "image", image: { link: "https://a.example/a.png" } } }, template),
  ).toBeUndefined();
  expect(lateForm({ message: said("hello") }, undefined)).toBeUndefined();
  const own: CloudMessage = { type: "template", template: { name: "own", language: { code: "en" } } };
  expect(lateForm({ message: own, follows: true }, undefined)).toBe(own);
});

test("what Meta refuses in its form is said in words, with the choices as lines", () => {
  const action = { buttons: [{ type: "reply" as const, reply: { id: "1", title: "Yes" } }] };
  expect(
    simplerForm({ type: "interactive", interactive: { type: "button", body: { text: "Well?" }, action } }),
  ).toEqual(said("Well?\n• Yes"));
  expect(simplerForm({ type: "image", image: { link: "https://a.example/a.png", caption: "Look" } })).toEqual(
    said("Look\nhttps://a.example/a.png"),
  );
  expect(simplerForm(said("hello"))).toBeUndefined();
});
