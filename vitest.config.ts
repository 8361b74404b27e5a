import { defineConfig } from "vitest/config";
import { isNoVerdict } from "./test/support/fault/verdict.ts";
import { shareCompiledCode } from "./test/support/system/compile-cache.ts";

shareCompiledCode();

const conditions = ["causerie-source", "module", "node", "development|production"];

/** As Node resolves packages: the client of S3 has files under `module` that Node cannot load. */
const nodeConditions = conditions.filter((condition) => condition !== "module");

/** Integration tests that measure waits of the real time, or start several servers. */
const realtime = ["test/fault/**", "test/integration/processes/**", "test/integration/widget/**"];

/**
 * Integration tests that leave nothing behind in their process, so one process has many files of them: to load a server anew for each
 * costs more than most of these tests. What sets something for a whole process undoes it; `test/support/guards.ts` looks for the rest.
 */
const together = [
  "test/contract/pipeline",
  "test/integration/{alexa,apple-messages,every-channel,forms,google-chat,i18n,mattermost,messenger,openai,rocketchat,slack,speech,stories,teams,telephone,voice,whatsapp,x}",
].map((folders) => `${folders}/**/*.test.ts`);

const integration = {
  setupFiles: ["test/support/guards.ts"],
  globalSetup: ["test/support/postgres/shared-postgres.ts"],
  // The limits are there for what hangs, and no test has a shorter one of its own: that would measure the machine, not the program.
  testTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
  hookTimeout: 120_000,
  // A machine that stands still for seconds keeps things from happening at their moment. What passes at its second try is named.
  retry: { count: 1, condition: isNoVerdict },
  execArgv: ["--conditions=causerie-source"],
};

/**
 * `unit`: pure parts, beside the code. `integration`: real sockets, stores and processes, in `test/`. `together`: those of them that
 * share a process. `realtime`: those that need the machine for themselves. `firefox`: the built widget in another browser. Workspace packages are read from their sources, so no build is needed.
 */
export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: "unit",
          sequence: { groupOrder: 0 },
          include: ["{server,widget,demo}/**/src/**/*.test.{ts,tsx}", "test/support/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          setupFiles: ["test/support/guards.ts"],
          // As below: for what hangs.
          testTimeout: 120_000,
          // Pure parts leave nothing behind, and to load them anew for each file costs more than all of these tests.
          isolate: false,
        },
      },
      {
        ssr: { resolve: { conditions: nodeConditions } },
        resolve: { conditions: nodeConditions },
        test: {
          ...integration,
          name: "integration",
          sequence: { groupOrder: 1 },
          include: ["test/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            "test/support/**",
            "test/e2e/**",
            "test/firefox/**",
            ...realtime,
            ...together,
          ],
          // Most of them wait for processes and disks: one alone leaves half of the machine idle.
          maxWorkers: 2,
        },
      },
      {
        ssr: { resolve: { conditions: nodeConditions } },
        resolve: { conditions: nodeConditions },
        test: {
          ...integration,
          name: "together",
          // Beside those of `integration`: two workers for all of them.
          sequence: { groupOrder: 1 },
          include: together,
          exclude: ["**/node_modules/**"],
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          ...integration,
          name: "realtime",
          sequence: { groupOrder: 2 },
          include: realtime.map((folder) => `${folder}/*.test.ts`),
          exclude: ["**/node_modules/**"],
          maxWorkers: 1,
          // They wait for most of their time.
          maxConcurrency: 10,
          // Many restarts take long on a busy machine, and `npm run test:fault` does everything up to eighty times as often.
          testTimeout: process.env["CAUSERIE_FAULT"] === "long" ? 3_600_000 : 240_000,
        },
      },
      {
        ssr: { resolve: { conditions: nodeConditions } },
        resolve: { conditions: nodeConditions },
        test: {
          ...integration,
          name: "firefox",
          sequence: { groupOrder: 3 },
          include: ["test/firefox/*.test.ts"],
          maxWorkers: 1,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
