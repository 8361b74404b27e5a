import { type Context, useContext } from "react";

/** @throws when no `ChatProvider` is around the part. */
export function useProvided<Value>(context: Context<Value | undefined>): Value {
  const value = useContext(context);
  if (value === undefined) throw new Error("This part of the chat needs a <ChatProvider> (or <Chat>) around it");
  return value;
}
