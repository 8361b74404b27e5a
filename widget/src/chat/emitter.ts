/** Calls the listeners of named events. */
export type Emitter<Events> = {
  on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): () => void;
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void;
};

export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(detail: Events[Name]) => void> } = {};
  return {
    on(name, listener) {
      const own = (detail: Events[typeof name]): void => listener(detail);
      (listeners[name] ??= new Set()).add(own);
      return () => void listeners[name]?.delete(own);
    },
    emit(name, detail) {
      for (const listener of listeners[name] ?? []) callSafely(() => listener(detail));
    },
  };
}

/** An error in the page's code must not stop the chat. It is thrown again where the page's own errors appear. */
export function callSafely(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
