import type { SignIn } from "#common/properties/to-chat-options.ts";

/** Gives the token of the signed-in person for a resource, as SharePoint's token provider does. It caches tokens itself. */
export type TokenProvider = { getToken(resource: string): Promise<string> };

/** Less than the 5 s after which the chat itself gives a question up, and does not hear the answer "nobody". */
const patienceMs = 4_000;

/**
 * Asks SharePoint for a token for each request; none is kept here. In some hosts the question is never answered: after 4 s
 * it counts as failed.
 * @param onRefused called when the visitor gets no chat, before the chat hears of it. One who was signed in is not shut out by a later
 *   failure: the chat goes on as theirs while the server takes their last token.
 * @returns what gives a token; undefined for a visitor without a name. It rejects where there is no chat without a name.
 */
export function createGetToken(
  { resource, whenItFails }: SignIn,
  provider: () => Promise<TokenProvider>,
  onRefused: () => void,
): () => Promise<string | undefined> {
  let hasSignedIn = false;
  return async () => {
    try {
      if (resource === "") throw new Error("The application ID URI of the chat server is missing or no URI.");
      const token = await inTime(provider().then((tokens) => tokens.getToken(resource)));
      hasSignedIn = true;
      return token;
    } catch (error) {
      if (whenItFails === "anonymous") return undefined;
      if (!hasSignedIn) onRefused();
      throw error;
    }
  };
}

async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`SharePoint gave no token within ${patienceMs / 1000} s.`)), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
