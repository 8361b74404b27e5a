import type { Sealing } from "#channel/kit/sealing.ts";

/** `version`: goes up with each write. */
export type KeptText = { readonly text: string; readonly version: number };

/**
 * A few texts of a connector that must outlive its process and that all processes share, e.g. a token that the platform replaces at each use.
 * They are encrypted in the store.
 */
export interface KeptTexts {
  /** Undefined: there is none. An empty text: the secret of the server is another one now, and nobody can read it any more. */
  read(name: string): Promise<KeptText | undefined>;
  /**
   * Resolves once it is durable.
   * @param version the one that is replaced; 0: there is none yet.
   * @returns false: another one has written since; nothing was changed then.
   */
  write(name: string, text: string, version: number): Promise<boolean>;
}

/** All of them, as the store has them: sealed, by the connector's id and their name. */
export interface KeptTextStore extends KeptTexts {
  ids(): Promise<string[]>;
}

/** The purpose of the key. */
export const keptTextsPurpose = "texts of connectors";

/** The texts of one connector: within its own names, and readable by nobody who has the database alone. */
export function sealTexts(kept: KeptTexts, connectorId: string, sealing: Pick<Sealing, "seal" | "open">): KeptTexts {
  const idOf = (name: string): string => `${connectorId}/${name}`;
  return {
    async read(name) {
      const found = await kept.read(idOf(name));
      if (found === undefined) return undefined;
      const { text: sealed, version } = found;
      const text = sealing.open(sealed, idOf(name));
      return { text: text ?? "", version };
    },
    write: (name, text, version) => kept.write(idOf(name), sealing.seal(text, idOf(name)), version),
  };
}

/**
 * Seals anew what the server's former secret has sealed: else it is lost when that one is forgotten. A text that its connector replaces meanwhile is
 * sealed with the new one already.
 * @returns how many.
 */
export async function renewTexts(kept: KeptTextStore, sealing: Pick<Sealing, "renew">): Promise<number> {
  let count = 0;
  for (const id of await kept.ids()) {
    const found = await kept.read(id);
    const renewed = found === undefined ? undefined : sealing.renew(found.text, id);
    if (found !== undefined && renewed !== undefined && (await kept.write(id, renewed, found.version))) count += 1;
  }
  return count;
}
