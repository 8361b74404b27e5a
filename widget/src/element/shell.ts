import type { Chat } from "#chat/chat.ts";
import { launcherEn, launcherNames } from "#i18n/launcher-strings.ts";
import { languageOf, pageLocale } from "#i18n/locale.ts";
import type { App, AppModule, AppView, Sources } from "./app.ts";
import type { ChatElementEvents } from "./events.ts";
import { createShadowTree } from "./shadow-tree.ts";
import { createLauncher } from "./launcher.ts";
import { mayOpen } from "./may-open.ts";
import { createPageMemory, type PageMemory } from "#chat/storage/page-memory.ts";
import { attributeNames, type ChatElementOptions, type Own, type OwnStrings, readOptions } from "./options.ts";

/** Everything behind the custom element: the launcher, and the chat, which is loaded when the visitor opens it. */
export type Shell = {
  chat(): Chat | undefined;
  connected(): void;
  disconnected(): void;
  openChanged(open: boolean): void;
  optionChanged(name: string): void;
  own(): Own;
  use(own: Own): void;
  useChat(chat: Chat | undefined): void;
  /** Fetches the code of the chat, and nothing else. */
  preload(): Promise<void>;
  /** Loads the chat and connects it, also while it is not shown. Rejects when it cannot be loaded. */
  start(): Promise<Chat>;
};

/** A change of these options begins another conversation. */
const identity: readonly string[] = attributeNames.slice(0, 4);

const eventNames = ["message", "sent", "connection", "unread"] as const;

