/** A visitor's own choice on this device, such as `on` or `off`. It outlives the page. */
export type Wish = {
  read(): string | undefined;
  save(value: string): void;
  /** Calls back when this page saves one. @returns a function that ends it. */
  watch(listener: () => void): () => void;
};

const listeners = new Set<() => void>();

export function keepWish(name: string): Wish {
  const key = `causerie:${name}`;
  /** Where storage is blocked the choice holds for this page. */
  let here: string | undefined;
  return {
    read() {
      try {
        return localStorage.getItem(key) ?? here;
      } catch {
        return here;
      }
    },
    save(value) {
      here = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // Blocked or full. This page knows.
      }
      for (const listener of listeners) listener();
    },
    watch(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
