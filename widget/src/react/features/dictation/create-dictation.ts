import { type Cell, createCell } from "#react/features/cell.ts";
import type { Recognition } from "./recognition.ts";

/** By the names of the Web Speech API, and one for what it may add. */
export type DictationProblem = "denied" | "noMicrophone" | "offline" | "language" | "silent" | "failed";

export type DictationState =
  | { type: "off" }
  /** The visitor is told who may hear it, before it begins for the first time. */
  | { type: "notice" }
  | { type: "listening" }
  | { type: "failed"; why: DictationProblem };

/** The field that is dictated into. */
export type DictationField = {
  read: () => string;
  write: (text: string) => void;
  /** Sends what is in the field. Only where the page has configured that. */
  send?: (() => void) | undefined;
};

export type Dictation = Cell<DictationState> & {
  /** @param agreed the visitor has read who may hear it. Without that, the notice is shown and nothing listens. */
  start(field: DictationField, locale: string, agreed: boolean): void;
  /** Ends it. What was said up to now is still written. */
  stop(): void;
  /** Ends it at once: nothing is written any more. For a text that was sent, and a chat that was closed. */
  cancel(): void;
};

export function createDictation(createRecognition: () => Recognition): Dictation {
  const cell = createCell<DictationState>({ type: "off" });
  let current: Recognition | undefined;

  function listen(field: DictationField, locale: string): void {
    const own = createRecognition();
    current = own;
    const before = field.read();
    let spoken = "";
    let problem: DictationProblem | undefined;
    own.lang = locale;
    own.continuous = true;
    own.interimResults = true;
    own.onresult = ({ results }) => {
      if (current !== own) return;
      spoken = Array.from(results, (result) => result[0]?.transcript.trim() ?? "")
        .filter((part) => part !== "")
        .join(" ");
      field.write(joined(before, spoken));
    };
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- one of each, of an object that nobody else has
    own.onerror = ({ error }) => {
      // Its own abort is no problem of the visitor's.
      if (error !== "aborted") problem = problems[error] ?? "failed";
    };
    own.onend = () => {
      if (current !== own) return;
      current = undefined;
      // Silence after words is the usual end.
      if (problem !== undefined && !(problem === "silent" && spoken !== "")) {
        cell.set({ type: "failed", why: problem });
        return;
      }
      cell.set({ type: "off" });
      if (spoken !== "") field.send?.();
    };
    cell.set({ type: "listening" });
    try {
      own.start();
    } catch {
      current = undefined;
      cell.set({ type: "failed", why: "failed" });
    }
  }

  function cancel(): void {
    const old = current;
    current = undefined;
    cell.set({ type: "off" });
    old?.abort();
  }

  return {
    ...cell,
    start(field, locale, agreed) {
      cancel();
      if (agreed) listen(field, locale);
      else cell.set({ type: "notice" });
    },
    stop: () => current?.stop(),
    cancel,
  };
}

const problems: Readonly<Record<string, DictationProblem>> = {
  "not-allowed": "denied",
  "service-not-allowed": "denied",
  "audio-capture": "noMicrophone",
  network: "offline",
  "language-not-supported": "language",
  "no-speech": "silent",
};

/** What was there stays, and is told apart from what is said. */
function joined(before: string, spoken: string): string {
  return before === "" || /\s$/.test(before) || spoken === "" ? before + spoken : `${before} ${spoken}`;
}
