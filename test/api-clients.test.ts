import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createBot, story, text, web } from "@causerie/server";
import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { docBlocks } from "./support/docs/doc-examples.ts";
import { modelFiles } from "./support/docs/model-files.ts";
import { program, root } from "./support/paths.ts";
import { startTestServer } from "./support/server/start-test-server.ts";

/** What the guide for clients of the API says works, from the generator to the answer of a bot. */
const temporary = disposableFolder();
afterAll(() => temporary.remove());

const tools = join(root, "test", "api-clients", "node_modules");
const fares = story("fares", { keywords: ["fares"] });
const bot = createBot({
  stories: [
    story("hello", { events: ["start"] }).handle(() =>
      text("Hello from the harbour.", { quickReplies: [{ label: "Fares", to: fares.link() }] }),
    ),
    fares.handle(async function* () {
      yield "One moment.";
      yield "A ticket is 4 euros.";
    }),
  ],
  fallback: () => "I only know fares.",
});

/** What an app does with the client of the guide. Prints what it has got, as JSON. */
const app = `
import type { components } from "./causerie-api.ts";
import { ChatClient, ProblemError } from "./causerie-client.ts";

type Event = components["schemas"]["LogEvent"];
const server = process.argv[2] ?? "";
const chat = await ChatClient.open(server);
const started = await chat.send({ type: "start" });
const begun = await chat.snapshot();
const answers: string[] = [];
let cursor = begun.cursor;

/** @returns whether all answers have come. */
async function apply(event: Event): Promise<boolean> {
  if (event.type === "message" && event.message.type === "text") {
    answers.push(event.message.text);
    const [reply] = event.message.quickReplies;
    if (reply?.type === "postback") await chat.send({ type: "postback", label: reply.label, link: reply.link });
  }
  return answers.length >= 3 && event.type === "turn.end";
}

// The first answer may be in the snapshot already, or come by the stream.
for (const event of begun.events) await apply(event);
for await (const event of chat.stream(cursor, AbortSignal.timeout(30_000))) {
  if (event.type !== "message") continue;
  cursor = event.cursor;
  if (await apply(event.data)) break;
}

await chat.send({ type: "text", text: "weather" });
const polled: string[] = [];
while (!polled.includes("turn.end")) {
  const page = await chat.poll(cursor, 10);
  cursor = page.cursor;
  for (const event of page.events) polled.push(event.type);
}

const problem = await chat.poll("none").catch((error: unknown) => error);
const again = await ChatClient.open(server, chat.session);
const { events } = await again.snapshot();
console.log(JSON.stringify({
  started,
  answers,
  polled,
  problem: problem instanceof ProblemError ? problem.problem.code : String(problem),
  same: again.session.conversationId === chat.session.conversationId,
  seqs: events.map(({ seq }) => seq),
}));
`;

test("the TypeScript client is generated from a running server, compiles, and has a conversation", async () => {
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const folder = temporary.path;
  const block = docBlocks().find(({ page, info }) => page === "docs/api-clients.md" && info.endsWith(" client"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "causerie-client.ts"), block?.code ?? "");
  writeFileSync(join(folder, "app.ts"), app);
  symlinkSync(tools, join(folder, "node_modules"));
  const generator = join(tools, ".bin", "openapi-typescript");
  await runCommand(generator, [`${server.url}/openapi.json`, "-o", "causerie-api.ts"], { cwd: folder });
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    noEmit: true,
    target: "es2024",
    lib: ["es2024", "dom", "dom.iterable", "dom.asynciterable"],
    types: ["node"],
    typeRoots: [join(root, "test", "node_modules", "@types")],
    module: "nodenext",
    allowImportingTsExtensions: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const mistakes = await runCommand(program("tsc"), ["-p", folder, "--pretty", "false"], { cwd: folder }).catch(String);
  expect(mistakes).toBe("");

  const printed = await runCommand(program("node"), ["app.ts", server.url], { cwd: folder });
  expect(JSON.parse(printed)).toEqual({
    started: 1,
    answers: ["Hello from the harbour.", "One moment.", "A ticket is 4 euros."],
    polled: expect.arrayContaining(["visitor", "message", "turn.end"]),
    problem: "invalid_request",
    same: true,
    seqs: expect.any(Array),
  });
  const { seqs } = JSON.parse(printed) as { seqs: number[] };
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  expect(seqs.length).toBeGreaterThan(6);
});

const models = await modelFiles();

test.each(Object.keys(models))("%s is what `npm run api:models` writes today", (path) => {
  expect(readFileSync(join(root, path), "utf8") === models[path], "run npm run api:models").toBe(true);
});

test("the models hold each message of the document with all its fields", () => {
  const connectors = [{ channel: "web", path: "/web" }];
  const { schemas } = describeOpenApi({ publicUrl: "https://chat.example", version: "1", connectors }).components;
  const names = Object.keys(schemas);
  const fields = new Set(
    [
      ...JSON.stringify(schemas).matchAll(
        /"properties":\{|"(?!propertyNames|additionalProperties)(\w+)":\{"(?:type|\$ref|anyOf|oneOf|const|enum)"/g,
      ),
    ].flatMap(([, name]) => name ?? []),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(fields.size).toBeGreaterThan(50);
  for (const [path, model] of Object.entries(models)) {
    const missing = names.filter((name) => !new RegExp(`(?:class|struct) ${name}\\b`).test(model));
    expect([path, missing]).toEqual([path, []]);
    const lost = [...fields].filter((field) => !new RegExp(`\\b${field}\\b`).test(model));
    expect([path, lost]).toEqual([path, []]);
    expect(model).toContain("Models only, without requests. Causerie's tests do not compile them.");
  }
});

test("the guide names the routes and events that the document has", () => {
  const guide = readFileSync(join(root, "docs/api-clients.md"), "utf8");
  const connectors = [{ channel: "web", path: "/web" }];
  const { paths } = describeOpenApi({ publicUrl: "https://chat.example", version: "1", connectors });
  const named = [...guide.matchAll(/\b(GET|POST) (\/web[\w/{}]*)/g)].map(([, method = "", path = ""]) => ({
    method,
    path,
  }));
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter(({ method, path }) => paths[path]?.[method.toLowerCase()] === undefined)).toEqual([]);
  const stream = paths["/web/v1/conversations/{id}/stream"]?.["get"]?.responses[200]?.content?.["text/event-stream"];
  const events = Object.keys((stream as { "x-events": object })["x-events"]);
  expect([...guide.matchAll(/\{ type: "(\w+)"; (?:cursor: string; )?data: /g)].map(([, name]) => name)).toEqual(events);
});
