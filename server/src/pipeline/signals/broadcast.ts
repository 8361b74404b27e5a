/** Brings short texts to the other processes of the server. Any of them may be lost: whoever must know looks into the store. */
export interface Broadcast extends AsyncDisposable {
  /** The most bytes that one message may have, in UTF-8. */
  readonly maxBytes: number;
  /** Those of one sender arrive in the order in which they were sent. @throws when they are lost. */
  send(messages: readonly string[]): Promise<void>;
  /** Called once, before anything is sent. The sender may hear its own messages. */
  listen(listener: BroadcastListener): Promise<void>;
}

export type BroadcastListener = {
  received: (message: string) => void;
  /** The line stands again after a break: what was sent meanwhile is lost. */
  restored: () => void;
};
