import { useEffect, useRef, useState } from "react";
import type { Chat } from "#chat/chat.ts";
import { createChat } from "#chat/create-chat.ts";
import type { ChatOptions } from "#chat/options.ts";

/**
 * Either the options of `createChat`, or a chat that you have made and that you dispose of. A change of `endpoint`, `protocol`
 * or `referral` begins another chat; `getToken`, `headers` and `context` may change at any time. The others are read when a chat begins.
 */
export type ChatSource = ({ chat?: undefined } & Omit<ChatOptions, "locale">) | { chat: Chat };

/** The given chat, or a chat for the endpoint that is disposed of with the component. */
export function useOwnChat(source: ChatSource, locale: string): Chat {
  const identity = source.chat ?? JSON.stringify([source.endpoint, source.protocol, source.referral, locale]);
  const { getToken, headers, context } = { getToken: undefined, headers: undefined, context: undefined, ...source };
  const latest = useRef(headers);
  const make = (): Own => ({
    identity,
    chat:
      source.chat ??
      createChat({
        ...source,
        locale,
        get headers() {
          return latest.current;
        },
      }),
  });
  const [own, setOwn] = useState(make);
  const current = own.identity === identity ? own : make();
  if (current !== own) setOwn(current);
  useDispose(current);
  const { chat } = current;
  const isOwn = source.chat === undefined;
  useEffect(() => {
    latest.current = headers;
  });
  useEffect(() => {
    if (isOwn) chat.setContext(context);
  }, [isOwn, chat, context]);
  useEffect(() => {
    if (isOwn) void chat.setUser(getToken);
  }, [isOwn, chat, getToken]);
  return chat;
}

type Own = { identity: Chat | string; chat: Chat };

function useDispose(own: Own): void {
  const leaving = useRef<{ own: Own; timer: ReturnType<typeof setTimeout> }>(undefined);
  useEffect(() => {
    const { current } = leaving;
    if (current?.own === own) clearTimeout(current.timer);
    return () => {
      // Later, because React's StrictMode ends an effect and runs it again with the same chat.
      if (typeof own.identity === "string") leaving.current = { own, timer: setTimeout(() => own.chat.dispose()) };
    };
  }, [own]);
}
