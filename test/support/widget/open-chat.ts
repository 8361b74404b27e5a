import type { Chat, ChatState } from "@causerie/widget/chat/chat.ts";
import { createChat } from "@causerie/widget/chat/create-chat.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import type { ChatOptions } from "@causerie/widget/chat/options.ts";
import { type ManualClock, createManualClock } from "./manual-clock.ts";
import { type FakeBrowserPage, createFakeBrowserPage } from "./fake-browser-page.ts";

export type TestChat = Chat &
  Disposable & {
    clock: ManualClock;
    browserPage: FakeBrowserPage;
    /** The texts on the screen, each message of the visitor with its delivery state, e.g. `hello (sent)`. */
    screen(): string[];
    /** Resolves when `isSo` returns true. */
    until(isSo: (state: ChatState) => boolean): Promise<void>;
    /** Resolves when the screen shows exactly these lines. */
    untilScreen(...lines: string[]): Promise<void>;
    /** Resolves when it is connected. */
    connected(): Promise<void>;
    /** Ends each back-off at once, until `isSo` returns true. By default: until the chat is connected. */
    reconnected(isSo?: (state: ChatState) => boolean): Promise<void>;
  };

/** A chat whose clock, browser page and storage belong to the test. */
export function openChat(options: ChatOptions): TestChat {
  const clock = createManualClock();
  const browserPage = createFakeBrowserPage();
  const defaults = { ...options, clock, browserPage, storage: createMemoryStorage(), startOnOpen: false };
  // Not read here: an option may be an accessor.
  const chat = createChat(Object.defineProperties(defaults, Object.getOwnPropertyDescriptors(options)));
  const screen = (): string[] => chat.getState().entries.map(describe);

  function until(isSo: (state: ChatState) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => {
        end();
        const { entries, ...rest } = chat.getState();
        reject(
          new Error(`the state was never reached: ${screen().join(" | ")} ${JSON.stringify(rest)} ${entries.length}`),
        );
      }, 5000);
      const end = chat.subscribe(check);
      function check(): void {
        if (!isSo(chat.getState())) return;
        clearTimeout(tooLate);
        end();
        resolve();
      }
      check();
    });
  }

  const isConnected = ({ connection }: ChatState): boolean => connection.type === "connected";
  return {
    ...chat,
    clock,
    browserPage: browserPage,
    screen,
    until,
    untilScreen: (...lines) => until(() => screen().join("\n") === lines.join("\n")),
    connected: () => until(isConnected),
    async reconnected(isSo = isConnected) {
      while (!isSo(chat.getState())) {
        await until((state) => isSo(state) || state.connection.type === "waiting");
        const { connection } = chat.getState();
        if (connection.type === "waiting") clock.advance(connection.retryAt - clock.now());
      }
    },
    [Symbol.dispose]: () => chat.dispose(),
  };
}

/** The same, once it is connected. */
export async function openConnectedChat(options: ChatOptions): Promise<TestChat> {
  const chat = openChat(options);
  chat.start();
  await chat.connected();
  return chat;
}

function describe(entry: ChatState["entries"][number]): string {
  if (entry.type === "visitor") {
    const { content, delivery } = entry;
    const text = content.type === "text" ? content.text : content.type;
    return `${text} (${delivery.type === "failed" ? delivery.code : delivery.type})`;
  }
  const text = entry.message.type === "text" ? entry.message.text : entry.message.type;
  return entry.progress === "complete" ? text : `${text} (${entry.progress})`;
}
