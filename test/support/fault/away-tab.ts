import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import type { AwayTabReport, AwayTabRequest } from "./away-tab-entry.ts";

/** A tab on another device of the same visitor: a chat core in a process of its own, which can be put to sleep. */
export class AwayTab implements Disposable {
  readonly #child: ChildProcess;

  /** @param stored what this device keeps of the visitor. */
  constructor(endpoint: string, transport: TransportName, stored: readonly [string, string][]) {
    const entry = join(import.meta.dirname, "away-tab-entry.ts");
    this.#child = fork(entry, [endpoint, transport, JSON.stringify(stored)], {
      execArgv: ["--conditions=causerie-source"],
    });
  }

  write(text: string): void {
    this.#ask({ type: "write", text });
  }

  /** What its screen shows, from the first event on. */
  async look(): Promise<AwayTabReport> {
    const report = once(this.#child, "message") as Promise<[AwayTabReport]>;
    this.#ask({ type: "look" });
    return (await report)[0];
  }

  /** As a system freezes a tab: no timer fires, and nothing is read from its connections. */
  sleep(): void {
    this.#child.kill("SIGSTOP");
  }

  wake(): void {
    this.#child.kill("SIGCONT");
  }

  [Symbol.dispose](): void {
    this.#child.kill("SIGKILL");
  }

  #ask(request: AwayTabRequest): void {
    this.#child.send(request);
  }
}
