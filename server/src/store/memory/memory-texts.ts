import type { KeptText, KeptTextStore } from "#channel/host/kept-texts.ts";

export function createMemoryTexts(): KeptTextStore {
  const texts = new Map<string, KeptText>();
  return {
    ids: async () => [...texts.keys()],
    read: async (name) => texts.get(name),
    async write(name, text, version) {
      if ((texts.get(name)?.version ?? 0) !== version) return false;
      texts.set(name, { text, version: version + 1 });
      return true;
    },
  };
}
