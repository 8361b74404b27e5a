import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { test as base, type Page } from "@playwright/test";
import { disposableFolder } from "#support/disposable-folder.ts";
import { root } from "#support/paths.ts";
import { endChild } from "#support/system/end-child.ts";

/** The demo as `npm start` runs it, in a process and data folder of its own. */
export class DemoProcess {
  readonly #folder = disposableFolder();
  #child: ChildProcess | undefined;
  #port = "0";
  output = "";
  url = "";

  async start(): Promise<void> {
    const main = join(root, "demo", "src", "main.ts");
    const child = fork(main, [], {
      execArgv: ["--conditions=causerie-source"],
      env: {
        ...process.env,
        PORT: this.#port,
        CAUSERIE_DATA: this.#folder.path,
        LOG_LEVEL: "warn",
        // The load is that of the tests.
        CAUSERIE_MAX_LOOP_DELAY_MS: "0",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const look = (chunk: Buffer): void => {
        this.output += chunk.toString();
        const address = /Causerie demo: (http:\/\/\S+)/.exec(
          this.output.slice(this.output.lastIndexOf("Causerie demo")),
        )?.[1];
        if (address !== undefined) resolve(address);
      };
      child.stdout?.on("data", look);
      child.stderr?.on("data", look);
      child.once("exit", (code) => reject(new Error(`the demo ended with ${code}: ${this.output}`)));
    });
    this.#port = new URL(this.url).port;
  }

  /** Ends it at once like a crash, or in order. The next start gets the same port and data. */
  async stop(signal: "SIGKILL" | "SIGTERM" = "SIGTERM"): Promise<void> {
    await endChild(this.#child, signal);
  }

  async remove(): Promise<void> {
    await this.stop();
    this.#folder.remove();
  }
}

type Fixtures = {
  /** The errors of the page: uncaught errors, broken CSP. The list must be empty at the end of each test. */
  pageErrors: string[];
};

export const test = base.extend<Fixtures, { demo: DemoProcess }>({
  demo: [
    async ({}, use) => {
      const demo = new DemoProcess();
      await demo.start();
      await use(demo);
      await demo.remove();
    },
    { scope: "worker" },
  ],
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      watchPage(page, errors);
      await use(errors);
      base.expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export const { expect } = base;

export function watchPage(page: Page, errors: string[]): void {
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|TrustedHTML|Trusted Type/i.test(message.text()))
      errors.push(message.text());
  });
}
