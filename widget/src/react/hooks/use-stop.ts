import { useEffect, useState } from "react";
import { botWork } from "./bot-work.ts";
import { useChat, useChatState } from "./use-chat.ts";

/** After this time without text the visitor may want to stop the answer. */
const patienceMs = 3000;

export type StopControl = {
  /** `none`: there is nothing to stop, or this server cannot stop it. `asked`: the server has been asked to stop. */
  state: "none" | "ready" | "asked";
  stop: () => void;
};

/** Lets the visitor end an answer that is growing, or that takes long to begin. */
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
