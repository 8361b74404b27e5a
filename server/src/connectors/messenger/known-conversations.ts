import { BoundedMap } from "#collections/bounded-map.ts";

/** The newest conversation of a person by the store; undefined: they have none. */
type FindConversation = (user: string) => Promise<string | undefined>;

/** People that a page remembers at a time. Of others the store is asked. */
const mostKnown = 10_000;

/** The conversations of a page's people, so that the store is asked once for each of them. */
export class KnownConversations {
  readonly #find: FindConversation;
  readonly #known = new BoundedMap<string, string>(mostKnown);

  constructor(find: FindConversation) {
    this.#find = find;
  }

  /** @param own the id of the conversation that the person has unless another one became theirs. */
  async of(user: string, own: string): Promise<string> {
    const known = this.#known.get(user);
    if (known !== undefined) return known;
    const found = (await this.#find(user)) ?? own;
    this.#known.set(user, found);
    return found;
  }

  /** The conversation that began before Meta told who the person is. */
  async begunAs(user: string): Promise<string | undefined> {
    return await this.#find(user);
  }

  set(user: string, conversationId: string): void {
    this.#known.set(user, conversationId);
  }

  forget(user: string): void {
    this.#known.delete(user);
  }
}
