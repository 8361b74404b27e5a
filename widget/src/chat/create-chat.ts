import { type ClientContent, clientMessageSchema } from "@causerie/protocol";
import type { Chat } from "./chat.ts";
import { createChatStore } from "./state/chat-store.ts";
import { createEngine, type Engine } from "./engine.ts";
import { isShown } from "./state/apply-events.ts";
import { openStorage } from "./storage/open-storage.ts";
import { type ChatOptions, toSettings } from "./options.ts";
import { startId, toEntry } from "./sending/outgoing.ts";
import { validate } from "./connection/schema.ts";
import { createUuidMaker } from "./sending/uuid.ts";

/**
 * One conversation with the server at `endpoint`, for any interface.
 *
 * @example
 * const chat = createChat({ endpoint: "https://chat.example.com/web", locale: "fr" });
 * chat.subscribe(() => render(chat.getState().entries));
 * chat.start();
 * chat.sendText("Hello");
 */
export function createChat(options: ChatOptions): Chat {
  const settings = toSettings(options);
  const { clock } = settings;
  const store = createChatStore();
  const makeId = createUuidMaker(() => clock.now());
  const firstId = makeId(); // sorts before all that is written on this page
  let engine: Engine | undefined;
  let building: Promise<void> | undefined;
  let disposed = false;

  /** Nothing is touched before the chat is used: an interface may make one and never show it. */
  function built(): Promise<void> {
    building ??= build();
    return building;
  }

  async function build(): Promise<void> {
    const storage = options.storage ?? (await openStorage(clock));
    engine = createEngine(settings, storage, options.tabs, store, introduce);
    if (disposed) engine.stop();
    else await engine.outgoing.restore();
  }

  /** In order, also before the storage is open. After `dispose` nothing happens any more. */
  function withEngine(act: (engine: Engine) => void): void {
    if (disposed) return;
    void built().then(() => {
      if (engine !== undefined && !disposed) act(engine);
    });
  }

  /** Said without the visitor's doing. */
  function introduce(content: ClientContent): Promise<void> {
    return say(content, content.type === "start" ? startId : firstId);
  }

  /** Shows what the visitor did, stores it and sends it. */
  async function say(content: ClientContent, clientId: string): Promise<void> {
    const message = {
      clientId,
      content,
      ...(settings.locale === undefined ? {} : { locale: settings.locale }),
    };
    const unsent = { message, at: clock.now() };
    const isSendable = validate(clientMessageSchema, message) !== undefined;
    const entry = toEntry(isSendable ? unsent : { ...unsent, failed: "invalid_request" });
    store.dispatch({ type: "acted", entry });
    if (isShown(content)) store.emit("acted", { entry });
    if (!isSendable) return;
    await built();
    await engine?.outgoing.add(unsent);
  }

  function act(content: ClientContent): void {
    if (!disposed) void say(content, makeId());
  }

  function hasFailed(key: string): boolean {
    const entry = store.get().entries.findLast((entry) => entry.key === key);
    return entry?.type === "visitor" && entry.delivery.type === "failed";
  }

  return {
    getState: () => store.get(),
    subscribe: (listener) => store.subscribe(listener),
    on: (name, listener) => store.on(name, listener),
    start: () => withEngine(({ connection }) => connection.start()),
    sendText: (text) => {
      if (text.trim() !== "") act({ type: "text", text });
    },
    sendPostback: ({ label, link }) => act({ type: "postback", label, link }),
    sendReferral: (ref) => act({ type: "referral", ref }),
    sendFeedback: (messageId, value) => act({ type: "feedback", messageId, value }),
    stop: () => withEngine((engine) => void engine.stopAnswer()),
    retry: (key) => withEngine(({ outgoing }) => outgoing.retry(key)),
    discard: (key) => {
      if (hasFailed(key)) withEngine(({ outgoing }) => outgoing.discard(key));
    },
    loadEarlier: async () => engine?.loadEarlier(),
    setVisible(visible) {
      if (disposed) return;
      store.dispatch({ type: "visible", visible });
      engine?.noteSeen();
    },
    dispose() {
      disposed = true;
      engine?.stop();
    },
  };
}
