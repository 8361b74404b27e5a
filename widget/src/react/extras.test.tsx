import type { FormField, Message } from "@causerie/protocol";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { Thumbs } from "./features/feedback/Thumbs.tsx";
import { Inlines } from "./testing/read-screen.tsx";
import { describe, expect, test } from "vitest";
import { ChatProvider } from "./ChatProvider.tsx";
import { createScriptedChat } from "./testing/scripted-chat.ts";
import { Thread } from "./parts/Thread.tsx";
import { extras } from "./extras/extras.ts";
import { Form } from "./extras/form/Form.tsx";
import { findProblem, type Problem } from "./extras/form/form-problem.ts";
import { parseTable } from "./extras/parse-table.ts";
import { Location, mapUrl } from "./extras/Location.tsx";
import { List, searchItems } from "./extras/List.tsx";

const { Footnotes, Table } = extras;
const location = { title: "Pier 4", latitude: 48.25, longitude: -4.5 };

function render(part: ReactNode): string {
  return renderToString(
    <ChatProvider chat={createScriptedChat()} locale="en">
      {part}
    </ChatProvider>,
  );
}

describe("a list", () => {
  const items = Array.from({ length: 15 }, (_, index) => ({ label: `Item ${index + 1}`, link: `i?n=${index + 1}` }));
  const count = (html: string, part: string): number => html.split(`part="${part}"`).length - 1;

  test("shows up to eight, and a filter from twelve on", () => {
    for (const [length, shown, more, filter] of [
      [3, 3, false, false],
      [8, 8, false, false],
      [9, 8, true, false],
      [11, 8, true, false],
      [12, 8, true, true],
    ] as const) {
      const html = render(<List items={items.slice(0, length)} />);
      expect(count(html, "list-item")).toBe(shown);
      expect(html.includes(`Show all ${length}`)).toBe(more);
      expect(html.includes('type="search"')).toBe(filter);
    }
  });

  test("loads no picture from an address that could run something", () => {
    const html = render(<List items={[{ label: "Pier", link: "p", imageUrl: "javascript:alert(1)" }]} />);
    expect(html).toContain("Pier");
    expect(html).not.toContain("<img");
  });

  test("finds an item by words of its label or description in any order, case and accent", () => {
    const choices = [
      { label: "Île de Sein", description: "Ferry A", link: "1" },
      { label: "Ouessant", description: "Ferry B", link: "2" },
    ];
    expect(searchItems(choices, "  ferry ILE ").map(({ link }) => link)).toEqual(["1"]);
    expect(searchItems(choices, " ")).toBe(choices);
    expect(searchItems(choices, "zzz")).toEqual([]);
  });
});

describe("a location", () => {
  test("leads to its own address where that is safe to open, else to a map", () => {
    const map = "https://www.openstreetmap.org/?mlat=48.25&mlon=-4.5#map=17/48.25/-4.5";
    expect(mapUrl({ ...location, url: "https://pier.example" })).toBe("https://pier.example");
    expect(mapUrl(location)).toBe(map);
    expect(mapUrl({ ...location, url: "javascript:alert(1)" })).toBe(map);
  });

  test("shows its title and address, and no coordinates but in the link", () => {
    const html = render(<Location location={{ ...location, address: "4 quai" }} />);
    expect(html.replaceAll(/<[^>]+>/g, "")).not.toContain("48");
    expect(html).toContain("4 quai");
  });
});

