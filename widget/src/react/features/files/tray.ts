import type { Chat } from "#chat/chat.ts";
import { fileName } from "#chat/files/file-name.ts";

/** A file that the visitor has chosen and not sent. */
export type TrayFile = {
  id: number;
  file: File;
  name: string;
  /** What it shows, in the visitor's words. */
  alt: string;
  isFolder: boolean;
};

/** `text`: goes back into the field, because a message is being changed. */
export type TrayState = { files: readonly TrayFile[]; text: string | undefined };

/** What stands above the composer until it is sent. */
export type Tray = {
  get: () => TrayState;
  subscribe: (listener: () => void) => () => void;
  add(files: readonly { file: File; alt?: string; isFolder?: boolean }[], text?: string): readonly TrayFile[];
  remove(id: number): void;
  setAlt(id: number, alt: string): void;
  clear(): void;
  textUsed(): void;
};

const trays = new WeakMap<Chat, Tray>();

export function trayOf(chat: Chat): Tray {
  const known = trays.get(chat) ?? createTray();
  trays.set(chat, known);
  return known;
}

function createTray(): Tray {
  const listeners = new Set<() => void>();
  let state: TrayState = { files: [], text: undefined };
  let made = 0;

  function set(next: Partial<TrayState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(files, text) {
      const added = files.map(({ file, alt = "", isFolder = false }) => ({
        id: (made += 1),
        file,
        name: fileName(file.name),
        alt,
        isFolder,
      }));
      set({ files: [...state.files, ...added], text: text ?? state.text });
      return added;
    },
    remove: (id) => set({ files: state.files.filter((file) => file.id !== id) }),
    setAlt: (id, alt) => set({ files: state.files.map((file) => (file.id === id ? { ...file, alt } : file)) }),
    clear: () => set({ files: [] }),
    textUsed: () => set({ text: undefined }),
  };
}
