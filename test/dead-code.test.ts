import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

/**
 * What knip cannot see: packages that run from source export every file to the tests, and so knip takes each for an
 * entry. Here a file is alive when something that is published or started leads to it.
 */

const entries: Record<string, readonly string[]> = {
  "server/protocol/src": ["index.ts", "desk/index.ts"],
  "server/src": [
    "index.ts",
    "connector.ts",
    "understanding/remote/services/language-model.ts",
    "testing/index.ts",
    "cli/run-cli.ts",
    "store/sqlite/writer-thread.ts",
    "understanding/classifier/train/training-thread.ts",
    "desk/stories/quality/quality-thread.ts",
    "store/memory/memory-store.ts",
  ],
  "server/desk/src": ["main.tsx", "css.d.ts"],
  "widget/src": [
    "index.ts",
    "chat/index.ts",
    "local/index.ts",
    "compat/index.ts",
    "react/primitives/index.ts",
    "element/register.ts",
    "element/mount-app.tsx",
    "element/preact-as-react.ts",
    "chat/connection/small-valibot.ts",
    "loader/main.ts",
    "mobile/main.ts",
    "loader/idle.ts",
    "errors/error-reports.ts",
    "push-worker/push-worker.ts",
    "standalone/standalone.ts",
    "css.d.ts",
  ],
  "widget/sharepoint/src": ["webparts/chat/ChatWebPart.ts", "extensions/chatLauncher/ChatLauncher.ts"],
  "demo/src": ["main.ts"],
};

/** The names of SharePoint's texts, written by its build. */
const generated = "spfx/strings.d.ts";

function sourcesBelow(folder: string): Map<string, string> {
  return new Map([...filesBelow(folder)].filter(([file]) => !/\.test\.tsx?$/.test(file) && file !== generated));
}

/** With the tests. Packages are links, some of them back to our own: nobody goes there, or each file would count twice. */
function filesBelow(folder: string): Map<string, string> {
  const found = globSync("**/*.{ts,tsx}", { cwd: join(root, folder), exclude: ["**/{node_modules,dist}"] });
  return new Map(found.map((file) => [file, readFileSync(join(root, folder, file), "utf8")]));
}

function reached(sources: ReadonlyMap<string, string>, from: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const queue = [...from];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, specifier = ""] of (sources.get(file) ?? "").matchAll(/"((?:#|\.\/)[^"]+\.tsx?)"/g)) {
      queue.push(specifier.startsWith("#") ? specifier.slice(1) : join(dirname(file), specifier));
    }
  }
  return seen;
}

/** The demo's pages start their scripts themselves; test helpers of demo and widget belong to their tests. */
const started = /^(?:site|phone)\/|^bot\/test-(?:visitors|bot)\.ts$|^react\/testing\//;

test.each(Object.keys(entries))("every source file below %s is reached from what is published or started", (folder) => {
  const sources = sourcesBelow(folder);
  const alive = reached(sources, entries[folder] ?? []);
  expect(alive.size).toBeGreaterThan(5);
  expect([...sources.keys()].filter((file) => !alive.has(file) && !started.test(file))).toEqual([]);
});

test("every exported name is used in another file, or is part of a package's public face", () => {
  const all = ["server", "widget", "demo", "test"].flatMap((folder) =>
    [...filesBelow(folder)].map(([file, source]) => ({ file: `${folder}/${file}`, source })),
  );
  expect(all.filter(({ file }) => file.startsWith("test/")).length).toBeGreaterThan(50);
  const words = new Map<string, Set<string>>();
  for (const { file, source } of all) {
    for (const [word] of source.matchAll(/[A-Za-z_$][\w$]*/g))
      words.set(word, (words.get(word) ?? new Set()).add(file));
  }
  const dead = all
    .filter(({ file }) => /^(?:server|widget|demo)\/.*\bsrc\/(?!.*\.test\.tsx?$)/.test(file))
    .flatMap(({ file, source }) =>
      [...source.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|class|const|type|interface) (\w+)/gm)]
        .map(([, name = ""]) => name)
        .filter(
          (name) =>
            (words.get(name)?.size ?? 0) < 2 && (source.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0) < 2,
        )
        .map((name) => `${file}: ${name}`),
    );
  expect(dead).toEqual([]);
});
