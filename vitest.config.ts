import { defineConfig } from "vitest/config";

const conditions = ["causerie-source", "module", "node", "development|production"];

/**
 * `unit`: pure parts, beside the code. `integration`: real sockets, stores and processes, in `test/`. Workspace packages
 * are read from their sources, so no build is needed.
 */
export default defineConfig({
  test: {
    projects: [
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: "unit",
          include: ["{server,widget,demo}/**/src/**/*.test.{ts,tsx}", "test/support/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          setupFiles: ["test/support/guards.ts"],
          // Pure parts leave nothing behind, and to load them anew for each file costs more than all of these tests.
          isolate: false,
        },
      },
      {
        ssr: { resolve: { conditions } },
        resolve: { conditions },
        test: {
          name: "integration",
          include: ["test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/support/**", "test/e2e/**"],
          setupFiles: ["test/support/guards.ts"],
          globalSetup: ["test/support/postgres/shared-postgres.ts"],
          testTimeout: 30_000,
          // The default of a second measures the machine, not the program.
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 30_000,
          execArgv: ["--conditions=causerie-source"],
        },
      },
    ],
  },
});
