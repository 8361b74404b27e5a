import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { docBlocks, docExamples } from "./support/docs/doc-examples.ts";
import { installOutside, outsideEnv } from "./support/packed/install-outside.ts";
import { program, root } from "./support/paths.ts";

/**
 * What an outsider installs: the packed tarballs in a folder outside the workspace, with nothing but the README's
 * configuration. Needs a build (`npm test` makes one before) and the npm registry.
 */
const packages = ["server/protocol", "widget", "server"];
const temporary = disposableFolder();
const outside = temporary.path;
const env = outsideEnv;

/** The version that this workspace uses, too. */
function pinned(name: string): string {
  const [, version = ""] = new RegExp(`^  "?${name}"?: (.*)$`, "m").exec(workspace) ?? [];
  return version;
}
const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");

let running: ChildProcess | undefined;

/** The bot that the README shows, word for word. */
function readmeConfig(): string {
  const config = docExamples().find(({ page, name }) => page === "README.md" && name === "causerie.config.ts");
  return config?.code.replace(/^.*\n/, "") ?? "";
}

/** Packs as the README says, into another folder. @returns the tarballs. */
async function packAsTheReadmeSays(folder: string): Promise<string[]> {
  const blocks = docBlocks().filter(({ page, language }) => page === "README.md" && language === "sh");
  const [, command = ""] =
    /^(npx pnpm@\S+ .* pack) --pack-destination /m.exec(blocks.map(({ code }) => code).join("")) ?? [];
  await runCommand("sh", ["-c", `${command} --pack-destination "${folder}"`], { cwd: root, env });
  return readdirSync(folder).map((name) => join(folder, name));
}

beforeAll(async () => installOutside(outside, await packAsTheReadmeSays(join(outside, "tarballs"))), 180_000);

afterAll(async () => {
  if (running !== undefined && running.exitCode === null) {
    const ended = new Promise((resolve) => running?.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  }
  temporary.remove();
});

async function startOutside(): Promise<string> {
  const child = spawn(join(outside, "node_modules", ".bin", "causerie"), ["start"], {
    cwd: outside,
    env: { ...env, PORT: "0", NODE_ENV: "production" },
  });
  running = child;
  let output = "";
  return new Promise<string>((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /"url":"(http[^"]+)"/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("exit", (code) => reject(new Error(`causerie start ended with ${code}: ${output}`)));
  });
}

type Session = { token: string; conversationId: string };
type Page = { events: { type: string; message?: { text?: string } }[] };

