import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SignIn } from "#common/properties/to-chat-options.ts";
import { createGetToken, type TokenProvider } from "./create-get-token.ts";

const signIn: SignIn = { resource: "api://chat", whenItFails: "anonymous" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function provider(getToken: TokenProvider["getToken"]): { provide: () => Promise<TokenProvider>; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    provide: async () => ({
      getToken(resource) {
        asked.push(resource);
        return getToken(resource);
      },
    }),
  };
}

test("each question goes to SharePoint: a token that was kept might be another person's", async () => {
  let given = 0;
  const { provide, asked } = provider(async () => `token ${(given += 1)}`);
  const getToken = createGetToken(signIn, provide, () => {});
  expect([await getToken(), await getToken()]).toEqual(["token 1", "token 2"]);
  expect(asked).toEqual(["api://chat", "api://chat"]);
});

test("a sign-in that fails leaves a visitor without a name, or no chat: as the author has set it", async () => {
  const { provide } = provider(() => Promise.reject(new Error("login_required")));
  let refused = 0;
  const note = (): void => void (refused += 1);
  expect(await createGetToken(signIn, provide, note)()).toBeUndefined();
  await expect(createGetToken({ ...signIn, whenItFails: "refuse" }, provide, note)()).rejects.toThrow("login_required");
  expect(refused).toBe(1);
});

test("who was signed in is not shut out by one failure", async () => {
  const answers = [Promise.resolve("token"), Promise.reject(new Error("login_required"))];
  const { provide } = provider(() => answers.shift() ?? Promise.reject(new Error("asked too often")));
  let refused = 0;
  const getToken = createGetToken({ ...signIn, whenItFails: "refuse" }, provide, () => void (refused += 1));
  expect(await getToken()).toBe("token");
  await expect(getToken()).rejects.toThrow("login_required");
  expect(refused).toBe(0);
});

test("an answer that never comes counts as failed before the chat gives the question up, and leaves no timer", async () => {
  const { provide } = provider(() => new Promise(() => {}));
  const answer = createGetToken(signIn, provide, () => {})();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await answer).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("without a resource nothing is asked, and the sign-in counts as failed", async () => {
  const { provide, asked } = provider(async () => "token");
  const refuse = createGetToken({ resource: "", whenItFails: "refuse" }, provide, () => {});
  await expect(refuse()).rejects.toThrow("The application ID URI of the chat server is missing or no URI.");
  expect(asked).toEqual([]);
});
