/** Set by the test: answers as Microsoft Entra does. */
declare global {
  var giveToken: ((resource: string) => Promise<string>) | undefined;
}

/** In the place of SharePoint's own, which asks Microsoft Entra in a hidden frame. Without a test's word nobody is signed in. */
export const tokenProviderFactory = {
  getTokenProvider: () =>
    Promise.resolve({
      getToken(resource: string): Promise<string> {
        if (globalThis.giveToken === undefined) return Promise.reject(new Error("login_required"));
        return globalThis.giveToken(resource);
      },
    }),
};
