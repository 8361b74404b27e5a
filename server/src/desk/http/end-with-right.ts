import type { DeskScope } from "@causerie/protocol/desk";
import type { Response } from "express";
import type { Actor } from "./actor.ts";

/** Milliseconds. Who may ask is remembered for as long, so it costs nothing. */
const lookEveryMs = 2_000;

/** Ends a stream when whoever reads it may not any more: it was allowed once, and would go on for days. */
export function endWithRight(
  response: Response,
  scope: DeskScope | "signed_in",
  look: () => Promise<Actor | undefined>,
): void {
  const timer = setInterval(() => {
    look().then(
      (actor) => {
        const mayRead = actor !== undefined && (scope === "signed_in" || actor.scopes.includes(scope));
        if (!mayRead) response.end();
      },
      // The store is away: nobody knows, and the next look decides.
      () => undefined,
    );
  }, lookEveryMs);
  timer.unref();
  response.on("close", () => clearInterval(timer));
}
