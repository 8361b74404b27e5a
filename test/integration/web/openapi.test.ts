import type { EventContent } from "@causerie/server/channel/event.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { expect, test } from "vitest";
import { findMismatches, type Schema } from "#support/web/json-schema.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { call, RestClient } from "#support/web/rest-client.ts";

const connectors = [
  { channel: "web", path: "/web" },
  { channel: "messenger", path: "/messenger" },
  { channel: "web", path: "/help" },
];
const document = describeOpenApi({ publicUrl: "https://chat.example", version: "1.2.3", connectors });
const schemas = document.components.schemas as Record<string, Schema>;

const routesOf = (path: string) =>
  Object.entries(document.paths)
    .filter(([route]) => route.startsWith(`${path}/`))
    .flatMap(([route, methods]) => Object.keys(methods).map((method) => `${method} ${route.slice(path.length)}`))
    .sort();

test("every route that a router answers is described, and no other, for each web connector", async () => {
  await using host = await startWebHost({ connectors: [{}, { id: "help", path: "/help" }] });
  for (const [index, path] of ["/web", "/help"].entries()) {
    const answered = (host.routers[index]?.stack ?? []).flatMap(({ route }) =>
      route === undefined
        ? []
        : [...new Set(route.stack.map(({ method }) => method))].map(
            (method) => `${method} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`,
          ),
    );
    expect(answered.sort()).toEqual(routesOf(path));
  }
  expect(routesOf("/messenger")).toEqual([]);
});

test("every name that the document refers to is in it", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect(refs.length).toBeGreaterThan(10);
  expect(refs.filter((name) => name === undefined || !(name in schemas))).toEqual([]);
});

test("no two operations have one id", () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(ids.length).toBe(2 * 25);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(["mintSession", "mintSession2"]));
});

const author = { role: "agent", name: "Ana" } as const;
const button = { type: "url", label: "Open", url: "https://shop.example/a" } as const;
const card = { title: "T", subtitle: "S", image: { url: "https://shop.example/i.png", alt: "" }, buttons: [button] };
const messages: BotMessage[] = [
  { type: "text", text: "hello", buttons: [button], quickReplies: [{ type: "text", label: "Yes", text: "yes" }] },
  { type: "card", card, quickReplies: [] },
  { type: "carousel", cards: [card], quickReplies: [] },
  {
    type: "media",
    media: { kind: "file", url: "https://shop.example/f.pdf", alt: "", name: "f.pdf" },
    caption: "c",
    buttons: [],
    quickReplies: [],
  },
  ...everyNewKind(),
];

function everyNewKind(): BotMessage[] {
  const url = "https://shop.example/a";
  const link = encodeLink("fares");
  const modifiers = {
    quickReplies: [],
    footnotes: [{ title: "T", url, excerpt: "E" }],
    alt: "A",
    speak: "S",
    delay: 1,
  };
  const part = { name: "n", label: "L", required: true, hint: "H", value: "V" };
  return [
    { type: "list", text: "t", items: [{ label: "A", description: "D", imageUrl: url, link }], ...modifiers },
    {
      type: "location",
      location: { title: "T", address: "A", latitude: 1, longitude: 2, url },
      buttons: [button],
      ...modifiers,
    },
    {
      type: "form",
      text: "t",
      fields: [
        { ...part, kind: "email" },
        { ...part, name: "c", kind: "choice", options: [{ label: "A", value: "a" }] },
      ],
      submit: { label: "Send", link },
      ...modifiers,
    },
    { type: "custom", name: "map", data: { any: [1, null] }, ...modifiers, alt: "A" },
  ];
}

const contents: EventContent[] = [
  { type: "referral", ref: "spring" },
  { type: "location", latitude: 1, longitude: 2, title: "T" },
  { type: "feedback", value: "up", messageId: "m" },
  { type: "end" },
  { type: "notification", link: "fares" },
];

test("real answers of every route are as described, down to the last property", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(
    id,
    ...contents.map((content, index) => ({ type: "visitor" as const, clientId: `a${index}`, content })),
    { type: "message.start", messageId: "m", author },
    { type: "turn.end", of: 1 },
    ...messages.map((message) => ({ type: "message.final" as const, messageId: "m", author, message, stopped: true })),
    ...messages.map((message) => ({ type: "message" as const, messageId: "n", author, message })),
  );
  const { refreshToken } = visitor.session;
  const refresh = { method: "POST", headers: { "Content-Type": "application/json" } };
  const refreshed = await call(`${visitor.base}/v1/session/refresh`, {
    ...refresh,
    body: JSON.stringify({ refreshToken }),
  });
  using stream = await visitor.stream();

  const begin = { method: "POST", headers: visitor.authorization() };
  const answers: [string, unknown][] = [
    ["Session", visitor.session],
    ["Session", refreshed.body],
    ["SendResult", (await visitor.send("b", "hello")).body],
    ["EventPage", (await visitor.events()).body],
    ["EventPage", (await visitor.events("?before=5")).body],
    ["Snapshot", (await visitor.snapshot()).body],
    ["NewConversation", (await call(`${visitor.base}/v1/conversations`, begin)).body],
    ["ConversationList", (await call(`${visitor.base}/v1/conversations`, { headers: begin.headers })).body],
    ["Problem", (await visitor.events("?since=e0.1")).body],
    ["Problem", (await visitor.post("messages", "nothing")).body],
    ...(await stream.logEvents(contents.length + 3 + 2 * messages.length)).map((event): [string, unknown] => [
      "LogEvent",
      event,
    ]),
  ];
  for (const [name, answer] of answers) {
    expect([name, findMismatches(answer, { $ref: name }, schemas)]).toEqual([name, []]);
  }
  expect(findMismatches({ ...visitor.session, extra: 1 }, { $ref: "Session" }, schemas)).toEqual([
    "$.extra: is not described",
  ]);
});