export function createShell(host: HTMLElement, root: ShadowRoot, sources: Sources): Shell {
  let loadApp = sources.app;
  const launcher = createLauncher(() => host.toggleAttribute("open"), takesKey);
  const tree = createShadowTree(root, launcher.element);
  const inView = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) void load();
  });
  let app: App | undefined;
  let loading: Promise<App | undefined> | undefined;
  let stopListening = (): void => {};
  let ownChat: Chat | undefined;
  let own: Own = {};
  let mounting = 0;
  /** The chat could not be loaded for a visitor who waits for it. */
  let failed = false;
  /** The built-in texts of the chat that was loaded last. */
  let fetched: OwnStrings = {};
  /** The visitor has just opened it, so it takes the focus from this. It does not when it was open from the start. */
  let takesFocusFrom: Element | null = null;
  /** Of the chat that is loaded, until the page's own changes and it is connected or opened again. */
  let language: string | undefined;
  /** Taken along when another chat replaces the one on the screen, or typed before there was one. */
  let draft = "";

  const isOpen = (): boolean => host.hasAttribute("open");
  const options = (): ChatElementOptions => readOptions((name) => host.getAttribute(name));
  const memory = (): PageMemory => createPageMemory(options().endpoint);
  const locale = (): string => pageLocale(options().locale);
  const view = (open: boolean): AppView => ({ options: options(), own, open, onClose: close, onNewer: replaceApp });

  function close(): void {
    host.removeAttribute("open");
  }

  /** Who has opened the chat may write at once: until it has come, the button has the focus. Enter and Space still press it before the first letter. */
  function takesKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): unknown {
    if (app !== undefined || !isOpen()) return false;
    if (key.length > 1) return draft && key === "Enter";
    // On Windows AltGr is Ctrl and Alt.
    if (metaKey || ctrlKey !== altKey || draft + key === " ") return false;
    return (draft += key);
  }

  function emit<Name extends keyof ChatElementEvents>(name: Name, detail: ChatElementEvents[Name]["detail"]): void {
    // The fields of the detail are the event's own, too: a listener of `on` is given those.
    host.dispatchEvent(Object.assign(new CustomEvent(name, { bubbles: true, composed: true, detail }), detail));
  }

  function update(): void {
    const { mode } = options();
    const unread = app?.chat.getState().unread ?? 0;
    const state = isOpen() ? (app === undefined ? "loading" : "open") : "closed";
    tree.update(options());
    // In a page's own place it appears to try again.
    launcher.element.hidden = mode !== "floating" && state !== "loading" && !failed;
    if (mode !== "floating") inView.observe(host);
    // None is not said, and to choose the plural of a number for the first time takes the browser 12 ms.
    const unreadText = (unread && app?.describeUnread(unread, own)) || "";
    const strings = { loadFailed: fetched.loadFailed, ...own.strings };
    launcher.update({ view: state, unread, unreadText, failed, locale: locale(), strings });
    app?.render(view(isOpen()));
  }

  function load(): Promise<App | undefined> {
    loading ??= mount();
    return loading;
  }

  /** Asks for them before the code of the chat has come, which has the English ones. */
  async function fetchStrings(): Promise<OwnStrings> {
    try {
      const language = languageOf(locale());
      return launcherNames[language] ? (await sources.strings(language)).strings : {};
    } catch {
      return {}; // English texts do as well.
    }
  }

  async function mount(): Promise<App | undefined> {
    const begun = (mounting += 1);
    // While the code is fetched, the element may leave the page or begin another conversation.
    const isCurrent = (): boolean => mounting === begun && host.isConnected;
    language = locale();
    const strings = fetchStrings();
    void strings.then((arrived) => {
      fetched = arrived;
      update(); // The launcher may show a failure.
    });
    try {
      const { mountApp } = await loadApp();
      if (!isCurrent()) return undefined;
      // Mounted closed and opened by `update`, because only an opening moves the focus.
      // By now the visitor may write in a field of the page. Safari gives a pressed button no focus.
      const free: (Element | null)[] = [takesFocusFrom, host, document.body];
      const takesFocus = takesFocusFrom && free.includes(document.activeElement);
      app = mountApp(tree.container, root, view(isOpen() && !takesFocus), ownChat, draft, strings);
    } catch (error) {
      if (isCurrent()) fail();
      reportError(error);
      return undefined;
    }
    void strings.then(update); // The launcher may have a number of unread messages.
    stopListening = listen(app.chat);
    if (isOpen()) memory().saveConversation();
    update();
    return app;
  }

  function fail(): void {
    // Shown to a visitor who sees an empty place or opened the chat, and not after a mere check for unread messages.
    const isMissed = isOpen() || options().mode !== "floating";
    loading = undefined;
    close();
    failed = isMissed;
    update();
  }

  function listen(chat: Chat): () => void {
    const stops = eventNames.map((name) =>
      chat.on(name, (detail) => {
        emit(`causerie-${name}`, detail);
        if (name === "unread") update();
      }),
    );
    return () => stops.forEach((stop) => stop());
  }

  function unmount(): void {
    draft = app?.chat.getDraft() ?? draft;
    mounting += 1;
    loading = undefined;
    stopListening();
    app?.unmount();
    app = undefined;
  }

  function remount(): void {
    const wasLoaded = loading !== undefined;
    takesFocusFrom = hasFocusInside(host, root, launcher.button) ? host : null;
    unmount();
    update();
    if (wasLoaded && host.isConnected) void load();
  }

  /** Not at once, because a page may set the language of its next content before it swaps that in. */
  function followLanguage(): void {
    if (loading !== undefined && language !== locale()) remount();
  }

  function replaceApp(newer: AppModule): void {
    loadApp = () => Promise.resolve(newer);
    remount();
  }

  async function preload(): Promise<void> {
    void fetchStrings();
    await loadApp().catch(() => {}); // This fetch only saves time. Opening the chat tries again, and shows a failure.
  }
  for (const name of ["pointerenter", "focus"]) launcher.button.addEventListener(name, () => void preload());

  return {
    chat: () => app?.chat ?? ownChat,
    connected() {
      followLanguage();
      update();
      app?.attached?.();
      if (options().mode !== "floating") return;
      if (isOpen()) void load();
      else if (memory().lastOpen() === "open" && mayOpen(options().endpoint)) host.toggleAttribute("open", true);
      // It was open on the previous page. The visitor did not open it here, so the focus stays where it is.
      takesFocusFrom = null;
    },
    disconnected() {
      inView.disconnect();
      // Later, because an element that only moves in the page is connected again at once, or when the page has a new body.
      setTimeout(() => {
        if (!host.isConnected) unmount();
      });
    },
    openChanged(open) {
      failed = false;
      if (open) followLanguage();
      takesFocusFrom = open ? document.activeElement : null;
      memory().saveOpen(open);
      const leaves = !open && hasFocusInside(host, root, launcher.button);
      update();
      if (leaves) launcher.button.focus();
      emit(open ? "causerie-open" : "causerie-close", null);
      if (!open) return;
      if (app === undefined) void load();
      else memory().saveConversation();
    },
    optionChanged(name) {
      if (identity.includes(name)) remount();
      else update();
    },
    own: () => own,
    use(next) {
      own = { ...own, ...next };
      update();
    },
    useChat(chat) {
      ownChat = chat;
      remount();
    },
    preload,
    async start() {
      const chat = (await load())?.chat;
      if (chat === undefined) throw new Error(launcherEn.loadFailed);
      chat.start();
      return chat;
    },
  };
}

function hasFocusInside(host: Element, root: ShadowRoot, launcher: Element): boolean {
  const inShadow = root.activeElement;
  return inShadow === null
    ? host.contains(document.activeElement) && document.activeElement !== host
    : inShadow !== launcher;
}
