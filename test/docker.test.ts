import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { storeFolder } from "./support/packed/install-outside.ts";
import { root } from "./support/paths.ts";
import { waitUntil } from "./support/wait-until.ts";

/**
 * The Dockerfile without a container engine: its lines run one after another, with a folder in the place of the image's root.
 * What it cannot show is the base image itself. Needs the npm registry.
 */
const temporary = disposableFolder();
const image = temporary.path;
/** Debian's user without rights, in the place of the image's `node`. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

type Instruction = { name: string; value: string };

/** Lines that end with a backslash go on; comments are none. */
function readDockerfile(): Instruction[] {
  const text = readFileSync(join(root, "Dockerfile"), "utf8").replaceAll(/^#.*\n/gm, "");
  return text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, name = "", value = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { name, value };
    });
}

/** The image's paths lead into the folder. */
const inImage = (text: string): string =>
  text.replaceAll(/(?<![\w.}])\/(source|app|opt|bot|data|node_modules)\b/g, `${image}/$1`);

const stages: Instruction[][] = [];
const environment: Record<string, string> = {};
const last = (name: string): string => stages.at(-1)?.findLast((instruction) => instruction.name === name)?.value ?? "";
const listOf = (value: string): string[] => (JSON.parse(value) as string[]).map(inImage);

/**
 * Nothing of this workspace's own environment: the image has none of it. But how this machine reaches the registry, and what it has
 * already got from there; and what the build here has minified is not minified again, for from the same bytes come the same bytes.
 */
const plain = (): NodeJS.ProcessEnv => ({
  PATH: `${join(root, "node_modules", "node", "bin")}:${process.env.PATH ?? ""}`,
  HOME: process.env.HOME,
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(?:https?_proxy|no_proxy|node_extra_ca_certs)$/i.test(name)),
  ),
  npm_config_prefer_offline: "true",
  pnpm_config_store_dir: storeFolder(),
  CAUSERIE_BUILD_CACHE: join(root, "node_modules", ".cache", "causerie-build"),
  ...environment,
});

/** What `COPY . .` sends: the files of the repository that .dockerignore lets through. */
async function copySources(to: string): Promise<void> {
  const listed = await runCommand("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.trim().split("\n")) cpSync(join(root, file), join(to, file), { recursive: true });
}

beforeAll(async () => {
  for (const instruction of readDockerfile())
    if (instruction.name === "FROM") stages.push([]);
    else stages.at(-1)?.push(instruction);
  for (const stage of stages) {
    let folder = image;
    for (const { name, value } of stage) {
      if (name === "WORKDIR") mkdirSync((folder = inImage(value)), { recursive: true });
      if (name === "COPY" && value === ". .") await copySources(folder);
      if (name === "COPY" && value.startsWith("--from=build ")) {
        const [, from = "", to = ""] = value.split(" ").map(inImage);
        cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      }
      if (name === "ENV")
        for (const pair of value.split(" ")) {
          const [key = "", content = ""] = pair.split("=");
          environment[key] = inImage(content);
        }
      if (name === "RUN") {
        const command = inImage(value).replaceAll("node:node", isRoot ? String(nobody) : String(process.getuid?.()));
        await runCommand("sh", ["-c", command], { cwd: folder, env: plain() });
      }
    }
  }
}, 600_000);

afterAll(() => temporary.remove());

test("its lines make a server that starts as a user without rights, is healthy, and ends in time", async () => {
  const bot = inImage("/bot");
  writeFileSync(join(bot, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(bot, "causerie.config.ts"),
    `import { createBot, defineConfig, web } from "@causerie/server";
export default defineConfig({ bot: createBot({ stories: [], fallback: () => "?" }), connectors: [web({ origins: [] })] });`,
  );
  expect(last("USER")).toBe("node");
  if (isRoot) for (const path of [image, bot]) chmodSync(path, 0o755);
  if (isRoot) chownSync(image, nobody, nobody);
  const [command = "", ...args] = [...listOf(last("ENTRYPOINT")), ...listOf(last("CMD"))];
  const env = { ...plain(), PORT: "0" };
  let output = "";
  const child: ChildProcess = spawn(command, args, {
    cwd: bot,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => void (output += chunk.toString()));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    if (!(await waitUntil(() => /the server listens/.test(output), 30_000)))
      throw new Error(`it did not start: ${output}`);
    const port = /"port":(\d+)/.exec(output)?.[1] ?? "";
    const [, probe = "[]"] = last("HEALTHCHECK").split(" CMD ");
    const [program = "", ...rest] = listOf(probe);
    await runCommand(program, rest, { cwd: bot, env: { ...plain(), PORT: port } });
    await expect(runCommand(program, rest, { cwd: bot, env: { ...plain(), PORT: "1" } })).rejects.toThrow(
      "ended with 1",
    );
    child.kill(last("STOPSIGNAL") as NodeJS.Signals);
    expect(await ended).toBe(0);
  } finally {
    child.kill("SIGKILL");
  }
});

test("secrets and data beside the sources stay out of the image", () => {
  const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining([".git", "**/.env", "**/.env.*", "**/causerie-data"]));
});
