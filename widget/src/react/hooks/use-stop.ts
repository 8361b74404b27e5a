import { useEffect, useState } from "react";
import { botWork } from "#react/parts/bot-work.ts";
import { useChat, useChatState } from "./use-chat.ts";

/** After so long without a word the visitor may have had enough. */
const patienceMs = 3000;

export type StopControl = {
  /** `none`: there is nothing to stop, or this server cannot. `asked`: it is being stopped. */
  state: "none" | "ready" | "asked";
  stop: () => void;
};

/** Lets the visitor end an answer that is being written, or that takes long to begin. */
export function useStop(): StopControl {
  const chat = useChat();
  const work = useChatState(botWork);
  const wish = useChatState((state) => state.stop);
  const [isLate, setLate] = useState(false);

  useEffect(() => {
    if (work !== "thinking") return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [work]);

  const isOffered = work === "writing" || isLate;
  return { state: isOffered && wish !== "unsupported" ? wish : "none", stop: () => chat.stop() };
}