test("the packed tarballs and the README's twenty lines are a working bot", async () => {
  const config = readmeConfig();
  expect(config.trim().split("\n").length).toBeLessThanOrEqual(20);
  writeFileSync(join(outside, "causerie.config.ts"), config);
  const checked = await runCommand(join(outside, "node_modules", ".bin", "causerie"), ["check"], { cwd: outside, env });
  expect(checked).toContain("The configuration is complete");

  const url = await startOutside();
  const post = (path: string, body: unknown, token?: string): Promise<Response> =>
    fetch(`${url}/web/v1/${path}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const { token, conversationId } = (await (await post("session", {})).json()) as Session;
  const sent = await post(
    `conversations/${conversationId}/messages`,
    { clientId: "1", content: { type: "text", text: "hello" } },
    token,
  );
  expect(sent.status).toBe(202);

  const texts = async (): Promise<(string | undefined)[]> => {
    const answer = await fetch(`${url}/web/v1/conversations/${conversationId}/events`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as Page).events
      .filter(({ type }) => type === "message")
      .map(({ message }) => message?.text);
  };
  await expect.poll(texts).toHaveLength(1);

  const script = await fetch(`${url}/causerie.js`, { headers: { "Accept-Encoding": "br" } });
  expect(script.status).toBe(200);
  expect(script.headers.get("content-type")).toContain("javascript");
  expect(script.headers.get("content-encoding")).toBe("br");
});

test("a connector outside the workspace compiles, passes the published contract suite, and can be configured", async () => {
  const folder = join(outside, "own-connector");
  mkdirSync(folder);
  const files = docExamples().flatMap(({ page, name, code }) =>
    page === "docs/own-connector.md" && name !== undefined ? [{ name, code }] : [],
  );
  for (const { name, code } of files) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "own-connector", private: true, type: "module" }));
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "es2024",
        lib: ["es2024", "esnext.disposable", "dom"],
        module: "nodenext",
        allowImportingTsExtensions: true,
        types: ["node"],
      },
      files: files.map(({ name }) => name),
    }),
  );
  await runCommand(program("tsc"), ["-p", folder, "--pretty", "false"], { cwd: folder, env });

  const report = await runCommand(program("node"), ["--test", "--test-reporter=tap", "telegram.contract.ts"], {
    cwd: folder,
    env,
  });
  const passed = [...report.matchAll(/^ok \d+ - (.*)$/gm)].map(([, name]) => name);
  expect(passed).toContain("an event is stored with its person and conversation before the channel is told");
  expect(passed.length).toBeGreaterThan(18);
  expect(report).toMatch(/^# fail 0$/m);

  const causerie = join(outside, "node_modules", ".bin", "causerie");
  const secrets = { TELEGRAM_TOKEN: "t", TELEGRAM_SECRET: "s" };
  const checked = await runCommand(causerie, ["check"], { cwd: folder, env: { ...env, ...secrets } });
  expect(checked).toContain("The configuration is complete: 1 connector(s)");
}, 120_000);

test("`causerie init` writes a bot that compiles, that its own tests accept, and that can be configured", async () => {
  const install = ["typescript", "vitest", "@types/node"].map((name) => `${name}@${pinned(name)}`);
  await runCommand("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...install], {
    cwd: outside,
    env,
  });
  const bin = (name: string): string => join(outside, "node_modules", ".bin", name);
  const said = await runCommand(bin("causerie"), ["init", "my-bot"], { cwd: outside, env });
  expect(said).toContain("cd my-bot");
  const folder = join(outside, "my-bot");
  expect(readdirSync(folder)).toContain(".gitignore");
  expect(readFileSync(join(folder, "README.md"), "utf8")).toMatch(/^# my-bot\n/);

  // Its `npm test`, with the programs that are installed above the folder.
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { scripts: { test: string } };
  const path = `${join(outside, "node_modules", ".bin")}${delimiter}${env.PATH}`;
  const tested = await runCommand("sh", ["-c", scripts.test], { cwd: folder, env: { ...env, PATH: path } });
  expect(stripVTControlCharacters(tested)).toMatch(/Tests\s+5 passed/);
  expect(await runCommand(bin("causerie"), ["check"], { cwd: folder, env })).toContain("The configuration is complete");

  const again = runCommand(bin("causerie"), ["init", "my-bot"], { cwd: outside, env });
  await expect(again).rejects.toThrow(/my-bot already has package\.json, .*; nothing was written/);
}, 180_000);

test("a configuration with mistakes gets all of them in sentences and exit code 1", async () => {
  writeFileSync(
    join(outside, "wrong.config.ts"),
    `import { createBot, defineConfig, messenger, web } from "@causerie/server";
export default defineConfig({
  bot: createBot({ stories: [], fallback: () => "?" }),
  connectors: [web({ origins: ["www.example.com"] }), messenger({ appId: "1", pageId: "2", accessToken: "", appSecret: "s", verifyToken: "" })],
  publicUrl: "chat.example.com",
});`,
  );
  const failed = runCommand(
    join(outside, "node_modules", ".bin", "causerie"),
    ["check", "--config", "wrong.config.ts"],
    { cwd: outside, env },
  );
  const message = await failed.then(
    () => "",
    (error: Error) => error.message,
  );
  expect(message).toContain("ended with 1");
  for (const part of ["publicUrl", "origins", "accessToken", "verifyToken"]) expect(message).toContain(part);
});

test.each(packages)("%s without a build is not packed: that says what to do first", async (name) => {
  const manifest = readFileSync(join(root, name, "package.json"), "utf8");
  const { scripts } = JSON.parse(manifest) as { scripts: { prepack: string } };
  const [, check = ""] = /^node (\S+)$/.exec(scripts.prepack) ?? [];
  const folder = join(outside, "without-a-build", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), manifest);
  const run = (cwd: string) => runCommand(program("node"), [join(root, name, check)], { cwd, env });
  await expect(run(folder)).rejects.toThrow("Run `npm run build` in the root of the repository first");
  expect(await run(join(root, name))).toBe("");
});

test("each tarball is what publint calls well made, and holds no sources", async () => {
  const { publint } = await import("publint");
  for (const folder of packages) {
    const { messages } = await publint({ pkgDir: join(root, folder), pack: "npm", strict: true });
    expect(messages.filter(({ type }) => type !== "suggestion")).toEqual([]);
  }
  const listed = await runCommand("npm", ["ls", "--all", "--parseable"], { cwd: outside, env });
  expect(listed).toContain("@causerie");
  const files = readdirSync(join(outside, "node_modules", "@causerie", "server"), { recursive: true }).map(String);
  expect(files.filter((file) => file.startsWith("src"))).toEqual([]);
});

test("each published module with components or hooks is for the browser from its first statement on", async () => {
  const dist = join(outside, "node_modules", "@causerie", "widget", "dist");
  const modules = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && !file.startsWith("causerie"))
    .map((file) => ({ file, code: readFileSync(join(dist, file), "utf8").trimStart() }));
  const withReact = modules.filter(({ file, code }) => file === "index.js" || /\bfrom\s*"react/.test(code));
  expect(withReact.length).toBeGreaterThan(3);
  expect(withReact.filter(({ code }) => !code.startsWith('"use client";')).map(({ file }) => file)).toEqual([]);
  // A server may make a conversation without an interface, so what it is made of must stay usable there.
  expect(modules.find(({ file }) => file === "chat.js")?.code).not.toContain("use client");
});
