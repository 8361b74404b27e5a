import { type FormField, limits } from "@causerie/protocol";
import { describe, expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { extraEn } from "#i18n/extra-strings.ts";
import { createTranslator } from "#i18n/translate.ts";
import { findAnswer, type FormMessage, fromLink, inWords, toLabel, toLink } from "./form-answer.ts";

const t = createTranslator(extraEn, {}, "en");

function text(name: string, label = name): FormField {
  return { kind: "text", name, label, required: false };
}

function formOf(link: string, ...fields: FormField[]): FormMessage {
  return { type: "form", text: "", fields, submit: { label: "Send", link }, quickReplies: [] };
}

describe("the link of a form", () => {
  test("keeps its own parameters, takes the fields and leaves out the empty ones", () => {
    const form = formOf("booking?offer=7&_step=details", text("name"), text("wishes"), text("city"));
    const link = toLink(form, ["Ada & Co=1", "", "Île de Sein"]);
    expect(link).toBe("booking?offer=7&_step=details&name=Ada+%26+Co%3D1&city=%C3%8Ele+de+Sein");
    expect(fromLink(form, link)).toEqual(["Ada & Co=1", "", "Île de Sein"]);
  });

  test("has each field once, even where the form's link had it already", () => {
    expect(toLink(formOf("a?city=Brest&x=1", text("city")), ["Lorient"])).toBe("a?x=1&city=Lorient");
    expect(toLink(formOf("a?city=Brest", text("city")), [""])).toBe("a");
  });

  test("without fields and parameters is the intent alone", () => {
    expect(toLink(formOf("booking", text("name")), [""])).toBe("booking");
  });
});

describe("the label of a form", () => {
  test("says what was filled in, as people write it", () => {
    const form = formOf(
      "a",
      text("name", "Your name:"),
      { kind: "date", name: "day", label: "Day", required: true },
      {
        kind: "choice",
        name: "class",
        label: "Class",
        required: false,
        options: [{ label: "Lounge", value: "l" }],
      },
      text("empty"),
    );
    expect(toLabel(form, ["Ada", "2026-12-24", "l", ""], t, "en-GB")).toBe(
      "Your name: Ada\nDay: 24 December 2026\nClass: Lounge",
    );
    expect(toLabel(form, ["", "", "", ""], t, "en-GB")).toBe("Send");
  });

  test("never exceeds the protocol's limit, and shortens the long answers before the short ones", () => {
    const form = formOf("a", text("wishes"), text("name"));
    const label = toLabel(form, ["long ".repeat(200).trim(), "Ada"], t, "en");
    expect(label.length).toBeLessThanOrEqual(limits.labelLength);
    expect(label).toMatch(/^wishes: long [\s\S]*…\nname: Ada$/);
    const many = formOf("a", ...Array.from({ length: 60 }, (_, index) => text(`question number ${index}`)));
    expect(
      toLabel(
        many,
        many.fields.map(() => "yes".repeat(50)),
        t,
        "en",
      ).length,
    ).toBeLessThanOrEqual(limits.labelLength);
  });

  test("writes times, stars and consent as they are read", () => {
    const part = { name: "n", label: "N", required: false };
    expect(inWords({ ...part, kind: "time" }, "18:30", "en-US").replace("\u202f", " ")).toBe("6:30 PM");
    expect(inWords({ ...part, kind: "time" }, "18:30", "de")).toBe("18:30");
    expect(inWords({ ...part, kind: "time" }, "soon", "de")).toBe("soon");
    expect(inWords({ ...part, kind: "rating", max: 5 }, "4", "en")).toBe("4/5");
    expect(inWords({ ...part, kind: "consent" }, "yes", "en")).toBe("✓");
    expect(inWords({ ...part, kind: "consent" }, "", "en")).toBe("");
  });

  test("leaves a date that is none, and a choice that was never offered, as they are", () => {
    expect(inWords({ kind: "date", name: "d", label: "d", required: true }, "soon", "en")).toBe("soon");
    expect(inWords({ kind: "choice", name: "c", label: "c", required: true, options: [] }, "x", "en")).toBe("x");
  });
});

describe("the answer to a form", () => {
  const form = formOf("booking?_step=details", text("name"));
  const asked = (key: string, message = form): Entry => ({
    type: "message",
    key,
    at: 1,
    author: { role: "bot" },
    message,
    progress: "complete",
  });
  const tapped = (key: string, link: string, label = "x"): Entry => ({
    type: "visitor",
    key,
    at: 1,
    content: { type: "postback", link, label },
    delivery: { type: "sent" },
  });
  const answer = tapped("v1", "booking?_step=details&name=Ada");

  test("is a later act of the visitor with its link and at least one of its fields", () => {
    expect(findAnswer([asked("f1"), answer], "f1")).toBe(answer);
    expect(findAnswer([answer, asked("f1")], "f1")).toBeUndefined();
    expect(findAnswer([asked("f1"), tapped("v", "booking?name=Ada")], "f1")).toBeUndefined();
    expect(findAnswer([asked("f1"), tapped("v", "hours?_step=details&name=Ada")], "f1")).toBeUndefined();
    expect(findAnswer([asked("f1"), tapped("v", "booking?_step=details", "Start again")], "f1")).toBeUndefined();
  });

  test("may be empty, if it bears the form's own label", () => {
    const empty = tapped("v", "booking?_step=details", "Send");
    expect(findAnswer([asked("f1"), empty], "f1")).toBe(empty);
  });

  test("belongs to the last such form before it", () => {
    const entries = [asked("f1"), asked("f2"), answer];
    expect(findAnswer(entries, "f1")).toBeUndefined();
    expect(findAnswer(entries, "f2")).toBe(answer);
    expect(findAnswer([asked("f1"), asked("other", formOf("other", text("name"))), answer], "f1")).toBe(answer);
  });

  test("of a message that is no form is none", () => {
    expect(findAnswer([answer], "v1")).toBeUndefined();
    expect(findAnswer([], "gone")).toBeUndefined();
  });
});
