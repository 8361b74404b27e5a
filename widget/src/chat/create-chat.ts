import { type ClientContent, clientMessageSchema, limits } from "@causerie/protocol";
import type { Chat, ChatContextValues } from "./chat.ts";
import type { OwnFiles } from "./files/files.ts";
import { createChatStore } from "./state/chat-store.ts";
import { type CreateEngine, createEngine, type Engine } from "./engine.ts";
import { isShown, openingId } from "./state/apply-events.ts";
import { createDraft } from "./storage/draft.ts";
import type { KeyValueStorage } from "./storage/key-value-storage.ts";
import { openLastWords, openStorage } from "./storage/open-storage.ts";
import { type ChatOptions, type Settings, toSettings } from "./options.ts";
import type { Locate, MovableChat } from "./slot.ts";
import { startId, toEntry } from "./sending/outgoing.ts";
import type { GetToken } from "./sign-in/ask-token.ts";
import type { Left } from "./sign-in/sign-in.ts";
import { validate } from "./connection/schema.ts";
import { createIdMaker } from "./sending/id-maker.ts";
import { toJson } from "./to-json.ts";

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
  const makeId = createIdMaker();
  let getToken = toGetToken(options.getToken);
  // What a person has written is not for the next one in this tab.
  const isKept = (): boolean => (options.storage ?? getToken) === undefined;
  const draft = createDraft(() => (isKept() ? `causerie draft ${settings.endpoint}` : undefined));
  let lastWords = openLastWords(isKept(), settings.endpoint, clock);
  let locate: Locate | undefined;
  /** What it was opened with, before `locate` had a say. */
  let opened: Parameters<Locate> | undefined;
  let context: ChatContextValues | undefined;
  const firstId = makeId();
  let makeEngine: CreateEngine = createEngine;
  let engine: Engine | undefined;
  let ownStorage: KeyValueStorage | undefined;
  let building: Promise<void> | undefined;
  /** Shows the chat of whoever is signed in now. */
  let checkPerson: (() => Promise<void>) | undefined;
  let started = false;
  let disposed = false;

  /** Opens the storage at the first use and not before, because an interface may make a chat and never show it. */
  function built(): Promise<void> {
    building ??= build();
    return checkPerson?.() ?? building;
  }

  async function build(): Promise<void> {
    const storage = options.storage ?? (ownStorage ??= await openStorage(clock));
    try {
      if (options.protocol === "tock") makeEngine = (await import("./tock/tock-engine.ts")).tockEngineOf(options);
      else if (getToken !== undefined) {
        const { createSignIn } = await import("./sign-in/sign-in.ts");
        checkPerson ??= createSignIn(settings, () => getToken?.(), store, storage, open, engine !== undefined);
        return await checkPerson();
      }
    } catch {
      // Its code did not come. Until then nobody is let in.
      await new Promise<void>((resolve) => void clock.after(5_000, resolve));
      return disposed ? undefined : await build();
    }
    await open(settings, storage);
  }

  /** Begins a chat in the place of the one that is there. @param left what becomes of what was not sent there. */
  async function open(settings: Settings, storage: KeyValueStorage, left: Left = "dropped"): Promise<void> {
    if (engine !== undefined) {
      if (left !== "kept") await engine.outgoing.discardAll(left === "dropped");
      engine.stop();
      // What waits in another conversation of the visitor stays there. What was written before somebody signed in goes along.
      store.dispatch({ type: "conversation", empty: true, bare: locate !== undefined });
    }
    opened = [settings, storage];
    const [itsSettings, itsStorage, itsWords] = locate?.(settings, storage) ?? opened;
    lastWords = itsWords ?? openLastWords(isKept(), settings.endpoint, clock);
    engine = makeEngine(itsSettings, itsStorage, lastWords, options.tabs, store, introduce, () => draft.save(""));
    if (disposed) return end();
    if (started) engine.connection.start();
    await engine.outgoing.restore();
  }

  function end(): void {
    engine?.stop();
    ownStorage?.close?.();
  }

  /** Runs the calls in order, also those from before the storage was open. After `dispose` it does nothing. */
  function withEngine(run: (engine: Engine) => void): void {
    if (disposed) return;
    void built().then(() => {
      if (engine !== undefined && !disposed) run(engine);
    });
  }

  /** Sends content that the visitor did not write. */
  function introduce(content: ClientContent): Promise<void> {
    return submit(content, content.type === "start" ? startId : firstId, true);
  }

  /** Shows the content, stores it and sends it. */
  async function submit(content: ClientContent, clientId: string, first = false): Promise<void> {
    const message = { clientId, content, locale: settings.locale, ...(context && { context }) };
    const unsent = { message, at: clock.now() };
    const isSendable = validate(clientMessageSchema, message) !== undefined;
    const entry = toEntry(isSendable ? unsent : { ...unsent, failed: "invalid_request" });
    store.dispatch({ type: "acted", entry });
    if (isShown(content, clientId)) store.emit("acted", { entry });
    if (!isSendable) return;
    lastWords.set(clientId, toJson(unsent)).catch(() => {}); // Blocked or full: the storage must do.
    await built();
    // Whoever has signed in meanwhile has a screen of their own, on which it is missing.
    store.dispatch({ type: "acted", entry });
    engine?.connection.hurry();
    await engine?.outgoing.add(unsent, first);
  }

  function submitNew(content: ClientContent): void {
    if (!disposed) void submit(content, makeId());
  }

  function mayDiscard(key: string): boolean {
    const entry = store.get().entries.findLast((entry) => entry.key === key);
    return entry?.type === "visitor" && entry.delivery.type !== "sent";
  }

  async function files(): Promise<OwnFiles> {
    await built();
    return await (engine as Engine).files();
  }

  /** A copy, because the page may go on with what it gave. */
  function setContext(values: ChatContextValues = {}): void {
    const json = toJson(values);
    if (json[0] !== "{" || json.length > limits.contextLength)
      throw new RangeError(`context: no object, or over ${limits.contextLength} characters`);
    context = JSON.parse(json) as ChatContextValues;
  }
  setContext(options.context);

  const chat: MovableChat = {
    setContext,
    async setUser(user) {
      const text = draft.get();
      draft.save("");
      getToken = toGetToken(user);
      draft.save(text);
      if (building === undefined) return;
      if (getToken !== undefined) building = building.then(() => checkPerson?.() ?? build());
      await built();
    },
    getState: () => store.get(),
    subscribe: (listener) => store.subscribe(listener),
    on: (name, listener) => store.on(name, listener),
    start() {
      started = true;
      withEngine(({ connection }) => connection.start());
    },
    getDraft: draft.get,
    saveDraft: draft.save,
    sendText: (text, replaces) => {
      if (text.trim() !== "") submitNew({ type: "text", text, ...replaces });
    },
    sendPostback: (tap) => submitNew({ ...tap, type: "postback" }),
    files,
    sendFiles: async (...sent) => (await files()).add(submit, makeId(), ...sent),
    sendOpening: (text) => void (disposed || submit({ type: "text", text }, openingId)),
    sendLocation: (location) => submitNew({ ...location, type: "location" }),
    sendReferral: (ref) => submitNew({ type: "referral", ref }),
    sendFeedback: (messageId, value, details) => submitNew({ type: "feedback", messageId, value, ...details }),
    stop: () => withEngine((engine) => void engine.stopAnswer()),
    retry: (key) => withEngine(({ outgoing }) => outgoing.retry(key)),
    discard: (key) => {
      if (mayDiscard(key)) withEngine(({ outgoing }) => outgoing.discard(key));
    },
    loadEarlier: async () => engine?.loadEarlier(),
    setVisible(visible) {
      if (disposed) return;
      store.dispatch({ type: "visible", visible });
      engine?.saveSeen();
    },
    async request(route, body) {
      await built();
      return await (engine as Engine).request(route, body);
    },
    async endSession(options) {
      await built();
      await engine?.endSession(options);
    },
    async openAt(next) {
      locate = next;
      await built();
      if (opened !== undefined && !disposed && next(...opened) !== null) await open(...opened, "kept");
    },
    dispose() {
      disposed = true;
      end();
    },
  };
  return chat;
}

function toGetToken(user: ChatOptions["getToken"]): GetToken | undefined {
  return typeof user === "string" ? () => user : user;
}
