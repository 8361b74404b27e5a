import { useMemo } from "react";
import { fileName } from "#chat/files/file-name.ts";
import { type Cell, createCell } from "#react/features/cell.ts";
import { useInHand } from "#react/hooks/use-in-hand.ts";

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

export function useTray(): Tray {
  const cell = useInHand(
    "files",
    () => createCell<TrayState>({ files: [], text: undefined }),
    ({ set }) => set({ files: [], text: undefined }),
  );
  return useMemo(() => createTray(cell), [cell]);
}

function createTray({ get, set: replace, subscribe }: Cell<TrayState>): Tray {
  const set = (next: Partial<TrayState>): void => replace({ ...get(), ...next });
  const change = (next: (files: TrayState["files"]) => TrayState["files"]): void => set({ files: next(get().files) });
  return {
    get,
    subscribe,
    add(files, text) {
      const made = Math.max(0, ...get().files.map(({ id }) => id)) + 1;
      const added = files.map(({ file, alt = "", isFolder = false }, index) => ({
        id: made + index,
        file,
        name: fileName(file.name),
        alt,
        isFolder,
      }));
      set({ files: [...get().files, ...added], text: text ?? get().text });
      return added;
    },
    remove: (id) => change((files) => files.filter((file) => file.id !== id)),
    setAlt: (id, alt) => change((files) => files.map((file) => (file.id === id ? { ...file, alt } : file))),
    clear: () => set({ files: [] }),
    textUsed: () => set({ text: undefined }),
  };
}
