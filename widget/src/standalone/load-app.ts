import type { AppModule } from "#element/app.ts";
import type { StandaloneChatElement } from "./standalone-element.ts";

/** The large part, which makes the conversation by the properties of the element. */
export async function loadApp(): Promise<AppModule> {
  const { mountApp, createChat, browserLocale, createMemoryStorage } = await import("./app.ts");
  return {
    mountApp(container, root, view, given, draft, strings) {
      const { endpoint, locale, referral } = view.options;
      const element = root.host as StandaloneChatElement;
      const { getToken, context, keepsHistory } = element;
      const options = {
        endpoint,
        locale: browserLocale(locale),
        referral,
        getToken,
        get headers() {
          return element.headers;
        },
        context,
        ...(!keepsHistory && { storage: createMemoryStorage() }),
      };
      const chat = given ?? createChat(options);
      const app = mountApp(container, root, view, chat, draft, strings);
      return {
        ...app,
        unmount() {
          app.unmount();
          if (given === undefined) chat.dispose();
        },
      };
    },
  };
}
