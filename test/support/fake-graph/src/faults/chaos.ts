import type { ChaosOptions } from "#options.ts";
import { seededRandom } from "./random.ts";

/** Decides, webhook by webhook, which documented misbehaviour strikes. */
export interface Chaos {
  duplicates(): boolean;
  reorders(): boolean;
  batches(): boolean;
}

export function createChaos(options: ChaosOptions | undefined): Chaos {
  const random = seededRandom(options?.seed ?? 0);
  // Only chances that were asked for use up a number, so that one knob does not move the choices of another.
  const strikes = (chance: number | undefined) => chance !== undefined && random() < chance;
  return {
    duplicates: () => strikes(options?.duplicate),
    reorders: () => strikes(options?.reorder),
    batches: () => strikes(options?.batch),
  };
}
