import type { TrialTurn } from "@causerie/protocol/desk";
import { useEffect, useState } from "react";

/** Reads answers aloud by the voices of the browser. */
export type Voice = { isOn: boolean; setOn: (on: boolean) => void; say: (turn: TrialTurn, locale?: string) => void };

/** Off until somebody wants it: nobody expects a page to speak. */
export function useVoice(): Voice {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    if (!isOn) speech()?.cancel();
    return () => speech()?.cancel();
  }, [isOn]);
  return {
    isOn,
    setOn,
    say(turn, locale) {
      if (!isOn) return;
      const utterance = new SpeechSynthesisUtterance(spokenText(turn));
      if (locale !== undefined) utterance.lang = locale;
      speech()?.speak(utterance);
    },
  };
}

export function spokenText({ bubbles }: TrialTurn): string {
  return bubbles
    .flatMap(({ text, cards = [] }) => [...(text === undefined ? [] : [text]), ...cards.map(({ title }) => title)])
    .join(" ");
}

/** Some browsers on phones have none. */
function speech(): SpeechSynthesis | undefined {
  return "speechSynthesis" in globalThis ? globalThis.speechSynthesis : undefined;
}
