import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { connect, type ConnectOptions, type TockChat } from "./connect.ts";
import type { TockSettings } from "./settings.ts";

type Chats = {
  settings: TockSettings;
  /** The conversation of an endpoint: the first use makes it. */
  chatOf(endpoint: string, options: ConnectOptions): TockChat;
};

const Context = createContext<Chats | undefined>(undefined);

export type TockContextProps = {
  children?: ReactNode;
  endpoint?: string | undefined;
  settings?: TockSettings | undefined;
};

/** Holds the conversations of the parts inside it: they live as long as this, and go on where a part that was away comes back. */
export function TockContext({ children, endpoint, settings = {} }: TockContextProps): ReactNode {
  const [chats] = useState(() => new Map<string, TockChat>());
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      // Later, because React's StrictMode ends an effect and runs it again.
      leaving.current = setTimeout(() => {
        for (const chat of chats.values()) chat.dispose();
        chats.clear();
      });
    };
  }, [chats]);
  const value: Chats = {
    settings: { ...settings, ...(endpoint !== undefined && { endpoint }) },
    chatOf(address, options) {
      const known = chats.get(address);
      if (known !== undefined) return known;
      const chat = connect(address, options);
      chats.set(address, chat);
      return chat;
    },
  };
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** What the page has set: `endpoint`, `locale`, `localStorage`, `network`, `renderers`. */
export function useTockSettings(): TockSettings {
  return useChats().settings;
}

/** The conversation with this endpoint, or with that of `<TockContext>`. */
export function useTockChat(
  endpoint: string | undefined,
  options: Omit<ConnectOptions, keyof TockSettings> = {},
): TockChat {
  const chats = useChats();
  const { settings } = chats;
  const address = endpoint || settings.endpoint;
  if (address === undefined)
    throw new TypeError(
      "No endpoint: give it to <Chat endPoint> or useTock(…), or to <TockContext endpoint> around it",
    );
  return chats.chatOf(address, { ...settings, ...options });
}

function useChats(): Chats {
  const value = useContext(Context);
  if (value === undefined) throw new Error("This part needs a <TockContext> around it");
  return value;
}

/** The same where there may be no `<TockContext>`, as around a part that only shows something. */
export function useOptionalSettings(): TockSettings | undefined {
  return useContext(Context)?.settings;
}
