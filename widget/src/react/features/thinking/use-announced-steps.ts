import type { ProgressStep } from "@causerie/protocol";
import { useEffect, useRef } from "react";
import { useAnnounce } from "#react/features/announce.tsx";

/** What passes sooner needs no words: the answer is there before they are read out. */
const patienceMs = 1_000;
/** Milliseconds between two announcements: of the steps between them, only the newest is said. */
const pauseMs = 5_000;

/** Says the newest step of the work, politely and seldom. @param thinking what is said while there are thoughts and no steps. */
export function useAnnouncedSteps(steps: readonly ProgressStep[], thinking: string): void {
  const announce = useAnnounce();
  const newest = steps.findLast(({ state }) => state === "running")?.label ?? steps.at(-1)?.label ?? thinking;
  const said = useRef({ words: "", at: Number.NEGATIVE_INFINITY });
  const began = useRef<number>(undefined);
  useEffect(() => {
    began.current ??= performance.now();
    if (newest === "" || newest === said.current.words) return undefined;
    const wait = Math.max(began.current + patienceMs, said.current.at + pauseMs) - performance.now();
    const timer = setTimeout(
      () => {
        said.current = { words: newest, at: performance.now() };
        announce(newest);
      },
      Math.max(0, wait),
    );
    return () => clearTimeout(timer);
  }, [newest, announce]);
}