describe("a form", () => {
  const form = (...fields: Extract<Message, { type: "form" }>["fields"]): string =>
    render(
      <Form
        entryKey="f"
        message={{ type: "form", text: "", fields, submit: { label: "Go", link: "a" }, quickReplies: [] }}
      />,
    );
  const options = ["a", "b", "c", "d", "e"].map((value) => ({ label: value.toUpperCase(), value }));

  test("offers up to four choices as radio buttons, more as a list; what is not required can be left open again", () => {
    const choice = { kind: "choice" as const, name: "c", label: "Which?", required: true };
    expect(form({ ...choice, options: options.slice(0, 4) }).split('type="radio"')).toHaveLength(5);
    expect(form({ ...choice, options })).toContain("<select");
    expect(form({ ...choice, options: options.slice(0, 2), required: false })).toContain("No answer");
  });

  test("never takes the bot's name for a field as a name in the page, where it could hide the form's own", () => {
    const html = form({ kind: "text", name: "submit", label: "One", required: true });
    expect(html).not.toContain('name="submit"');
    expect(html).toContain("* required");
  });

  test("judges as the browser does, and takes blanks for nothing", () => {
    const email = { kind: "email" as const, name: "e", label: "e", required: true };
    const problem = (field: object, found: Partial<ValidityState> = {}): Problem | undefined =>
      findProblem({ ...email, ...field }, "", found as ValidityState, "en-GB");
    expect(problem({})).toEqual({ text: "missing" });
    expect(problem({ required: false })).toBeUndefined();
    expect(problem({}, { typeMismatch: true })).toEqual({ text: "notEmail" });
    expect(problem({ kind: "date" }, { badInput: true })).toEqual({ text: "notDate" });
    expect(problem({ kind: "time" }, { badInput: true })).toEqual({ text: "formTime" });
    expect(problem({ kind: "number" }, { badInput: true })).toEqual({ text: "notNumber" });
    expect(problem({ kind: "choice", options })).toEqual({ text: "missingChoice" });
    expect(problem({ kind: "rating", max: 5 })).toEqual({ text: "missingChoice" });
    expect(problem({ kind: "consent" })).toEqual({ text: "formConsent" });
  });

  test("names the bound that an answer is beyond, as people write it", () => {
    const beyond = (field: object, found: Partial<ValidityState>): Problem | undefined =>
      findProblem(
        { name: "e", label: "e", required: false, ...field } as FormField,
        "x",
        found as ValidityState,
        "en-GB",
      );
    const [early, late] = [{ rangeUnderflow: true }, { rangeOverflow: true }];
    expect(beyond({ kind: "date", min: "2027-02-01" }, early)).toEqual({
      text: "formFrom",
      values: { bound: "1 February 2027" },
    });
    expect(beyond({ kind: "time", min: "09:00", max: "18:30" }, late)).toEqual({
      text: "formUntil",
      values: { bound: "18:30" },
    });
    expect(beyond({ kind: "number", min: 1 }, early)).toEqual({ text: "formAtLeast", values: { bound: 1 } });
    expect(beyond({ kind: "number", max: 9 }, late)).toEqual({ text: "formAtMost", values: { bound: 9 } });
  });

  test("names each star by its number, and lets an answer that is not required be taken back", () => {
    const rating = { kind: "rating" as const, name: "r", label: "How was it?", required: true, max: 5 };
    expect(form(rating)).toContain('aria-label="4 of 5"');
    expect(form(rating).split('type="radio"')).toHaveLength(6);
    expect(form({ ...rating, required: false })).toContain("No answer");
  });

  test("shows what is agreed to as a link beside the box, and only one that is safe", () => {
    const page = { label: "Privacy", url: "https://a.example/privacy" };
    const consent = { kind: "consent" as const, name: "c", label: "I agree", required: true, page };
    const html = form(consent);
    expect(html).toContain('href="https://a.example/privacy"');
    expect(html.indexOf("</label>")).toBeLessThan(html.indexOf("<a "));
    expect(form({ ...consent, page: { ...page, url: "javascript:alert(1)" } })).not.toContain("<a ");
  });
});

describe("a table", () => {
  test("is read as GitHub writes it: alignment, bars as text, rows that are too short", () => {
    expect(parseTable("| a | b |\n|:-:|--:|\n| x \\| y | 1<br>2 |\n| z |")).toEqual({
      head: ["a", "b"],
      alignments: ["center", "end"],
      rows: [
        ["x | y", "1\n2"],
        ["z", ""],
      ],
    });
  });

  test("runs no markup, and reads marks and links in its cells", () => {
    const html = render(
      <Table Inlines={Inlines} growing={false} source={"a|b\n-|-\n<b>x</b>|**y** [z](javascript:alert(1))"} />,
    );
    expect(html).toContain("&lt;b&gt;x");
    expect(html).toContain("<strong><span>y</span></strong>");
    expect(html).not.toContain("<a ");
  });
});

test("sources are counted in words, and a title without a safe address is text", () => {
  const one = render(<Footnotes footnotes={[{ title: "Fares", url: "data:text/html,x" }]} />);
  expect(one).toContain("Source (1)");
  expect(one).not.toContain("<a ");
  expect(render(<Footnotes footnotes={[{ title: "A" }, { title: "B", excerpt: "words" }]} />)).toContain("Sources (2)");
});

test("thumbs show which one is pressed", () => {
  const html = renderToString(
    <ChatProvider chat={createScriptedChat({ feedback: { m1: "up" } })} locale="en">
      <Thumbs messageId="m1" newest />
    </ChatProvider>,
  );
  expect(html).toMatch(/aria-label="Helpful"[^>]*aria-pressed="true"/);
  expect(html).toMatch(/aria-label="Not helpful"[^>]*aria-pressed="false"/);
});

describe("before their code has come", () => {
  const renderMessage = (message: Message, renderers = {}): string =>
    renderToString(
      <ChatProvider
        locale="en"
        renderers={renderers}
        chat={createScriptedChat({
          entries: [{ type: "message", key: "m", at: 0, author: { role: "bot" }, message, progress: "complete" }],
        })}
      >
        <Thread />
      </ChatProvider>,
    );

  test("the words of a list or form and the cards of a carousel are there", () => {
    expect(renderMessage({ type: "list", text: "Which one?", items: [], quickReplies: [] })).toContain("Which one?");
    const cards = [{ title: "One card", buttons: [] }];
    expect(renderMessage({ type: "carousel", cards, quickReplies: [] })).toContain("One card");
    expect(renderMessage({ type: "text", text: "a|b\n-|-\nc|d", buttons: [], quickReplies: [] })).toContain("c|d");
  });

  test("a message of the site's own is drawn by its component; without one it is its alt", () => {
    const seat: Message = { type: "custom", name: "seat", data: { row: 4 }, alt: "Row 4 is free", quickReplies: [] };
    const Seat = ({ message }: { message: { data: unknown } }): ReactNode => <em>{JSON.stringify(message.data)}</em>;
    expect(renderMessage(seat, { custom: { seat: Seat } })).toContain("<em>{&quot;row&quot;:4}</em>");
    expect(renderMessage(seat)).toContain("Row 4 is free");
    expect(renderMessage({ ...seat, name: "toString" }, { custom: {} })).toContain("Row 4 is free");
  });
});
